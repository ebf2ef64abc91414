"""Which columns reach the estimator of a fitted model: a step before it may drop some."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from sklearn.pipeline import Pipeline

ROWS = 40  # that are encoded once as they are, and once for each column


def pipelines(model: Any) -> Iterator[Pipeline]:
    """Give the fitted pipelines that a model is made of; none, if it is made of something else."""
    if isinstance(model, Pipeline):
        yield model
    elif hasattr(model, "regressor_"):
        yield from pipelines(model.regressor_)
    else:
        for member in getattr(model, "estimators_", []):
            yield from pipelines(member)


def differing(one: Any, other: Any) -> bool:
    """Return whether two parts of what an encoder puts out differ."""
    if hasattr(one, "nnz"):
        return bool((one != other).nnz)
    a, b = pd.DataFrame(np.asarray(one)), pd.DataFrame(np.asarray(other))
    return not a.equals(b)


def part(encoded: Any, number: int) -> Any:
    """Return one of the blocks of rows that were encoded together."""
    rows = slice(number * ROWS, (number + 1) * ROWS)
    return encoded.iloc[rows] if isinstance(encoded, pd.DataFrame) else encoded[rows]


def probes(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return some rows as they are, then for each column the same rows with other values in it."""
    rng = np.random.default_rng(0)
    some = table.iloc[rng.integers(0, len(table), ROWS)].reset_index(drop=True)
    blocks = [some]
    for name in columns:
        values = table[name].drop_duplicates()
        other = values.take(rng.integers(0, len(values), ROWS)).reset_index(drop=True)
        blocks.append(some.copy())
        blocks[-1][name] = other
    return pd.concat(blocks, ignore_index=True)


def unreached(model: Any, table: pd.DataFrame) -> list[str]:
    """Return the columns whose values change nothing in what any estimator of a model is given.

    Nothing is said of a model that is not made of pipelines which were fitted on a table.

    Args:
        model: Fitted; each row is encoded on its own.
        table: The rows that it was fitted on, with other columns beside.
    """
    found = list(pipelines(model))
    names = [list(getattr(each, "feature_names_in_", [])) for each in found]
    if not found or not all(names):
        return []
    columns = sorted(set().union(*names))
    left = set(columns)
    rows = probes(table[columns], columns)
    for each, taken in zip(found, names, strict=True):
        steps = each[:-1]
        encoded = steps.transform(rows[taken]) if len(steps) else rows[taken]
        left -= {
            name
            for number, name in enumerate(columns, start=1)
            if name in left and differing(part(encoded, 0), part(encoded, number))
        }
    return [str(name) for name in table if name in left]
