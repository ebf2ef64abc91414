"""The command line: ``python -m workbench.setup COMMAND``."""

import argparse
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from ..errors import ProjectError, ended
from . import environment, history, lock, packages

PROJECT = Path(__file__).resolve().parents[2]
PYTHON = "bin/python"


def make(venv: str, pins: str | None) -> None:
    """Make an environment with this Python, then fill it with its own.

    Args:
        venv: Its folder.
        pins: What to install; the project is set up when not given.

    Raises:
        ProjectError: git is missing, or the environment cannot be made.
    """
    if not shutil.which("git"):
        raise ProjectError(
            "git is needed and not on PATH: install it, then run the same command again"
        )
    environment.make(Path(venv))
    words = ["install", pins] if pins else ["fill"]
    command = [str(Path(venv).absolute() / PYTHON), "-m", "workbench.setup", *words]
    if subprocess.run(command, check=False).returncode != 0:
        raise SystemExit(1)


def install(pins: str) -> None:
    """Install what a file of pins names."""
    environment.relocate()
    packages.install([Path(pins)])


def fill() -> None:
    """Install what ``make run`` needs, and begin the history."""
    environment.relocate()
    environment.link(PROJECT)
    packages.install([packages.file_of("run")])
    for line in history.begin(PROJECT):
        print(line)
    print("ready: make run")


def need(groups: list[str]) -> None:
    """See that groups of packages are there; install those that are not.

    Raises:
        ProjectError: The environment is not set up, or a group cannot be installed.
    """
    environment.relocate()
    packages.need(groups)


COMMANDS: dict[str, Callable[..., None]] = {
    "make": make,
    "install": install,
    "fill": fill,
    "need": need,
    "lock": lock.project,
}


def parser() -> argparse.ArgumentParser:
    """Return the parser: one sub-command a thing to do."""
    top = argparse.ArgumentParser(prog="python -m workbench.setup", description=__doc__)
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    command = commands.add_parser("make", help="make an environment and fill it")
    command.add_argument("venv", help="its folder")
    command.add_argument("--pins", help="a file of pins to install, and nothing else")
    command = commands.add_parser("install", help="install a file of pins, where it is not there")
    command.add_argument("pins", help="the file")
    commands.add_parser("fill", help="fill the environment of this Python")
    command = commands.add_parser("need", help="install groups of packages that are missing")
    command.add_argument("groups", nargs="+", help="their names")
    commands.add_parser("lock", help="pin every requirements file again")
    return top


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says; return the exit code."""
    options = vars(parser().parse_args(arguments))
    command = options.pop("command")
    return ended(lambda: COMMANDS[command](**options))
