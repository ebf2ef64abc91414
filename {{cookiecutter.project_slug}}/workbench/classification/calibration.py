"""Are the probabilities calibrated?"""

import numpy as np
from numpy.typing import NDArray

from ..statistics import RESAMPLES, interval, proportion
from .records import Calibration, CalibrationBin, Flagged

__all__ = ["calibration"]

BINS = 10  # of about the same number of rows
CELLS = 10_000_000  # of all rows of the draws at a time: memory stays the same


def gap(numbers: NDArray[np.int64], surplus: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the expected calibration error of each draw, shape (n_draws,).

    Args:
        numbers: The bin of each row, from 0, shape (n_rows,).
        surplus: The class minus the probability of each row, shape (n_draws, n_rows).
    """
    of_bin = np.eye(numbers.max() + 1)[numbers]
    return np.abs(surplus @ of_bin).sum(axis=1) / len(numbers)


def by_chance(
    number: NDArray[np.int64],
    probability: NDArray[np.float64],
    acted: NDArray[np.bool_],
    seed: int,
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return what chance does: the error and the false alarms of each draw, (RESAMPLES,) each.

    Args:
        number: The bin of each row, from 0, shape (n_rows,).
        probability: Of a positive; each row's class is drawn anew with it.
        acted: The rows at or above the threshold.
        seed: Of the draws.
    """
    rng, step, found = np.random.default_rng(seed), max(1, CELLS // len(number)), []
    for start in range(0, RESAMPLES, step):
        size = min(step, RESAMPLES - start), len(number)
        draws = rng.random(size) < probability
        found.append((gap(number, draws - probability), (~draws[:, acted]).sum(axis=1)))
    errors, alarms = zip(*found, strict=True)
    return np.concatenate(errors), np.concatenate(alarms)


def calibration(
    actual: NDArray[np.int64],
    probability: NDArray[np.float64],
    acted: NDArray[np.bool_],
    seed: int,
) -> Calibration:
    """Return the predicted probability and the observed share in bins of equal size.

    Rows with the same probability stay in one bin, so that there may be fewer bins than ``BINS``.
    What chance does is drawn: each row's class anew with the probability that the model gave it.

    Args:
        actual: 1 for a positive, else 0, shape (n_rows,).
        probability: Of a positive, shape (n_rows,).
        acted: The rows at or above the threshold, shape (n_rows,).
        seed: Of the draws.

    Source:
        Naeini, Cooper and Hauskrecht, Obtaining Well Calibrated Probabilities Using Bayesian
        Binning (AAAI 2015), for the expected calibration error.
    """
    edges = np.unique(np.quantile(probability, np.linspace(0, 1, BINS + 1)[1:-1]))
    known = np.searchsorted(edges, probability, side="left")
    bins, number = np.unique(known, return_inverse=True)
    found = []
    for each in range(len(bins)):
        rows = np.flatnonzero(number == each)
        happened = actual[rows].astype(float)
        said = float(probability[rows].mean())
        found.append(
            CalibrationBin(
                rows=len(rows), said=said, happened=proportion(happened.sum(), len(rows))
            )
        )
    error = float(gap(number, (actual - probability)[None, :])[0])
    errors, alarms = by_chance(number, probability, acted, seed)
    return Calibration(
        bins=found,
        error=error,
        by_chance=interval(float(errors.mean()), errors),
        flagged=Flagged(
            rows=int(acted.sum()),
            negatives=int((actual[acted] == 0).sum()),
            expected=interval(float((1 - probability[acted]).sum()), alarms),
        ),
    )
