"""Where the starting point would act: its predictions, at the payoff that it had."""

import numpy as np
from numpy.typing import NDArray
from omegaconf import OmegaConf

from .gathered import since_start
from .payoff import best_threshold, payoff_of
from .starting import read_start


def threshold_at_start(known: NDArray[np.int64]) -> float | None:
    """Return the threshold of the starting point, if it was on the same training rows."""
    if since_start().apart:
        return None
    start = read_start()
    payoff = payoff_of(OmegaConf.create(start.config))
    return best_threshold(known, np.array(start.outcomes), payoff)
