"""What a classification's decisions are worth, on rows whose answer is known beforehand."""

import numpy as np
import pytest

from workbench.classification.calibration import calibration
from workbench.classification.costs import Rated, cost_cases, paid
from workbench.classification.decisions import (
    Decided,
    by_group,
    decisions,
    f1_at,
    payoff_difference,
)
from workbench.classification.resampling import group_blocks

RNG = np.random.default_rng(0)
ROWS = 4_000
CHANCE = RNG.uniform(0, 1, ROWS)
ACTUAL = (RNG.uniform(0, 1, ROWS) < CHANCE).astype(int)
KNOWN = (RNG.uniform(0, 1, ROWS) < CHANCE).astype(int)
RULE = np.where(CHANCE > 0.5, 0.7, 0.3)
GAIN = (10.0, -10.0, 0.0, 0.0)


def best(actual, said, payoff):
    """Return the best of a few thresholds."""
    cuts = np.linspace(0.05, 1.05, 21)
    worth = [np.where(actual == 1, payoff[0], payoff[1])[said >= cut].sum() for cut in cuts]
    return float(cuts[int(np.argmax(worth))])


def rated():
    """Return a model that knows the chances, a coarse rule, and one answer for all."""
    said = {"model": CHANCE, "rule": RULE, "one": np.full(ROWS, 0.5)}
    labels = {key: key.title() for key in said}
    return Rated("model", labels, KNOWN, said, ACTUAL, said, best)


def test_right_probabilities_are_off_by_no_more_than_chance():
    found = calibration(ACTUAL, CHANCE, CHANCE >= 0.9, 1)
    assert found.by_chance.low <= found.error <= found.by_chance.high
    assert found.flagged.expected.low <= found.flagged.negatives <= found.flagged.expected.high
    assert found.flagged.expected.value == pytest.approx((1 - CHANCE[CHANCE >= 0.9]).sum())
    assert found.flagged.rows == (CHANCE >= 0.9).sum()
    assert sum(each.rows for each in found.bins) == ROWS


def test_rows_with_one_probability_stay_in_one_bin():
    same = np.full(ROWS, 0.5)
    assert [each.rows for each in calibration(ACTUAL, same, same >= 0.9, 1).bins] == [ROWS]


def test_draws_in_blocks_are_the_same_draws(monkeypatch):
    whole = calibration(ACTUAL, CHANCE, CHANCE >= 0.9, 1)
    monkeypatch.setattr("workbench.classification.calibration.CELLS", 7 * ROWS)
    parts = calibration(ACTUAL, CHANCE, CHANCE >= 0.9, 1)
    assert parts.flagged == whole.flagged
    assert parts.by_chance.high == pytest.approx(whole.by_chance.high, rel=1e-12)


def test_a_model_that_is_too_sure_is_off_by_more_than_chance_at_the_top_too():
    sure = np.where(CHANCE > 0.5, 0.99, 0.01)
    found = calibration(ACTUAL, sure, sure >= 0.9, 1)
    assert found.error > found.by_chance.high
    assert found.flagged.negatives > found.flagged.expected.high


def test_a_model_is_held_against_the_baseline_that_pays_best_out_of_fold():
    (case,) = cost_cases(rated(), {"as assumed": GAIN}, 1)
    assert (case.says, case.rival) == ("as assumed", "Rule")
    assert case.break_even == pytest.approx(0.5)
    assert case.threshold == best(KNOWN, CHANCE, GAIN)
    assert case.gain.value == pytest.approx(case.payoff.value - case.rival_payoff.value)
    assert case.rival_acts == (CHANCE > 0.5).mean()


def test_where_acting_never_pays_the_rule_to_beat_is_to_act_on_nobody():
    (case,) = cost_cases(rated(), {"dear": (1.0, -1000.0, 0.0, 0.0)}, 1)
    assert (case.rival_acts, case.rival_payoff.value) == (0.0, 0.0)


def test_candidates_come_by_what_they_are_worth_and_the_chosen_is_compared_with_all_others():
    found = paid(rated(), GAIN, 1)
    assert [each.label for each in found] == ["Model", "Rule", "One"]
    assert found[0].chosen_ahead is None
    ahead = [each.chosen_ahead for each in found[1:] if each.chosen_ahead]
    assert ahead[0].value == pytest.approx(found[0].payoff - found[1].payoff)
    assert ahead[1].low > 0


def test_the_payoff_of_a_decision_is_that_of_its_difference_to_doing_nothing():
    acted = CHANCE >= 0.5
    one = decisions(ACTUAL, CHANCE, 0.5, GAIN, 1).payoff
    other = payoff_difference(ACTUAL, acted, np.zeros(ROWS, bool), GAIN, 1)
    assert one.value == pytest.approx(other.value)
    assert (one.low, one.high) == pytest.approx((other.low, other.high))


def test_f1_at_its_own_share_is_f1_and_rises_with_the_share():
    acted = CHANCE >= 0.5
    own = f1_at(ACTUAL.mean(), ACTUAL, acted, 1)
    plain = decisions(ACTUAL, CHANCE, 0.5, GAIN, 1).f1
    assert own.value == pytest.approx(plain.value)
    assert f1_at(0.1, ACTUAL, acted, 1).value < own.value < f1_at(0.9, ACTUAL, acted, 1).value


def test_f1_of_two_samples_with_other_shares_but_the_same_rates_agree_at_one_share():
    acted = CHANCE >= 0.5
    thinned = (ACTUAL == 0) | (RNG.uniform(0, 1, ROWS) < 0.2)
    few, all_rows = f1_at(0.5, ACTUAL[thinned], acted[thinned], 1), f1_at(0.5, ACTUAL, acted, 1)
    assert few.value == pytest.approx(all_rows.value, abs=0.03)
    assert decisions(ACTUAL[thinned], CHANCE[thinned], 0.5, GAIN, 1).f1.value < few.value - 0.1


def test_a_group_is_drawn_as_a_whole():
    groups = np.array([7, 7, 3, 3, 3])
    for times in group_blocks(groups, 1):
        assert (times[:, 0] == times[:, 1]).all()
        assert (times[:, 2] == times[:, 4]).all()
        break


def test_rows_that_repeat_within_a_group_widen_the_interval_and_single_rows_do_not():
    once = Decided(ACTUAL[:500], CHANCE[:500], CHANCE[:500] >= 0.5, GAIN)
    alone = by_group(once, np.arange(500), 1)["payoff"]
    repeated = once.part(np.repeat(np.arange(500), 4))
    together = by_group(repeated, np.repeat(np.arange(500), 4), 1)["payoff"]
    apart = by_group(repeated, np.arange(2_000), 1)["payoff"]
    assert together.high - together.low == pytest.approx(alone.high - alone.low, rel=0.1)
    assert apart.high - apart.low < 0.6 * (together.high - together.low)
