"""What a form asks of a row, from aggregates alone: nobody's row is in it."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from .facts import FormColumn

__all__ = ["form_of"]

LEAST_ROWS = 10  # of a level: a rarer one would show single rows
INNER = (0.01, 0.99)  # quantiles that are told of a number, instead of its ends


def limits(values: pd.Series) -> tuple[float, float]:
    """Return between which powers of ten a number has to lie: far outside, and no value of a row.

    >>> limits(pd.Series([0.0, 70.0])), limits(pd.Series([-3.0, 2.0]))
    ((0.0, 1000.0), (-100.0, 100.0))
    """
    most = float(10.0 ** (np.ceil(np.log10(max(values.abs().max(), 1e-9))) + 1))
    return (0.0 if values.min() >= 0 else -most), most


def column(name: str, values: pd.Series) -> FormColumn:
    """Return what a form has to know of one column."""
    if not pd.api.types.is_numeric_dtype(values):
        counts = values.value_counts()
        levels = [str(each) for each in counts.index[counts >= LEAST_ROWS]]
        usual = levels[0] if levels else None
        return FormColumn(name=name, kind="level", typical=usual, levels=levels)
    known = values.dropna()
    if known.empty:
        return FormColumn(name=name, kind="number")
    middle = float(known.median())
    if set(known.unique()) <= {0.0, 1.0}:
        return FormColumn(name=name, kind="yes or no", typical=float(round(middle)))
    low, high = (float(each) for each in known.quantile(INNER))
    least, most = limits(known)
    whole = bool((known % 1 == 0).all())
    return FormColumn(
        name=name,
        kind="number",
        typical=float(round(middle)) if whole else middle,
        low=low,
        high=high,
        least=least,
        most=most,
    )


def form_of(table: pd.DataFrame, hidden: Sequence[str] = ()) -> list[FormColumn]:
    """Return what a form has to know of each column that a model may use.

    Args:
        table: Rows as a model takes them.
        hidden: Columns of which no level is told, so that the form does not ask for them.
    """
    return [
        FormColumn(name=str(name), kind="level")
        if name in hidden
        else column(str(name), table[name])
        for name in table
    ]
