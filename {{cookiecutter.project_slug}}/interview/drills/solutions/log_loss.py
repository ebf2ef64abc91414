"""Log loss."""

import numpy as np


def log_loss(actual: np.ndarray, probability: np.ndarray, clip: float = 1e-15) -> float:
    """Return the mean over the rows of minus the log of the probability given to what happened."""
    if actual.shape != probability.shape or actual.size == 0:
        raise ValueError("each row needs a class and a probability, and there must be rows")
    if not ((probability >= 0) & (probability <= 1)).all():  # also false for nan
        raise ValueError("probabilities must be from 0 to 1")
    believed = np.clip(probability, clip, 1 - clip)
    return float(-np.log(np.where(actual == 1, believed, 1 - believed)).mean())
