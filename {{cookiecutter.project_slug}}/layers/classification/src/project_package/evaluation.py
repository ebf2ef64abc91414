"""What there is to measure when the test set is scored."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig

from .payoff import Rule


class Evaluation(NamedTuple):
    """What is there to measure: both tables, the fitted model, and what was said of their rows.

    ``actual`` and ``probability`` are of the test rows, ``known`` and ``seen`` of the training
    rows, where ``seen`` is out of fold.
    """

    config: DictConfig
    train: pd.DataFrame
    test: pd.DataFrame
    model: Any
    actual: NDArray[np.int64]
    probability: NDArray[np.float64]
    known: NDArray[np.int64]
    seen: NDArray[np.float64]
    rule: Rule
