"""Drill: multinomial naive Bayes. numpy and Python only; a numpy warning counts as a failure."""

import numpy as np


def log_probabilities(
    counts_train: np.ndarray, y_train: np.ndarray, counts: np.ndarray, alpha: float = 1.0
) -> tuple[np.ndarray, np.ndarray]:
    """Return the classes, ascending, and the log of each class's probability for each row.

    - Chance of a class before a text is seen: its share of the training rows.
    - Chance of a word in a class: (its count in the class + alpha) / (all counts in the class
      + alpha times the number of words).
    - Given the class, words are taken as independent: their log probabilities add up, each as often
      as it occurs.
    - The probabilities of a row add up to 1. A text of a thousand words must not underflow: stay
      with logarithms, and subtract the largest before you leave them.

    Args:
        counts_train: How often each word stands in each training text, shape (n, v).
        y_train: Classes as whole numbers, shape (n,).
        counts: The same words in other texts, shape (m, v).
        alpha: The smoothing.

    Returns:
        Classes, shape (c,), and log probabilities, shape (m, c).

    Raises:
        ValueError: alpha is not above 0, or a count is negative.
    """
    raise NotImplementedError
