"""The fitted model behaves as a chance must, and its recorded scores are its own."""

from pathlib import Path

import joblib
import numpy as np
import pandas as pd
import pytest

from project_package import crossval, leakage, metrics
from project_package.crossval import Job, cross_validate, training_folds
from project_package.errors import ConfigError
from project_package.files import (
    MODELS,
    REPORTS,
    TEST,
    TRAIN,
    load_config,
    plain,
    read_json,
)
from project_package.models import build
from project_package.payoff import payoff_of
from project_package.task import predict, read

MODEL = joblib.load(MODELS / "model.joblib")
ROWS, CLASSES = read(TEST)
DATA = load_config().data
# Trees are steps and a line with crossed columns may turn, so a few rows may go the other way.
AGREE = 0.9  # of the rows, at least


def moved(**changes):
    """Return the test rows with some columns changed, each by a value or by a function of it."""
    return ROWS.assign(**{k: v(ROWS) if callable(v) else v for k, v in changes.items()})


LESS_RISK = {  # what must not raise the chance, all else equal: before and after
    "telco": {
        "a longer contract": (moved, {"contract": "Month-to-month"}, {"contract": "Two year"}),
        "another year as a customer": (
            moved,
            {},
            {
                "tenure": lambda rows: rows["tenure"] + 12,
                "total_charges": lambda rows: rows["total_charges"] + 12 * rows["monthly_charges"],
            },
        ),
        "online security": (
            lambda **changes: moved(internet_service="DSL", **changes),
            {"online_security": "No"},
            {"online_security": "Yes"},
        ),
        "a card instead of an electronic check": (
            moved,
            {"payment_method": "Electronic check"},
            {"payment_method": "Credit card (automatic)"},
        ),
    },
    "credit": {
        "five more years in the job": (
            moved,
            {},
            {"seniority": lambda rows: rows["seniority"] + 5},
        ),
        "no past trouble": (moved, {"records": "yes"}, {"records": "no"}),
        "a fixed job": (moved, {"job": "partime"}, {"job": "fixed"}),
        "half as much income again": (moved, {}, {"income": lambda rows: rows["income"] * 1.5}),
    },
}


def chances(rows: pd.DataFrame) -> np.ndarray:
    return predict(MODEL, rows)


@pytest.mark.parametrize("what", LESS_RISK[DATA.recipe])
def test_what_lowers_the_risk_does_not_raise_the_chance(what):
    change, before, after = LESS_RISK[DATA.recipe][what]
    rise = chances(change(**after)) - chances(change(**before))
    assert np.mean(rise <= 1e-9) >= AGREE
    assert rise.mean() < 0


def test_chances_lie_between_none_and_sure_and_differ():
    said = chances(ROWS)
    assert ((said >= 0) & (said <= 1)).all()
    assert np.allclose(MODEL.predict_proba(ROWS).sum(axis=1), 1)
    assert len(np.unique(said.round(6))) > 10


def test_a_chance_does_not_depend_on_the_other_rows():
    shuffled = ROWS.sample(frac=1, random_state=0)
    alone = pd.Series(chances(shuffled), index=shuffled.index).sort_index()
    assert np.allclose(alone, chances(ROWS), rtol=1e-12)


def test_a_row_of_which_nothing_is_known_gets_a_chance():
    bare = ROWS.head(20).copy()
    for column in bare:
        bare[column] = np.nan if pd.api.types.is_numeric_dtype(bare[column]) else None
    said = chances(bare)
    assert np.isfinite(said).all()
    assert np.allclose(said, said[0])


def test_a_level_never_seen_gets_a_chance():
    for column in ROWS.select_dtypes(exclude="number"):
        assert np.isfinite(chances(ROWS.head(5).assign(**{column: "Carrier pigeon"}))).all()


@pytest.mark.parametrize("name", ["average_precision", "roc_auc", "log_loss", "brier"])
def test_the_saved_model_has_the_recorded_score(name, facts):
    recorded = read_json(REPORTS / "metrics.json", "evaluate")[name]
    assert getattr(metrics, name)(CLASSES, chances(ROWS)) == pytest.approx(recorded, rel=1e-9)
    assert getattr(facts.chosen.scores, name).value == pytest.approx(recorded, rel=1e-5)


