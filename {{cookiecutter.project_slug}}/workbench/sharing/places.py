"""Where the files are that are claimed, compared and written; all relative to the project."""

import json
from pathlib import Path
from typing import Any

from ..handwritten import read_text as text_of
from .errors import SharingError

REPORTS = Path("reports")
METRICS = REPORTS / "metrics.json"
PREDICTIONS = REPORTS / "predictions.csv"
FACTS = REPORTS / "facts.json"
CLAIM = REPORTS / "claim.json"
CERTIFICATE = REPORTS / "certificate.json"
PAGE = REPORTS / "certificate.md"
BADGE = REPORTS / "badge.svg"
PIPELINE = Path("dvc.yaml")
LOCK = Path("dvc.lock")
PARAMS = Path("params.yaml")
PINS = Path("requirements.txt")

RESULTS = (METRICS, PREDICTIONS)
WRITTEN = (CERTIFICATE, PAGE, BADGE)  # by whoever verifies, so they are no part of what is checked


def named(path: Path) -> str:
    """Return a path as it is called in the project, wherever the project lies."""
    start = path.parts.index(REPORTS.name) if REPORTS.name in path.parts else -1
    return "/".join(path.parts[start:])


def read_text(path: Path, remedy: str = "run `make run` first") -> str:
    """Return the text of a file.

    Raises:
        SharingError: It is not there; ``remedy`` says what makes it.
        HandwrittenError: It is not in UTF-8.
    """
    if not path.exists():
        raise SharingError(f"{named(path)} not found: {remedy}")
    return text_of(path)


def read_json(path: Path, remedy: str = "run `make run` first") -> Any:
    """Return what a JSON file holds.

    Raises:
        SharingError: It is not there, or is not JSON.
    """
    text = read_text(path, remedy)
    try:
        return json.loads(text)
    except ValueError as error:
        raise SharingError(f"{named(path)} is not JSON ({error}): {remedy}") from error


def save_text(path: Path, text: str) -> None:
    """Write UTF-8 with line feeds: the old file stays until the new one is whole."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def save_json(path: Path, content: Any) -> None:
    """Write JSON, one key a line, floats with every digit."""
    save_text(path, json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n")
