"""Pin what the requirements files ask for, with everything below it and every hash.

What the run needs is pinned first, and every other group under the constraint of its versions.
"""

import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..errors import ProjectError
from .packages import for_uv, settings, uv

RUN = (Path("requirements.in"), Path("requirements/run.in"))
PINS = Path("requirements.txt")  # of both
# Universal: one file for every system and Python. No address of an index is written down.
OPTIONS = (
    *("--quiet", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate"),
    *("--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock"),
)


def pin(
    sources: Sequence[Path], pins: Path, constraints: Iterable[Path] = (), folder: Path = Path()
) -> None:
    """Pin what requirements files ask for; versions that still fit stay.

    Args:
        sources: The requirements files, relative to ``folder``.
        pins: The file to write, relative to it, too.
        constraints: Files of pins whose versions it has to keep to.
        folder: Where uv runs.

    Raises:
        ProjectError: There is no uv, or it finds no versions that fit.
    """
    known = settings()
    tool = uv(known)
    if tool is None:
        raise ProjectError("make lock needs uv: install it, then run make lock again")
    limits = [word for each in constraints for word in ("--constraint", str(each))]
    target = ["--output-file", str(pins)]
    command = [tool, "pip", "compile", *OPTIONS, *limits, *target, *map(str, sources)]
    if subprocess.run(command, cwd=folder, env=for_uv(known), check=False).returncode != 0:
        raise ProjectError(f"{pins} cannot be written; the message above says why")


def project() -> None:
    """Pin every requirements file of the project in the working directory."""
    pin(RUN, PINS)
    places = ("requirements/*.in", "*/requirements.in", "*/*/requirements.in")
    groups = {path for place in places for path in Path().glob(place)} - {*RUN}
    for source in sorted(groups):
        pin([source], source.with_suffix(".txt"), [PINS])
        print(f"{source.with_suffix('.txt')}")
