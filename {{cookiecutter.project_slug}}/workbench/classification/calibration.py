"""Are the probabilities calibrated?"""

import numpy as np
from numpy.typing import NDArray

from ..statistics import proportion
from .records import Calibration, CalibrationBin

__all__ = ["calibration"]

BINS = 10  # of about the same number of rows


def calibration(actual: NDArray[np.int64], probability: NDArray[np.float64]) -> Calibration:
    """Return the predicted probability and the observed share in bins of equal size.

    Rows with the same probability stay in one bin, so that there may be fewer bins than ``BINS``.

    Source:
        Naeini, Cooper and Hauskrecht, Obtaining Well Calibrated Probabilities Using Bayesian
        Binning (AAAI 2015), for the expected calibration error.
    """
    edges = np.unique(np.quantile(probability, np.linspace(0, 1, BINS + 1)[1:-1]))
    number = np.searchsorted(edges, probability, side="left")
    found, gap = [], 0.0
    for each in np.unique(number):
        rows = np.flatnonzero(number == each)
        happened = actual[rows].astype(float)
        said = float(probability[rows].mean())
        found.append(
            CalibrationBin(
                rows=len(rows), said=said, happened=proportion(happened.sum(), len(rows))
            )
        )
        gap += len(rows) * abs(said - float(happened.mean()))
    return Calibration(bins=found, error=gap / len(actual))
