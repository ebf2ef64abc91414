"""Write the page: its markup, style and scripts in one file, with the questions of this run."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..export import write_whole

PARTS = Path(__file__).parent
SCRIPTS = ("checks.js", "course.js", "elements.js", "stages.js", "page.js")


def write(data: Mapping[str, Any], path: Path) -> None:
    """Write the page whole, or leave the one that was there.

    Raises InterviewError when it cannot be written.
    """
    write_whole(path, page(data))


def page(data: Mapping[str, Any]) -> str:
    """Return the page with its data.

    Nothing but its own script and style is allowed to run or to load, as their hashes say. In the
    data no `<` is left, so that no text of it can end the element that holds it.
    """
    style, script = _read("page.css"), "".join(_read(name) for name in SCRIPTS)
    policy = (
        f"default-src 'none'; img-src data:; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    parts = {
        "POLICY": policy,
        "STYLE": style,
        "DATA": json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"),
        "SCRIPT": script,
    }
    before, *slots = _read("page.html").split("<!--")
    return before + "".join(parts[name] + rest for name, rest in (s.split("-->") for s in slots))


def _read(name: str) -> str:
    return (PARTS / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """Return what a content security policy names a script or a style with."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
