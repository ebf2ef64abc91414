"""Drill: log loss. numpy and Python only; a numpy warning counts as a failure."""

import numpy as np


def log_loss(actual: np.ndarray, chance: np.ndarray, clip: float = 1e-15) -> float:
    """Return the mean over the rows of minus the log of the chance given to what happened.

    Natural logarithm. A chance below ``clip`` counts as ``clip``, one above 1 - ``clip`` as
    1 - ``clip``: certainty that proves wrong would cost infinity.

    Args:
        actual: 0 or 1, shape (n,).
        chance: The predicted chance of a 1, shape (n,).
        clip: The smallest chance that is believed.

    Raises:
        ValueError: The shapes differ, there are no rows, or a chance is below 0, above 1 or nan.
    """
    raise NotImplementedError
