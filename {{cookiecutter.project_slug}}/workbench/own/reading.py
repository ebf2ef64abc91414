"""From a file to a table of text, with nothing decided about what a cell means.

Every cell stays text here: otherwise the level "NA" would become a gap, 007 become 7, and a long
account number a rounded float. Rows pass one by one, and of a long file a sample is kept.
"""

import csv
import hashlib
import heapq
import importlib.util
import io
import itertools
import json
import math
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from ..errors import DataError
from ..files import sha256
from .containers import WESTERN, Container, Packed, container, encoding_of
from .headers import ROW, header_of, names_kinds

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
LOOKED_AT = 200_000  # characters, to find the delimiter
MOST_CELLS = 4_000_000  # kept in memory: a longer file is sampled
LEAST_SAMPLE = 10_000  # rows
SEED = 0  # of the sample
ONE_COLUMN = "has one column ({}): a target and at least one other are needed"


class Told(NamedTuple):
    """A table of text, and how it was read; ``table`` has the number of each row in ``ROW``."""

    table: pd.DataFrame
    checksum: str
    rows: int
    format: Literal["csv", "parquet", "jsonl"]
    packed: Packed
    encoding: str = "utf-8"
    delimiter: str = ","

    @property
    def sampled(self) -> bool:
        """Whether the table is a part of the file."""
        return len(self.table) < self.rows


