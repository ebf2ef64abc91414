"""What a row of the table must look like before anything is learned from it."""

import pandas as pd
import pandera.pandas as pa

from workbench.validation import validated

from .recipes import recipe
from .task import KEY, TARGET


def validate(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the table with the types that the schema of a recipe gives it.

    Raises:
        DataError: A value breaks a rule.
    """
    own = {KEY: pa.Column(int, unique=True), TARGET: pa.Column(int, pa.Check.isin([0, 1]))}
    schema = pa.DataFrameSchema({**own, **recipe(name).schema()}, strict=True)
    return validated(table, schema, name)
