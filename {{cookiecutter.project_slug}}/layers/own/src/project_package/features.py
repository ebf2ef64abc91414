"""What the models see. Your own features go into ``add_features``.

Everything that learns from data (medians, scales, categories) is a step of the pipeline and so
is fitted on the training part of each fold only.
"""

import pandas as pd
from sklearn.base import BaseEstimator
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, OrdinalEncoder, StandardScaler

from workbench.encoding import LogSkewed

UNKNOWN = "unknown"  # an empty text is a level of its own
RARE = 10  # rows: levels that are rarer share one column

numbers = make_column_selector(dtype_include="number")
texts = make_column_selector(dtype_exclude="number")


def add_features(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with a word in every empty text.

    This is the place for what you know of the data: a ratio, a difference of two dates, a sum.
    A new column needs no other change, as in ``table["density"] = table["people"] / table["km2"]``.

    Args:
        table: Rows with the columns in use, typed by their roles; empty numbers are NaN.
    """
    table = table.copy()
    for name in texts(table):
        table[name] = table[name].astype(object).fillna(UNKNOWN)
    return table


def median() -> SimpleImputer:
    """Return the step that fills empty numbers, and says where it did."""
    return SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True)


def scaled() -> ColumnTransformer:
    """Return the encoding for models that compare columns by size: linear, k-NN, SVM, network."""
    numeric = Pipeline([("impute", median()), ("log", LogSkewed()), ("scale", StandardScaler())])
    one_hot = OneHotEncoder(
        handle_unknown="infrequent_if_exist", min_frequency=RARE, sparse_output=False
    )
    return ColumnTransformer([("numbers", numeric, numbers), ("texts", one_hot, texts)])


def ordinal() -> ColumnTransformer:
    """Return the encoding for trees, which only ask whether a value lies above a cut."""
    codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1, min_frequency=RARE)
    return ColumnTransformer([("texts", codes, texts), ("numbers", median(), numbers)])


def steps(encoding: str) -> list[tuple[str, BaseEstimator]]:
    """Return the steps before the estimator: ``raw`` (none), ``scaled`` or ``ordinal``."""
    if encoding == "raw":
        return []
    encoder = {"scaled": scaled, "ordinal": ordinal}[encoding]()
    return [("features", FunctionTransformer(add_features)), ("columns", encoder)]
