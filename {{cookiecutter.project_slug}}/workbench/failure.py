"""Say why a run stopped, where no stage and no DVC has said it: ``python -m workbench.failure``.

A stage leaves a mark while it runs. A mark that is still there afterwards is that of a stage that
was killed, which could say nothing. DVC, asked to be quiet, hides its own errors, too.
"""

import contextlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

MARK = Path(".dvc/tmp/stage")  # git sees nothing of it
OWN = re.compile(r"^ERROR: failed to reproduce '(.+?)': (Parameters .+?)\.?$", re.MULTILINE)
FOOTER = "Having any troubles?"
MEMORY = "often because memory ran out: close other programs, or try fewer rows, then make run"


@contextlib.contextmanager
def marked(stage: str) -> Iterator[None]:
    """Leave a mark while a stage runs, whatever it ends with but a kill."""
    if not MARK.parent.is_dir():
        yield
        return
    MARK.write_text(stage, encoding="utf-8")
    try:
        yield
    finally:
        MARK.unlink(missing_ok=True)


def killed() -> str | None:
    """Return the stage that was killed since this was asked last, if one was."""
    if not MARK.exists():
        return None
    stage = MARK.read_text(encoding="utf-8")
    MARK.unlink()
    return stage


def dvc(*words: str) -> str:
    """Return what DVC says went wrong."""
    command = [sys.executable, "-m", "dvc", *words]
    done = subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False
    )
    return done.stderr


def explain() -> None:
    """Print what nobody has said yet."""
    if stage := killed():
        print(f"error: {stage} was killed from outside, {MEMORY}", file=sys.stderr)
        return
    said = dvc("status")
    if lacking := OWN.search(said or dvc("repro", "--dry")):
        said = f"error: {lacking[1]}: {lacking[2]}: write them in conf/, then make run\n"
    for line in said.splitlines():
        if line.strip() and not line.startswith(FOOTER):
            print(line.replace("ERROR: ", "error: DVC: ", 1), file=sys.stderr)


if __name__ == "__main__":
    explain()
