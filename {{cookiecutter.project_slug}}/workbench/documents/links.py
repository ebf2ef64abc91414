"""Links from a document to the line of code that it speaks of."""

import re
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from ..errors import DocumentError
from ..handwritten import read_text
from ..owned import own_files


class Place(NamedTuple):
    """Where something is defined: its name with the module, and the line that a link leads to."""

    name: str
    link: str


def place(package: Path, where: str) -> Place:
    """Return where ``module.name`` is: there, or else in the module that it has moved to.

    Raises:
        DocumentError: No module of the package defines it.
    """
    module, _, name = where.rpartition(".")
    named = package / f"{module}.py"
    defined = re.compile(rf"^(?:def|class) {name}\b|^{name}\b.*=")
    for file in [named, *own_files(package, "*.py")]:
        lines = read_text(file).splitlines() if file.exists() else []
        for number, line in enumerate(lines, start=1):
            if defined.match(line):
                return Place(f"{file.stem}.{name}", f"{file.as_posix()}#L{number}")
    raise DocumentError(
        f"a template in documents/ links to `{where}`, which {package.as_posix()}/ does not "
        "define: name there what the code is called now"
    )


def code(package: Path, *names: str) -> str:
    """Return Markdown links to the lines that define each ``module.name``."""
    places = [place(package, name) for name in names]
    return ", ".join(f"[`{each.name}`]({each.link})" for each in places)


def source(package: Path, name: str) -> Markup:
    """Return a link from the report to the line that defines ``module.name``."""
    found = place(package, name)
    return Markup(f'<a href="../{found.link}"><code>{found.name}</code></a>')
