"""The fitted model behaves as a price estimate must, and its recorded scores are its own."""

import joblib
import numpy as np
import pandas as pd
import pytest

from project_package import metrics
from project_package.crossval import training_rows
from project_package.files import (
    MODELS,
    REPORTS,
    TEST,
    load_config,
    plain,
    read_json,
)
from project_package.leakage import TOO_GOOD
from project_package.models import build
from project_package.task import read

MODEL = joblib.load(MODELS / "model.joblib")
HOUSES, PRICES = read(TEST)
LARGER_SF, DEARER_SHARE = 200, 0.95  # trees are steps, so a few houses may stand still or dip
MOST_LOSS = 0.02  # of the estimate, that a bigger or better house may lose on such a step
HEADLINE = metrics.headline_error


def estimates(houses: pd.DataFrame) -> np.ndarray:
    return MODEL.predict(houses)


def test_a_bigger_house_is_not_cheaper_all_else_equal():
    bigger = HOUSES.assign(
        area=HOUSES["area"] + LARGER_SF, x1st_flr_sf=HOUSES["x1st_flr_sf"] + LARGER_SF
    )
    change = estimates(bigger) / estimates(HOUSES) - 1
    assert np.mean(change > 0) >= DEARER_SHARE
    assert change.min() > -MOST_LOSS


def test_a_better_house_is_not_cheaper_all_else_equal():
    better = HOUSES[HOUSES["overall_qual"] < 10].copy()
    before = estimates(better)
    change = estimates(better.assign(overall_qual=better["overall_qual"] + 1)) / before - 1
    assert np.mean(change > 0) >= DEARER_SHARE
    assert change.min() > -MOST_LOSS


def test_estimates_are_dollars_above_zero():
    assert np.isfinite(estimates(HOUSES)).all()
    assert (estimates(HOUSES) > 0).all()


def test_an_estimate_does_not_depend_on_the_other_rows():
    shuffled = HOUSES.sample(frac=1, random_state=0)
    alone = pd.Series(estimates(shuffled), index=shuffled.index).sort_index()
    assert np.allclose(alone, estimates(HOUSES), rtol=1e-12)


def test_the_saved_model_has_the_recorded_score():
    recorded = read_json(REPORTS / "metrics.json", "evaluate")["rmse_log"]
    assert HEADLINE(PRICES, estimates(HOUSES)) == pytest.approx(recorded, rel=1e-6)


def test_prices_dealt_out_at_random_teach_nothing(facts):
    check = next(each for each in facts.leakage if each.name == "shuffled target")
    assert check.value == pytest.approx(1, abs=0.1)


def test_the_score_is_not_too_good_to_be_true(facts):
    assert facts.chosen.cv.value > TOO_GOOD


def test_the_model_beats_its_baseline_beyond_chance(facts):
    assert facts.chosen.to_baseline.high < 0


def test_a_blend_is_cross_validated_as_scikit_learn_would_refit_it():
    config = load_config()
    candidates = plain(config.candidates)
    table, target, cuts = training_rows(config.folds, config.seed)
    fit_rows, rows = cuts[0]
    refitted = build("blend", candidates).fit(table.iloc[fit_rows], target.iloc[fit_rows])
    stored = pd.read_parquet("data/out_of_fold.parquet")["blend"].to_numpy()[rows]
    assert np.allclose(refitted.predict(table.iloc[rows]), stored, rtol=1e-9)


def test_every_fold_has_its_share_of_every_price_decile():
    _, target, cuts = training_rows(5, 42)
    decile = pd.qcut(target.rank(method="first"), 10, labels=False)
    for _, rows in cuts:
        assert decile.iloc[rows].value_counts().max() - decile.iloc[rows].value_counts().min() <= 2


def test_metrics_refuse_prices_without_a_logarithm():
    with pytest.raises(ValueError, match="above zero; 1 are not"):
        HEADLINE([0, 100], [100, 100])
    with pytest.raises(ValueError, match="shape"):
        HEADLINE([100], [100, 100])


def test_one_mansion_moves_the_mean_error_and_not_the_median():
    actual, predicted = [100.0] * 9 + [1e6], [110.0] * 9 + [9e6]
    assert metrics.median_percent_error(actual, predicted) == pytest.approx(10)
    assert metrics.mean_dollar_error(actual, predicted) == pytest.approx(800_009)
