"""What the models see. What learns from data is a step of the pipeline, fitted inside each fold."""

from sklearn.base import BaseEstimator
from sklearn.compose import ColumnTransformer
from sklearn.preprocessing import StandardScaler

HEAVY = ["weight"]


def steps(encoding: str) -> list[tuple[str, BaseEstimator]]:
    """Return the steps before the estimator: ``raw`` (none), ``scaled``, or ``weight`` alone."""
    kinds: dict[str, list[tuple[str, BaseEstimator]]] = {
        "raw": [],
        "scaled": [("scale", StandardScaler())],
        "weight": [("weight", ColumnTransformer([("weight", "passthrough", HEAVY)]))],
    }
    return kinds[encoding]
