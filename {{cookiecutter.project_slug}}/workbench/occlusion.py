"""What the features of a sparse row do to a probability: left out one by one, or each alone.

It needs nothing but predictions, so any model can be asked.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import logit

__all__ = ["alone", "left_out", "log_odds"]

NEVER_SURE = 1e-6  # probabilities nearer to 0 or 1 have no finite log-odds

Predict = Callable[[sparse.csr_array], NDArray[np.float64]]


def log_odds(
    probability: NDArray[np.float64], never_sure: float = NEVER_SURE
) -> NDArray[np.float64]:
    """Return the log-odds of probabilities, none nearer to 0 or 1 than ``never_sure``."""
    return logit(np.clip(probability, never_sure, 1 - never_sure))


def left_out(predict: Predict, row: sparse.csr_array) -> NDArray[np.float64]:
    """Return by how much each stored value moves the log-odds, in the order of ``row.indices``.

    Args:
        predict: From rows to the probability of a positive, shape (n_rows,).
        row: Shape (1, n_features).
    """
    there = row.indices
    kept = np.vstack([np.ones(len(there)), 1 - np.eye(len(there))]) * row.data
    at, which = np.nonzero(kept)
    shape = (len(there) + 1, row.shape[1])
    said = log_odds(predict(sparse.csr_array((kept[at, which], (at, there[which])), shape=shape)))
    return said[0] - said[1:]


def alone(predict: Predict, columns: NDArray[np.int64], features: int) -> NDArray[np.float64]:
    """Return by how much each column moves the log-odds when it is 1 and all others are 0.

    Args:
        predict: From rows to the probability of a positive, shape (n_rows,).
        columns: Numbers of the columns, shape (n_columns,).
        features: How many columns there are.
    """
    cells = np.ones(len(columns)), (np.arange(len(columns)), columns)
    said = log_odds(predict(sparse.csr_array(cells, shape=(len(columns) + 1, features))))
    return said[:-1] - said[-1]
