"""A table held to its schema; what breaks it is one sentence."""

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from .errors import DataError

__all__ = ["validated"]


def validated(
    table: pd.DataFrame, schema: pa.DataFrameSchema, rules: str, private_by: str = ""
) -> pd.DataFrame:
    """Return the table with the schema's types.

    Args:
        table: The cleaned rows.
        schema: Types, ranges and levels of every column.
        rules: The file that states them, for the message.
        private_by: The column that names a row, where no value may be repeated.

    Raises:
        DataError: Names the first column that breaks a rule, the rule, and an example.
    """
    try:
        return schema.validate(table, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases
        first = cases.iloc[0]
        example = f" with {first['failure_case']}"
        if private_by:
            row = table[private_by].get(first["index"]) if private_by in table else None
            example = f" in {row}" if row else ""
        raise DataError(
            f"{len(cases)} value(s) break the schema; the first: {first['column'] or 'table'} "
            f"breaks {first['check']}{example} (rules in {rules})"
        ) from error
