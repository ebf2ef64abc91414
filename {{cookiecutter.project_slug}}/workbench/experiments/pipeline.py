"""The pipeline as experiments use it: run to a stage, take the reference, put results back."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import zc.lockfile
from pyarrow import parquet

from ..configuration import resolve
from ..files import CHOSEN, PARAMS, existing, read_yaml
from ..start import changes
from ..start.records import START, Start, read_start
from . import repository
from .errors import ExperimentError

PIPELINE = Path("dvc.yaml")
LOCK = Path("dvc.lock")
REFERENCE = "start"  # the stage that compares with the reference
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
    return str(stages()[REFERENCE]["cmd"].split()[2])


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
    return subprocess.run([sys.executable, "-m", "dvc", *arguments], check=False).returncode == 0


def run(*names: str, left: str) -> None:
    """Run what is out of date, up to the stages that are named.

    Args:
        names: Of the stages; all, if none is named.
        left: How things are when it fails, in words.

    Raises:
        ExperimentError: A stage failed; its own sentence stands above.
    """
    if not dvc("repro", "--quiet", *names):
        look = [sys.executable, "-m", "dvc", "status"]  # quiet hides DVC's own errors; this shows
        subprocess.run(look, stdout=subprocess.DEVNULL, check=False)
        raise ExperimentError(f"the run stopped there; {left}")


def take_reference() -> None:
    """Let the present state be the reference, as ``make start`` does.

    Raises:
        ExperimentError: The stage failed.
    """
    command = [sys.executable, "-m", package(), REFERENCE, "--again"]
    if subprocess.run(command, check=False).returncode != 0:
        raise ExperimentError("the reference could not be taken; make keep tries again")


def reference() -> Start:
    """Return the reference, if it is a run of the last commit.

    Raises:
        ExperimentError: There is none, it is not committed, or the last commit is something else.
    """
    if not START.exists() and repository.committed(START) is None:
        raise ExperimentError(
            f"there is no run to compare with: {ASIDE}, make run, git add --all, git commit, {BACK}"
        )
    if not (repository.is_committed(START) and repository.committed(LOCK)):
        raise ExperimentError(
            f"{START.as_posix()} and dvc.lock are not committed: commit the run to compare with, "
            "without the new edit, and then make try"
        )
    start = read_start()
    if apart := unlike(start):
        raise ExperimentError(
            f"the last commit is not what {START.as_posix()} was measured on "
            f"({', '.join(apart[:3])}): {ASIDE}, make start to take it as the reference, "
            f"git commit --all, {BACK}"
        )
    return start


def unlike(start: Start) -> list[str]:
    """Return the modules and settings in which the last commit is not the reference."""
    with repository.last_commit() as folder:
        modules = changes.modules(start.modules, changes.checksums(folder / source()))
        config = resolve(read_yaml(folder / PARAMS), folder / "conf")
    settings = changes.settings(start.config, changes.as_kept(config))
    return [*(each.name for each in modules), *(each.key for each in settings)]


def versions(start: Start) -> dict[str, str]:
    """Return the versions here of what the reference was made with."""
    return {name: version(name) for name in start.versions}


def rows() -> int:
    """Return how many training rows (or users) the comparison is made on."""
    return int(parquet.read_metadata(existing(CHOSEN, "train")).num_rows)


def listed(stage: Mapping[str, Any], cached: bool) -> list[str]:
    """Return what a stage writes: what DVC keeps in its cache, or what git keeps."""
    outs = [out for kind in ("outs", "metrics", "plots") for out in stage.get(kind, [])]
    known = [next(iter(out.items())) if isinstance(out, dict) else (out, {}) for out in outs]
    return [name for name, settings in known if settings.get("cache", True) is cached]


def restore_results() -> None:
    """Bring back the results of the last commit: those in git, then data and models from DVC."""
    found = {name: each for name, each in stages().items() if name != WRITING}
    in_git = [out for each in found.values() for out in listed(each, cached=False)]
    in_cache = [out for each in found.values() for out in listed(each, cached=True)]
    repository.restore([LOCK.as_posix(), *in_git])
    dvc("checkout", "--quiet", "--force", *in_cache)  # what is not in the cache is made again
