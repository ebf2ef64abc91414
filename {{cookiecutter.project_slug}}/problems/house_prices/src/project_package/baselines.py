"""The strong baseline: what an agent does without a model."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, RegressorMixin


class PricePerSquareFoot(RegressorMixin, BaseEstimator):
    """Living area times the median price per square foot of the neighbourhood.

    Targets are logarithms, as for every candidate. A neighbourhood with fewer than ``min_sales``
    sales, or one never seen, gets the median of the town.

    Args:
        min_sales: Sales that a neighbourhood needs for a median of its own.
    """

    def __init__(self, min_sales: int = 5) -> None:
        """Keep the setting; scikit-learn clones estimators by it."""
        self.min_sales = min_sales

    def fit(self, X: pd.DataFrame, y: NDArray[np.float64]) -> "PricePerSquareFoot":
        """Learn the medians from raw rows and log prices, shape (n_houses,)."""
        per_foot = pd.Series(np.asarray(y) - np.log(X["area"]).to_numpy(), index=X.index)
        of_place = per_foot.groupby(X["neighborhood"])
        self.median_ = float(per_foot.median())
        self.medians_ = of_place.median()[of_place.size() >= self.min_sales]
        return self

    def predict(self, X: pd.DataFrame) -> NDArray[np.float64]:
        """Return log prices, shape (n_houses,)."""
        per_foot = X["neighborhood"].map(self.medians_).fillna(self.median_)
        return (per_foot + np.log(X["area"])).to_numpy(float)
