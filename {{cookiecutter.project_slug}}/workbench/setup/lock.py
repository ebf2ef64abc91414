"""Pin what the requirements files ask for, with everything below it and every hash.

What the run needs is pinned first, and every other group under the constraint of its versions.
"""

import subprocess
from collections.abc import Iterable
from pathlib import Path

from ..errors import ProjectError
from .packages import for_uv, settings, uv

RUN = Path("requirements.in")
# Universal: one file for every system and Python. No address of an index is written down.
OPTIONS = (
    *("--quiet", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate"),
    *("--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock"),
)


def pin(source: Path, constraints: Iterable[Path] = (), folder: Path = Path()) -> None:
    """Write the file of pins beside a requirements file; versions that still fit stay.

    Args:
        source: The requirements file, relative to ``folder``.
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
    target = ["--output-file", str(source.with_suffix(".txt"))]
    command = [tool, "pip", "compile", *OPTIONS, *limits, *target, str(source)]
    if subprocess.run(command, cwd=folder, env=for_uv(known), check=False).returncode != 0:
        raise ProjectError(f"{source} cannot be pinned; the message above says why")


def project() -> None:
    """Pin every requirements file of the project in the working directory."""
    pin(RUN)
    for source in sorted([*Path().glob("requirements/*.in"), *Path().glob("*/requirements.in")]):
        pin(source, [RUN.with_suffix(".txt")])
        print(f"{source.with_suffix('.txt')}")
