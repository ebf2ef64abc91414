"""What the models see: the recipe's columns, gaps filled, in one of two encodings.

Everything that learns from data (medians, scales, categories) is a step of the pipeline and so
is fitted on the training part of each fold only.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from sklearn.base import BaseEstimator
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, OrdinalEncoder, StandardScaler

from .recipes import recipe

UNKNOWN = "unknown"  # an empty text is a level of its own
RARE = 10  # rows: levels that are rarer share one column

numbers = make_column_selector(dtype_include="number")
texts = make_column_selector(dtype_exclude="number")


def derive(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the table with the columns of a recipe, and a word in every empty text."""
    derived = recipe(name).add_features(table)
    return derived.assign(**derived[texts(derived)].astype(object).fillna(UNKNOWN))


def imputer(fill: str, indicator: bool) -> BaseEstimator | str:
    """Return the step that fills empty numbers.

    Args:
        fill: ``median``, ``mean``, or ``none`` for estimators that take empty cells as they are.
        indicator: Whether to add a column that says where a number was empty.
    """
    if fill == "none":
        return "passthrough"
    return SimpleImputer(strategy=fill, add_indicator=indicator, keep_empty_features=True)


def scaled(fill: BaseEstimator | str) -> ColumnTransformer:
    """Return the encoding for models that compare columns by size: linear, k-NN, SVM, network."""
    numeric = Pipeline([("impute", fill), ("scale", StandardScaler())])
    one_hot = OneHotEncoder(
        handle_unknown="infrequent_if_exist", min_frequency=RARE, sparse_output=False
    )
    return ColumnTransformer([("numbers", numeric, numbers), ("texts", one_hot, texts)])


def ordinal(fill: BaseEstimator | str) -> ColumnTransformer:
    """Return the encoding for trees, which only ask whether a value lies above a cut."""
    codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
    return ColumnTransformer([("texts", codes, texts), ("numbers", fill, numbers)])


def steps(columns: Mapping[str, Any]) -> list[tuple[str, BaseEstimator]]:
    """Return the steps before the estimator.

    Args:
        columns: As in conf/model/: ``recipe``, ``encoding`` (``raw`` for none, ``scaled``,
            ``ordinal``) and, but for raw, ``fill`` and ``indicator``.
    """
    if columns["encoding"] == "raw":
        return []
    encoder = {"scaled": scaled, "ordinal": ordinal}[columns["encoding"]]
    fill = imputer(columns["fill"], columns["indicator"])
    derived = FunctionTransformer(derive, kw_args={"name": columns["recipe"]})
    return [("features", derived), ("columns", encoder(fill))]
