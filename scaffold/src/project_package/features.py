"""What the models see. What learns from data is a step of the pipeline, fitted inside each fold."""

import pandas as pd
from sklearn.base import BaseEstimator
from sklearn.compose import ColumnTransformer
from sklearn.preprocessing import StandardScaler

SEEN = ["cylinders", "displacement", "horsepower", "weight", "acceleration", "year", "origin"]
HEAVY = ["weight"]


def seen(cars: pd.DataFrame) -> pd.DataFrame:
    """Return the columns that a model may use."""
    return cars[SEEN]


def steps(encoding: str) -> list[tuple[str, BaseEstimator]]:
    """Return the steps before the estimator: ``raw`` (none), ``scaled``, or ``weight`` alone."""
    kinds: dict[str, list[tuple[str, BaseEstimator]]] = {
        "raw": [],
        "scaled": [("scale", StandardScaler())],
        "weight": [("weight", ColumnTransformer([("weight", "passthrough", HEAVY)]))],
    }
    return kinds[encoding]
