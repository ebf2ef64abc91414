"""Where the model is weak: parts of the test set, its surest mistakes, and what it leans on.

Parts are the levels of a column, or segments: groups of similar rows by k-means, found in the
training rows without looking at the target. There is no true grouping to compare with. How many
there are is decided by the silhouette, and by whether other draws of the rows give the same ones.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.base import BaseEstimator
from sklearn.cluster import KMeans
from sklearn.impute import SimpleImputer
from sklearn.metrics import adjusted_rand_score, silhouette_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from workbench.importance import importance_of_topics
from workbench.records import Importance

from .data import KEY, read_table
from .evaluate import Evaluation
from .facts import Blanked, Case, Choice, Mistakes, Segment, Segmentation
from .metrics import headline
from .models import predict

SHOWN = 4  # mistakes of each kind
REPEATS = 5  # draws of the cells that are emptied
MEASURED = 2000  # rows that the silhouette is measured on: it compares each with each
STARTS = 3  # of k-means, the best of which is kept
APART = 0.5  # standard deviations from the mean: from there a center is called low or high


def levels(values: pd.Series, how: DictConfig) -> pd.Series:
    """Return the level of each row as ordered categories; a number is cut into readable ranges.

    Args:
        values: One column of the table, without gaps.
        how: Its entry in conf/data/: ``cuts`` and ``unit`` for a number; ``names`` for codes.
    """
    if "names" in how:
        return values.map(dict(how.names)).astype(pd.CategoricalDtype(list(how.names.values())))
    if "cuts" not in how:
        return values.astype("category")
    edges = [f"{edge:,.0f}" for edge in how.cuts]
    between = [f"{low} to {high} {how.unit}" for low, high in pairwise(edges)]
    labels = [f"up to {edges[0]} {how.unit}", *between, f"above {edges[-1]} {how.unit}"]
    return pd.cut(values, [-np.inf, *how.cuts, np.inf], labels=labels)


def by_column(table: pd.DataFrame, columns: DictConfig) -> dict[str, pd.Series]:
    """Return, for each column that conf/data/ names, its label there and the level of each row."""
    return {how.label: levels(table[column], how) for column, how in columns.items()}


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


def segmentation_quality(table: pd.DataFrame, number: int, draws: int, seed: int) -> Choice:
    """Return how good a number of groups is."""
    model = k_means(number, seed)
    label = model.fit_predict(table)
    some = np.random.default_rng(seed).permutation(len(table))[:MEASURED]
    return Choice(
        number=number,
        silhouette=float(silhouette_score(model[:-1].transform(table)[some], label[some])),
        stability=stability(table, number, draws, seed),
    )


def best_number(choices: Sequence[Choice], least: float) -> Choice:
    """Return the choice with the highest silhouette among the stable ones, or the most stable."""
    stable = [each for each in choices if each.stability >= least]
    if not stable:
        return max(choices, key=lambda each: each.stability)
    return max(stable, key=lambda each: each.silhouette)


def center_words(
    center: NDArray[np.float64], columns: Mapping[str, Sequence[str]], shown: int
) -> list[str]:
    """Return what sets a center apart, in the order in which conf/data/ names the columns.

    Args:
        center: In standard deviations from the mean, shape (n_columns,).
        columns: For each column the words for low and for high.
        shown: How many columns to name at most.

    >>> columns = {"tenure": ["new", "old"], "bills": ["small", "large"]}
    >>> center_words(np.array([-0.9, 2.0]), columns, 2)
    ['new', 'large']
    """
    pairs = zip(center, columns.values(), strict=True)
    said = [low_high[int(away > 0)] for away, low_high in pairs if abs(away) >= APART]
    return said[:shown] or ["in the middle"]


def segment_names(centers: NDArray[np.float64], columns: Mapping[str, Sequence[str]]) -> list[str]:
    """Return a different name for each center: two words, and more only where two are the same."""
    found: list[str] = []
    for shown in range(2, max(len(columns), 2) + 1):
        found = [", ".join(center_words(each, columns, shown)) for each in centers]
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
    choices = [segmentation_quality(table, number, how.draws, config.seed) for number in numbers]
    model = k_means(best_number(choices, how.stability).number, config.seed).fit(table)
    named = segment_names(model[-1].cluster_centers_, columns)
    label = model.predict(table)
    means, rows = table.groupby(label).mean().to_numpy().tolist(), np.bincount(label)
    segments = [
        Segment(
            name=name, rows=int(rows[number]), center=dict(zip(columns, means[number], strict=True))
        )
        for number, name in enumerate(named)
    ]
    segments.sort(key=lambda each: -each.rows)
    of_test = pd.Series([named[each] for each in model.predict(test[list(columns)])], test.index)
    in_order = pd.CategoricalDtype([each.name for each in segments])
    return of_test.astype(in_order), Segmentation(
        chosen=len(named), segments=segments, choices=choices
    )


def mistakes(data: Evaluation) -> Mistakes:
    """Return the positives with the lowest probability and the negatives with the highest."""

    def case(i: int) -> Case:
        shown = {str(column): data.test[column][i] for column in data.config.data.shown}
        return Case(row=int(data.test[KEY][i]), said=float(data.probability[i]), facts=shown)

    order = np.argsort(data.probability, kind="stable")
    positive = data.actual[order] == 1
    return Mistakes(
        missed=[case(i) for i in order[positive][:SHOWN]],
        false_alarms=[case(i) for i in order[~positive][::-1][:SHOWN]],
    )


def importance(data: Evaluation, model: BaseEstimator) -> list[Importance]:
    """Return what average precision loses when the columns of one topic are shuffled together."""
    config = data.config
    return importance_of_topics(
        lambda table: predict(model, table),
        lambda said: -headline(data.actual, said),
        read_table(data.test),
        config.data.topics,
        config.importance_repeats,
        config.seed,
    )


def blanked(data: Evaluation, model: BaseEstimator) -> Blanked:
    """Return the score when a share of the test cells is emptied, which training never saw."""
    table, share = read_table(data.test), data.config.blank_share
    rng = np.random.default_rng(data.config.seed)
    scores = [
        headline(data.actual, predict(model, table.mask(rng.random(table.shape) < share)))
        for _ in range(REPEATS)
    ]
    mean = float(np.mean(scores))
    return Blanked(
        share=share,
        average_precision=mean,
        sd=float(np.std(scores, ddof=1)),
        loss=headline(data.actual, data.probability) - mean,
    )
