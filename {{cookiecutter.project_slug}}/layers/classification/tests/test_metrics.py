"""Metrics, payoffs, intervals and slices of a classification, against scikit-learn and by hand."""

import numpy as np
import pandas as pd
import pytest
from sklearn import metrics as sklearn_metrics

from project_package import metrics
from project_package.metrics import (
    Payoff,
    Rule,
    best_threshold,
    headline,
    headline_draws,
    payoff_of,
    payoffs_of,
    per_thousand,
    scores,
    threshold_draws,
)
from workbench.classification.decisions import Decided, decisions, payoff_difference, slices
from workbench.files import load_config
from workbench.statistics import RESAMPLES

LEAST = 10  # rows of a class in a part, for a rate of that class
RNG = np.random.default_rng(0)
ACTUAL = RNG.integers(0, 2, 300)
SAID = np.round(np.clip(0.3 * ACTUAL + RNG.uniform(0, 0.7, 300), 0, 1), 2)  # with many ties
MAIL = Payoff(0, -10, -1, 0)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (metrics.average_precision, sklearn_metrics.average_precision_score),
        (metrics.roc_auc, sklearn_metrics.roc_auc_score),
        (metrics.log_loss, sklearn_metrics.log_loss),
        (metrics.brier, sklearn_metrics.brier_score_loss),
    ],
)
def test_a_metric_is_the_one_of_scikit_learn(ours, theirs):
    said = np.clip(SAID, 0.01, 0.99)
    assert ours(ACTUAL, said) == pytest.approx(theirs(ACTUAL, said))


def test_the_draws_of_the_same_seed_are_paired():
    first, second = (headline_draws(ACTUAL, SAID, 1) for _ in range(2))
    assert first.shape == (RESAMPLES,)
    assert np.array_equal(first, second)
    assert not np.array_equal(first, headline_draws(ACTUAL, SAID, 2))
    assert np.mean(first) == pytest.approx(headline(ACTUAL, SAID), abs=0.01)


@pytest.mark.parametrize(
    ("actual", "said", "reason"),
    [
        ([0, 0], [0.1, 0.2], "both classes"),
        ([0, 1], [0.1, 1.2], "between 0 and 1"),
        ([0, 1], [0.1], "shape"),
        ([0, 2], [0.1, 0.2], "both classes"),
    ],
)
def test_what_cannot_be_scored_is_refused(actual, said, reason):
    with pytest.raises(ValueError, match=reason):
        metrics.average_precision(actual, said)


def test_each_of_the_four_outcomes_has_its_worth():
    worth = Payoff(1, 2, 3, 4).of(np.array([1, 0, 1, 0]), np.array([True, True, False, False]))
    assert worth.tolist() == [1, 2, 3, 4]


def test_the_break_even_is_where_both_decisions_are_worth_the_same():
    p = MAIL.break_even
    act = p * MAIL.true_positive + (1 - p) * MAIL.false_positive
    wait = p * MAIL.false_negative + (1 - p) * MAIL.true_negative
    assert act == pytest.approx(wait)
    assert p == pytest.approx(10 / 11)


@pytest.mark.parametrize("payoff", [MAIL, Payoff(50, -10, 0, 0), Payoff(1, -1, -1, 1)])
def test_no_threshold_is_better_than_the_best(payoff):
    best = best_threshold(ACTUAL, SAID, payoff)
    tried = np.append(np.linspace(0, 1, 501), best)
    worth = per_thousand(ACTUAL, SAID, payoff, tried)
    assert worth[-1] == pytest.approx(worth.max())


def test_when_acting_never_pays_nothing_is_acted_on():
    assert not Rule(best_threshold(ACTUAL, SAID, Payoff(-1, -1, 0, 0)), MAIL).acts(SAID).any()


def test_the_interval_of_the_threshold_comes_from_resampled_rows():
    draws = threshold_draws(ACTUAL, SAID, MAIL, seed=0)
    assert draws.shape == (RESAMPLES,)
    low, high = np.quantile(draws, [0.025, 0.975])
    assert low <= best_threshold(ACTUAL, SAID, MAIL) <= high


def test_the_decisions_are_counted_as_scikit_learn_counts_them():
    found = decisions(ACTUAL, SAID, 0.5, MAIL, seed=0)
    acted = SAID >= 0.5
    tn, fp, fn, tp = sklearn_metrics.confusion_matrix(ACTUAL, acted).ravel()
    assert (found.true_positives, found.false_positives) == (tp, fp)
    assert (found.false_negatives, found.true_negatives) == (fn, tn)
    assert found.f1.value == pytest.approx(sklearn_metrics.f1_score(ACTUAL, acted))
    assert found.precision.value == pytest.approx(sklearn_metrics.precision_score(ACTUAL, acted))
    assert found.recall.low < found.recall.value < found.recall.high
    assert found.payoff.value == pytest.approx(1000 * (-10 * fp - fn) / len(ACTUAL))


def test_without_a_row_acted_on_precision_is_zero():
    found = decisions(ACTUAL, SAID, 2.0, MAIL, seed=0)
    assert (found.precision.value, found.recall.value, found.f1.value) == (0, 0, 0)


def test_the_scores_hold_their_values_within_their_intervals():
    for name, each in scores(ACTUAL, SAID, seed=0).items():
        assert each.low < each.value < each.high, name


def test_a_decision_does_not_differ_from_itself():
    acted = SAID >= 0.5
    same = payoff_difference(ACTUAL, acted, acted, MAIL, seed=0)
    assert (same.value, same.low, same.high) == (0, 0, 0)


def test_the_payoffs_to_try_begin_with_those_that_are_assumed(facts):
    config = load_config()
    tried = payoffs_of(config)
    assert next(iter(tried.values())) == payoff_of(config)
    assert len(tried) == 1 + len(config.data.payoff_range)
    assumed = facts.costs[0]
    assert assumed.threshold == facts.chosen.at_chosen.threshold
    assert assumed.payoff.value == pytest.approx(facts.chosen.at_chosen.payoff.value)
    assert [each.says for each in facts.costs] == list(tried)


def test_every_candidate_is_weighed_and_only_the_chosen_one_not_against_itself(facts):
    assert {each.label for each in facts.paid} == {each.label for each in facts.models}
    (own,) = (each.label for each in facts.paid if each.chosen_ahead is None)
    assert own == facts.chosen.label


def test_a_part_has_no_rate_of_a_class_that_is_hardly_there():
    negatives = np.flatnonzero(ACTUAL == 0)
    level = pd.Series("mixed", index=range(len(ACTUAL)))
    level[negatives[: 3 * LEAST]] = "negatives"
    level[negatives[3 * LEAST :][:2]] = "few"
    decided = Decided(ACTUAL, SAID, SAID >= 0.5, MAIL)
    found = slices({"kind": level.astype("category")}, decided, LEAST, seed=0)
    parts = {each.level: each for each in found}
    assert set(parts) == {"mixed", "negatives"}
    assert parts["negatives"].recall is None
    assert parts["negatives"].roc_auc is None
    assert parts["negatives"].false_alarms is not None
    assert parts["mixed"].roc_auc is not None
    assert parts["mixed"].roc_auc.value == pytest.approx(
        sklearn_metrics.roc_auc_score(ACTUAL[level == "mixed"], SAID[level == "mixed"])
    )


def test_the_configured_payoff_says_from_which_probability_acting_pays(facts):
    payoff = metrics.payoff_of(load_config())
    assert payoff.break_even == pytest.approx(facts.threshold.break_even, rel=1e-5)
    stated = facts.worth.content()
    assert {name: stated[name] for name in payoff._fields} == payoff._asdict()
