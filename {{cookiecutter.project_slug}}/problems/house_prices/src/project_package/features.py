"""What the models see: grades as numbers, sums an agent would ask for, two encodings.

Everything that learns from data (medians, scales, categories) is a step of the pipeline and so
is fitted on the training part of each fold only.
"""

import pandas as pd
from sklearn.base import BaseEstimator
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, OrdinalEncoder, StandardScaler

from workbench.encoding import LogSkewed

ABSENT = "None"  # no basement, no garage, no fence: in this table a missing text says so


numbers = make_column_selector(dtype_include="number")
texts = make_column_selector(dtype_exclude="number")


def ranks(*levels: str) -> dict[str, float]:
    """Return a number for each level, worst first, from 0."""
    return {level: float(rank) for rank, level in enumerate(levels)}


QUALITY = ranks(ABSENT, "Po", "Fa", "TA", "Gd", "Ex")
FINISH = ranks(ABSENT, "Unf", "LwQ", "Rec", "BLQ", "ALQ", "GLQ")
GRADES = {  # the column's number grows with what it grades
    **dict.fromkeys(
        """
        exter_qual exter_cond bsmt_qual bsmt_cond heating_qc kitchen_qual fireplace_qu garage_qual
        garage_cond pool_qc
        """.split(),
        QUALITY,
    ),
    **dict.fromkeys(["bsmtfin_type_1", "bsmtfin_type_2"], FINISH),
    "bsmt_exposure": ranks(ABSENT, "No", "Mn", "Av", "Gd"),
    "garage_finish": ranks(ABSENT, "Unf", "RFn", "Fin"),
    "functional": ranks("Sal", "Sev", "Maj2", "Maj1", "Mod", "Min2", "Min1", "Typ"),
    "paved_drive": ranks("N", "P", "Y"),
    "central_air": ranks("N", "Y"),
    "lot_shape": ranks("IR3", "IR2", "IR1", "Reg"),
    "land_slope": ranks("Sev", "Mod", "Gtl"),
    "fence": ranks(ABSENT, "MnWw", "GdWo", "MnPrv", "GdPrv"),
}
OUTDOOR = ["wood_deck_sf", "open_porch_sf", "enclosed_porch", "x3ssn_porch", "screen_porch"]


def add_features(houses: pd.DataFrame) -> pd.DataFrame:
    """Return the table with grades as numbers and the derived columns; rows stay as they are.

    Args:
        houses: Cleaned rows, shape (n_houses, n_columns); columns may be missing, for a model that
            must do without them.
    """
    text = houses.select_dtypes(exclude="number")
    table = houses.assign(**text.fillna(ABSENT))
    for column in table.columns.intersection(list(GRADES)):
        table[column] = table[column].map(GRADES[column]).astype(float)
    baths = table.full_bath + table.bsmt_full_bath.fillna(0)
    half_baths = table.half_bath + table.bsmt_half_bath.fillna(0)
    total_sf = table.area + table.total_bsmt_sf.fillna(0)
    age = (table.yr_sold - table.year_built).clip(lower=0)
    return table.assign(
        total_sf=total_sf,
        total_bath=baths + 0.5 * half_baths,
        age=age,
        remod_age=(table.yr_sold - table.year_remod_add).clip(lower=0),
        is_new=(age <= 1).astype(int),
        outdoor_sf=table[OUTDOOR].sum(axis=1),
        quality_sf=table.overall_qual * total_sf,
        overall_grade=table.overall_qual * table.overall_cond,
        ms_subclass=table.ms_subclass.astype(str),  # a code, not a quantity
    )


def scaled() -> ColumnTransformer:
    """Return the encoding for models that compare columns by size: linear, k-NN, SVR, network."""
    numeric = make_pipeline(SimpleImputer(strategy="median"), LogSkewed(), StandardScaler())
    one_hot = OneHotEncoder(
        handle_unknown="infrequent_if_exist", min_frequency=5, sparse_output=False
    )
    return ColumnTransformer([("numbers", numeric, numbers), ("texts", one_hot, texts)])


def ordinal() -> ColumnTransformer:
    """Return the encoding for trees, which only ask whether a value lies above a cut."""
    codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
    impute = SimpleImputer(strategy="median")
    return ColumnTransformer([("texts", codes, texts), ("numbers", impute, numbers)])


def steps(encoding: str) -> list[tuple[str, BaseEstimator]]:
    """Return the steps before the estimator: ``raw`` (none), ``scaled`` or ``ordinal``."""
    if encoding == "raw":
        return []
    encoder = {"scaled": scaled, "ordinal": ordinal}[encoding]()
    return [("features", FunctionTransformer(add_features)), ("columns", encoder)]
