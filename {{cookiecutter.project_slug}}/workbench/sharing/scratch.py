"""A clean clone of the last commit in a folder of its own, and the pipeline run again in there."""

import contextlib
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from .commands import Stage, commands, git, stages, watch
from .environment import for_rerun
from .errors import SharingError
from .places import FACTS, METRICS, PARAMS, PREDICTIONS, read_json, read_text

# Outputs that are also inputs: the run writes only a block of one, and the other but once.
KEPT = ("README.md", "reports/kept.json")
# What comes from elsewhere is checked by its checksum wherever it is taken from.
BROUGHT = (Path("data/npm"), Path("data/own"))
PLAIN = (  # settings of the user that would keep git from making a plain copy
    *("-c", "core.hooksPath=/dev/null", "-c", "clone.rejectShallow=false"),
    *("-c", "protocol.file.allow=always"),
)
SEED = re.compile(r"^(seed: *)(\d+)", re.MULTILINE)
MISSING = "its stage ran and did not write it"


class Results(NamedTuple):
    """What a run says: what is compared with the claim."""

    metrics: dict[str, float]
    predictions: str
    facts: dict[str, Any]
    stages: int = 0
    seconds: float = 0.0


def results(root: Path, remedy: str = "run `make run` first", private: bool = False) -> Results:
    """Read the results that lie in a project.

    Args:
        root: The project.
        remedy: What makes one that is missing.
        private: Whether the predictions may be missing, because they are not published.

    Raises:
        SharingError: One is missing.
    """
    known = private and not (root / PREDICTIONS).exists()
    return Results(
        read_json(root / METRICS, remedy),
        "" if known else read_text(root / PREDICTIONS, remedy),
        read_json(root / FACTS, remedy),
    )


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """Give a temporary folder that is gone afterwards, whatever happens."""
    folder = Path(tempfile.mkdtemp(prefix="verify-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, onerror=_make_writable)


def _make_writable(remove: Callable[[str], Any], path: str, _: object) -> None:
    """Let a read-only file, as git keeps its objects on Windows, be removed after all."""
    with contextlib.suppress(OSError):
        Path(path).chmod(0o700)
        remove(path)


def clone(project: Path, folder: Path) -> Path:
    """Clone the last commit of the project into ``folder``; return the project's place in there.

    Nothing is shared with the original: no object, no cache, no data, no model.

    Raises:
        SharingError: There is no repository or no commit, or git cannot copy it.
    """
    top = Path(git("rev-parse", "--show-toplevel", folder=project).strip())
    inside = git("rev-parse", "--show-prefix", folder=project).strip()
    words = ["clone", "--quiet", "--no-hardlinks", "--template=", str(top), str(folder / "clone")]
    git(*PLAIN, *words, folder=project)
    return folder / "clone" / inside


def reseed(root: Path) -> None:
    """Let params.yaml in a clone ask for another seed.

    Raises:
        SharingError: It has no seed.
    """
    text = read_text(root / PARAMS)
    if not SEED.search(text):
        raise SharingError(f"{PARAMS} has no line `seed: NUMBER`, so no other seed can be tried")
    changed = SEED.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", text)
    (root / PARAMS).write_text(changed, encoding="utf-8", newline="\n")


def clear(root: Path, listed: list[Stage]) -> None:
    """Remove every result from a clone, so that none is left when a stage fails to write it."""
    for stage in listed:
        for out in stage.outs:
            path = root / out
            if path.is_dir():
                shutil.rmtree(path)
            elif out not in KEPT:
                path.unlink(missing_ok=True)


def bring(project: Path, root: Path) -> None:
    """Bring what was downloaded, or is the author's own file, into a clone."""
    for place in BROUGHT:
        if (project / place).is_dir():
            shutil.copytree(project / place, root / place, dirs_exist_ok=True)


def run_again(
    project: Path, root: Path, settings: Mapping[str, str], say: Callable[[str], None]
) -> Results:
    """Run every stage in a clone and return its results.

    Args:
        project: Where downloads and an own file may be taken from.
        root: The clone.
        settings: Variables of the environment, beyond those that are always set.
        say: Told which stage starts.

    Raises:
        SharingError: A stage failed, or left out a result.
    """
    listed, start = stages(root), time.monotonic()
    clear(root, listed)
    bring(project, root)
    environment = {**for_rerun(root, root.parent), **settings}
    for name, command in commands(listed):
        if name:
            say(name)
        watch(command, root, environment, say)
    return results(root, MISSING)._replace(stages=len(listed), seconds=time.monotonic() - start)
