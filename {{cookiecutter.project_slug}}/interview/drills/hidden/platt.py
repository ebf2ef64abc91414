"""Platt scaling against scikit-learn's logistic regression, each row once for either class."""

from collections.abc import Iterator

import numpy as np
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from ..checking import Case
from ..rows import Rows


def ask(score: np.ndarray, label: np.ndarray) -> Case:
    """Ask for a fit: a target of 0.9 is a positive row of weight 0.9 and a negative one of 0.1."""
    positive, negative = int(label.sum()), int((1 - label).sum())
    soft = np.where(label == 1, (positive + 1) / (positive + 2), 1 / (negative + 2))
    middle, width = score.mean(), score.std()
    column = np.tile((score - middle) / width, 2)[:, None]
    both = np.repeat([1, 0], len(score))
    model = LogisticRegression(C=np.inf, tol=1e-12, max_iter=1000, solver="newton-cholesky")
    model.fit(column, both, sample_weight=np.concatenate([soft, 1 - soft]))
    slope = model.coef_[0, 0] / width
    right = (slope, model.intercept_[0] - slope * middle)
    return Case("fit", {"score": score, "label": label}, np.array(right), close=1e-5)


def random() -> Iterator[Case]:
    """Yield scores that overlap, part the classes, fall, or lie far from zero."""
    for seed in range(10):
        rng = np.random.default_rng(seed)
        n = 6 + 5 * seed
        label = (np.arange(n) < 2 + seed).astype(int)
        yield ask(rng.normal(size=n) + label * (seed - 3), label)
    yield ask(1000 * rng.normal(size=40) + 5000, rng.permutation(np.arange(40) % 2))
    yield ask(np.array([-2.0, -1.0, 1.0, 2.0]), np.array([0, 0, 1, 1]))
    yield ask(np.array([0.0, 1.0, 2.0, 900.0]), np.array([0, 1, 0, 1]))
    yield Case("fit", {"score": np.arange(3.0), "label": np.ones(3, int)}, raises=ValueError)
    yield Case("fit", {"score": np.arange(3.0), "label": np.zeros(3, int)}, raises=ValueError)
    yield Case("fit", {"score": np.ones(4), "label": np.arange(4) % 2}, raises=ValueError)
    score = np.array([-1e5, -20.0, 0.0, 0.5, 1e5])
    yield Case("calibrate", {"score": score, "a": 1.5, "b": -0.5}, expit(1.5 * score - 0.5))


def own(rows: Rows) -> Iterator[Case]:
    """Yield the project's label along one of its columns."""
    yield ask(rows.X[:, 0], rows.label)
