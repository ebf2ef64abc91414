"""The paired bootstrap: one difference a row, then rows drawn with replacement."""

import numpy as np


def compare(
    ours: np.ndarray, theirs: np.ndarray, resamples: int, seed: int
) -> tuple[float, float, float]:
    """Return how much larger our mean loss is than theirs, with a 95% interval."""
    if ours.shape != theirs.shape or ours.size == 0:
        raise ValueError("each row needs two losses, and there must be rows")
    difference = ours - theirs  # of the same row, so what is hard for both cancels out
    rng = np.random.default_rng(seed)
    n = len(difference)
    means = [difference[rng.integers(0, n, n)].mean() for _ in range(resamples)]
    low, high = np.percentile(means, [2.5, 97.5])
    return float(difference.mean()), float(low), float(high)
