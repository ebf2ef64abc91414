"""Models: the baseline by hand, the leakage alarms, and what the fitted model answers."""

import joblib
import numpy as np
import pandas as pd
import pytest

from project_package import folds, leakage, metrics
from project_package.data import read
from project_package.folds import training_data, training_folds
from project_package.models import SMOOTHING, RateByColumn, build, predict
from workbench.files import MODELS, REPORTS, TEST, load_config, plain, read_json
from workbench.tuning import Tuned

MODEL = joblib.load(MODELS / "model.joblib")
ROWS, CLASSES = read(TEST)
CONFIG = load_config()
# Trees are steps and a line with crossed columns may turn, so a few rows may go the other way.
AGREE = 0.9  # of the rows, at least


def moved(**changes):
    """Return the test rows with some columns changed, each by a value or by a function of it."""
    return ROWS.assign(**{k: v(ROWS) if callable(v) else v for k, v in changes.items()})


YEAR_LATER = {
    "tenure": lambda rows: rows["tenure"] + 12,
    "total_charges": lambda rows: rows["total_charges"] + 12 * rows["monthly_charges"],
}
DSL = {"internet_service": "DSL"}
CHECK, CARD = "Electronic check", "Credit card (automatic)"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"contract": "Month-to-month"}, {"contract": "Two year"}),
        ({}, YEAR_LATER),
        ({**DSL, "online_security": "No"}, {**DSL, "online_security": "Yes"}),
        ({"payment_method": CHECK}, {"payment_method": CARD}),
    ],
    ids=["longer contract", "another year", "online security", "card, not check"],
)
def test_what_lowers_the_risk_does_not_raise_the_probability(before, after):
    rise = predict(MODEL, moved(**after)) - predict(MODEL, moved(**before))
    assert np.mean(rise <= 1e-9) >= AGREE
    assert rise.mean() < 0


def test_a_probability_does_not_depend_on_the_other_rows():
    shuffled = ROWS.sample(frac=1, random_state=0)
    alone = pd.Series(predict(MODEL, shuffled), index=shuffled.index).sort_index()
    assert np.allclose(alone, predict(MODEL, ROWS), rtol=1e-12)
    assert np.allclose(MODEL.predict_proba(ROWS).sum(axis=1), 1)


def test_a_row_of_which_nothing_is_known_gets_a_probability():
    bare = ROWS.head(20).copy()
    for column in bare:
        bare[column] = np.nan if pd.api.types.is_numeric_dtype(bare[column]) else None
    found = predict(MODEL, bare)
    assert np.isfinite(found).all()
    assert np.allclose(found, found[0])


@pytest.mark.parametrize("name", ["average_precision", "roc_auc", "log_loss", "brier"])
def test_the_saved_model_has_the_recorded_score(name):
    recorded = read_json(REPORTS / "metrics.json", "evaluate")[name]
    assert getattr(metrics, name)(CLASSES, predict(MODEL, ROWS)) == pytest.approx(recorded)


def test_the_baseline_is_the_rate_of_its_part_pulled_a_little_to_the_average():
    table = pd.DataFrame({"x": ["a"] * 80 + ["b"] * 20})
    rule = RateByColumn("x").fit(table, np.array([1] * 40 + [0] * 60))
    asked = pd.DataFrame({"x": ["a", "b", "new", None]})
    expected = [(40 + SMOOTHING * 0.4) / (80 + SMOOTHING), SMOOTHING * 0.4 / (20 + SMOOTHING)]
    assert predict(rule, asked) == pytest.approx([*expected, 0.4, 0.4])


def test_the_baseline_cuts_a_number_into_parts_and_keeps_gaps_apart():
    table = pd.DataFrame({"x": [*range(100), *[np.nan] * 100]})
    rule = RateByColumn("x", parts=2).fit(table, np.array([0] * 50 + [1] * 150))
    low, high, gap = predict(rule, pd.DataFrame({"x": [3.0, 80.0, np.nan]}))
    assert low < 0.3 < high < gap


def test_a_blend_is_cross_validated_as_scikit_learn_would_refit_it():
    table, target = training_data()
    fit_rows, rows = training_folds(CONFIG.folds, CONFIG.seed)[0]
    model = build("blend", plain(CONFIG.candidates))
    refitted = model.fit(table.iloc[fit_rows], target.iloc[fit_rows])
    stored = pd.read_parquet("data/out_of_fold.parquet")["blend"].to_numpy()[rows]
    assert np.allclose(predict(refitted, table.iloc[rows]), stored, rtol=1e-9)


def tuned(predicted):
    """Return logistic regression as train would hand it to the leakage checks."""
    name = "logistic_regression"
    return Tuned(name, plain(CONFIG.candidates), predicted, None, 0.0, None)


def test_the_recorded_score_sets_off_no_alarm(facts):
    assert facts.failed == []
    assert facts.chosen.scores["roc_auc"].value < CONFIG.data.too_good


def test_a_column_that_gives_the_class_away_sets_off_the_alarms(monkeypatch):
    table, target = folds.training_data()
    noise = np.random.default_rng(0).normal(0, 0.2, len(target))
    leaky = table.assign(tenure=target + noise)
    monkeypatch.setattr(leakage, "training_data", lambda: (leaky, target))
    predicted = np.clip(leaky["tenure"].to_numpy(), 0, 1)
    checks = {each.name: each for each in leakage.checks(tuned(predicted), CONFIG)}
    assert {name for name, each in checks.items() if not each.passed} == {"one column", "too good"}
    assert "tenure" in checks["one column"].finding
    assert checks["shuffled target"].value == pytest.approx(0.5, abs=0.05)
