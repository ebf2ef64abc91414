"""What a row of the table must look like before anything is learned from it."""

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from workbench.errors import DataError

from .task import TARGET

KINDS = {  # the folders of the corpus, in words
    "easy-ham-1": "easy real mail, first batch",
    "easy-ham-2": "easy real mail, second batch",
    "hard-ham-1": "hard real mail",
    "spam-1": "spam, first batch",
    "spam-2": "spam, second batch",
}


def schema() -> pa.DataFrameSchema:
    """Return the schema of the cleaned table: types, ranges and levels of every column."""
    text = pa.Column(str)
    count = pa.Column(int, pa.Check.ge(0))
    return pa.DataFrameSchema(
        {
            "id": pa.Column(str, pa.Check.str_matches(r"^[a-z]+(-[a-z]+)?-\d/\d{5}$"), unique=True),
            "kind": pa.Column(str, pa.Check.isin(list(KINDS))),
            **dict.fromkeys(("headers", "subject", "body", "footer", "people"), text),
            "received": pa.Column(str, pa.Check.str_matches(r"^(\d{4}-\d\d-\d\dT[\d:]{8})?$")),
            "html": pa.Column(bool),
            **dict.fromkeys(("attachments", "unreadable", "group"), count),
            "foreign": pa.Column(float, pa.Check.in_range(0, 1)),
            TARGET: pa.Column(int, pa.Check.isin([0, 1])),
        },
        strict=True,
        coerce=True,
    )


def validate(mails: pd.DataFrame) -> pd.DataFrame:
    """Return the table with the schema's types.

    Raises:
        DataError: Names the first mail and column that break a rule, and the rule; not the
            value, which is part of somebody's letter.
    """
    try:
        return schema().validate(mails, lazy=True)
    except SchemaErrors as error:
        first = error.failure_cases.iloc[0]
        mail = mails["id"].get(first["index"]) if "id" in mails else None
        raise DataError(
            f"{len(error.failure_cases)} value(s) break the schema; the first: "
            f"{first['column'] or 'table'} breaks {first['check']}{f' in {mail}' if mail else ''} "
            f"(rules in src/{__package__}/schema.py)"
        ) from error
