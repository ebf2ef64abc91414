"""From the raw table of text to clean rows, as conf/data/own.yaml says and nothing else.

Drops:  rows that repeat another with its id, and rows without a target or a time.
"""

import pandas as pd
import pandera.pandas as pa

from workbench.errors import DataError
from workbench.own.personal import personal
from workbench.own.records import NONE_EMPTY, NUMERIC, WORDED, Own
from workbench.own.table import BY, ROW, TARGET, emptied, held_to, outcome, typed
from workbench.own.values import said
from workbench.records import Count
from workbench.schemas import validated


def schema(own: Own) -> pa.DataFrameSchema:
    """Return what a row has to be: types from the roles, ranges where the author gave them."""
    columns: dict[str, pa.Column] = {ROW: pa.Column(int, unique=True)}
    for name in own.features:
        each = own.columns[name]
        nullable = each.empty_means != NONE_EMPTY
        if each.role == "boolean":
            columns[name] = pa.Column(float, pa.Check.isin([0, 1]), nullable=nullable)
        elif each.role in NUMERIC:
            low = [] if each.low is None else [pa.Check.ge(each.low)]
            high = [] if each.high is None else [pa.Check.le(each.high)]
            columns[name] = pa.Column(float, [*low, *high], nullable=nullable)
        else:
            columns[name] = pa.Column(nullable=nullable)
    return pa.DataFrameSchema(columns)


def classes(own: Own, labels: pd.Series) -> list[str]:
    """Return the classes in the order of their numbers; of two, the positive is the second."""
    found = sorted(labels.dropna().unique())
    if own.positive is None:
        return found
    return [*(each for each in found if each != str(own.positive)), str(own.positive)]


def target(own: Own, text: pd.Series) -> tuple[pd.Series, list[str]]:
    """Return the target as numbers, empty where it is not known, and the classes if it has some.

    Raises:
        DataError: It has no logarithm, although the metric takes it, or not the classes that the
            metric is for.
    """
    y = outcome(own, text)
    if own.task == "regression":
        if own.metric == "rmse_log" and (bad := int((y <= 0).sum())):
            raise DataError(
                f"{own.target} is not above zero in {bad} of {len(y)} rows: set metric to mae"
            )
        return y, []
    order = classes(own, y)
    if (own.positive is None) != (len(order) > 2):
        raise DataError(f"{own.target} has {len(order)} classes: set positive only if it has two")
    return y.map({each: float(number) for number, each in enumerate(order)}).astype(float), order


def hidden(own: Own, text: pd.DataFrame) -> list[str]:
    """Return the columns in use whose levels look personal: only the model sees these."""
    worded = [name for name in own.features if own.columns[name].role in WORDED]
    return [name for name in worded if personal(name, said(text[name]))]


def misfits(own: Own, text: pd.DataFrame, table: pd.DataFrame) -> int:
    """Return how many cells are empty now because they are not what their column is."""
    found = 0
    for name in own.of_role(*NUMERIC, "date"):
        if name in table:
            said = emptied(text[name], own.columns[name].missing_codes, own.source.decimal)
            found += int((table[name].isna() & said.notna()).sum())
    return found


def clean(raw: pd.DataFrame, own: Own) -> tuple[pd.DataFrame, list[Count]]:
    """Return the rows that can be learned from, in the order of the file, and what was done.

    Args:
        raw: Text, and the number of each row.
        own: The record of the table.

    Raises:
        DataError: A column is missing or new, or a cell breaks what the record says.
    """
    text = held_to(raw, own)
    copies = text.drop(columns=ROW).duplicated() & bool(own.of_role("id"))
    rows = text[~copies]
    y, order = target(own, rows[own.target])
    by = [] if own.split.by is None else [own.split.by]
    table = pd.DataFrame(
        {
            name: typed(name, rows[name], own.columns[name], own.source.decimal)
            for name in dict.fromkeys([*own.features, *by])
        }
    )
    empty = misfits(own, rows, table)
    known = y.notna() & table[by].notna().all(axis=1)
    kept = table[own.features].assign(**{ROW: rows[ROW], TARGET: y})
    if by:
        kept[BY] = table[by[0]]
    kept = kept[known].reset_index(drop=True)
    kept.attrs = {"metric": own.metric, "classes": order, "hidden": hidden(own, rows)}
    missing = " or ".join([own.target, *by])
    counts = {
        "rows dropped for the id and cells of another": int(copies.sum()),
        f"rows dropped without {missing}": int((~known).sum()),
        "cells emptied that are not what their column is": empty,
    }
    checked = validated(kept, schema(own), "conf/data/own.yaml", private_by=ROW)
    checked.attrs = kept.attrs
    return checked, [Count(what=what, rows=n) for what, n in counts.items() if n]
