"""Isotonic regression: a stack of blocks, each with its sum and its number of rows."""

import numpy as np


def calibrate(score: np.ndarray, label: np.ndarray) -> np.ndarray:
    """Return the calibrated probability of each row."""
    scores, place = np.unique(score, return_inverse=True)
    sums, sizes = np.bincount(place, label), np.bincount(place)
    blocks: list[list[float]] = []  # sum of labels, rows, different scores
    for total, size in zip(sums, sizes, strict=True):
        blocks.append([float(total), float(size), 1])
        while len(blocks) > 1 and blocks[-2][0] * blocks[-1][1] > blocks[-1][0] * blocks[-2][1]:
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    means = [total / size for total, size, _ in blocks]
    fitted = np.repeat(means, [int(number) for _, _, number in blocks])
    assert len(fitted) == len(scores)
    return fitted[place]
