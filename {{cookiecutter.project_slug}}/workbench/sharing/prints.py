"""Fingerprints: SHA-256 of files, the same whether a checkout ends its lines with LF or CRLF."""

from collections.abc import Iterable
from pathlib import Path

from ..owned import own_files
from ..seal import FOLDER, sha256
from .places import LOCK, PARAMS, PINS, PIPELINE

SOURCES = ("conf", "src", FOLDER)


def prints(root: Path, paths: Iterable[Path]) -> dict[str, str]:
    """Return the fingerprint of each file that exists, by its path in the project."""
    return {
        path.as_posix(): sha256((root / path).read_bytes())
        for path in paths
        if (root / path).is_file()
    }


def inputs(root: Path) -> list[Path]:
    """Return what the numbers are made from: code, configuration, pipeline and pins."""
    found = [
        path.relative_to(root) for folder in SOURCES for path in own_files(root / folder, "**/*")
    ]
    return [*sorted(found), PARAMS, PIPELINE, LOCK, PINS]


def changed(then: dict[str, str], now: dict[str, str]) -> list[str]:
    """Return the paths whose fingerprints differ, or that only one side has.

    >>> changed({"a": "1", "b": "2"}, {"a": "1", "b": "3", "c": "4"})
    ['b', 'c']
    """
    return sorted(path for path in {*then, *now} if then.get(path) != now.get(path))
