"""From the raw table to clean rows: what is dropped and repaired, and what a row must look like."""

import pandas as pd
import pandera.pandas as pa

from workbench.errors import DataError
from workbench.records import Count
from workbench.schemas import validated

from .data import KEY, TARGET
from .features import INTERNET_ADD_ONS, texts

COUNTER = "rownames"  # row numbers of the published file
STAYED, LEFT = "No", "Yes"  # within the last month
FLAGS = ["female", "senior_citizen", "partner", "dependents", "phone_service", "paperless_billing"]
AUTOMATIC = ["Bank transfer (automatic)", "Credit card (automatic)"]
LEVELS = {
    "internet_service": ["DSL", "Fiber optic", "No"],
    "contract": ["Month-to-month", "One year", "Two year"],
    "payment_method": [*AUTOMATIC, "Electronic check", "Mailed check"],
    **{column: ["Yes", "No", "No internet service"] for column in INTERNET_ADD_ONS},
    "multiple_lines": ["Yes", "No", "No phone service"],
}


def labeled(raw: pd.DataFrame, column: str) -> tuple[pd.DataFrame, Count]:
    """Return the rows whose class is known, with KEY and TARGET, and how many were dropped.

    Args:
        raw: As fetched; column names in any case.
        column: The column that says who left, in lower case.

    Raises:
        DataError: The table is empty, lacks a column that is needed, or a class.
    """
    table = raw.rename(columns=lambda name: str(name).lower().replace(".", "_"))
    if missing := {COUNTER, column} - set(table):
        raise DataError(f"the raw table has no column {', '.join(sorted(missing))}")
    if table.empty:
        raise DataError("the raw table is empty")
    known = table[table[column].notna()]
    if (classes := set(known[column])) != {STAYED, LEFT}:
        found = ", ".join(sorted(map(str, classes)))
        raise DataError(f"column {column} must say {STAYED} and {LEFT}, but says: {found}")
    rows = known.drop(columns=[column, COUNTER])
    rows.insert(0, KEY, known[COUNTER].astype(int))
    rows[TARGET] = (known[column] == LEFT).astype(int)
    dropped = Count(what="rows dropped without a known class", rows=len(table) - len(known))
    return rows.reset_index(drop=True), dropped


def stripped(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with texts without spaces around them; an empty text is a missing one."""
    trimmed = {column: table[column].str.strip().replace("", None) for column in texts(table)}
    return table.assign(**trimmed)


def repair(customers: pd.DataFrame) -> tuple[pd.DataFrame, Count]:
    """Return the table with the total of customers without a bill set to zero, and their count."""
    unbilled = customers["total_charges"].isna() & (customers["tenure"] == 0)
    total = customers["total_charges"].mask(unbilled, 0.0)
    what = "empty totals set to zero (no bill yet)"
    return customers.assign(total_charges=total), Count(what=what, rows=int(unbilled.sum()))


def schema() -> pa.DataFrameSchema:
    """Return the schema of the clean table: types, ranges and levels of every column."""
    within = pa.Check.in_range
    columns = {
        KEY: pa.Column(int, unique=True),
        TARGET: pa.Column(int, pa.Check.isin([0, 1])),
        **{name: pa.Column(float, pa.Check.isin([0, 1]), coerce=True) for name in FLAGS},
        **{name: pa.Column(str, pa.Check.isin(known)) for name, known in LEVELS.items()},
        "tenure": pa.Column(float, within(0, 120), coerce=True),  # months
        "monthly_charges": pa.Column(float, within(0, 1000), coerce=True),
        "total_charges": pa.Column(float, within(0, 100_000), nullable=True, coerce=True),
    }
    return pa.DataFrameSchema(columns, strict=True)


def validate(customers: pd.DataFrame) -> pd.DataFrame:
    """Return the table with the schema's types.

    Raises:
        DataError: A value breaks a rule.
    """
    return validated(customers, schema(), "the module cleaning")


def clean(raw: pd.DataFrame, column: str) -> tuple[pd.DataFrame, pd.DataFrame, list[Count]]:
    """Return the clean table, the same before its repairs, and what was done to how many rows.

    Rows that look the same stay: they are different people, whom the table does not name.

    Raises:
        DataError: The table cannot be learned from.
    """
    found, dropped = labeled(raw, column)
    before = stripped(found)
    repaired, repairs = repair(before)
    twins = int(repaired.drop(columns=KEY).duplicated().sum())
    same = Count(what="rows kept that repeat another", rows=twins)
    return validate(repaired), before, [dropped, repairs, same]
