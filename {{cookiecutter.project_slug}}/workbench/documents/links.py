"""Links from a document to the line of code that it speaks of."""

import re
from pathlib import Path

from markupsafe import Markup

from ..errors import DocumentError

WORKBENCH = Path("workbench")


def place(package: Path, where: str) -> str:
    """Return the path and line that define ``module.name``, in the package or in the workbench.

    Raises:
        DocumentError: No module of that name defines it.
    """
    module, _, name = where.rpartition(".")
    defined = re.compile(rf"^(?:def|class) {name}\b|^{name}\b.*=")
    for file in (package / f"{module}.py", *sorted(WORKBENCH.rglob(f"{module}.py"))):
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        for number, line in enumerate(lines, start=1):
            if defined.match(line):
                return f"{file.as_posix()}#L{number}"
    raise DocumentError(
        f"a template in documents/ links to `{where}`, which is not in {package.as_posix()}/: "
        "put there where the code is now"
    )


def code(package: Path, *names: str) -> str:
    """Return Markdown links to the lines that define each ``module.name``."""
    return ", ".join(f"[`{name}`]({place(package, name)})" for name in names)


def source(package: Path, name: str) -> Markup:
    """Return a link from the report to the line that defines ``module.name``."""
    return Markup(f'<a href="../{place(package, name)}"><code>{name}</code></a>')
