"""What a row of the tables must look like before anything is learned from it."""

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from .errors import DataError
from .interactions import ITEM, RATING, TIME, USER

FIRST_FILM = 1874  # the year of the oldest moving pictures
STARS = [half / 2 for half in range(1, 11)]

interactions = pa.DataFrameSchema(
    {
        USER: pa.Column(int),
        ITEM: pa.Column(int),
        RATING: pa.Column(float, pa.Check.isin(STARS)),
        TIME: pa.Column(int, pa.Check.gt(0)),
    },
    unique=[USER, ITEM],
    strict=True,
)
films = pa.DataFrameSchema(
    {
        ITEM: pa.Column(int, unique=True),
        "title": pa.Column(str),
        "year": pa.Column(float, pa.Check.in_range(FIRST_FILM, 2100), nullable=True),
        "genres": pa.Column(str),
    },
    strict=True,
)


def validate(table: pd.DataFrame, schema: pa.DataFrameSchema) -> pd.DataFrame:
    """Return the table as it is, after checking it.

    Raises:
        DataError: Names the first column that breaks a rule, the rule, and an example.
    """
    try:
        return schema.validate(table, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases
        first = cases.iloc[0]
        raise DataError(
            f"{len(cases)} value(s) break the schema; the first: {first['column'] or 'table'} "
            f"breaks {first['check']} with {first['failure_case']} "
            f"(rules in src/{__package__}/schema.py)"
        ) from error
