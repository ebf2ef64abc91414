"""What a model sees: columns that add up, gaps filled, and nothing learned from other rows."""

import numpy as np
import pandas as pd
import pytest
from sklearn.pipeline import Pipeline

from project_package.data import read
from project_package.features import (
    ADD_ONS,
    UNKNOWN,
    add_features,
    emptied,
    imputer,
    steps,
)
from workbench.files import TRAIN

TABLE = read(TRAIN)[0].head(300)
CUSTOMER = pd.DataFrame(
    {
        "tenure": [10.0],
        "monthly_charges": [60.0],
        "total_charges": [500.0],
        "phone_service": [1.0],
        "internet_service": ["Fiber optic"],
        "contract": ["One year"],
        **{column: ["No"] for column in ADD_ONS},
    }
)


def encoder(encoding, **others):
    columns = {"encoding": encoding, "fill": "median", "indicator": False, **others}
    return Pipeline(steps(columns))


def test_derived_columns_are_what_their_names_say():
    row = add_features(CUSTOMER.assign(tech_support="Yes", streaming_tv="Yes")).iloc[0]
    assert (row["avg_charge"], row["charge_gap"], row["n_services"]) == (50, 10, 3)
    assert row["log_tenure"] == pytest.approx(np.log(11))
    assert row["contract_internet"] == "One year, Fiber optic"
    assert row["fiber_unprotected"] == 1
    assert add_features(CUSTOMER.assign(online_security="Yes"))["fiber_unprotected"][0] == 0


@pytest.mark.parametrize(("tenure", "total"), [(0.0, 0.0), (7.0, 420.0)], ids=["new", "not told"])
def test_an_empty_total_is_tenure_times_the_monthly_charge(tenure, total):
    row = add_features(CUSTOMER.assign(tenure=tenure, total_charges=np.nan)).iloc[0]
    assert row["total_charges"] == total
    assert (row["avg_charge"], row["charge_gap"]) == (60, 0)


def test_an_empty_text_is_a_level_of_its_own():
    assert (add_features(TABLE.assign(contract=None))["contract"] == UNKNOWN).all()


@pytest.mark.parametrize("encoding", ["scaled", "ordinal"])
def test_an_encoding_takes_values_that_it_has_never_seen(encoding):
    pipeline, row = encoder(encoding).fit(TABLE), TABLE.head(1)
    for column in row:
        number = pd.api.types.is_numeric_dtype(row[column])
        strange = row.assign(**{column: np.nan if number else "Carrier pigeon"})
        assert np.isfinite(np.asarray(pipeline.transform(strange), float)).all(), column


@pytest.mark.parametrize("encoding", ["scaled", "ordinal"])
def test_a_column_that_is_all_empty_in_training_is_carried_along(encoding):
    found = encoder(encoding, indicator=True).fit_transform(TABLE.assign(tenure=np.nan))
    assert np.isfinite(np.asarray(found, float)).all()


def test_the_scale_and_the_median_are_those_of_the_rows_that_were_fitted_on():
    numeric = encoder("scaled").fit(TABLE)["columns"].named_transformers_["numbers"]
    place = list(add_features(TABLE).select_dtypes("number")).index("tenure")
    assert numeric["scale"].mean_[place] == pytest.approx(TABLE["tenure"].mean())
    assert numeric["impute"].statistics_[place] == TABLE["tenure"].median()


def test_a_column_marks_the_gaps_only_when_it_is_asked_for():
    X = np.array([[1.0, 5.0], [np.nan, 5.0], [3.0, 5.0]])
    assert imputer("median", indicator=False).fit_transform(X).tolist()[1] == [2, 5]
    assert imputer("median", indicator=True).fit_transform(X).tolist()[1] == [2, 5, 1]
    assert imputer("none", indicator=False) == "passthrough"


def test_cells_are_emptied_at_random_and_for_a_row_always_the_same():
    found = emptied(TABLE, 0.1)
    assert found.isna().to_numpy().mean() == pytest.approx(0.1, abs=0.01)
    pd.testing.assert_frame_equal(emptied(TABLE.iloc[[7, 250]], 0.1), found.iloc[[7, 250]])
    assert ((found == TABLE) | found.isna()).to_numpy().all()
    assert list(dict(steps({"encoding": "ordinal", "fill": "none", "indicator": False}))) == [
        "features",
        "columns",
    ]
