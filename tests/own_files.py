"""Files that people give a tool: what is wrong or odd with each, and what has to be said of it.

Written down before it was tried. ``REFUSED`` says why in one sentence; ``TAKEN`` is read, and the
record says what was found.
"""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, timedelta

import numpy as np
import pandas as pd

N = 200
RNG = np.random.default_rng(7)
BASE = pd.DataFrame(
    {
        "area": RNG.integers(40, 200, N),
        "rooms": RNG.integers(1, 7, N),
        "town": RNG.choice(["Ulm", "Bonn", "Trier"], N),
    }
)
BASE["price"] = (BASE["area"] * RNG.lognormal(7, 0.3, N)).round(2)
BASE["sold"] = np.where(RNG.random(N) < 0.3, "yes", "no")
DAYS = [date(2020, 1, 1) + timedelta(days=int(d)) for d in RNG.integers(0, 900, N)]
SWAPPED = str.maketrans(",.", ".,")


def csv(table: pd.DataFrame, **how) -> bytes:
    """Return a table as the bytes of a CSV file."""
    return table.to_csv(index=False, **how).encode()


def zipped(**members: bytes) -> bytes:
    """Return a zip file; in the names of members, ``_DOT_`` is a dot."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_DOT_", "."), content)
    return file.getvalue()


def parquet(table: pd.DataFrame) -> bytes:
    """Return a table as the bytes of a Parquet file."""
    file = io.BytesIO()
    table.to_parquet(file)
    return file.getvalue()


def changed(column: str, cells: Mapping[int, object]) -> bytes:
    """Return the base table with other cells in one column."""
    said = pd.Series([cells.get(row, cell) for row, cell in enumerate(BASE[column])])
    return csv(BASE.assign(**{column: said}))


def ragged() -> bytes:
    """Return lines with a field too many and one too few."""
    lines = csv(BASE).decode().splitlines()
    lines[17] += ",extra"
    lines[40] = lines[40].rsplit(",", 1)[0]
    return "\n".join(lines).encode()


def of_orange() -> bytes:
    """Return the base table as Orange saves one: below the names the kinds, and the flags."""
    kinds = ["continuous", "c", "d", "continuous", "no yes"]
    flags = ["", "", "meta", "class", ""]
    names, *rows = csv(BASE, sep="\t").decode().splitlines()
    return "\n".join([names, "\t".join(kinds), "\t".join(flags), *rows]).encode()


def copied() -> bytes:
    """Return rows of which 40 come twice with their id."""
    rows = BASE.assign(id=range(N))
    return csv(pd.concat([rows, rows.head(40)]))


def with_days(say: Callable[[int, date], str]) -> bytes:
    """Return the base table with a column of dates."""
    return csv(BASE.assign(day=[say(i, each) for i, each in enumerate(DAYS)]))


FORMS = ["%Y-%m-%d", "%d.%m.%Y", "%b %d, %Y"]
WORKBOOK = zipped(**{"[Content_Types]_DOT_xml": b"<x/>", "xl/workbook_DOT_xml": b"<x/>"})
MANY = pd.concat([BASE] * 5, ignore_index=True)
THOUSANDS = BASE.assign(price=BASE["price"].map("{:,.2f}".format))
GERMAN = BASE.assign(price=BASE["price"].map(lambda v: f"{v:,.2f}".translate(SWAPPED)))
FUTURE = [date.today() + timedelta(days=int(d)) for d in RNG.integers(-400, 60, N)]
GAPS = dict.fromkeys(range(0, N, 7), -999)
ZIPS = [f"{code:05d}" for code in RNG.choice([1067, 4109, 80331, 50667], N)]
ACCOUNTS = [str(10**19 + int(i)) for i in RNG.integers(0, 10**12, N)]
CASTLE = BASE.assign(kind=["castle", *RNG.choice(["flat", "house"], N - 1)])
NOTES = BASE.assign(note=[f'line {i},\nline two "quoted" and some more words' for i in range(N)])

REFUSED: dict[str, tuple[bytes, str, str]] = {  # content, target, what the sentence has to say
    "empty.csv": (b"", "price", "is empty"),
    "one_column.csv": (csv(BASE[["price"]]), "price", "has one column"),
    "no_target.csv": (csv(BASE), "cost", "choose from: area, rooms, town, price, sold"),
    "target_empty.csv": (csv(BASE.assign(price=np.nan)), "price", "empty in every row"),
    "one_class.csv": (csv(BASE.assign(sold="no")), "sold", "the same in every row"),
    "class_of_one.csv": (csv(CASTLE), "kind", "fewer than 10 rows of class 'castle' (1)"),
    "name_twice.csv": (csv(BASE).replace(b"rooms", b"area", 1), "price", "columns called 'area'"),
    "no_name.csv": (csv(BASE).replace(b"rooms", b"", 1), "price", "without a name, number 2"),
    "web_page.csv": (b"<!DOCTYPE html>\n<html>a,b</html>", "price", "is a web page"),
    "workbook.csv": (WORKBOOK, "price", "Excel workbook: save the sheet as CSV UTF-8"),
    "pickle.csv": (b"\x80\x04\x95abc", "price", "a pickle, which can run code"),
    "two.zip": (zipped(a_DOT_csv=csv(BASE), b_DOT_csv=csv(BASE)), "price", "holds 2 files"),
    "damaged.csv.gz": (gzip.compress(csv(BASE))[:-40], "price", "a damaged gzip file"),
    "damaged.parquet": (parquet(BASE)[:300], "price", "a damaged Parquet file"),
    "lists.parquet": (
        parquet(BASE.assign(a=pd.Series([[1]] * N, dtype=object))),
        "price",
        "holds lists",
    ),
    "array.json": (b'[{"a": 1},\n{"a": 2}]', "a", "line 1 is no JSON object"),
    "nested.jsonl": (b'{"a": {"b": 1}}\n' * 60, "a", "line 1 is not one flat JSON object"),
    "ragged.csv": (ragged(), "price", "row 18 has 6 fields and the header 5"),
    "one_row.csv": (csv(BASE.head(1)), "price", "1 of 1 row with a target"),
    "many_classes.csv": (
        csv(MANY.assign(who=[f"person {i % 500}" for i in range(5 * N)])),
        "who",
        "500 levels",
    ),
    "id_only.csv": (
        csv(pd.DataFrame({"customer_id": range(1000, 1000 + N), "sold": BASE["sold"]})),
        "sold",
        "no column is left",
    ),
    "no_header.csv": (
        csv(BASE[["area", "rooms", "price"]], header=False),
        "price",
        "no line of column names",
    ),
    "pointer.csv": (b"version https://git-lfs.github.com/spec/v1\noid x", "price", "git lfs pull"),
    "dates.csv": (csv(BASE.assign(day=DAYS)), "day", "is a date: make a number of days of it"),
}

TAKEN: dict[str, tuple[bytes, str, list[str]]] = {  # content, target, what the record has to say
    "tabs.csv": (csv(BASE, sep="\t"), "price", ['delimiter: "\\t"']),
    "orange.tab": (of_orange(), "price", ["rows: 200", '"rooms": {role: "ordinal"']),
    "german.csv": (csv(BASE, sep=";", decimal=","), "price", ['decimal: ","', "metric: mae"]),
    "german_thousands.csv": (csv(GERMAN, sep=";"), "price", ['decimal: ","', "task: regression"]),
    "bom.csv": (b"\xef\xbb\xbf" + csv(BASE), "price", ['"area": {role: "number"']),
    "utf16.csv": (
        csv(BASE, sep="\t").decode().encode("utf-16"),
        "price",
        ['encoding: "utf-16"'],
    ),
    "western.csv": (
        csv(BASE.replace("Ulm", "Köln")).decode().encode("cp1252"),
        "price",
        ["read as cp1252, which is a guess"],
    ),
    "old_mac.csv": (csv(BASE, lineterminator="\r"), "price", ["rows: 200"]),
    "words_among_numbers.csv": (
        changed("area", {3: "about 80", 50: "ninety", 99: "??"}),
        "price",
        ['"area": {role: "number"', "3 cells without a number"],
    ),
    "thousands.csv": (csv(THOUSANDS), "price", ["task: regression", "metric: mae"]),
    "mixed_dates.csv": (
        with_days(lambda i, day: day.strftime(FORMS[i % 3])),
        "price",
        ["mixed forms", 'how: "random"'],
    ),
    "day_or_month.csv": (
        with_days(lambda i, _: f"{1 + i % 12:02d}/{1 + (i * 5) % 12:02d}/2021"),
        "price",
        ["day before month", 'how: "random"'],
    ),
    "future.csv": (
        csv(BASE.assign(sold_on=FUTURE)),
        "price",
        ["after today", 'how: "time", by: "sold_on"'],
    ),
    "yes_no.csv": (csv(BASE), "sold", ["task: classification", 'positive: "yes"']),
    "huge.csv": (csv(BASE.assign(account=ACCOUNTS)), "price", ['"account": {role: "id"']),
    "infinite.csv": (
        changed("area", {2: "inf", 9: "-inf"}),
        "price",
        ["2 infinite cells"],
    ),
    "packed.csv.gz": (gzip.compress(csv(BASE)), "price", ['packed: "gzip"']),
    "packed.zip": (
        zipped(**{"data_DOT_csv": csv(BASE), "__MACOSX/_data": b"x"}),
        "price",
        ['packed: "zip"'],
    ),
    "typed.parquet": (
        parquet(BASE.assign(when=pd.to_datetime(DAYS))),
        "price",
        ['format: "parquet"', '"when": {role: "date"'],
    ),
    "lines.jsonl": (
        BASE.to_json(orient="records", lines=True).encode(),
        "price",
        ['format: "jsonl"'],
    ),
    "quoted.csv": (csv(NOTES), "price", ["rows: 200", '"note": {role: "text"']),
    "target_twice.csv": (
        csv(BASE.assign(amount=BASE["price"] * 1.19)),
        "price",
        ['"amount": {role: "leak", use: false'],
    ),
    "below_zero.csv": (
        changed("price", {1: -5.0, 2: -120.0}),
        "price",
        ["below zero", "metric: mae"],
    ),
    "minus_999.csv": (changed("area", GAPS), "price", ["missing_codes: [-999]"]),
    "leading_zeros.csv": (csv(BASE.assign(zip=ZIPS)), "price", ['"zip": {role: "category"']),
    "copied.csv": (copied(), "price", ['"id": {role: "id"', 'how: "random"']),
    "email.csv": (
        csv(BASE.assign(contact=[f"a{i}@example.org" for i in range(N)])),
        "price",
        ['"contact": {role: "personal", use: false', "email addresses"],
    ),
    "names.csv": (
        csv(BASE.assign(last_name=[f"Name{i % 90}" for i in range(N)])),
        "price",
        ['"last_name": {role: "personal", use: false'],
    ),
    "panel.csv": (
        csv(pd.DataFrame({"subject": [i // 8 for i in range(N)]}).join(BASE)),
        "price",
        ['how: "group", by: "subject"'],
    ),
}
