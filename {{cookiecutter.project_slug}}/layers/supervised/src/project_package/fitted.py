"""The fitted models on the test rows, and what the chosen one said of rows it had not seen."""

import joblib
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .files import CHOSEN, MODELS, existing
from .records import Training
from .task import predict


def predictions_of(training: Training, table: pd.DataFrame) -> dict[str, NDArray[np.float64]]:
    """Return the predictions of the chosen model and of every baseline, by name."""
    chosen = joblib.load(existing(MODELS / "model.joblib", "train"))
    baselines = joblib.load(existing(MODELS / "baselines.joblib", "train"))
    models = {**baselines, training.search.model: chosen}
    return {name: predict(model, table) for name, model in models.items()}


def out_of_fold() -> NDArray[np.float64]:
    """Return what the chosen model said of each training row when it had not seen it."""
    return pd.read_parquet(existing(CHOSEN, "train"))["outcome"].to_numpy()
