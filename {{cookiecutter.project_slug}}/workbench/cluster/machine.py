"""What a machine has, as the run compares it: packages, code, and the tables of the split.

The functions of a worker run there, in a folder of its own that holds the tables and nothing else.
"""

import hashlib
import os
import pickle
import platform
import shutil
import sys
import threading
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import ClusterError
from ..files import TRAIN, save, sha256
from ..setup.packages import PINS, PROJECT, installed, pins

SPLIT = TRAIN.parent
SOON_S = 0.2  # time to answer before a worker starts anew


class State(NamedTuple):
    """What has to be the same on two machines.

    Attributes:
        versions: Of Python and the pinned packages.
        code: The checksum of the project's code as it lies there.
        loaded: The same when the process began.
        tables: The checksums of what `prepare` wrote, by file name; empty where nothing is.
    """

    versions: dict[str, str]
    code: str
    loaded: str
    tables: dict[str, str]


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


def tables() -> dict[str, str]:
    """Return the checksums of the tables that tasks read, by file name."""
    return {path.name: sha256(path) for path in sorted(SPLIT.glob("*.parquet"))}


BEGAN = code()


def state() -> State:
    """Return what this machine has."""
    return State(versions(), code(), BEGAN, tables())


def receive(contents: dict[str, bytes]) -> None:
    """Keep the tables that the run has sent."""
    for name, content in contents.items():
        save(SPLIT / name, partial(Path.write_bytes, data=content))


def fetch(urls: dict[str, str]) -> None:
    """Read the tables from where the run has put them.

    Raises:
        ClusterError: One cannot be read from this machine.
    """
    import fsspec

    for name, url in urls.items():
        try:
            with fsspec.open(url) as file:
                content = file.read()
        except Exception as error:  # each file system has errors of its own
            raise ClusterError(f"cannot read {url} ({type(error).__name__}: {error})") from error
        receive({name: content})


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
