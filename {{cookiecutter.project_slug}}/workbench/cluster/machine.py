"""What a machine has, as the run compares it: packages, code, and the training table.

The functions of a worker run there, in a folder of its own that holds the table and nothing else.
"""

import hashlib
import os
import pickle
import platform
import shutil
import sys
import threading
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import ClusterError
from ..files import TRAIN, save, sha256
from ..setup.packages import PINS, PROJECT, installed, pins

SOON_S = 0.2  # time to answer before a worker starts anew


class State(NamedTuple):
    """What has to be the same on two machines.

    Attributes:
        versions: Of Python and the pinned packages.
        code: The checksum of the project's code as it lies there.
        loaded: The same when the process began.
        table: The checksum of the training table, None where there is none.
    """

    versions: dict[str, str]
    code: str
    loaded: str
    table: str | None


def code() -> str:
    """Return the checksum of the modules that a task can import."""
    found = hashlib.sha256()
    for folder in ("src", "workbench"):
        for path in sorted((PROJECT / folder).rglob("*.py")):
            found.update(f"{path.relative_to(PROJECT).as_posix()}\n".encode())
            found.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return found.hexdigest()


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that the run is pinned to."""
    here, wanted = installed(), pins(PINS.read_text(encoding="utf-8"))
    return {"python": platform.python_version()} | {
        name: here.get(name, "none") for name in (*wanted, "distributed")
    }


BEGAN = code()


def state() -> State:
    """Return what this machine has."""
    return State(versions(), code(), BEGAN, sha256(TRAIN) if TRAIN.exists() else None)


def receive(content: bytes) -> None:
    """Keep the training table that the run has sent."""
    save(TRAIN, lambda part: part.write_bytes(content))


def fetch(url: str) -> None:
    """Read the training table from where the run has put it.

    Raises:
        ClusterError: It cannot be read from this machine.
    """
    import fsspec

    try:
        with fsspec.open(url) as file:
            content = file.read()
    except Exception as error:  # each file system has errors of its own
        raise ClusterError(f"cannot read {url} ({type(error).__name__}: {error})") from error
    receive(content)


def renew() -> None:
    """Start this worker anew: what it has imported and read is of an older state."""

    def again() -> None:
        shutil.rmtree(Path.cwd(), ignore_errors=True)
        os.chdir(PROJECT)
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])

    threading.Timer(SOON_S, again).start()


def perform(packed: bytes) -> Any:
    """Run one task; it comes packed, so that the scheduler need not look into it."""
    task, argument = pickle.loads(packed)
    return task(*argument)
