"""Seal the workbench: write its version and the checksums of its files into workbench/RELEASE.json.

make seal
"""

import json
import sys
from pathlib import Path

TEMPLATE = Path(__file__).resolve().parent.parent
SKELETON = TEMPLATE / "{{cookiecutter.project_slug}}"
sys.path.insert(0, str(SKELETON))

from workbench import seal  # noqa: E402  where it lies

RELEASE = SKELETON / seal.FOLDER / seal.RELEASE


def sealed() -> str:
    """Return what the seal has to say of the workbench as it lies here."""
    version = (TEMPLATE / "VERSION").read_text(encoding="utf-8").strip()
    content = {"version": version, "files": seal.files(SKELETON / seal.FOLDER)}
    return json.dumps(content, indent=2) + "\n"


if __name__ == "__main__":
    RELEASE.write_text(sealed(), encoding="utf-8", newline="\n")
