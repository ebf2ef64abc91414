"""What a row of the table must look like before anything is learned from it."""

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from .errors import DataError
from .recipes import recipe
from .task import KEY, TARGET


def validate(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the table with the types that the schema of a recipe gives it.

    Raises:
        DataError: Names the first column that breaks a rule, the rule, and an example.
    """
    own = {KEY: pa.Column(int, unique=True), TARGET: pa.Column(int, pa.Check.isin([0, 1]))}
    schema = pa.DataFrameSchema({**own, **recipe(name).schema()}, strict=True)
    try:
        return schema.validate(table, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases
        first = cases.iloc[0]
        raise DataError(
            f"{len(cases)} value(s) break the schema; the first: {first['column'] or 'table'} "
            f"breaks {first['check']} with {first['failure_case']} "
            f"(rules in src/{__package__}/{name}.py)"
        ) from error
