"""Is the workbench as it was released? It carries its version and the checksums of its files.

The checksums do not hang on how a checkout ends its lines, and leave out what tools write. They
prove nothing against somebody who changes them, too: who wants to know compares the seal itself,
one number, with that of the template's release.
"""

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

from .owned import own_files

FOLDER = "workbench"
RELEASE = "RELEASE.json"
SHOWN = 3  # of the edited files


class Seal(NamedTuple):
    """What the workbench says of itself, and what is not so."""

    version: str
    sha256: str  # of the release's own list, as it lies here
    edited: list[str]  # files that are changed, gone or new

    def __str__(self) -> str:
        """Return it in words."""
        if not self.edited:
            return f"workbench as released in {self.version}"
        count = len(self.edited)
        more = f" and {count - SHOWN} more" if count > SHOWN else ""
        files = f"{count} file{'s' if count > 1 else ''}"
        return f"workbench edited: {files} ({', '.join(self.edited[:SHOWN])}{more})"


def sha256(content: bytes) -> str:
    r"""Return the SHA-256 of a text's bytes, with every line ended by LF.

    >>> sha256(b"one\r\ntwo\r\n") == sha256(b"one\ntwo\n")
    True
    """
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def files(folder: Path) -> dict[str, str]:
    """Return the checksum of each file of the workbench but the list itself."""
    found = {path.relative_to(folder).as_posix(): path for path in own_files(folder, "**/*")}
    return {name: sha256(path.read_bytes()) for name, path in found.items() if name != RELEASE}


def read(project: Path) -> Seal:
    """Hold the workbench of a project against its release."""
    folder = project / FOLDER
    now = files(folder)
    try:
        content = (folder / RELEASE).read_bytes()
        release = json.loads(content)
        version, then = str(release["version"]), dict(release["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return Seal("an unknown version", "", [RELEASE])
    edited = sorted(name for name in {*then, *now} if then.get(name) != now.get(name))
    return Seal(version, sha256(content), edited)
