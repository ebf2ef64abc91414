"""Other programs: git, DVC, the stages of the pipeline, and their last words when they fail."""

import contextlib
import importlib.util
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ..git import MISSING, left_out
from ..git import git as ask_git
from ..handwritten import read_yaml
from .errors import SharingError
from .places import PIPELINE, REPORTS

LOOKED_AT = "track"  # logs what the others wrote; writes nothing that is claimed, read by none
OWN_LIST = REPORTS / ".gitignore"  # of what is private by design
KEPT = 50  # lines of what a program said
STARTS = "Running stage '"  # how DVC announces a stage
STOPPED = re.compile(r"failed to reproduce '([\w-]+)'")
KILLED = re.compile(r"failed to reproduce '([\w-]+)'.*exited with -9")
NOISE = ("ERROR: failed to reproduce", "Traceback", "Error: exit", "Having any troubles?")


class Stage(NamedTuple):
    """A stage of dvc.yaml: its command, and what it writes."""

    name: str
    command: str
    outs: list[str]


def git(*arguments: str, folder: Path) -> str:
    """Return what git prints.

    Raises:
        SharingError: git is missing, or refuses; says git's last line.
    """
    done = ask_git(*arguments, folder=folder)
    if done.returncode == MISSING:
        raise SharingError("git is not installed: install it and run again")
    if done.returncode != 0:
        verb = next(word for word in arguments if not word.startswith("-") and "=" not in word)
        raise SharingError(f"git {verb} failed: {last_words(done.stderr.splitlines())}")
    return done.stdout


def private(paths: Iterable[Path], folder: Path) -> list[str]:
    """Return the files that the project itself keeps out of git, in the list of their folder.

    A clone does not have them, and is not meant to. What another list leaves out was forgotten.
    """
    listed = left_out(list(paths), folder)
    return [path for path, line in listed.items() if OWN_LIST.as_posix() in line]


def has_dvc() -> bool:
    """Return whether DVC is installed beside this Python."""
    return importlib.util.find_spec("dvc") is not None


def last_words(lines: list[str]) -> str:
    """Return the line that tells best why a program failed.

    >>> last_words(["error: x not found", "Traceback", "ERROR: failed to reproduce 'a'"])
    'error: x not found'
    >>> last_words(["KeyError: 'b'", "ERROR: failed to reproduce 'a': failed to run"])
    "KeyError: 'b'"
    >>> last_words(["ERROR: failed to reproduce 'a': failed to run: python, exited with -9"])
    'a was killed from outside, often because memory ran out'
    """
    said = [line.strip() for line in lines if line.strip()]
    if stage := next(filter(None, map(KILLED.search, said)), None):
        return f"{stage[1]} was killed from outside, often because memory ran out"
    ours = [line for line in said if line.startswith(("error: ", "fatal: "))]
    plain = [line for line in said if not line.startswith(NOISE)]
    return (ours or plain or ["it said nothing"])[-1][:300]


def stages(root: Path) -> list[Stage]:
    """Return the stages that are run again, in order: all but the one that only looks."""
    listed = read_yaml(root / PIPELINE)["stages"]
    return [
        Stage(name, each["cmd"], [path for out in outputs(each) for path in names(out)])
        for name, each in listed.items()
        if name != LOOKED_AT
    ]


def outputs(stage: Mapping[str, list[object]]) -> list[object]:
    """Return what a stage writes, metrics and plots among them, as dvc.yaml lists it."""
    return [out for kind in ("outs", "metrics", "plots") for out in stage.get(kind, [])]


def names(out: object) -> list[str]:
    """Return the path of one output; dvc.yaml writes it with or without settings."""
    return list(out) if isinstance(out, dict) else [str(out)]


def commands(listed: list[Stage]) -> Iterator[tuple[str, list[str]]]:
    """Yield what runs all stages anew: one command of DVC, or that of each stage without it."""
    if has_dvc():
        again = ["repro", "--force", "--no-run-cache"]
        yield "", [sys.executable, "-m", "dvc", *again, *(stage.name for stage in listed)]
        return
    for stage in listed:
        words = shlex.split(stage.command)
        yield stage.name, [sys.executable, *words[1:]] if words[0] == "python" else words


def stop(process: "subprocess.Popen[str]") -> None:
    """End a program and all that it has started."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()


def watch(
    command: list[str], folder: Path, environment: Mapping[str, str], say: Callable[[str], None]
) -> None:
    """Run a program, telling ``say`` which stage DVC starts.

    Raises:
        SharingError: It failed; with its last words.
    """
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    lines: list[str] = []
    try:
        assert process.stdout is not None
        for line in process.stdout:
            lines = [*lines[-KEPT:], line]
            if line.startswith(STARTS):
                say(line.removeprefix(STARTS).partition("'")[0])
        if process.wait() != 0:
            raise SharingError(last_words(lines))
    finally:
        stop(process)


def printed(command: list[str], folder: Path, environment: Mapping[str, str]) -> str:
    """Run a program and return what it printed.

    Raises:
        SharingError: It failed; with its last words.
    """
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SharingError(last_words(done.stderr.splitlines()))
    return done.stdout


def out_of_date(root: Path, environment: Mapping[str, str]) -> list[str]:
    """Return the stages that DVC would run; neither data nor models have to be there.

    DVC stops at the first of them whose data is not there, which names that one.

    Raises:
        SharingError: DVC cannot read the pipeline.
    """
    command = [sys.executable, "-m", "dvc", "repro", "--dry", "--allow-missing"]
    done = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    starts = [line for line in done.stdout.splitlines() if line.startswith(STARTS)]
    due = [line.removeprefix(STARTS).partition("'")[0] for line in starts]
    due += [name for name in STOPPED.findall(done.stderr) if name not in due]
    if done.returncode != 0 and not due:
        read_yaml(root / PIPELINE)  # what is wrong with it is said better there
        raise SharingError(f"DVC: {last_words(done.stderr.splitlines())}")
    return due
