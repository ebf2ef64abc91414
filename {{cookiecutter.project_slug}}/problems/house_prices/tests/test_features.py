"""What a model sees: grades in order, sums that add up, and nothing learned from other rows."""

import numpy as np
import pandas as pd
import pytest
from sklearn.pipeline import Pipeline

from project_package.data import read
from project_package.features import (
    ABSENT,
    GRADES,
    add_features,
    steps,
)
from workbench.files import TRAIN

HOUSES = read(TRAIN)[0]
FEATURES = add_features(HOUSES)


def house(**changes):
    """Return one real house with some columns changed."""
    return HOUSES.head(1).assign(**changes)


@pytest.mark.parametrize("column", GRADES)
def test_every_grade_that_occurs_has_a_number(column):
    assert FEATURES[column].notna().all()


WORST_FIRST = {  # as the dictionary of the data explains its codes
    "kitchen_qual": ["Po", "Fa", "TA", "Gd", "Ex"],
    "bsmt_exposure": [None, "No", "Mn", "Av", "Gd"],
    "bsmtfin_type_1": [None, "Unf", "LwQ", "Rec", "BLQ", "ALQ", "GLQ"],
    "garage_finish": [None, "Unf", "RFn", "Fin"],
    "functional": ["Sal", "Sev", "Maj2", "Maj1", "Mod", "Min2", "Min1", "Typ"],
    "paved_drive": ["N", "P", "Y"],
    "central_air": ["N", "Y"],
    "lot_shape": ["IR3", "IR2", "IR1", "Reg"],
    "land_slope": ["Sev", "Mod", "Gtl"],
    "fence": [None, "MnWw", "GdWo", "MnPrv", "GdPrv"],
}


@pytest.mark.parametrize(("column", "levels"), WORST_FIRST.items(), ids=list(WORST_FIRST))
def test_a_better_grade_has_a_higher_number(column, levels):
    ranked = [add_features(house(**{column: each}))[column].iloc[0] for each in levels]
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


def test_the_derived_columns_are_what_their_names_say():
    made = house(yr_sold=2008, year_built=1990, year_remod_add=2000, overall_qual=6)
    made = made.assign(overall_cond=5, area=1000.0, total_bsmt_sf=np.nan, ms_subclass=60)
    made = made.assign(wood_deck_sf=100.0, open_porch_sf=20.0, screen_porch=np.nan)
    row = add_features(made.assign(enclosed_porch=0.0, x3ssn_porch=0.0)).iloc[0]
    assert (row["age"], row["remod_age"], row["is_new"]) == (18, 8, 0)
    assert (row["quality_sf"], row["overall_grade"], row["outdoor_sf"]) == (6000, 30, 120)
    assert row["ms_subclass"] == "60"


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
    scaler = pipeline["columns"].named_transformers_["numbers"]["standardscaler"]
    assert scaler.mean_[area] == pytest.approx(rows["overall_qual"].mean())
    assert scaler.mean_[area] != pytest.approx(HOUSES["overall_qual"].mean(), abs=1e-6)


def test_models_get_neither_the_price_nor_the_key_of_a_sale():
    assert not {"price", "pid", "sold_on"} & set(HOUSES)


def test_features_keep_the_rows_and_leave_their_input_alone():
    before = HOUSES.head(20).copy()
    after = add_features(before)
    pd.testing.assert_frame_equal(before, HOUSES.head(20))
    assert after.index.equals(before.index)


def test_features_of_a_house_do_not_depend_on_the_other_houses():
    pd.testing.assert_frame_equal(add_features(HOUSES.iloc[5:9]), FEATURES.iloc[5:9])
