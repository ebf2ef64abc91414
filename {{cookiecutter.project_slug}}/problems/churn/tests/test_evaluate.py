"""What is measured beyond a classification: slices, segments, mistakes, remedies, gaps."""

import numpy as np
import pandas as pd
import pytest

from project_package import remedies, weak_spots
from project_package.data import KEY, TARGET
from project_package.evaluate import to_evaluate
from project_package.facts import Choice
from project_package.metrics import Payoff
from project_package.remedies import (
    NOTHING,
    REMEDIES,
    balanced_before,
    gains,
    measured,
    treated,
)
from project_package.weak_spots import (
    best_number,
    center_words,
    segment_names,
    segmented,
    stability,
)
from workbench.files import TEST, TRAIN, load_config, plain
from workbench.reports import fitted_models, out_of_fold

CONFIG = load_config()
TRAIN_ROWS, TEST_ROWS = pd.read_parquet(TRAIN), pd.read_parquet(TEST)
WORDS = {"tenure": ["new", "old"], "bills": ["small", "large"], "paid": ["little", "much"]}
RNG = np.random.default_rng(0)
ACTUAL = (RNG.uniform(size=400) < 0.2).astype(int)
OFFER = Payoff(130, -65, 0, 0)


@pytest.fixture(scope="module")
def data(facts):
    name = facts.chosen.key
    models = fitted_models(name)
    return to_evaluate(CONFIG, TRAIN_ROWS, TEST_ROWS, models, name, out_of_fold())


def test_the_threshold_and_its_decisions_can_be_worked_out_again(data, facts):
    point, acted = facts.chosen.at_chosen, data.decided.acted
    assert data.rule.threshold == pytest.approx(point.threshold, rel=1e-5)
    assert int((acted & (data.actual == 1)).sum()) == point.true_positives
    worth = 1000 * data.rule.payoff.of(data.actual, acted).mean()
    assert worth == pytest.approx(point.payoff.value, rel=1e-5)


def test_a_number_is_cut_into_readable_ranges():
    how = CONFIG.data.slices.tenure
    made = weak_spots.levels(pd.Series([3, 12, 13, 900]), how).tolist()
    assert made == ["up to 12 months", "up to 12 months", "12 to 24 months", "above 48 months"]


def test_codes_get_their_names_and_texts_keep_theirs():
    coded = weak_spots.levels(pd.Series([1.0, 0.0]), CONFIG.data.groups.female)
    assert coded.tolist() == ["female", "male"]
    assert coded.cat.categories.tolist() == ["male", "female"]
    text = weak_spots.levels(pd.Series(["No", "DSL"]), CONFIG.data.slices.internet_service)
    assert text.cat.categories.tolist() == ["DSL", "No"]


def test_every_test_row_has_a_level_in_every_cut():
    for columns in (CONFIG.data.slices, CONFIG.data.groups):
        for feature, level in weak_spots.by_column(TEST_ROWS, columns).items():
            assert level.notna().all(), feature


def test_the_surest_mistakes_are_the_ones_put_there(data):
    said = np.where(data.actual == 1, 0.9, 0.1)
    missed, alarm = np.flatnonzero(said == 0.9)[[3, 5]], np.flatnonzero(said == 0.1)[[2, 4]]
    said[missed], said[alarm] = [0.01, 0.02], [0.99, 0.98]
    found = weak_spots.mistakes(data._replace(probability=said))
    assert [each.row for each in found.missed[:2]] == TEST_ROWS[KEY].iloc[missed].tolist()
    assert [each.row for each in found.false_alarms[:2]] == TEST_ROWS[KEY].iloc[alarm].tolist()
    assert found.missed[0].facts["tenure"] == TEST_ROWS["tenure"].iloc[missed[0]]


def test_empty_cells_cost_what_is_recorded_and_none_cost_nothing(data, facts):
    model = data.models[facts.chosen.key]
    assert weak_spots.blanked(data, model).loss == pytest.approx(facts.gaps.blanked.loss, rel=1e-5)
    config = CONFIG.copy()
    config.blank_share = 0.0
    none = weak_spots.blanked(data._replace(config=config), model)
    assert none.loss == pytest.approx(0, abs=1e-12)


def heaps(*centers, rows=100):
    """Return a table of round heaps of points."""
    parts = [RNG.normal(center, 0.3, (rows, 2)) for center in centers]
    return pd.DataFrame(np.concatenate(parts), columns=["a", "b"])


def test_heaps_that_lie_apart_come_back_in_every_draw():
    table = heaps((0, 0), (5, 0), (0, 5))
    assert stability(table, 3, draws=5, seed=0) == pytest.approx(1, abs=0.02)
    one = pd.DataFrame(RNG.normal(size=(300, 2)), columns=["a", "b"])
    assert stability(one, 5, draws=5, seed=0) < 0.8


def test_the_best_separated_of_the_stable_numbers_is_taken():
    tried = [(3, 0.5, 0.7), (4, 0.4, 0.95), (5, 0.45, 0.9)]
    choices = [Choice(number=n, silhouette=s, stability=again) for n, s, again in tried]
    assert best_number(choices, least=0.8).number == 5
    assert best_number(choices, least=0.99).number == 4


