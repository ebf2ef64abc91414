"""``verify --experiment N``: does an edit, made again, do what its record says?

Reads:  the record in experiments/, and the commit that the edit was made on
Writes: nothing

In a clone of that commit the stages up to train run twice, without and then with the edit. What the
two say of the training rows is compared, and that comparison with the recorded one.
"""

import sys
from pathlib import Path
from typing import Any

from ..experiments.pipeline import read_comparison
from ..experiments.records import ROUNDING, Experiment, place, read_all
from .commands import Stage, commands, git, has_dvc, printed, stages, watch
from .compare import Likeness, Number, worst_of
from .environment import for_rerun
from .errors import SharingError
from .scratch import bring, clear, clone, scratch
from .screen import Screen
from .verdicts import Verdict

LAST = "train"  # the test set has no part in an experiment
NEEDED = Path("workbench/experiments/comparing.py")
COMPARED = ("reference", "score", "gain")
VERDICTS = {
    Likeness.IDENTICAL: Verdict.IDENTICAL,
    Likeness.SAME: Verdict.SAME,
    Likeness.DIFFERENT: Verdict.DIFFERENT,
}
MEANING = {
    Verdict.IDENTICAL: "both scores and the gain came out again as they are recorded",
    Verdict.SAME: "both scores and the gain came out again, to four decimals",
    Verdict.DIFFERENT: "the recorded scores did not come out again",
}


def recorded(number: int) -> Experiment:
    """Return an experiment by its number.

    Raises:
        SharingError: There is none.
    """
    known = {each.number: each for each in read_all()}
    if number not in known:
        there = ", ".join(map(str, known)) or "none yet"
        raise SharingError(f"no experiment has the number {number}: choose from {there}")
    return known[number]


def clone_at(project: Path, folder: Path, experiment: Experiment) -> Path:
    """Clone the project as it was when an experiment was tried; return its place.

    Raises:
        SharingError: The commit is gone, or cannot run experiments.
    """
    root, short = clone(project, folder), experiment.base[:10]
    try:
        git("checkout", "--quiet", "--detach", experiment.base, folder=root)
    except SharingError as error:
        raise SharingError(
            f"commit {short}, on which experiment {experiment.number} was made, is not in this "
            "repository: fetch the branch that has it (git fetch --unshallow in a shallow clone)"
        ) from error
    if not (root / NEEDED).exists():
        raise SharingError(f"commit {short} has an earlier workbench, which cannot rerun its edits")
    return root


def apply(root: Path, experiment: Experiment, *options: str) -> None:
    """Make the edit of an experiment in a clone.

    Raises:
        SharingError: The patch does not fit.
    """
    patch, inside = root / ".experiment.patch", git("rev-parse", "--show-prefix", folder=root)
    patch.write_bytes(experiment.patch.encode())
    words = ("--whitespace=nowarn", f"--directory={inside.strip()}", *options, str(patch))
    try:
        git("apply", *words, folder=root)
    except SharingError as error:
        name = place(experiment).as_posix()
        raise SharingError(
            f"the patch of experiment {experiment.number} no longer applies to commit "
            f"{experiment.base[:10]}: bring the record back with `git restore {name}`"
        ) from error
    finally:
        patch.unlink()


def up_to_last(root: Path) -> list[Stage]:
    """Return the stages that an experiment is measured with."""
    listed = stages(root)
    return listed[: [each.name for each in listed].index(LAST) + 1]


def run_twice(project: Path, root: Path, experiment: Experiment, screen: Screen) -> dict[str, Any]:
    """Run a clone without and with the edit; return the comparison of the two.

    Raises:
        SharingError: A stage failed.
    """
    listed, environment = up_to_last(root), for_rerun(root, root.parent)
    own = [sys.executable, *listed[-1].command.split()[1:-1], "kept"]  # python -m PACKAGE kept
    again = [sys.executable, "-m", "dvc", "repro", "--no-run-cache", LAST]
    clear(root, listed)
    bring(project, root)

    def say(stage: str) -> None:
        screen.passing(f"{title}: {stage}, {screen.seconds:.0f} s")

    title = "without the edit"
    for _, command in commands(listed):
        watch(command, root, environment, say)
    printed([*own, "--take", "0"], root, environment)
    apply(root, experiment)
    title = "with the edit"
    for command in [again] if has_dvc() else [words for _, words in commands(listed)]:
        watch(command, root, environment, say)
    return read_comparison(printed(own, root, environment))


def alike(claimed: float, got: float | None, score: float) -> Likeness:
    """Compare a recorded number with what came out, as exactly as a record is kept.

    >>> [alike(0.5, each, 0.5).value for each in (0.5, 0.500004, 0.51, None)]
    ['identical', 'same', 'different', 'different']
    """
    if got is None:
        return Likeness.DIFFERENT
    if claimed == got:
        return Likeness.IDENTICAL
    near = abs(claimed - got) <= ROUNDING * max(1, abs(score))
    return Likeness.SAME if near else Likeness.DIFFERENT


def numbers(experiment: Experiment, got: dict[str, Any]) -> list[Number]:
    """Return every recorded number beside the one that came out."""
    content, score = experiment.content(), experiment.score.value
    pairs = {
        f"{part}.{end}": (value, (got[part] or {}).get(end))
        for part in COMPARED
        for end, value in content.get(part, {}).items()
    }
    again = {each["model"]: each["score"] for each in got.get("fixed", [])}
    pairs |= {
        f"{each.model}, alone": (each.score, again.get(each.model))
        for each in experiment.fixed
        if "fixed" in got  # an earlier workbench measures the pick alone
    }
    found = [Number(name, *pair, alike(*pair, score)) for name, pair in pairs.items()]
    rows = Likeness.IDENTICAL if experiment.rows == got["rows"] else Likeness.DIFFERENT
    return [*found, Number("rows", experiment.rows, got["rows"], rows)]


def verify(number: int, screen: Screen) -> tuple[Verdict, str]:
    """Run an experiment again, print what came out, and return the verdict and what it means.

    Raises:
        SharingError: It cannot be run again.
    """
    experiment, project = recorded(number), Path.cwd()
    base = experiment.base[:10]
    screen.line(f"verify experiment {number} of {project.name} @ {base}: {experiment.what}")
    with scratch() as folder:
        screen.passing("clone")
        root = clone_at(project, folder, experiment)
        apply(root, experiment, "--check")
        found = numbers(experiment, run_twice(project, root, experiment, screen))
    likeness = worst_of([each.likeness for each in found])
    for each in found:
        if each.likeness is Likeness.DIFFERENT or each.name.endswith(".value"):
            screen.numbers([each])
    verdict = VERDICTS[likeness]
    return verdict, MEANING[verdict]
