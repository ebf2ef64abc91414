"""From a candidate of conf/model/ to a model: raw rows in, predictions out."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator

from workbench.models import Candidates, assemble

from .features import steps


def finish(model: BaseEstimator) -> BaseEstimator:
    """Return the model as it is: it learns the target on the scale that it is reported in."""
    return model


def build(name: str, candidates: Candidates) -> BaseEstimator:
    """Return the untrained model of a candidate."""
    return finish(assemble(name, candidates, steps))


def predict(model: BaseEstimator, table: pd.DataFrame) -> NDArray[np.float64]:
    """Return the predictions, shape (n_rows,)."""
    return model.predict(table)


def mean_prediction(estimates: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return what a blend predicts: the mean of its members."""
    return np.mean(estimates, axis=0)
