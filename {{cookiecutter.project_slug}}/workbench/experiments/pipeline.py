"""The pipeline as experiments use it: run to a stage, compare or keep, put results back."""

import contextlib
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import zc.lockfile

from .. import failure
from ..configuration import resolve
from ..files import PARAMS, read_yaml
from . import changes, kept, leash, repository
from .errors import ExperimentError
from .kept import KEPT, Kept

PIPELINE = Path("dvc.yaml")
LOCK = Path("dvc.lock")
TRIED = "train"  # the stage after which versions are compared
MEASURED = "evaluate"  # the stage that scores the test set
WRITING = "document"  # what it writes, README.md among it, it brings up to date itself
ASIDE = "git stash push --include-untracked src conf params.yaml"
BACK = "git stash pop, and then make try"


def stages() -> dict[str, Any]:
    """Return the stages of dvc.yaml."""
    found: dict[str, Any] = read_yaml(PIPELINE)["stages"]
    return found


def package() -> str:
    """Return the name of the package that the stages run."""
    return str(stages()[TRIED]["cmd"].split()[2])


def source() -> Path:
    """Return the folder of that package."""
    return Path("src") / package()


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Hold the lock of this project's experiments; it ends with this process, however that ends.

    Raises:
        ExperimentError: Somebody else holds it.
    """
    try:
        lock = zc.lockfile.SimpleLockFile(str(repository.own_file("experiments.lock")))
    except zc.lockfile.LockError as error:
        raise ExperimentError(
            "another make try, keep or drop is at work here: wait until it has ended"
        ) from error
    try:
        yield
    finally:
        lock.close()


def dvc(*arguments: str) -> bool:
    """Run a command of DVC; return whether it worked."""
    return leash.run([sys.executable, "-m", "dvc", *arguments]).returncode == 0


def run(*names: str, left: str) -> None:
    """Run what is out of date, up to the stages that are named.

    Args:
        names: Of the stages; all, if none is named.
        left: How things are when it fails, in words.

    Raises:
        ExperimentError: A stage failed; its own sentence stands above.
    """
    if not dvc("repro", "--quiet", *names):
        failure.explain()
        raise ExperimentError(f"the run stopped there; {left}")


def own(*arguments: str, left: str) -> str:
    """Run a command of the package and return what it printed.

    Args:
        arguments: The command and its options.
        left: How things are when it fails, in words.

    Raises:
        ExperimentError: It failed; its own sentence stands above.
    """
    done = leash.run([sys.executable, "-m", package(), *arguments], catch=True)
    if done.returncode != 0:
        raise ExperimentError(f"the comparison stopped there; {left}")
    return done.stdout.decode("utf-8")


def compared(left: str) -> dict[str, Any]:
    """Return what a record holds of the comparison of the last training with what was kept.

    Raises:
        ExperimentError: It could not be made.
    """
    return read_comparison(own("kept", left=left))


def read_comparison(printed: str) -> dict[str, Any]:
    r"""Return a comparison; what the package itself prints stands before it.

    >>> read_comparison('a print of mine\n{"rows": 9}\n')
    {'rows': 9}
    """
    found: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return found


def take(number: int, left: str) -> Kept:
    """Keep the last training as an experiment, and return it.

    Raises:
        ExperimentError: It could not be kept.
    """
    own("kept", "--take", str(number), left=left)
    return kept.read()


def reference() -> Kept:
    """Return the version kept last, if it is a run of the last commit.

    Raises:
        ExperimentError: There is none, it is not committed, or the last commit is something else.
    """
    name = KEPT.as_posix()
    if not KEPT.exists() and repository.committed(KEPT) is None:
        raise ExperimentError(
            f"there is no run to compare with: {ASIDE}, make run, git add --all, git commit, {BACK}"
        )
    if not (repository.is_committed(KEPT) and repository.committed(LOCK)):
        raise ExperimentError(
            f"{name} and dvc.lock are not committed: commit the run to compare with, "
            "without the new edit, and then make try"
        )
    found = kept.read()
    if apart := unlike(found):
        raise ExperimentError(
            f"the last commit is not what was kept last ({', '.join(apart[:3])}) and was not "
            f"tried: `git reset --soft {repository.last_change(KEPT)}` makes all since then one "
            f"edit for make try; to compare with it as it is: {ASIDE}, git rm {name}, make run, "
            f"git add {name}, git commit --all, {BACK}"
        )
    if kept.outcomes(found) is None:
        raise ExperimentError(
            "what the kept version said of each row is not here, as in a fresh clone: "
            f"{ASIDE}, make run, {BACK}"
        )
    kept.candidates(found)  # the run of the edit overwrites what they said of each row
    return found


def unlike(found: Kept) -> list[str]:
    """Return the modules and settings in which the last commit is not the version kept last."""
    with repository.last_commit() as folder:
        modules = changes.modules(found.modules, changes.checksums(folder / source()))
        config = resolve(read_yaml(folder / PARAMS), folder / "conf")
    settings = changes.settings(found.config, changes.as_kept(config))
    return [*(each.name for each in modules), *(each.key for each in settings)]


def listed(stage: Mapping[str, Any], cached: bool) -> list[str]:
    """Return what a stage writes: what DVC keeps in its cache, or what git keeps."""
    outs = [out for kind in ("outs", "metrics", "plots") for out in stage.get(kind, [])]
    known = [next(iter(out.items())) if isinstance(out, dict) else (out, {}) for out in outs]
    return [name for name, settings in known if settings.get("cache", True) is cached]


def written(last: str) -> list[str]:
    """Return what git keeps of what the stages up to the last one write, dvc.lock among it."""
    found = stages()
    names = list(found)[: list(found).index(last) + 1]
    return [LOCK.as_posix(), *(out for name in names for out in listed(found[name], cached=False))]


def restore_results() -> None:
    """Bring back the results of the last commit: those in git, then data and models from DVC."""
    found = {name: each for name, each in stages().items() if name != WRITING}
    in_git = [out for each in found.values() for out in listed(each, cached=False)]
    in_cache = [out for each in found.values() for out in listed(each, cached=True)]
    repository.restore([LOCK.as_posix(), KEPT.as_posix(), *in_git])
    dvc("checkout", "--quiet", "--force", *in_cache)  # what is not in the cache is made again
