"""The names of the columns: the first line of a file, and what Orange writes below it."""

from collections import Counter
from collections.abc import Sequence

from ..errors import DataError

ROW = "own_row"  # the number of a row in the file; no model sees it
TARGET = "own_target"
RESERVED = {ROW, TARGET}
KINDS = set("c continuous n numeric d discrete s string text t time".split())  # of Orange
FLAGS = set("c class m meta i ignore w weight".split())


def header_of(row: Sequence[str], name: str) -> list[str]:
    """Return the column names, stripped; one empty name in front is a row counter.

    Raises:
        DataError: A name comes twice, is missing or cannot be used, or the line holds no names.
    """
    names = [each.strip() for each in row]
    if names[0] == "":
        names[0] = "row_number"
    numbers = [each for each in names if each.replace(".", "", 1).lstrip("-").isdigit()]
    if len(numbers) > len(names) / 2:
        raise DataError(
            f"{name} has no line of column names, the first line holds numbers: put names above it"
        )
    if twice := [each for each, times in Counter(names).items() if times > 1 and each]:
        raise DataError(f"{name} has two columns called {twice[0]!r}: rename one")
    if "" in names:
        place = names.index("") + 1
        raise DataError(f"{name} has a column without a name, number {place}: name or delete it")
    if taken := [each for each in names if each in RESERVED or "${" in each]:
        raise DataError(f"{name} has a column called {taken[0]!r}, which cannot be: rename it")
    return names


def names_kinds(lines: list[list[str]]) -> bool:
    """Return whether two lines are the kinds and the flags that Orange writes below the names.

    A kind may also be the list of the levels.

    >>> names_kinds([["continuous", "d", "no yes"], ["", "", "class"]])
    True
    >>> names_kinds([["12.5", "d", "no yes"], ["", "", "class"]])
    False
    """
    if len(lines) < 2:
        return False
    kinds, flags = ([cell.strip().lower() for cell in line] for line in lines)
    return (
        bool(set(kinds) & KINDS)
        and all(each in KINDS or " " in each for each in kinds)
        and all(not each or "=" in each or each in FLAGS for each in flags)
    )
