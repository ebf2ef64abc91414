"""What a model sees: grades in order, sums that add up, and nothing learned from other rows."""

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.pipeline import Pipeline

from project_package.features import (
    ABSENT,
    GRADES,
    LogSkewed,
    add_features,
    steps,
)
from project_package.files import TRAIN
from project_package.task import read

HOUSES, PRICES = read(TRAIN)


def house(**changes):
    """Return one real house with some columns changed."""
    return HOUSES.head(1).assign(**changes)


@pytest.mark.parametrize("column", GRADES)
def test_every_grade_that_occurs_has_a_number(column):
    found = add_features(HOUSES)[column]
    assert found.notna().all()


def test_a_better_kitchen_has_a_higher_number():
    ranked = [
        add_features(house(kitchen_qual=each))["kitchen_qual"].iloc[0]
        for each in ("Po", "Fa", "TA", "Gd", "Ex")
    ]
    assert ranked == sorted(set(ranked))


def test_a_missing_text_says_that_the_thing_is_absent():
    assert add_features(house(alley=None))["alley"].iloc[0] == ABSENT
    assert add_features(house(pool_qc=None))["pool_qc"].iloc[0] == 0


def test_baths_and_areas_add_up():
    made = house(
        area=1000.0,
        total_bsmt_sf=500.0,
        full_bath=2.0,
        half_bath=1.0,
        bsmt_full_bath=1.0,
        bsmt_half_bath=np.nan,
    )
    row = add_features(made).iloc[0]
    assert row["total_sf"] == 1500
    assert row["total_bath"] == 3.5


def test_a_house_sold_before_it_was_finished_is_new_and_not_of_negative_age():
    row = add_features(house(year_built=2008, yr_sold=2007)).iloc[0]
    assert (row["age"], row["is_new"]) == (0, 1)


@pytest.mark.parametrize("encoding", ["scaled", "ordinal"])
def test_an_encoding_takes_values_that_it_has_never_seen(encoding):
    pipeline = Pipeline(steps(encoding)).fit(HOUSES.head(300))
    strange = house(neighborhood="Atlantis", lot_frontage=np.nan, garage_type=None)
    assert np.isfinite(np.asarray(pipeline.transform(strange), float)).all()


def test_the_scale_is_that_of_the_rows_it_was_fitted_on():
    rows = HOUSES.head(300)
    pipeline = Pipeline(steps("scaled")).fit(rows)
    area = list(add_features(rows).select_dtypes("number")).index("overall_qual")
    scaler = pipeline["columns"].named_transformers_["numbers"]["scale"]
    assert scaler.mean_[area] == pytest.approx(rows["overall_qual"].mean())
    assert scaler.mean_[area] != pytest.approx(HOUSES["overall_qual"].mean(), abs=1e-6)


def test_only_skewed_columns_without_negatives_are_logged():
    skewed, even = np.array([0, 0, 0, 0, 9.0]), np.arange(5.0)
    X = np.column_stack([skewed, even, skewed - 1])
    found = LogSkewed().fit(X).transform(X)
    assert np.allclose(found, np.column_stack([np.log1p(skewed), even, skewed - 1]))


def test_the_log_step_can_be_cloned_and_names_its_columns():
    step = clone(LogSkewed(threshold=2.0)).fit(np.ones((3, 2)))
    assert step.threshold == 2.0
    assert list(step.get_feature_names_out(["a", "b"])) == ["a", "b"]


def test_models_see_neither_the_price_nor_the_key_of_a_sale():
    assert not {"price", "pid", "sold_on"} & set(HOUSES)
    assert isinstance(PRICES, pd.Series)
