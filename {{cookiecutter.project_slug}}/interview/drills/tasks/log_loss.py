"""Drill: log loss. numpy and Python only; a numpy warning counts as a failure."""

import numpy as np


def log_loss(actual: np.ndarray, probability: np.ndarray, clip: float = 1e-15) -> float:
    """Return the mean over the rows of minus the log of the probability given to what happened.

    Natural logarithm. A probability below ``clip`` counts as ``clip``, one above 1 - ``clip`` as
    1 - ``clip``: certainty that proves wrong would cost infinity.

    Args:
        actual: 0 or 1, shape (n,).
        probability: The predicted probability of a 1, shape (n,).
        clip: The smallest probability that is believed.

    Raises:
        ValueError: The shapes differ, there are no rows, or a probability is below 0, above 1 or
            nan.
    """
    raise NotImplementedError
