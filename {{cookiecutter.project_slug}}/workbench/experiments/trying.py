"""``make try``: measure the present edit out of fold, and write it down.

Reads:  src/, conf/ and params.yaml against the last commit; reports/kept.json
Writes: experiments/NNN-slug.yaml, at the end and at once
"""

import time
from collections.abc import Sequence
from datetime import date

from . import edit, listing, pipeline, repository, showing
from .errors import ExperimentError, half_dropped
from .kept import KEPT
from .records import Experiment, place, read_all, save, underway

LEFT = "nothing is recorded, and your edit is as it was"
EXAMPLE = 'make try WHAT="age of the house" WHY="agents speak of age"'


def check_turn(what: str, experiments: Sequence[Experiment]) -> Experiment | None:
    """Return the open experiment that this try goes on with, None if it is a new one.

    Raises:
        ExperimentError: Another one has to be decided or committed first.
    """
    earlier = underway(experiments)
    if earlier and earlier.verdict == "dropping":
        raise half_dropped(earlier.number)
    if earlier and earlier.what != what:
        raise ExperimentError(
            f"experiment {earlier.number} ({earlier.what}) is still open: make keep or make drop "
            "it, or give its WHAT again to go on with it"
        )
    for each in experiments:
        if each.verdict == "kept" and not repository.is_committed(place(each)):
            raise ExperimentError(
                f"experiment {each.number} ({each.what}) is kept and not committed: "
                "commit it, and then try the next edit"
            )
    return earlier


def rule(keep_if: str, earlier: Experiment | None) -> str | None:
    """Return by which rule the edit is to be kept.

    Raises:
        ExperimentError: The result of this edit is known, and this is another rule.
    """
    if earlier is None or keep_if in ("", earlier.keep_if):
        return earlier.keep_if if earlier else keep_if or None
    raise ExperimentError(
        f"KEEP_IF is said before the result, and experiment {earlier.number} ({earlier.what}) has "
        "one: leave KEEP_IF out, and say in BECAUSE what you think now"
    )


def next_number(experiments: Sequence[Experiment]) -> int:
    """Return the number of a new experiment; 0 is the first run."""
    return max([0, *(each.number for each in experiments)]) + 1


def run(what: str, why: str, keep_if: str = "") -> None:
    """Try the present edit.

    Raises:
        ExperimentError: Something stands in the way; then nothing is written.
    """
    base = repository.head()
    if not what:
        raise ExperimentError(f"say what you changed: {EXAMPLE}")
    with pipeline.alone():
        repository.check_finished()
        experiments = read_all()
        earlier = check_turn(what, experiments)
        agreed = rule(keep_if, earlier)
        before = edit.present()
        if not before:
            raise ExperimentError(
                "nothing in src/, conf/ or params.yaml differs from the last commit: "
                "edit something, and then make try"
            )
        edit.check_whole(before)
        if earlier and earlier.verdict == "keeping":
            repository.restore([KEPT.as_posix()])
        pipeline.reference()
        begun = time.monotonic()
        pipeline.run(pipeline.TRIED, left=LEFT)
        seconds = time.monotonic() - begun
        if edit.present() != before:
            raise ExperimentError("the files changed during the run: make try again")
        measured = pipeline.compared(LEFT)
        found = Experiment(
            number=earlier.number if earlier else next_number(experiments),
            what=what,
            why=why or (earlier.why if earlier else ""),
            keep_if=agreed,
            day=date.today(),
            verdict="open",
            base=base,
            seconds=round(seconds, 1),
            **measured,
            patch=edit.patch_of(before),
        )
        save(found)
    showing.tried(found)
    listing.for_dvc(found)
    listing.for_mlflow(found)
