"""Read what people edit: what cannot be read is told by its file, its line and what to do."""

import tomllib
from pathlib import Path
from typing import Any

import yaml

from .errors import HandwrittenError

HINTS = {  # by a word of what the parser says
    "\\t": "indent with spaces, not with a tab",
    "mapping values": "put a text with a colon into quotes",
    "duplicate key": "remove one of the two lines",
    "special characters": "remove the control character",
}
USUALLY = "look for an open quote or bracket, or an indent that does not fit, there or just above"


def read_text(path: Path) -> str:
    """Return the text of a file.

    Raises:
        HandwrittenError: It is not in UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        before, byte = error.object[: error.start], error.object[error.start]
        line = before.count(b"\n") + 1
        raise HandwrittenError(
            f"{path}, line {line}: the byte {byte:#04x} is not UTF-8: save the file as UTF-8"
        ) from error


def read_yaml(path: Path) -> dict[str, Any]:
    """Return the keys of a YAML file and their values; none of an empty file.

    Raises:
        HandwrittenError: It is no YAML, not in UTF-8, or has no keys.
    """
    try:
        found = yaml.safe_load(read_text(path))
    except yaml.YAMLError as error:
        raise not_yaml(path, error) from error
    if not isinstance(found or {}, dict):
        raise HandwrittenError(
            f"{path} holds a {type(found).__name__}: it has to be lines of `key: value`"
        )
    return found or {}


def read_toml(path: Path) -> dict[str, Any]:
    """Return what a TOML file holds.

    Raises:
        HandwrittenError: It is no TOML, or not in UTF-8.
    """
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise HandwrittenError(f"{path} is not TOML: {error}: mend that line") from error


def not_yaml(path: Path, error: yaml.YAMLError) -> HandwrittenError:
    """Return the error for a file that a YAML parser refused."""
    if isinstance(error, yaml.reader.ReaderError):
        said, line = error.reason, read_text(path)[: error.position].count("\n") + 1
    else:
        mark = getattr(error, "problem_mark", None)
        said, line = getattr(error, "problem", None) or "not YAML", mark.line + 1 if mark else 1
    hint = next((hint for word, hint in HINTS.items() if word in said), USUALLY)
    return HandwrittenError(f"{path}, line {line}: {said}: {hint}")
