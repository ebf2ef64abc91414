"""nDCG against scikit-learn where no scores tie, and against a stable sort where they do."""

from collections.abc import Iterator
from math import log2

import numpy as np
from sklearn.metrics import dcg_score, ndcg_score

from ..checking import Case
from ..rows import Rows


def by_hand(gains: np.ndarray, scores: np.ndarray, k: int) -> float:
    """Return the nDCG, item by item."""
    order = sorted(range(len(gains)), key=lambda i: -scores[i])  # Python sorts stably
    best = sorted(gains, reverse=True)
    found = sum(gains[i] / log2(rank + 2) for rank, i in enumerate(order[:k]))
    possible = sum(gain / log2(rank + 2) for rank, gain in enumerate(best[:k]))
    return float(found / possible) if possible else 0.0


def tied(gains: np.ndarray, scores: np.ndarray, k: int) -> Case:
    """Ask about scores of which some are equal."""
    given = {"gains": gains, "scores": scores, "k": k}
    return Case("ndcg", given, by_hand(gains, scores, k))


def distinct(gains: np.ndarray, scores: np.ndarray, k: int) -> Iterator[Case]:
    """Ask about scores that all differ."""
    given = {"gains": gains, "scores": scores, "k": k}
    yield Case("ndcg", given, float(ndcg_score([gains], [scores], k=k)))
    listed = gains[np.argsort(-scores)]
    yield Case("dcg", {"gains": listed, "k": k}, float(dcg_score([gains], [scores], k=k)))


def random() -> Iterator[Case]:
    """Yield gains of 0 to 3, k from 1 to more than there is, and scores with ties."""
    for seed in range(15):
        rng = np.random.default_rng(seed)
        n, k = 3 + seed, 1 + seed % 7
        gains = rng.integers(0, 4, n).astype(float)
        yield from distinct(gains, rng.permutation(n) - 2.0, k)
        yield tied(gains, rng.integers(0, 2, n) * 1.0, k)
    yield tied(np.zeros(5), rng.normal(size=5), 3)
    one = {"gains": gains, "scores": gains, "k": 3}
    for wrong in ({"k": 0}, {"gains": -1 - gains}, {"scores": gains[1:]}):
        yield Case("ndcg", {**one, **wrong}, raises=ValueError)


def own(rows: Rows) -> Iterator[Case]:
    """Yield the project's classes as gains, each column as scores."""
    for column in rows.X.T[:6]:
        yield tied(rows.label.astype(float), column, 10)
