"""k-fold cross-validation."""

from collections.abc import Callable

import numpy as np

Fold = tuple[np.ndarray, np.ndarray]  # row numbers for training, and for validation
Predict = Callable[[np.ndarray], np.ndarray]  # (m, d) -> (m,)


def folds(n: int, k: int, seed: int) -> list[Fold]:
    """Return k folds over n rows: pairs of (training, validation) row numbers."""
    if not 2 <= k <= n:
        raise ValueError(f"k is {k}; it must be from 2 to the number of rows, {n}")
    parts = np.array_split(np.random.default_rng(seed).permutation(n), k)
    return [(np.setdiff1d(np.arange(n), part), np.sort(part)) for part in parts]


def out_of_fold(
    X: np.ndarray,
    y: np.ndarray,
    fit: Callable[[np.ndarray, np.ndarray], Predict],
    cuts: list[Fold],
) -> np.ndarray:
    """Return a prediction for each row, made by a model that has not seen the row."""
    predictions = np.full(len(y), np.nan)
    for train, validation in cuts:
        predictions[validation] = fit(X[train], y[train])(X[validation])
    return predictions
