"""Multinomial naive Bayes, in logarithms throughout."""

import numpy as np


def log_probabilities(
    counts_train: np.ndarray, y_train: np.ndarray, counts: np.ndarray, alpha: float = 1.0
) -> tuple[np.ndarray, np.ndarray]:
    """Return the classes, ascending, and the log of each class's probability for each row."""
    if not alpha > 0 or (counts_train < 0).any() or (counts < 0).any():
        raise ValueError("alpha must be above 0, and counts cannot be negative")
    classes, rows = np.unique(y_train, return_counts=True)
    in_class = np.array([counts_train[y_train == one].sum(axis=0) for one in classes]) + alpha
    log_word = np.log(in_class) - np.log(in_class.sum(axis=1, keepdims=True))
    joint = np.log(rows / len(y_train)) + counts @ log_word.T  # (m, c)
    largest = joint.max(axis=1, keepdims=True)
    total = largest + np.log(np.exp(joint - largest).sum(axis=1, keepdims=True))
    return classes, joint - total