class Sample:
    """Rows as they come, all of them up to a limit, then a fair sample (Vitter's algorithm R)."""

    def __init__(self, columns: int, most: int | None = None) -> None:
        """Allow as many rows as memory should hold of so many columns, or ``most`` rows."""
        self.most = most or max(LEAST_SAMPLE, MOST_CELLS // max(columns, 1))
        self.seen = 0
        self.kept: list[tuple[int, Any]] = []
        self.rng = random.Random(SEED)

    def add(self, row: Any) -> None:
        """See one more row."""
        if len(self.kept) < self.most:
            self.kept.append((self.seen, row))
        elif (place := self.rng.randrange(self.seen + 1)) < self.most:
            self.kept[place] = (self.seen, row)
        self.seen += 1

    def in_order(self) -> tuple[list[int], list[Any]]:
        """Return the numbers of the rows that were kept, from 0, and the rows."""
        ordered = sorted(self.kept, key=lambda each: each[0])
        return [number for number, _ in ordered], [row for _, row in ordered]


def place_of(name: str) -> int:
    """Return where a name stands among all names: by chance, and the same every time."""
    return int.from_bytes(hashlib.blake2b(name.strip().encode(), digest_size=8).digest(), "big")


class SampleBy(Sample):
    """Rows as they come; past the limit, all rows of as many names of one column as there is room.

    The names that are kept are the first ones in a random order, so the same names are kept
    when the limit is the number of rows that were kept.
    """

    def __init__(self, columns: int, most: int | None, column: int | str) -> None:
        """Allow so many rows; ``column`` is where a row, a list or a dict, has its name."""
        super().__init__(columns, most)
        self.column, self.rows = column, 0
        self.named: dict[int, list[tuple[int, Any]]] = {}
        self.last: list[int] = []  # a heap, its head the name to go first
        self.closed: float = math.inf

    def add(self, row: Any) -> None:
        """See one more row."""
        name = row.get(self.column, "") if isinstance(row, dict) else row[self.column]
        if (place := place_of(str(name))) < self.closed:
            if place not in self.named:
                heapq.heappush(self.last, -place)
            self.named.setdefault(place, []).append((self.seen, row))
            self.rows += 1
        while self.rows > self.most and len(self.named) > 1:
            self.closed = -heapq.heappop(self.last)
            self.rows -= len(self.named.pop(int(self.closed)))
        self.seen += 1

    def in_order(self) -> tuple[list[int], list[Any]]:
        """Return the numbers of the rows that were kept, from 0, and the rows."""
        self.kept = [each for rows in self.named.values() for each in rows]
        return super().in_order()


def sample_of(names: list[str], most: int | None, by: str | None) -> Sample:
    """Return an empty sample for lists with these names, of whole names in column ``by``.

    Raises:
        DataError: There is no such column.
    """
    if by is None:
        return Sample(len(names), most)
    if by not in names:
        raise DataError(f"the file has no column {by!r}: run `make data` again")
    return SampleBy(len(names), most, names.index(by))


def lines_of(file: io.TextIOBase) -> Iterator[str]:
    """Yield lines that end in a line feed; a carriage return elsewhere is a part of a cell."""
    for line in file:
        yield line.replace("\r\n", "\n").replace("\r", " ")


def fields_of(lines: Iterable[str], delimiter: str, name: str) -> Iterator[list[str]]:
    """Yield the fields of every line that is not empty; a quoted field may hold line breaks.

    Raises:
        DataError: A field is endless, or a byte is no text.
    """
    csv.field_size_limit(10_000_000)
    try:
        yield from (row for row in csv.reader(lines, delimiter=delimiter) if row)
    except csv.Error as error:
        raise DataError(f"{name} is no clean CSV ({error}): save it again as CSV UTF-8") from None


def delimiter_of(head: str, whole: bool, name: str) -> str:
    """Return the delimiter that gives most lines the same number of fields, above one.

    Args:
        head: How the file begins.
        whole: Whether that is all of it.
        name: Of the file.

    Raises:
        DataError: None does.
    """
    text = head if whole else head[: head.rfind("\n") + 1] or head
    lines = text.replace("\r\n", "\n").replace("\r", " " if "\n" in text else "\n")
    found = []
    for delimiter in DELIMITERS:
        rows = itertools.islice(fields_of(io.StringIO(lines), delimiter, name), 2000)
        counts = Counter(map(len, rows))
        width, often = counts.most_common(1)[0] if counts else (1, 0)
        if width > 1:
            found.append((often / counts.total(), width, delimiter))
    if not found:
        raise DataError(f"{name} {ONE_COLUMN.format('tried ' + ', '.join(DELIMITERS.values()))}")
    return max(found)[2]


def text_table(names: list[str], numbers: list[int], rows: list[list[str]]) -> pd.DataFrame:
    """Return rows, with their numbers in the file, as a table of text."""
    table = pd.DataFrame(rows, columns=names, dtype=str)
    table = table.apply(lambda column: column.str.strip())
    return table.assign(**{ROW: numbers})


def ragged(number: int, fields: int, wanted: int, delimiter: str, name: str) -> DataError:
    """Return the error for a line with more or fewer fields than there are names."""
    return DataError(
        f"{name}: row {number} has {fields} fields and the header {wanted}, split at "
        f"{DELIMITERS[delimiter]}: put quotes around fields that hold it, or repair the row"
    )


def csv_table(
    found: Container, encoding: str, most: int | None, by: str | None
) -> tuple[pd.DataFrame, int, str]:
    """Return the table in a text, the number of its rows, and its delimiter.

    Raises:
        DataError: The lines are not one table.
    """
    name = found.path.name
    with found.open() as file:
        head = io.TextIOWrapper(file, encoding, newline="").read(LOOKED_AT)
    delimiter = delimiter_of(head, len(head) < LOOKED_AT, name)
    mac = "\n" not in head
    with found.open() as file:
        text = io.TextIOWrapper(file, encoding, newline="\r" if mac else "\n")
        lines = (line.replace("\r", "\n") for line in text) if mac else lines_of(text)
        rows = fields_of(lines, delimiter, name)
        first = next(rows)
        trailing = first[-1].strip() == ""  # a delimiter at the end of every line
        names = header_of(first[:-1] if trailing else first, name)
        sample = sample_of(names, most, by)
        ahead = list(itertools.islice(rows, 2))
        kinds = delimiter == "\t" and names_kinds(ahead)
        ahead = [] if kinds else ahead
        for number, row in enumerate(itertools.chain(ahead, rows), 4 if kinds else 2):
            if trailing and len(row) == len(first) and not row[-1].strip():
                row.pop()
            if len(row) != len(names):
                raise ragged(number, len(row), len(names), delimiter, name)
            sample.add(row)
    return text_table(names, *sample.in_order()), sample.seen, delimiter


def json_row(line: str, number: int, name: str) -> dict[str, str]:
    """Return one line of JSON as text.

    Raises:
        DataError: It is no object, or holds a list or an object.
    """
    try:
        row = json.loads(line)
    except ValueError:
        raise DataError(
            f"{name} looks like JSON, but line {number} is no JSON object: save it as JSON lines, "
            "one object a line"
        ) from None
    if not isinstance(row, dict) or any(isinstance(v, list | dict) for v in row.values()):
        raise DataError(f"{name}: line {number} is not one flat JSON object: flatten it first")
    return {str(key): "" if value is None else str(value) for key, value in row.items()}


def jsonl_table(
    found: Container, encoding: str, most: int | None, by: str | None
) -> tuple[pd.DataFrame, int]:
    """Return the table of a file with one flat JSON object a line, and the number of its rows.

    Raises:
        DataError: A line is something else.
    """
    name = found.path.name
    with found.open() as file:
        lines = filter(str.strip, io.TextIOWrapper(file, encoding))
        rows = (json_row(line, number, name) for number, line in enumerate(lines, 1))
        first = next(rows)
        sample = Sample(len(first), most) if by is None else SampleBy(len(first), most, by)
        for row in itertools.chain([first], rows):
            sample.add(row)
    numbers, kept = sample.in_order()
    columns = list(dict.fromkeys(key for row in kept for key in row))
    names = header_of(columns, name)
    return text_table(names, numbers, [[row.get(each, "") for each in columns] for row in kept]), (
        sample.seen
    )


def as_text(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return a typed table as text, empty where a cell is.

    Raises:
        DataError: A column holds lists.
    """
    for column in table:
        first: Any = next(iter(table[column].dropna().head(1)), None)
        if isinstance(first, list | dict | bytes) or len(np.shape(first)) > 0:
            raise DataError(f"{name}: column {column!r} holds lists or objects: flatten it first")
    text = table.astype(object).where(table.notna(), "").astype(str)
    return text.set_axis(header_of([str(each) for each in table], name), axis=1)


def parquet_rows(file: Any, most: int | None, by: str | None) -> list[int]:
    """Return the numbers of the rows to read, ascending."""
    rows, width = file.metadata.num_rows, file.metadata.num_columns
    if by is None:
        sample = Sample(width, most)
        return sorted(sample.rng.sample(range(rows), min(rows, sample.most)))
    whole = SampleBy(width, most, 0)
    for batch in file.iter_batches(columns=[by]):
        for name in batch.column(0).to_pylist():
            whole.add(["" if name is None else name])
    return whole.in_order()[0]


def parquet_table(found: Container, most: int | None, by: str | None) -> tuple[pd.DataFrame, int]:
    """Return the table of a Parquet file as text, and the number of its rows.

    Raises:
        DataError: The file is damaged, packed once more, or a column holds lists.
    """
    import pyarrow as pa
    from pyarrow import parquet

    name = found.path.name
    if found.packed != "no":
        raise DataError(f"{name} is a packed Parquet file, which is packed already: unpack it")
    try:
        file = parquet.ParquetFile(found.path)
        rows = file.metadata.num_rows
        chosen = parquet_rows(file, most, by)
        numbers, parts, start = np.array(chosen, np.int64), [], 0
        for batch in file.iter_batches():
            first, last = np.searchsorted(numbers, [start, start + len(batch)])
            parts.append(batch.take(pa.array(numbers[first:last] - start)))
            start += len(batch)
        table = pa.Table.from_batches(parts, file.schema_arrow).to_pandas()
    except (pa.ArrowException, OSError, ValueError) as error:
        kind = type(error).__name__
        raise DataError(f"{name} is a damaged Parquet file ({kind}): write it again") from None
    return as_text(table.reset_index(drop=True), name).assign(**{ROW: chosen}), rows


def excel_table(path: Path) -> tuple[pd.DataFrame, int]:
    """Return the only sheet of an Excel workbook as text, and the number of its rows.

    Raises:
        DataError: The reader is not installed, or there are several sheets.
    """
    if importlib.util.find_spec("openpyxl") is None:
        raise DataError(f"{path.name} is an Excel workbook: save the sheet as CSV UTF-8")
    sheets = pd.read_excel(path, sheet_name=None, dtype=object)
    if len(sheets) != 1:
        raise DataError(f"{path.name} has {len(sheets)} sheets: save the one you mean as CSV UTF-8")
    table = as_text(next(iter(sheets.values())), path.name)
    return table.assign(**{ROW: range(len(table))}), len(table)


def read(
    path: Path,
    most: int | None = None,
    by: str | None = None,
    said: str | None = None,
    guess: str = WESTERN,
) -> Told:
    """Return the table as text, with empty texts for empty cells, and how it was read.

    Args:
        path: Of the file.
        most: Rows from which on they are sampled; None for as many as memory should hold.
        by: A column, such as that of the users: a sample has all rows of a name in it, or none.
        said: The encoding, if it is not to be guessed.
        guess: That of a text that is not in Unicode.

    Raises:
        DataError: There is no such file, or it is not one table with a header.
    """
    found, name = container(path), path.name
    how: dict[str, Any] = {"checksum": sha256(path), "packed": found.packed}
    if found.packed == "zip" and not found.member:
        table, rows = excel_table(path)
        told = Told(table, rows=rows, format="csv", **how)
    elif found.start()[:4] == b"PAR1":
        table, rows = parquet_table(found, most, by)
        told = Told(table, rows=rows, format="parquet", **how)
    else:
        encoding = said or encoding_of(found, guess)
        if found.start().decode(encoding, "replace").lstrip()[:1] in ("{", "["):
            table, rows = jsonl_table(found, encoding, most, by)
            told = Told(table, rows=rows, format="jsonl", encoding=encoding, **how)
        else:
            table, rows, delimiter = csv_table(found, encoding, most, by)
            told = Told(table, rows=rows, format="csv", encoding=encoding, **how)
            told = told._replace(delimiter=delimiter)
    if table.shape[1] < 3:  # the number of the row is one
        raise DataError(f"{name} {ONE_COLUMN.format(next(iter(table)))}")
    if table.empty:
        raise DataError(f"{name} has column names and no row: give the file with the rows")
    return told
