"""What a model sees: columns that add up, gaps filled, and nothing learned from other rows."""

import numpy as np
import pandas as pd
import pytest
from sklearn.pipeline import Pipeline

from project_package import credit, telco
from project_package.baselines import (
    SMOOTHING,
    RateByColumn,
    RateBySegment,
)
from project_package.features import UNKNOWN, derive, imputer, steps
from project_package.files import TRAIN, load_config
from project_package.task import KEY, TARGET, read

DATA = load_config().data
TABLE, CLASSES = read(TRAIN)
CUSTOMER = pd.DataFrame(
    {
        "tenure": [10.0],
        "monthly_charges": [60.0],
        "total_charges": [500.0],
        "phone_service": [1.0],
        "internet_service": ["Fiber optic"],
        "contract": ["One year"],
        **{column: ["No"] for column in telco.ADD_ONS},
    }
)
APPLICANT = pd.DataFrame(
    {
        "amount": [1200.0],
        "time": [24.0],
        "price": [1600.0],
        "income": [150.0],
        "expenses": [50.0],
        "assets": [0.0],
        "debt": [np.nan],
    }
)


def columns(encoding, fill="median", indicator=False):
    return {"recipe": DATA.recipe, "encoding": encoding, "fill": fill, "indicator": indicator}


def test_a_customer_s_derived_columns_are_what_their_names_say():
    with_two = CUSTOMER.assign(tech_support="Yes", streaming_tv="Yes")
    row = telco.add_features(with_two).iloc[0]
    assert (row["avg_charge"], row["charge_gap"], row["n_services"]) == (50, 10, 3)
    assert row["log_tenure"] == pytest.approx(np.log(11))
    assert row["contract_internet"] == "One year, Fiber optic"
    assert row["fiber_unprotected"] == 1
    safe = telco.add_features(CUSTOMER.assign(online_security="Yes")).iloc[0]
    assert safe["fiber_unprotected"] == 0


@pytest.mark.parametrize(("tenure", "total"), [(0.0, 0.0), (7.0, 420.0)], ids=["new", "not told"])
def test_an_empty_total_is_tenure_times_the_monthly_charge(tenure, total):
    row = telco.add_features(CUSTOMER.assign(tenure=tenure, total_charges=np.nan)).iloc[0]
    assert row["total_charges"] == total
    assert (row["avg_charge"], row["charge_gap"]) == (60, 0)


def test_an_applicant_s_derived_columns_are_what_their_names_say():
    row = credit.add_features(APPLICANT).iloc[0]
    assert (row["financed"], row["instalment"]) == (0.75, 50)
    assert (row["left_over"], row["capacity"]) == (100, 2)
    assert row["log_amount"] == pytest.approx(np.log(1201))
    assert row["log_assets"] == 0


def test_what_an_applicant_did_not_tell_stays_empty():
    row = credit.add_features(APPLICANT.assign(income=np.nan)).iloc[0]
    assert row[["income", "left_over", "capacity", "log_income", "log_debt"]].isna().all()
    assert row[["instalment", "financed"]].notna().all()


def test_an_empty_text_is_a_level_of_its_own():
    text = next(iter(TABLE.select_dtypes(exclude="number")))
    derived = derive(TABLE.head(3).assign(**{text: None}), DATA.recipe)
    assert (derived[text] == UNKNOWN).all()


@pytest.mark.parametrize("encoding", ["scaled", "ordinal"])
def test_an_encoding_takes_values_that_it_has_never_seen(encoding):
    pipeline = Pipeline(steps(columns(encoding))).fit(TABLE.head(300))
    row = TABLE.head(1).copy()
    for column in row:
        number = pd.api.types.is_numeric_dtype(row[column])
        strange = row.assign(**{column: np.nan if number else "Carrier pigeon"})
        assert np.isfinite(np.asarray(pipeline.transform(strange), float)).all(), column


@pytest.mark.parametrize("encoding", ["scaled", "ordinal"])
def test_a_column_that_is_all_empty_in_training_is_carried_along(encoding):
    rows = TABLE.head(300).assign(**{DATA.rule.column: np.nan})
    found = Pipeline(steps(columns(encoding, indicator=True))).fit_transform(rows)
    assert np.isfinite(np.asarray(found, float)).all()


def test_the_scale_and_the_median_are_those_of_the_rows_that_were_fitted_on():
    rows = TABLE.head(300)
    pipeline = Pipeline(steps(columns("scaled"))).fit(rows)
    numeric = pipeline["columns"].named_transformers_["numbers"]
    names = list(derive(rows, DATA.recipe).select_dtypes("number"))
    place = names.index(DATA.rule.column)
    assert numeric["scale"].mean_[place] == pytest.approx(rows[DATA.rule.column].mean())
    assert numeric["impute"].statistics_[place] == rows[DATA.rule.column].median()


def test_a_column_marks_the_gaps_only_when_it_is_asked_for():
    X = np.array([[1.0, 5.0], [np.nan, 5.0], [3.0, 5.0]])
    assert imputer("median", indicator=False).fit_transform(X).tolist()[1] == [2, 5]
    assert imputer("median", indicator=True).fit_transform(X).tolist()[1] == [2, 5, 1]
    assert imputer("none", indicator=False) == "passthrough"


def test_the_baseline_is_the_rate_of_its_part_pulled_a_little_to_the_average():
    table = pd.DataFrame({"x": ["a"] * 80 + ["b"] * 20})
    classes = np.array([1] * 40 + [0] * 60)
    rule = RateByColumn("x").fit(table, classes)
    asked = pd.DataFrame({"x": ["a", "b", "new", None]})
    expected = [(40 + SMOOTHING * 0.4) / (80 + SMOOTHING), SMOOTHING * 0.4 / (20 + SMOOTHING)]
    assert rule.predict_proba(asked)[:, 1] == pytest.approx([*expected, 0.4, 0.4])


def test_the_baseline_cuts_a_number_into_parts_and_keeps_gaps_apart():
    table = pd.DataFrame({"x": [*range(100), *[np.nan] * 100]})
    classes = np.array([0] * 50 + [1] * 50 + [1] * 100)
    rule = RateByColumn("x", parts=2).fit(table, classes)
    low, high, gap = rule.predict_proba(pd.DataFrame({"x": [3.0, 80.0, np.nan]}))[:, 1]
    assert low < 0.3 < high < gap
    assert rule.predict(pd.DataFrame({"x": [3.0, 80.0]})).tolist() == [0, 1]


def test_a_segment_has_the_rate_of_its_rows_pulled_a_little_to_the_average():
    table = pd.DataFrame({"x": np.repeat([0.0, 9.0], 40), "other": np.arange(80.0)})
    classes = np.repeat([0, 1], 40)
    rule = RateBySegment({"x": ["low", "high"]}, number=2).fit(table, classes)
    low, high = rule.predict_proba(table)[[0, -1], 1]
    assert low == pytest.approx(SMOOTHING * 0.5 / (40 + SMOOTHING))
    assert high == pytest.approx((40 + SMOOTHING * 0.5) / (40 + SMOOTHING))
    assert rule.predict(table).tolist() == classes.tolist()
    gap = pd.DataFrame({"x": [np.nan], "other": [0.0]})
    assert 0 < rule.predict_proba(gap)[0, 1] < 1


def test_models_see_neither_the_class_nor_the_key_of_a_row():
    assert not {TARGET, KEY} & set(TABLE)
    assert set(CLASSES) == {0, 1}
