"""From the raw table to clean rows: what is dropped, and what a row must look like."""

import pandas as pd
import pandera.pandas as pa

from workbench.errors import DataError
from workbench.records import Count
from workbench.schemas import validated

from .data import KEY, NAME, TARGET

SCHEMA = pa.DataFrameSchema(
    {
        KEY: pa.Column(int, unique=True),
        NAME: pa.Column(str),
        TARGET: pa.Column(float, pa.Check.in_range(1, 100)),
        "cylinders": pa.Column(int, pa.Check.in_range(3, 8), coerce=True),
        "displacement": pa.Column(float, pa.Check.gt(0)),  # cubic inches
        "horsepower": pa.Column(float, pa.Check.gt(0), coerce=True),
        "weight": pa.Column(float, pa.Check.gt(0), coerce=True),  # pounds
        "acceleration": pa.Column(float, pa.Check.gt(0)),  # seconds to 60 miles per hour
        "year": pa.Column(int, pa.Check.in_range(70, 82)),
        "origin": pa.Column(int, pa.Check.isin([1, 2, 3])),  # America, Europe, Japan
    },
    strict=True,
)


def clean(raw: pd.DataFrame) -> tuple[pd.DataFrame, list[Count]]:
    """Return one row a car and year, oldest first, and what was dropped.

    Raises:
        DataError: The table lacks a column, or a value breaks the schema.
    """
    if missing := {"mpg", NAME, "year"} - set(raw):
        raise DataError(f"the raw table has no column {', '.join(sorted(missing))}")
    known = raw.dropna(subset=["mpg"]).rename(columns={"rownames": KEY, "mpg": TARGET})
    ordered = known.sort_values(["year", KEY], kind="stable", ignore_index=True)
    count = Count(what="cars dropped without a known consumption", rows=len(raw) - len(known))
    return validated(ordered, SCHEMA, "the module cleaning"), [count]
