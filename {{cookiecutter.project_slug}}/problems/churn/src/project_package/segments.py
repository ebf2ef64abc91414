"""Groups of similar rows by k-means, found without looking at the target, and named in words.

There is no true grouping to compare with. How many groups there are is decided by two things: the
silhouette, and whether other draws of the rows give the same groups.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.cluster import KMeans
from sklearn.impute import SimpleImputer
from sklearn.metrics import adjusted_rand_score, silhouette_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from .facts import Choice, Segment, Segmentation

MEASURED = 2000  # rows that the silhouette is measured on: it compares each with each
STARTS = 3  # of k-means, the best of which is kept
APART = 0.5  # standard deviations from the mean: from there a center is called low or high


def k_means(number: int, seed: int) -> Pipeline:
    """Return untrained k-means for ``number`` groups, on filled columns of one scale."""
    steps = SimpleImputer(strategy="median"), StandardScaler()
    return make_pipeline(*steps, KMeans(number, n_init=STARTS, random_state=seed))


def stability(table: pd.DataFrame, number: int, draws: int, seed: int) -> float:
    """Return how far groups found in other draws of the rows agree with those found in all rows.

    Returns:
        The mean adjusted Rand index: 1 for the same groups, about 0 for unrelated ones.

    Source:
        Hubert and Arabie, Comparing partitions, Journal of Classification 2 (1985).
    """
    rng = np.random.default_rng(seed)
    reference = k_means(number, seed).fit_predict(table)
    agreements = []
    for _ in range(draws):
        drawn = table.iloc[rng.integers(0, len(table), len(table))]
        other = k_means(number, int(rng.integers(2**31))).fit(drawn).predict(table)
        agreements.append(adjusted_rand_score(reference, other))
    return float(np.mean(agreements))


def tried(table: pd.DataFrame, number: int, draws: int, seed: int) -> Choice:
    """Return how good a number of groups is."""
    model = k_means(number, seed)
    label = model.fit_predict(table)
    some = np.random.default_rng(seed).permutation(len(table))[:MEASURED]
    return Choice(
        number=number,
        silhouette=float(silhouette_score(model[:-1].transform(table)[some], label[some])),
        stability=stability(table, number, draws, seed),
    )


def best(choices: Sequence[Choice], least: float) -> Choice:
    """Return the choice with the highest silhouette among the stable ones, or the most stable."""
    stable = [each for each in choices if each.stability >= least]
    if not stable:
        return max(choices, key=lambda each: each.stability)
    return max(stable, key=lambda each: each.silhouette)


def words(
    center: NDArray[np.float64], columns: Mapping[str, Sequence[str]], shown: int
) -> list[str]:
    """Return what sets a center apart, in the order in which conf/data/ names the columns.

    Args:
        center: In standard deviations from the mean, shape (n_columns,).
        columns: For each column the words for low and for high.
        shown: How many columns to name at most.

    >>> words(np.array([-0.9, 2.0]), {"tenure": ["new", "old"], "bills": ["small", "large"]}, 2)
    ['new', 'large']
    """
    pairs = zip(center, columns.values(), strict=True)
    said = [low_high[int(away > 0)] for away, low_high in pairs if abs(away) >= APART]
    return said[:shown] or ["in the middle"]


def names(centers: NDArray[np.float64], columns: Mapping[str, Sequence[str]]) -> list[str]:
    """Return a different name for each center: two words, and more only where two are the same."""
    for shown in range(2, len(columns) + 1):
        found = [", ".join(words(each, columns, shown)) for each in centers]
        if len(set(found)) == len(found):
            return found
    return [f"{name} ({1 + found[:i].count(name)})" for i, name in enumerate(found)]


def segmented(
    train: pd.DataFrame, test: pd.DataFrame, config: DictConfig
) -> tuple[pd.Series, Segmentation]:
    """Return the segment of each test row, and how the segments were found in the training rows.

    Args:
        train: Training rows; the target is not looked at.
        test: Rows that are only assigned.
        config: ``segments`` there, and the columns with their words in ``data.segments``.
    """
    how, columns = config.segments, dict(config.data.segments)
    table = train[list(columns)]
    numbers = range(how.least, how.most + 1)
    choices = [tried(table, number, how.draws, config.seed) for number in numbers]
    model = k_means(best(choices, how.stability).number, config.seed).fit(table)
    named = names(model[-1].cluster_centers_, columns)
    label = model.predict(table)
    means, rows = table.groupby(label).mean().to_numpy().tolist(), np.bincount(label)
    segments = [
        Segment(
            name=name, rows=int(rows[number]), centre=dict(zip(columns, means[number], strict=True))
        )
        for number, name in enumerate(named)
    ]
    segments.sort(key=lambda each: -each.rows)
    of_test = pd.Series([named[each] for each in model.predict(test[list(columns)])], test.index)
    in_order = pd.CategoricalDtype([each.name for each in segments])
    return of_test.astype(in_order), Segmentation(
        chosen=len(named), segments=segments, choices=choices
    )
