"""story.yaml: what is answered in it, and one answer written without touching anything else.

The text is edited where the value stands, so comments, order and quoting stay as they are, byte for
byte. A file is written beside its place and then moved there: a kill leaves the old one or the new.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import InterviewError

if TYPE_CHECKING:
    import yaml

BY_HAND = "write `{key}:` into it with an editor, then run this again"
UNPRINTABLE = re.compile(r"[\x7f-\x9f\u2028\u2029\ufffe\uffff]")  # as YAML has it
Value = str | Mapping[str, str] | list[dict[str, Any]]


def clean(text: str) -> str:
    r"""Return a text on one line, without what no terminal or page can show.

    >>> clean("  one\n two ")
    'one two'
    """
    shown = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cs"))
    return " ".join(shown.split())


def read(path: Path) -> tuple[str, dict[str, Any]]:
    """Return the text of a YAML file, and what it says under each key.

    Raises InterviewError when it is not there, or holds anything but keys and values.
    """
    import yaml

    try:
        text = path.read_bytes().decode("utf-8")
        found = yaml.safe_load(text)
    except FileNotFoundError as error:
        raise InterviewError(f"{path} is missing: `git checkout {path}` brings it back") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise InterviewError(
            f"{path}{line} is not valid YAML: put each answer in double quotes, on the line of "
            "its key"
        ) from error
    except ValueError as error:  # bytes that are no text, a day that no calendar has
        raise InterviewError(f"{path} cannot be read: {error}") from error
    if not isinstance(found, dict | None):
        raise InterviewError(f"{path} holds no lines of the form `key: value`: mend it first")
    return text, found or {}


def write(path: Path, key: str, value: Value) -> None:
    """Put ``value`` under ``key``, in the place of what stood there or at the end of the file.

    Raises InterviewError, and changes nothing, when the file cannot be edited in this way.
    """
    import yaml

    text, before = read(path)
    after = replaced(text, key, value)
    try:
        understood = yaml.safe_load(after)
    except yaml.YAMLError:
        understood = None
    if understood != {**before, key: value}:
        raise InterviewError(f"{path} is not written one key a line: {BY_HAND.format(key=key)}")
    save(path, after)


def save(path: Path, text: str) -> None:
    """Write a text so that a kill leaves the file that was there, or all of the new one."""
    target = path.resolve()
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def replaced(text: str, key: str, value: Value) -> str:
    """Return ``text`` with another value under ``key``."""
    import yaml

    line_end = "\r\n" if "\r\n" in text else "\n"
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    place = next((node for name, node in reversed(pairs) if name.value == key), None)
    if place is None:
        head = text if not text or text.endswith("\n") else text + line_end
        return f"{head}{key}:{shown(value, line_end)}{line_end}"
    start, end = place.start_mark.index, _end(place)
    end = start + len(text[start:end].rstrip())
    if isinstance(value, str):
        gap = "" if text[start - 1].isspace() else " "
        return text[:start] + gap + quoted(value) + _note(text, place) + text[end:]
    stop = re.compile(r"\r?\n|\Z").search(text, end)
    assert stop is not None  # a text has an end
    if isinstance(place, yaml.SequenceNode) and isinstance(value, list):
        column, added = place.start_mark.column, value[len(place.value) :]
        if place.value and not place.flow_style:  # what is there stays, with its comments
            return text[: stop.start()] + shown(added, line_end, column) + text[stop.start() :]
    rest = text[end : stop.start()]
    return text[:start].rstrip() + rest + shown(value, line_end) + text[stop.start() :]


def _end(node: yaml.Node) -> int:
    """Return where a value ends; the mark of a block lies behind the comments that follow it."""
    import yaml

    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _note(text: str, node: yaml.Node) -> str:
    """Return the comment behind the ``|`` or ``>`` of a value that is replaced by one line."""
    if getattr(node, "style", None) not in ("|", ">"):
        return ""
    found = re.compile(r"\S+([ \t]+#[^\r\n]*)").match(text, node.start_mark.index)
    return found[1] if found else ""


def quoted(text: str) -> str:
    r"""Return a text as YAML in double quotes, on one line, whatever is in it.

    >>> print(quoted('a "b": c'))
    "a \"b\": c"
    """
    return UNPRINTABLE.sub(lambda c: f"\\u{ord(c[0]):04x}", json.dumps(text, ensure_ascii=False))


def shown(value: Value, line_end: str, indent: int = 2) -> str:
    """Return what stands behind the colon of a key."""
    if isinstance(value, str):
        return f" {quoted(value)}"
    if isinstance(value, Mapping):
        lines = [f"  {name}: {quoted(text)}" for name, text in value.items()]
        return line_end + line_end.join(lines) if lines else " {}"
    lines = [
        f"{' ' * indent}{'-' if first else ' '} {name}: {_scalar(each)}"
        for entry in value
        for first, (name, each) in zip([True, False, False], entry.items(), strict=False)
    ]
    return line_end + line_end.join(lines)


def _scalar(value: str | bool) -> str:
    """Return a text or a truth value as YAML."""
    return json.dumps(value) if isinstance(value, bool) else quoted(value)