def test_a_segment_is_named_by_what_is_far_from_the_mean_and_no_two_alike():
    assert center_words(np.array([-1.0, 0.2, 2.0]), WORDS, 3) == ["new", "much"]
    assert center_words(np.array([0.1, -0.2, 0.3]), WORDS, 3) == ["in the middle"]
    centers = np.array([[1, 1, 1], [1, 1, -1], [-1, 0.0, 0]])
    assert segment_names(centers, WORDS) == ["old, large, much", "old, large, little", "new"]
    assert len(set(segment_names(np.zeros((2, 3)), WORDS))) == 2
    assert segment_names(np.array([[1.0], [-1.0]]), {"age": ["new", "old"]}) == ["old", "new"]


def test_segments_know_neither_the_target_nor_the_test_rows(facts):
    few = CONFIG.copy()
    few.segments = {"least": facts.segments.chosen, "most": facts.segments.chosen, "draws": 1}
    few.segments.stability = 0
    blind = TRAIN_ROWS.assign(**{TARGET: 0})
    of_test, found = segmented(blind, TEST_ROWS, few)
    assert [each.name for each in found.segments] == [e.name for e in facts.segments.segments]
    assert sum(each.rows for each in found.segments) == len(TRAIN_ROWS)
    assert of_test.value_counts().to_dict() == {e.level: e.rows for e in facts.by_segment}
    alone, again = segmented(blind, TEST_ROWS.tail(1), few)
    assert again == found
    assert alone.iloc[0] == of_test.iloc[-1]


@pytest.mark.parametrize("remedy", REMEDIES)
def test_a_remedy_changes_one_candidate_and_fills_its_gaps(remedy):
    candidates, name = plain(CONFIG.candidates), CONFIG.imbalance_models[-1]
    changed = treated(name, candidates, remedy, seed=0)
    assert {key for key in changed if changed[key] != candidates[key]} <= {name}
    assert changed[name]["columns"]["fill"] == "median"


def test_a_remedy_does_not_differ_from_itself():
    ours = measured(ACTUAL, RNG.uniform(size=400), OFFER, seed=0)
    for _, gain in gains(ours, ours):
        assert (gain.value, gain.low, gain.high) == (0, 0, 0)


def test_moving_every_probability_costs_log_loss_and_no_ranking_and_no_payoff():
    said = np.clip(0.2 + 0.3 * (ACTUAL - 0.2) + RNG.normal(0, 0.05, 400), 0.01, 0.99)
    moved = said / (said + (1 - said) / 8)
    found = gains(*(measured(ACTUAL, each, OFFER, seed=0) for each in (moved, said)))
    assert found.log_loss.low > 0
    assert found.average_precision.value == pytest.approx(0, abs=1e-12)
    assert found.best_payoff.value == pytest.approx(0, abs=1e-9)


def test_no_threshold_pays_more_than_the_best_and_none_below_doing_nothing():
    said = np.round(RNG.uniform(0, 0.5, 400) + ACTUAL * 0.4, 2)
    tried = [1000 * OFFER.of(ACTUAL, said >= cut).mean() for cut in np.linspace(0, 1.01, 203)]
    assert measured(ACTUAL, said, OFFER, 0).scores["best_payoff"] == pytest.approx(max(tried))
    never = measured(ACTUAL, said, Payoff(-1, -2, 0, 0), 0)
    assert (never.draws["best_payoff"] == 0).all()


def test_the_wrong_order_claims_more_than_the_right_one(facts):
    assert all(each.claimed_auc > each.roc_auc for each in facts.imbalance.claims)
    worst = facts.imbalance.worst
    assert worst.claimed_auc > facts.too_good > worst.roc_auc


def test_the_wrong_order_can_be_done_again(facts):
    name = CONFIG.imbalance_models[0]
    claim = next(each for each in facts.imbalance.claims if each.model == name)
    candidates = treated(name, plain(CONFIG.candidates), NOTHING, CONFIG.seed)
    auc, f1 = balanced_before(name, candidates, "copies", CONFIG.folds, CONFIG.seed)
    assert (auc, f1) == pytest.approx((claim.claimed_auc, claim.claimed_f1), rel=1e-4)


def test_doing_nothing_is_the_candidate_itself(facts):
    name = CONFIG.imbalance_models[0]
    recorded = facts.candidate(name).cv.value
    assert facts.imbalance.get(name).average_precision == pytest.approx(recorded, rel=1e-5)
    tried = {(each.model, each.remedy) for each in facts.imbalance.remedies}
    assert tried == {(name, each) for name in CONFIG.imbalance_models for each in REMEDIES}


def test_each_way_to_fill_gaps_is_set_beside_the_one_in_use(facts):
    for name in CONFIG.imputation_models:
        found = [each for each in facts.gaps.fillings if each.model == name]
        assert [each.used for each in found].count(True) == 1
        assert {"median", "mean", remedies.MARKED} <= {each.way for each in found}
        assert all(each.cv < facts.candidate(name).cv.value for each in found)


def test_the_worst_part_comes_first_and_unpaid_parts_are_those_not_shown_to_pay(facts):
    ranked = [each.roc_auc.value for each in facts.ranked]
    assert ranked == sorted(ranked)
    for each in facts.unpaid:
        assert each.payoff.low <= 0 < each.acted_on.value
    assert {each.feature for each in facts.groups.parts} == {
        how.label for how in CONFIG.data.groups.values()
    }
