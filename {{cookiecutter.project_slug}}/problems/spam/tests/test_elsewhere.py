"""The chosen model on mail unlike that it learned from: the right mails, its own threshold."""

import joblib
import numpy as np
import pandas as pd
import pytest
from test_telling import rendered

from project_package import elsewhere
from project_package.crossval import training_table
from project_package.evaluation import Evaluation
from project_package.files import (
    MODELS,
    REPORTS,
    TEST,
    load_config,
    plain,
    read_json,
)
from project_package.fitted import out_of_fold
from project_package.gathered import training
from project_package.metrics import average_precision
from project_package.models import kept_settings
from project_package.payoff import Rule, payoff_of
from project_package.views import HARD, protocols, training_mails

CONFIG = load_config()
MAILS, CLASSES = training_mails(), training_table()[1].to_numpy()


@pytest.fixture(scope="module")
def data():
    """Return what evaluate measures, with the recorded threshold and one process."""
    CONFIG.compute.n_jobs = 1
    threshold = read_json(REPORTS / "metrics.json", "evaluate")["threshold"]
    return Evaluation(
        config=CONFIG,
        train=MAILS,
        test=pd.read_parquet(TEST),
        model=joblib.load(MODELS / "model.joblib"),
        actual=np.array([0, 1]),
        probability=np.array([0.1, 0.9]),
        known=CLASSES,
        seen=out_of_fold(),
        rule=Rule(threshold, payoff_of(CONFIG)),
    )


def test_mail_from_elsewhere_is_judged_by_the_chosen_model_at_its_threshold(data, facts):
    trained = training()
    fit_rows, rows = protocols(MAILS, CONFIG.folds, CONFIG.seed)["other source"][0]
    model = trained.search.model, kept_settings(plain(CONFIG.candidates), trained.search)
    said = elsewhere.probabilities(*model, fit_rows, rows)
    found, actual = facts.away("other source"), CLASSES[rows]
    acted = said >= data.rule.threshold
    assert (found.mails, found.spam) == (len(rows), actual.sum())
    assert found.average_precision.value == pytest.approx(average_precision(actual, said), rel=1e-5)
    assert found.recall.value == pytest.approx(acted[actual == 1].mean(), rel=1e-5)
    assert found.false_alarms.value == pytest.approx(acted[actual == 0].mean(), rel=1e-4)


def test_by_thread_is_what_cross_validation_said(facts):
    found = facts.away("by thread")
    assert (found.mails, found.spam) == (len(CLASSES), CLASSES.sum())
    assert found.average_precision.value == pytest.approx(facts.chosen.cv.value, rel=1e-5)


def test_hard_mail_is_judged_with_and_without_such_mail_in_training(data, monkeypatch):
    hard = set(np.flatnonzero(MAILS["kind"] == HARD))
    asked = []

    def alarmed(name, candidates, fit_rows, rows):
        asked.append((set(fit_rows), set(rows)))
        return np.ones(len(rows))

    monkeypatch.setattr(elsewhere, "probabilities", alarmed)
    _, found = elsewhere.elsewhere(data, training())
    by_thread = asked[len(elsewhere.WAYS) :]
    assert all(not fit & hard and rows <= hard for fit, rows in by_thread)
    assert set().union(*(rows for _, rows in by_thread)) == hard
    assert found.rows == len(hard)
    assert found.unseen.value == 1
    assert found.seen.value == pytest.approx(data.rule.acts(data.seen)[sorted(hard)].mean())


@pytest.mark.parametrize(("value", "passed"), [(0.9, True), (0.99, False)])
def test_too_good_a_score_on_another_source_is_an_alarm(value, passed, facts):
    better = facts.away("other source").f1.model_copy(update={"value": value})
    found = [facts.away("other source").model_copy(update={"f1": better})]
    assert elsewhere.check(found).passed is passed


def test_a_threshold_that_does_not_travel_is_said_not_to(facts):
    thread, _, other = facts.elsewhere
    rate = thread.false_alarms
    for shift, said in ((0.5, "does not travel"), (-0.5, "less real mail is lost")):
        moved = rate.model_copy(
            update={name: getattr(rate, name) + shift for name in ("value", "low", "high")}
        )
        parts = [thread, other.model_copy(update={"false_alarms": moved})]
        text = rendered(facts.model_copy(update={"elsewhere": [*parts, facts.away("later mail")]}))
        assert said in text
