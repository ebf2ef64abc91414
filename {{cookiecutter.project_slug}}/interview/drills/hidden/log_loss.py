"""Log loss against scikit-learn, and at the ends where it clips."""

from collections.abc import Iterator

import numpy as np
from sklearn.metrics import log_loss

from ..checking import Case
from ..rows import Rows


def ask(actual: np.ndarray, probability: np.ndarray, clip: float) -> Case:
    """Ask for the loss of probabilities that scikit-learn sees clipped already."""
    right = log_loss(actual, np.clip(probability, clip, 1 - clip), labels=[0, 1])
    return Case(
        "log_loss", {"actual": actual, "probability": probability, "clip": clip}, float(right)
    )


def random() -> Iterator[Case]:
    """Yield probabilities between and at the ends, and what is not a probability."""
    for seed in range(10):
        rng = np.random.default_rng(seed)
        n = 4 + 5 * seed
        actual, probability = rng.integers(0, 2, n), rng.random(n)
        yield ask(actual, probability, 1e-15)
        yield ask(actual, np.round(probability), (1e-3, 1e-12)[seed % 2])
    sides = np.array([0, 1])
    for wrong in ([-0.1, 0.5], [0.5, 1.1], [np.nan, 0.5], [0.5]):
        yield Case("log_loss", {"actual": sides, "probability": np.array(wrong)}, raises=ValueError)
    none = np.array([])
    yield Case("log_loss", {"actual": none, "probability": none}, raises=ValueError)


def own(rows: Rows) -> Iterator[Case]:
    """Yield the project's share of positives for everyone, then ranks, 0 and 1 included."""
    n = len(rows.label)
    yield ask(rows.label, np.full(n, rows.label.mean()), 1e-15)
    yield ask(rows.label, rows.X[:, 0].argsort().argsort() / (n - 1), 1e-9)
