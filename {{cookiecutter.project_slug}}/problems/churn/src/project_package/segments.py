"""Groups of similar rows by k-means, found without looking at the target, and named in words.

There is no true grouping to compare with. How many groups there are is decided by two things: the
silhouette, and whether other draws of the rows give the same groups.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.metrics import adjusted_rand_score, silhouette_score
from sklearn.pipeline import Pipeline

from .clusters import grouping
from .data_facts import SEGMENT, Choice, Segment, Segmentation
from .task import KEY

SEEN = 2000  # rows that the silhouette is measured on: it compares each with each
APART = 0.5  # standard deviations from the mean: from there a centre is called low or high


def stability(table: pd.DataFrame, number: int, draws: int, seed: int) -> float:
    """Return how far groups found in other draws of the rows agree with those found in all rows.

    Returns:
        The mean adjusted Rand index: 1 for the same groups, about 0 for unrelated ones.

    Source:
        Hubert and Arabie, Comparing partitions, Journal of Classification 2 (1985).
    """
    rng = np.random.default_rng(seed)
    reference = grouping(number, seed).fit_predict(table)
    agreements = []
    for _ in range(draws):
        drawn = table.iloc[rng.integers(0, len(table), len(table))]
        other = grouping(number, int(rng.integers(2**31))).fit(drawn).predict(table)
        agreements.append(adjusted_rand_score(reference, other))
    return float(np.mean(agreements))


def tried(table: pd.DataFrame, number: int, draws: int, seed: int) -> Choice:
    """Return how good a number of groups is."""
    model = grouping(number, seed)
    label = model.fit_predict(table)
    seen = np.random.default_rng(seed).permutation(len(table))[:SEEN]
    scaled = model[:-1].transform(table)[seen]
    return Choice(
        number=number,
        silhouette=float(silhouette_score(scaled, label[seen])),
        stability=stability(table, number, draws, seed),
    )


def best(choices: Sequence[Choice], least: float) -> Choice:
    """Return the choice with the highest silhouette among the stable ones, or the most stable."""
    stable = [each for each in choices if each.stability >= least]
    if not stable:
        return max(choices, key=lambda each: each.stability)
    return max(stable, key=lambda each: each.silhouette)


def words(
    centre: NDArray[np.float64], columns: Mapping[str, Sequence[str]], shown: int
) -> list[str]:
    """Return what sets a centre apart, in the order in which conf/data/ names the columns.

    Args:
        centre: In standard deviations from the mean, shape (n_columns,).
        columns: For each column the words for low and for high.
        shown: How many columns to name at most.

    >>> words(np.array([-0.9, 2.0]), {"tenure": ["new", "old"], "bills": ["small", "large"]}, 2)
    ['new', 'large']
    """
    pairs = zip(centre, columns.values(), strict=True)
    said = [low_high[int(away > 0)] for away, low_high in pairs if abs(away) >= APART]
    return said[:shown] or ["in the middle"]


def names(centres: NDArray[np.float64], columns: Mapping[str, Sequence[str]]) -> list[str]:
    """Return a different name for each centre: two words, and more only where two are the same."""
    for shown in range(2, len(columns) + 1):
        found = [", ".join(words(each, columns, shown)) for each in centres]
        if len(set(found)) == len(found):
            return found
    return [f"{name} ({1 + found[:i].count(name)})" for i, name in enumerate(found)]


def described(
    model: Pipeline, table: pd.DataFrame, columns: Mapping[str, Sequence[str]]
) -> list[Segment]:
    """Return each group of a fitted model, in the model's order."""
    label = model.predict(table)
    middle = table.groupby(label).mean()
    named = names(model[-1].cluster_centers_, columns)
    return [
        Segment(
            name=name,
            rows=int((label == number).sum()),
            centre={column: float(middle[column][number]) for column in columns},
        )
        for number, name in enumerate(named)
    ]


def segmented(
    train: pd.DataFrame, test: pd.DataFrame, config: DictConfig
) -> tuple[pd.DataFrame, Segmentation]:
    """Return the segment of every row, and how the segments were found in the training rows.

    Args:
        train: Training rows; the target is not looked at.
        test: Rows that are only assigned.
        config: ``segments`` there, and the columns with their words in ``data.segments``.

    Returns:
        A table with the row's key and its ``segment``; and the record.
    """
    how, columns = config.segments, {key: list(each) for key, each in config.data.segments.items()}
    table = train[list(columns)]
    numbers = range(how.least, how.most + 1)
    choices = [tried(table, number, how.draws, config.seed) for number in numbers]
    number = best(choices, how.stability).number
    model = grouping(number, config.seed).fit(table)
    found = described(model, table, columns)
    rows = pd.concat([train, test], ignore_index=True)
    named = [found[label].name for label in model.predict(rows[list(columns)])]
    largest_first = sorted(found, key=lambda each: -each.rows)
    record = Segmentation(chosen=number, segments=largest_first, choices=choices)
    return pd.DataFrame({KEY: rows[KEY], SEGMENT: named}), record
