"""Make the virtual environment that runs the template and the demo projects.

python3 scripts/install.py .venv

Installs the pinned requirements.txt with uv where it is on PATH, else with pip. The environment
keeps a copy of the requirements.txt it was made from, and is made again when the two differ.
Nothing here needs a Python newer than 3.6, so that an old one can say that it is too old.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements.txt"
STAMP = "installed-requirements.txt"


def is_ready(venv: Path) -> bool:
    """Tell whether ``venv`` holds exactly the packages that are pinned now."""
    stamp = venv / STAMP
    runs = (venv / "bin" / "python").exists()  # false as well when its Python was uninstalled
    return runs and stamp.is_file() and stamp.read_bytes() == REQUIREMENTS.read_bytes()


def commands(venv: Path) -> "list[list[str]]":
    """Return the two commands that make and fill ``venv``, with uv or without."""
    python, pins = str(venv / "bin" / "python"), ["--require-hashes", "-r", str(REQUIREMENTS)]
    uv = shutil.which("uv")
    if uv:
        install = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", python]
        return [[uv, "venv", "--quiet", "--python", sys.executable, str(venv)], install + pins]
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    install += ["--use-pep517"]  # or an older pip complains of a package without wheels
    return [[sys.executable, "-m", "venv", str(venv)], install + pins]


def make(venv: Path) -> None:
    """Make ``venv`` and fill it; a half-made one has no stamp and is made again next time."""
    if venv.exists():
        print("Removing {}: it is unfinished or of other pins.".format(venv), flush=True)
        shutil.rmtree(venv)
    tool, minutes = ("uv", "about a minute") if shutil.which("uv") else ("pip", "some minutes")
    line = "Installing the pinned packages into {} with {}: {}, once."
    print(line.format(venv, tool, minutes), flush=True)
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    for command in commands(venv):
        if subprocess.run(command, env=environment, check=False).returncode != 0:
            sys.exit("error: `{}` failed; its own message is above.".format(" ".join(command)))
    shutil.copyfile(str(REQUIREMENTS), str(venv / STAMP))


def main() -> None:
    """Check the machine, then make the environment unless it is there already."""
    if not (3, 11) <= sys.version_info[:2] < (3, 14):
        found = "{}.{}".format(*sys.version_info[:2])
        sys.exit(
            "error: Python 3.11, 3.12 or 3.13 is needed and {} is {}; install one of them, "
            "or add PYTHON=/path/to/one to the command.".format(sys.executable, found)
        )
    if not shutil.which("git"):
        sys.exit("error: git is needed and not on PATH; install it and try again.")
    venv = Path(sys.argv[1])
    if not is_ready(venv):
        make(venv)


if __name__ == "__main__":
    main()