def test_the_recorded_threshold_gives_the_recorded_decisions(facts):
    point, said = facts.chosen.at_chosen, chances(ROWS)
    acted = said >= read_json(REPORTS / "metrics.json", "evaluate")["threshold"]
    assert int((acted & (CLASSES == 1)).sum()) == point.true_positives
    assert int((acted & (CLASSES == 0)).sum()) == point.false_positives
    worth = 1000 * payoff_of(load_config()).of(CLASSES.to_numpy(), acted).mean()
    assert worth == pytest.approx(point.payoff.value, rel=1e-5)


@pytest.fixture(scope="module")
def config():
    config = load_config()
    config.compute.n_jobs = 1
    return config


def test_the_score_is_not_too_good_to_be_true(facts):
    check = next(each for each in facts.leakage if each.name == "too good")
    assert check.passed
    assert check.value < DATA.too_good
    assert facts.chosen.scores.roc_auc.value < DATA.too_good


def test_classes_dealt_out_at_random_teach_nothing(facts, config):
    found = leakage.auc_of_shuffled("logistic_regression", plain(config.candidates), 5, 7)
    assert found == pytest.approx(0.5, abs=0.05)
    assert next(each for each in facts.leakage if each.name == "shuffled target").passed


def test_a_column_that_gives_the_class_away_sets_off_the_alarms(config, monkeypatch):
    table, target = crossval.training_table()
    noise = np.random.default_rng(0).normal(0, 0.2, len(target))
    told = table.assign(**{DATA.rule.column: target + noise})
    for module in (crossval, leakage):
        monkeypatch.setattr(module, "training_table", lambda: (told, target))
    checks = leakage.checks("logistic_regression", plain(config.candidates), config, 0.0)
    failed = {each.name for each in checks if not each.passed}
    assert failed == {"one column", "too good"}
    assert DATA.rule.column in next(each.finding for each in checks if each.name == "one column")


def test_every_baseline_is_beaten_or_the_documents_say_otherwise(facts):
    ours = facts.chosen.scores.average_precision.value
    others = [each.scores.average_precision.value for each in facts.other_baselines]
    beaten = facts.chosen.better and all(ours > each for each in others)
    said = "not shown to be better" in Path("WALKTHROUGH.md").read_text(encoding="utf-8")
    assert beaten != said


def test_the_line_reaches_what_work_on_these_tables_reaches(facts, config):
    line = facts.candidate("logistic_regression").cv.value
    assert line > 0.66
    (scores,) = cross_validate(
        [Job("logistic_regression", plain(config.candidates), training_error=False)], config, ""
    )
    assert scores.cv == pytest.approx(line, rel=1e-5)
    _, target = crossval.training_table()
    assert metrics.roc_auc(target, scores.outcomes) > 0.845


def test_a_blend_is_cross_validated_as_scikit_learn_would_refit_it(config):
    candidates, (table, target) = plain(config.candidates), crossval.training_table()
    fit_rows, rows = training_folds(config.folds, config.seed)[0]
    refitted = build("blend", candidates).fit(table.iloc[fit_rows], target.iloc[fit_rows])
    stored = pd.read_parquet("data/out_of_fold.parquet")["blend"].to_numpy()[rows]
    assert np.allclose(predict(refitted, table.iloc[rows]), stored, rtol=1e-9)


def test_a_setting_that_the_estimator_refuses_is_one_sentence(config):
    candidates = plain(config.candidates)
    candidates["logistic_regression"]["estimator"]["C"] = -1
    with pytest.raises(ConfigError, match=r"logistic_regression\.yaml cannot be fitted: .*C"):
        cross_validate([Job("logistic_regression", candidates)], config, "")


def test_a_training_table_with_one_class_is_refused_by_the_folds(config, monkeypatch):
    table, target = crossval.training_table()
    monkeypatch.setattr(crossval, "training_table", lambda: (table, target * 0))
    crossval.training_folds.cache_clear()
    with pytest.raises(Exception, match=r"a class has 0 row\(s\): too few for 5 folds"):
        cross_validate([Job("prior_rate", plain(config.candidates))], config, "")
    crossval.training_folds.cache_clear()


def test_training_rows_and_test_rows_are_of_one_shape():
    table, classes = read(TRAIN)
    assert list(table) == list(ROWS)
    assert set(classes) == set(CLASSES) == {0, 1}
