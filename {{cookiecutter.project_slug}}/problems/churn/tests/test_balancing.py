"""Balancing: what each way does to the rows, and that validation rows are left alone."""

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression

from project_package.balancing import (
    METHODS,
    Balanced,
    between,
    cleaned,
    copies,
    fewer,
)
from project_package.compose import options
from project_package.crossval import training_table
from project_package.files import load_config, plain
from project_package.imbalance import balanced_before
from project_package.models import build
from project_package.payoff import Payoff, payoff_of
from project_package.remedies import (
    NOTHING,
    REMEDIES,
    drawn,
    remedies,
    scored,
    treated,
)
from project_package.resampling import average_precision_from, draws_of

RNG = np.random.default_rng(0)
X = RNG.normal(size=(200, 3))
Y = (np.arange(200) < 40).astype(int)
OFFER = Payoff(130, -65, 0, 0)


def rng():
    return np.random.default_rng(1)


@pytest.mark.parametrize("method", ["copies", "fewer", "between"])
def test_both_classes_are_equally_many_afterwards(method):
    _, y = METHODS[method](X, Y, rng())
    assert y.mean() == 0.5


def test_copies_are_rows_that_were_there():
    rows, y = copies(X, Y, rng())
    assert np.array_equal(rows[:200], X)
    assert {tuple(row) for row in rows[y == 1]} == {tuple(row) for row in X[Y == 1]}


def test_thinning_keeps_every_rare_row_and_repeats_no_common_one():
    rows, y = fewer(X, Y, rng())
    assert np.array_equal(rows[y == 1], X[Y == 1])
    assert len(np.unique(rows, axis=0)) == len(rows) == 80


def test_a_made_up_row_lies_between_two_rare_rows():
    line = np.column_stack([np.arange(200.0), np.zeros(200)])
    rows, y = between(line, Y, rng())
    made = rows[200:]
    assert (y[200:] == 1).all()
    assert made[:, 0].min() >= 0
    assert made[:, 0].max() <= 39
    assert (made[:, 1] == 0).all()
    assert not np.isin(made[:, 0], line[:, 0]).all()


def test_a_single_rare_row_is_copied():
    rows, _ = between(X, (np.arange(200) == 7).astype(int), rng())
    assert (rows[200:] == X[7]).all()


def test_cleaning_leaves_no_row_next_to_the_other_class():
    apart = np.where(Y[:, None] == 1, X + 20, X)
    assert len(cleaned(apart, Y, rng())[1]) == 320
    assert len(cleaned(X, Y, rng())[1]) < 320


def test_the_rarer_class_is_found_whichever_it_is():
    _, y = copies(X, 1 - Y, rng())
    assert y.mean() == 0.5


def test_an_estimator_is_fitted_on_balanced_rows_and_itself_left_alone():
    inner = LogisticRegression()
    model = clone(Balanced(inner, "copies", seed=3)).fit(X, Y)
    rows, y = copies(X, Y, np.random.default_rng(3))
    expected = LogisticRegression().fit(rows, y).predict_proba(X)
    assert np.allclose(model.predict_proba(X), expected)
    assert not hasattr(inner, "coef_")
    assert model.predict_proba(X)[:, 1].mean() == pytest.approx(0.5, abs=0.05)


def test_balancing_is_that_of_its_seed():
    same = [Balanced(LogisticRegression(), "between", seed=3).fit(X, Y) for _ in range(2)]
    assert np.array_equal(same[0].predict_proba(X), same[1].predict_proba(X))


@pytest.fixture(scope="module")
def config():
    return load_config()


@pytest.mark.parametrize("remedy", REMEDIES)
def test_a_remedy_changes_one_candidate_and_can_be_fitted(remedy, config):
    candidates = plain(config.candidates)
    name = config.imbalance_models[-1]
    changed = treated(name, candidates, remedy, seed=0)
    assert {key for key in changed if changed[key] != candidates[key]} <= {name}
    table, target = (part.head(400) for part in training_table())
    said = build(name, changed).fit(table, target).predict_proba(table)[:, 1]
    if remedy not in (NOTHING, "cleaned"):
        assert said.mean() > target.mean() + 0.03


