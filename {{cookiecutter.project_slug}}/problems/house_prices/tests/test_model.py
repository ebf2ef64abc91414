"""The fitted model behaves as a price estimate must, and its recorded scores are its own."""

from pathlib import Path

import joblib
import numpy as np
import pandas as pd
import pytest

from project_package import crossval, metrics
from project_package.crossval import (
    Job,
    cross_validate,
    training_folds,
    training_table,
)
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
from project_package.schema import REQUIRED
from project_package.task import read

MODEL = joblib.load(MODELS / "model.joblib")
HOUSES, PRICES = read(TEST)
LARGER_SF = 200  # square feet on the first floor: one more room
# Trees are steps, so an estimate may dip where one more foot or grade crosses a cut. Measured on
# every candidate: linear models never dip, the blend dips on one house by 0.4 %, the forest by 2 %;
# a single boosting dips on 4 % of the houses by up to 6 %, which is too much to defend.
NOT_CHEAPER_SHARE = 0.98  # of the houses, at least
MOST_LOSS = 0.02  # of an estimate, on such a step
HEADLINE = metrics.rmse_log
RECORDED = {
    "rmse_log": metrics.rmse_log,
    "mean_dollars": metrics.mean_dollar_error,
    "median_dollars": metrics.median_dollar_error,
    "median_percent": metrics.median_percent_error,
    "ninetieth_percent": metrics.ninetieth_percent_error,
    "within_ten": metrics.within_ten_score,
    "bias_percent": metrics.bias_percent,
    "r2": metrics.r2_score,
}


def estimates(houses: pd.DataFrame) -> np.ndarray:
    return MODEL.predict(houses)


def test_a_bigger_house_is_not_cheaper_all_else_equal():
    bigger = HOUSES.assign(
        area=HOUSES["area"] + LARGER_SF, x1st_flr_sf=HOUSES["x1st_flr_sf"] + LARGER_SF
    )
    change = estimates(bigger) / estimates(HOUSES) - 1
    assert np.mean(change >= 0) >= NOT_CHEAPER_SHARE
    assert change.min() > -MOST_LOSS


def test_a_better_house_is_not_cheaper_all_else_equal():
    better = HOUSES[HOUSES["overall_qual"] < 10].copy()
    before = estimates(better)
    change = estimates(better.assign(overall_qual=better["overall_qual"] + 1)) / before - 1
    assert np.mean(change >= 0) >= NOT_CHEAPER_SHARE
    assert change.min() > -MOST_LOSS


def test_estimates_are_dollars_above_zero():
    assert np.isfinite(estimates(HOUSES)).all()
    assert (estimates(HOUSES) > 0).all()


def test_an_estimate_does_not_depend_on_the_other_rows():
    shuffled = HOUSES.sample(frac=1, random_state=0)
    alone = pd.Series(estimates(shuffled), index=shuffled.index).sort_index()
    assert np.allclose(alone, estimates(HOUSES), rtol=1e-12)


def test_a_house_of_which_little_is_known_gets_an_estimate():
    bare = HOUSES.head(20).copy()
    numbers = bare.select_dtypes("float").columns.difference(list(REQUIRED))
    texts = bare.select_dtypes(exclude="number").columns.difference(list(REQUIRED))
    bare[numbers], bare[texts] = np.nan, None
    assert np.isfinite(estimates(bare)).all()


@pytest.mark.parametrize("name", RECORDED)
def test_the_saved_model_has_the_recorded_score(name, facts):
    recorded = read_json(REPORTS / "metrics.json", "evaluate")[name]
    assert RECORDED[name](PRICES, estimates(HOUSES)) == pytest.approx(recorded, rel=1e-9)
    assert getattr(facts.chosen.scores, name).value == pytest.approx(recorded, rel=1e-5)


@pytest.fixture(scope="module")
def config():
    config = load_config()
    config.compute.n_jobs = 1
    return config


def test_prices_dealt_out_at_random_teach_nothing(facts, config):
    dealt = Job("ridge", plain(config.candidates), shuffle_target=True)
    one_price = Job("median_price", plain(config.candidates))
    learned, nothing = cross_validate([dealt, one_price], config, "")
    assert learned.cv == pytest.approx(nothing.cv, rel=0.05)
    check = next(each for each in facts.leakage if each.name == "shuffled target")
    assert check.value == pytest.approx(1, abs=0.1)


def test_the_score_is_not_too_good_to_be_true(facts):
    assert facts.chosen.cv.value > TOO_GOOD


def test_a_column_that_gives_the_price_away_sets_off_the_alarm(config, monkeypatch):
    table, target = training_table()
    told = table.assign(misc_val=target * np.random.default_rng(0).normal(1, 0.05, len(target)))
    monkeypatch.setattr(crossval, "training_table", lambda: (told, target))
    (leaky,) = cross_validate([Job("ridge", plain(config.candidates))], config, "")
    assert leaky.cv < TOO_GOOD


def test_every_baseline_is_beaten_or_the_documents_say_otherwise(facts):
    ours = facts.chosen.scores.rmse_log.value
    others = [each.scores.rmse_log.value for each in facts.other_baselines]
    beaten = facts.chosen.to_baseline.high < 0 and all(ours < each for each in others)
    said = "not shown to be better" in Path("WALKTHROUGH.md").read_text(encoding="utf-8")
    assert beaten != said


def test_a_blend_is_cross_validated_as_scikit_learn_would_refit_it(config):
    candidates = plain(config.candidates)
    table, target = training_table()
    fit_rows, rows = training_folds(config.folds, config.seed)[0]
    refitted = build("blend", candidates).fit(table.iloc[fit_rows], target.iloc[fit_rows])
    stored = pd.read_parquet("data/out_of_fold.parquet")["blend"].to_numpy()[rows]
    assert np.allclose(refitted.predict(table.iloc[rows]), stored, rtol=1e-9)


def test_every_fold_has_its_share_of_every_price_decile():
    target = training_table()[1]
    decile = pd.qcut(target.rank(method="first"), 10, labels=False)
    for _, rows in training_folds(5, 0):
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
