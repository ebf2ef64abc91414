"""What the models see: columns a person would work out, gaps filled, in one of two encodings.

Everything that learns from data (medians, scales, categories) is a step of the pipeline and so
is fitted on the training part of each fold only.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, OrdinalEncoder, StandardScaler

INTERNET_ADD_ONS = """
    online_security online_backup device_protection tech_support streaming_tv streaming_movies
""".split()
ADD_ONS = ["multiple_lines", *INTERNET_ADD_ONS]
UNKNOWN = "unknown"  # an empty text is a level of its own
RARE = 10  # rows: levels that are rarer share one column

numbers = make_column_selector(dtype_include="number")
texts = make_column_selector(dtype_exclude="number")


def add_features(customers: pd.DataFrame) -> pd.DataFrame:
    """Return the table with the derived columns, and a word in every empty text.

    Args:
        customers: Clean rows, shape (n_customers, 19); an empty total is taken to be tenure times
            the monthly charge, which is zero for those who had no bill yet.
    """
    tenure, monthly = customers["tenure"], customers["monthly_charges"]
    total = customers["total_charges"].fillna(tenure * monthly)
    average = (total / tenure.where(tenure > 0)).fillna(monthly)
    fiber = customers["internet_service"] == "Fiber optic"
    unprotected = customers["online_security"] == "No"
    derived = customers.assign(
        total_charges=total,
        avg_charge=average,
        charge_gap=monthly - average,  # above zero: the customer pays more now than before
        n_services=(customers[ADD_ONS] == "Yes").sum(axis=1) + customers["phone_service"],
        log_tenure=np.log1p(tenure),
        contract_internet=customers["contract"].str.cat(customers["internet_service"], sep=", "),
        fiber_unprotected=(fiber & unprotected).astype(int),
    )
    return derived.assign(**derived[texts(derived)].astype(object).fillna(UNKNOWN))


def emptied(customers: pd.DataFrame, share: float) -> pd.DataFrame:
    """Return the table with a share of its cells empty, drawn at random but the same every time.

    Which cells of a row are emptied depends on its number alone, so rows may come in parts.
    """
    size = customers.index.max() + 1, customers.shape[1]
    return customers.mask(np.random.default_rng(0).random(size)[customers.index] < share)


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
        columns: As in conf/model/: ``encoding`` (``raw`` for none, ``scaled``, ``ordinal``) and,
            but for raw, ``fill`` and ``indicator``. Cells are emptied first if there is ``blank``,
            which only remedies.py asks for.
    """
    if columns["encoding"] == "raw":
        return []
    before = [("features", FunctionTransformer(add_features))]
    if "blank" in columns:
        gaps = FunctionTransformer(emptied, kw_args={"share": columns["blank"]})
        before.insert(0, ("gaps", gaps))
    encoder = {"scaled": scaled, "ordinal": ordinal}[columns["encoding"]]
    fill = imputer(columns["fill"], columns["indicator"])
    return [*before, ("columns", encoder(fill))]
