"""Log loss."""

import numpy as np


def log_loss(actual: np.ndarray, chance: np.ndarray, clip: float = 1e-15) -> float:
    """Return the mean over the rows of minus the log of the chance given to what happened."""
    if actual.shape != chance.shape or actual.size == 0:
        raise ValueError("each row needs a class and a chance, and there must be rows")
    if not ((chance >= 0) & (chance <= 1)).all():  # also false for nan
        raise ValueError("chances must be from 0 to 1")
    believed = np.clip(chance, clip, 1 - clip)
    return float(-np.log(np.where(actual == 1, believed, 1 - believed)).mean())
