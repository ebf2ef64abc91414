"""The virtual environment: made once, found again after its folder was moved."""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from ..errors import ProjectError

UNFINISHED = "unfinished"  # lies in an environment while something is being installed
SETTINGS = "pyvenv.cfg"
PLACE = "made-in = "  # of our line in there
RELOCATABLE = "relocatable = true\n"  # uv then writes scripts that can be moved
LINKS = "project.pth"


def works(venv: Path) -> bool:
    """Return whether an environment is whole and its Python still exists."""
    python = venv / "bin" / "python"
    if not python.exists() or (venv / UNFINISHED).exists():
        return False
    return subprocess.run([str(python), "-c", ""], capture_output=True, check=False).returncode == 0


def make(venv: Path) -> None:
    """Make an environment of this Python, unless there is one that works.

    Raises:
        ProjectError: The folder is something else, or Python cannot make one.
    """
    if works(venv):
        return
    if venv.exists() and not (venv / SETTINGS).exists() and any(venv.iterdir()):
        raise ProjectError(f"{venv} is not a Python environment: move it away, or set VENV=...")
    print(f"creating {venv} with Python {sys.version.split()[0]}", flush=True)
    command = [sys.executable, "-m", "venv", "--clear"]
    done = subprocess.run([*command, str(venv)], capture_output=True, text=True, check=False)
    if done.returncode != 0 and shutil.which("uv"):  # Debian without python3-venv: uv needs no pip
        command.append("--without-pip")
        done = subprocess.run([*command, str(venv)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        said = " ".join((done.stdout + done.stderr).split())[:200]
        raise ProjectError(
            f"{sys.executable} cannot make an environment ({said}): on Debian and Ubuntu, install "
            "python3-venv"
        )
    with (venv / SETTINGS).open("a", encoding="utf-8") as file:
        file.write(f"{RELOCATABLE}{PLACE}{venv.absolute()}\n")


def link(project: Path) -> None:
    """Let the environment of a project import its code, by paths that survive a move.

    An environment elsewhere may serve several projects, so it is left alone: the Makefile sets
    PYTHONPATH.
    """
    site = Path(sysconfig.get_path("purelib"))
    if site.is_relative_to(project):
        up = os.path.relpath(project, site)
        (site / LINKS).write_text(f"{up}/src\n{up}\n", encoding="utf-8")


def relocate() -> None:
    """Put the present place into the scripts of this environment, when it was moved."""
    settings, here = Path(sys.prefix) / SETTINGS, sys.prefix
    if not settings.exists():
        return
    text = settings.read_text(encoding="utf-8")
    there = text.partition(PLACE)[2].partition("\n")[0]
    if not there or there == here or (Path(there).exists() and Path(there).samefile(here)):
        return
    for script in (Path(here) / "bin").iterdir():
        content = b"" if script.is_symlink() or script.is_dir() else script.read_bytes()
        if there.encode() in content and b"\0" not in content:
            script.write_bytes(content.replace(there.encode(), here.encode()))
    settings.write_text(text.replace(there, here), encoding="utf-8")
