"""Whether rows of a private table are in what git would publish, and what is not told of them."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd
import yaml

from .. import seal
from ..errors import ConfigError
from ..files import RAW
from ..own.names import counted
from ..own.personal import people
from ..own.rating_records import is_ratings
from ..own.records import checked
from .finding import Finding, Rank, line_of

RECORD = Path("conf/data/own.yaml")
TABLE = RAW / "own.parquet"
NAMING = {"id", "text", "personal"}  # roles whose values name a row, or somebody
LEVELS = {"category", "many_levels", "group"}  # of words; names of people are told apart
RARE = {"group", "many_levels"}  # roles whose values do where few rows have them
UNKNOWN = "unknown"  # as the record says what only its author knows
FEW = 10  # rows: a level with as many may be named in a slice
SHORTEST = 6  # characters of a value: a shorter one stands in any text
MOST_SHOWN = 3
TOKEN = re.compile(r"[\w.@+-]+")
ON_PURPOSE = (
    "Take the value out, or publish a sample on purpose: set `may_be_published: true` in "
    f"{RECORD}, then `git add --force` the file."
)
IN_MODELS = Finding(
    Rank.HINT,
    "models/",
    "A fitted model, and a container image with one, can hold rows of your private table.",
    "Share neither, unless whoever gets it may see the rows.",
)


def record() -> dict[str, object]:
    """Return the record of the own table; nothing where there is none that can be read."""
    try:
        found = yaml.safe_load(RECORD.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError):
        return {}
    return found if isinstance(found, dict) else {}


def roles(own: Mapping[str, object]) -> dict[str, str]:
    """Return the role of each column."""
    columns = own.get("columns")
    if is_ratings(own):  # it names columns; those of users and items hold names
        return {str(columns[what]): "id" for what in ("user", "item")}  # type: ignore[index]
    listed = columns.items() if isinstance(columns, dict) else []
    return {str(name): str(each.get("role")) for name, each in listed if isinstance(each, dict)}


def values(table: pd.DataFrame, roles: Mapping[str, str]) -> set[str]:
    """Return the distinct values that name a row and are long enough to be recognized."""
    found: set[str] = set()
    for name, role in roles.items():
        if name in table:
            counts = table[name].value_counts()
            naming = role in NAMING or (role in LEVELS and people(name, table[name]))
            telling = counts.index if naming else counts.index[(counts < FEW) & (role in RARE)]
            found |= {str(each) for each in telling if len(str(each)) >= SHORTEST}
    return found


def in_text(known: Iterable[str], text: str) -> list[str]:
    """Return the values that stand in a text, as a word or as several.

    >>> in_text({"Ann Lee", "10045501", "nobody"}, "row 10045501 of Ann Lee")
    ['10045501', 'Ann Lee']
    """
    words = set(TOKEN.findall(text))
    first = ((each, TOKEN.search(each)) for each in known)
    likely = [each for each, start in first if start and start[0] in words]
    return sorted(each for each in likely if re.search(rf"(?<!\w){re.escape(each)}(?!\w)", text))


def ordinary(known: Iterable[str], texts: Mapping[str, str]) -> set[str]:
    """Return the values that are words of the workbench as released, so that they name nobody."""
    if seal.read(Path()).edited:
        return set()
    released = "\n".join(text for path, text in texts.items() if path.startswith(seal.FOLDER))
    return set(in_text(known, released))


def check(texts: Mapping[str, str]) -> list[Finding]:
    """Return a finding for each file in which values of the private table stand.

    Args:
        texts: What git would publish, by path.
    """
    own = record()
    source = own.get("source")
    if not isinstance(source, dict) or source.get("may_be_published") or not TABLE.exists():
        return []
    known = values(pd.read_parquet(TABLE), roles(own))
    known -= ordinary(known, texts)
    findings = [IN_MODELS]
    for path, text in texts.items():
        if path == RECORD.as_posix() or not (found := in_text(known, text)):
            continue
        lines = [str(line_of(text, text.find(each))) for each in found[:MOST_SHOWN]]
        what = f"{counted(len(found), 'values')} of your private table: line {', '.join(lines)}."
        findings.append(Finding(Rank.PRIVATE, path, what, ON_PURPOSE))
    return findings


def unanswered(own: Mapping[str, object]) -> list[object]:
    """Return the open questions of a record, without those that a correction has answered."""
    said = own.get("open") or []
    try:
        if not is_ratings(own):
            return [*checked(own, str(RECORD), settled=False).asked]
    except ConfigError:
        pass  # the run refuses such a record, and says why
    return said if isinstance(said, list) else [said]


def untold() -> list[Finding]:
    """Return what the record still calls unknown, and how many questions are open in it."""
    own = record()
    if not own:
        return []
    source, columns = (own.get(key) for key in ("source", "columns"))
    told = {
        "license": isinstance(source, dict) and source.get("license"),
        "citation": isinstance(source, dict) and source.get("citation"),
        "the unit of the target": own.get("unit"),
    }
    missing = [what for what, said in told.items() if said == UNKNOWN]
    gaps = [
        each
        for each in (columns.values() if isinstance(columns, dict) else [])
        if isinstance(each, dict) and each.get("use") and each.get("empty_means") == UNKNOWN
    ]
    missing += ["which words may be named"] if own.get("never_shown") == "all" else []
    missing += [f"what an empty cell means in {counted(len(gaps), 'columns')}"] if gaps else []
    if asked := unanswered(own):
        missing.append(counted(len(asked), "open questions"))
    if not missing:
        return []
    do = "Answer them in the record, delete the lines of questions that are answered, `make run`."
    return [Finding(Rank.STORY, RECORD.as_posix(), f"Not told: {', '.join(missing)}.", do)]