def test_nobody_s_gaps_stop_a_row_from_being_made_up(config):
    for name in config.imbalance_models:
        assert treated(name, plain(config.candidates), "between", 0)[name]["columns"]["fill"] in (
            "median",
            "mean",
        )


def test_a_remedy_does_not_differ_from_itself():
    said = RNG.uniform(0, 1, 200)
    both = {NOTHING: said, "weights": said}
    _, again = remedies(("model", "Model"), both, Y, OFFER, seed=0)
    for _, gain in again.gains:
        assert (gain.value, gain.low, gain.high) == (0, 0, 0)


def test_moving_every_chance_costs_log_loss_and_no_ranking_and_no_payoff():
    said = np.clip(0.2 + 0.3 * (Y - 0.2) + RNG.normal(0, 0.05, 200), 0.01, 0.99)
    moved = said / (said + (1 - said) / 8)
    _, weighted = remedies(("m", "M"), {NOTHING: said, "weights": moved}, Y, OFFER, seed=0)
    assert weighted.gains.log_loss.low > 0
    assert weighted.gains.average_precision.value == pytest.approx(0, abs=1e-12)
    assert weighted.gains.best_payoff.value == pytest.approx(0, abs=1e-9)
    assert weighted.label == "M: class weights"


def test_the_resampled_scores_of_a_remedy_are_those_of_the_layer():
    said = RNG.uniform(0, 1, 200)
    found = drawn(Y, said, OFFER, seed=5)
    assert np.allclose(found.average_precision, draws_of(average_precision_from, Y, said, 5))


def test_the_best_payoff_is_that_of_no_worse_threshold():
    said = np.round(RNG.uniform(0, 1, 200) * 0.5 + Y * 0.4, 2)
    best = scored(Y, said, OFFER)
    tried = [1000 * OFFER.of(Y, said >= cut).mean() for cut in np.linspace(0, 1.01, 203)]
    assert best["best_payoff"] == pytest.approx(max(tried))
    assert best["payoff_at_half"] == pytest.approx(1000 * OFFER.of(Y, said >= 0.5).mean())


def test_nobody_is_acted_on_when_acting_never_pays():
    found = drawn(Y, RNG.uniform(0, 1, 200), Payoff(-1, -1, 0, 0), seed=0)
    assert (found.best_payoff == 0).all()


def test_the_wrong_order_claims_more_than_the_right_one(facts):
    claims = facts.imbalance.claims
    assert all(each.claimed_auc > each.roc_auc for each in claims)
    assert facts.imbalance.worst.claimed_auc > facts.too_good > facts.imbalance.worst.roc_auc


def test_the_wrong_order_can_be_done_again(facts, config):
    name = config.imbalance_models[0]
    claim = next(each for each in facts.imbalance.claims if each.model == name)
    candidates = treated(name, plain(config.candidates), NOTHING, config.seed)
    auc, f1 = balanced_before(name, candidates, "copies", config.folds, config.seed)
    assert auc == pytest.approx(claim.claimed_auc, rel=1e-4)
    assert f1 == pytest.approx(claim.claimed_f1, rel=1e-3)


def test_doing_nothing_is_the_candidate_itself(facts, config):
    name = config.imbalance_models[0]
    recorded = facts.candidate(name).cv.value
    assert facts.imbalance.get(name).average_precision == pytest.approx(recorded, rel=1e-5)
    assert facts.imbalance.break_even == pytest.approx(payoff_of(config).break_even, rel=1e-5)


def test_every_remedy_is_tried_on_every_model_that_is_named(facts, config):
    tried = {(each.model, each.remedy) for each in facts.imbalance.remedies}
    assert tried == {(name, each) for name in config.imbalance_models for each in REMEDIES}
    assert set(config.imbalance_models) <= set(options("model"))
