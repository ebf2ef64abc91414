"""Drill: k-fold cross-validation. numpy and Python only."""

from collections.abc import Callable

import numpy as np

Fold = tuple[np.ndarray, np.ndarray]  # row numbers for training, and for validation
Predict = Callable[[np.ndarray], np.ndarray]  # (m, d) -> (m,)


def folds(n: int, k: int, seed: int) -> list[Fold]:
    """Return k folds over n rows: pairs of (training, validation) row numbers.

    - Each row is for validation in exactly one fold, and for training in all others.
    - The sizes of the validation parts differ by at most one row; the larger ones come first.
    - Rows are shuffled: the same seed gives the same folds, other seeds give others.
    - Within each part, row numbers ascend.

    Raises:
        ValueError: k is below 2 or above n.
    """
    raise NotImplementedError


def out_of_fold(
    X: np.ndarray,
    y: np.ndarray,
    fit: Callable[[np.ndarray, np.ndarray], Predict],
    cuts: list[Fold],
) -> np.ndarray:
    """Return a prediction for each row, made by a model that has not seen the row.

    Args:
        X: Shape (n, d).
        y: Shape (n,).
        fit: ``fit(X, y)`` learns from rows and returns a function that predicts others.
        cuts: As from ``folds``; call ``fit`` once for each.

    Returns:
        Shape (n,); nan for a row that no fold validates.
    """
    raise NotImplementedError
