"""The ways to cut the test set, as conf/data/ names them: levels, named codes, or ranges."""

from itertools import pairwise

import numpy as np
import pandas as pd
from omegaconf import DictConfig

from workbench.files import existing

from .data_facts import SEGMENT, SEGMENTS
from .task import KEY

EMPTY = "empty"


def ranges(values: pd.Series, edges: list[float], unit: str) -> pd.Series:
    """Return the range that each number falls into, as readable text in order; gaps are last."""
    sizes = [f"{edge:,.0f}" for edge in edges]
    between = [f"{low} to {high} {unit}" for low, high in pairwise(sizes)]
    labels = [f"up to {sizes[0]} {unit}", *between, f"above {sizes[-1]} {unit}"]
    cut = pd.cut(values, [-np.inf, *edges, np.inf], labels=labels)
    return cut.cat.add_categories(EMPTY).fillna(EMPTY)


def levels(values: pd.Series, how: DictConfig) -> pd.Series:
    """Return the level of each row as ordered categories.

    Args:
        values: One column of the table.
        how: Its entry in conf/data/: ``cuts`` and ``unit`` for a number; ``names`` for codes.
    """
    if "cuts" in how:
        return ranges(values, list(how.cuts), how.unit)
    names = {str(code): name for code, name in how.get("names", {}).items()}
    code = values.map(lambda value: f"{value:g}" if isinstance(value, float) else str(value))
    text = code.where(values.notna(), EMPTY).map(lambda each: names.get(each, each))
    others = sorted(set(text) - set(names.values()), key=lambda each: (each == EMPTY, each))
    return pd.Series(pd.Categorical(text, [*names.values(), *others]), values.index)


def by_column(table: pd.DataFrame, columns: DictConfig) -> dict[str, pd.Series]:
    """Return, for each column that conf/data/ names, its label there and the level of each row."""
    return {how.label: levels(table[column], how) for column, how in columns.items()}


def cuts(config: DictConfig, train: pd.DataFrame, test: pd.DataFrame) -> dict[str, pd.Series]:
    """Return every way to cut the test set: columns of conf/data/, and the segments."""
    found = pd.read_parquet(existing(SEGMENTS, "prepare"))
    in_order = found.loc[found[KEY].isin(train[KEY]), SEGMENT].value_counts().index
    of_row = test[KEY].map(found.set_index(KEY)[SEGMENT])
    named = pd.Series(pd.Categorical(of_row, in_order), test.index)
    return {**by_column(test, config.data.slices), SEGMENT: named}
