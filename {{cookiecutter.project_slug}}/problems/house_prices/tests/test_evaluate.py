"""What is measured on the test set: scores, parts, worst cases, importance, ranges."""

import numpy as np
import pandas as pd
import pytest

from project_package.metrics import scores
from project_package.weak_spots import (
    WORST,
    bands,
    extrapolation,
    importance,
    price_range,
    slices,
    worst_cases,
)
from workbench.errors import ConfigError
from workbench.files import TEST, TRAIN, load_config

CONFIG = load_config()
TRAIN_ROWS, TEST_ROWS = pd.read_parquet(TRAIN), pd.read_parquet(TEST)
PRICES = TEST_ROWS["price"].to_numpy()


class PricesByArea:
    """A model that looks at one column only."""

    def predict(self, table):
        """Return a hundred dollars a square foot."""
        return 100 * table["area"].to_numpy()


def test_a_score_comes_with_an_interval_around_it():
    found = scores(PRICES, PRICES * np.random.default_rng(0).normal(1, 0.1, len(PRICES)), seed=0)
    assert found["rmse_log"].low < found["rmse_log"].value < found["rmse_log"].high
    assert found["rmse_log"].value == pytest.approx(0.1, abs=0.01)


def test_only_a_topic_that_the_model_looks_at_matters():
    config = CONFIG.copy()
    config.data.topics, config.importance_repeats = {"place": ["neighborhood"], "size": ["area"]}, 2
    found = importance(PricesByArea(), TEST_ROWS.assign(price=100 * TEST_ROWS["area"]), config)
    assert [each.topic for each in found] == ["size", "place"]
    assert found[0].increase > 0.1
    assert found[1].increase == 0


def test_bands_are_quarters_cut_at_round_numbers():
    found = bands(pd.Series([1010, 1990, 3010, 9e9]), pd.Series(range(1, 4000)), "{:,.0f} sq ft")
    assert found.cat.categories[0] == "below 1,000 sq ft"
    assert found.cat.codes.tolist() == [1, 1, 3, 3]


def test_the_worst_slice_comes_first_and_small_ones_are_left_out():
    predicted = PRICES * np.where(TEST_ROWS["neighborhood"] == "NAmes", 1.5, 1.01)
    found = slices(TRAIN_ROWS, TEST_ROWS, predicted, 15, seed=0)
    assert (found[0].feature, found[0].level) == ("neighborhood", "NAmes")
    assert found[0].score.value == pytest.approx(np.log(1.5))
    assert found[0].bias == pytest.approx(50)
    assert min(each.rows for each in found) >= 15


def test_parts_that_are_all_too_small_are_refused():
    with pytest.raises(
        ConfigError, match=r"slice_min_rows is 9999, .* by neighborhood is so large"
    ):
        slices(TRAIN_ROWS, TEST_ROWS, PRICES, 9999, seed=0)


def test_the_worst_cases_carry_the_error_that_was_put_there():
    predicted = PRICES * 1.01
    predicted[[3, 5]] *= 3
    found = worst_cases(TRAIN_ROWS, TEST_ROWS, predicted, TRAIN_ROWS["price"].to_numpy(), CONFIG)
    assert {each.pid for each in found.worst[:2]} == set(TEST_ROWS["pid"].iloc[[3, 5]])
    assert len(found.worst) == WORST
    assert found.top_share > 0.9
    assert found.without_top == pytest.approx(np.log(1.01))


def test_without_its_unusual_houses_a_model_that_fails_on_them_alone_has_no_error():
    odd = (TEST_ROWS["sale_condition"] != CONFIG.data.usual_sale).to_numpy()
    known = TRAIN_ROWS["price"].to_numpy()
    found = worst_cases(TRAIN_ROWS, TEST_ROWS, PRICES * np.where(odd, 2, 1), known, CONFIG)
    sales, large = found.odd
    assert (sales.rows, sales.without.value, sales.cv_without) == (odd.sum(), 0, 0)
    assert large.without.value > 0.1


def test_a_range_holds_as_often_as_it_says_on_houses_like_those_it_was_made_from():
    ratios = np.exp(np.random.default_rng(0).normal(0, 0.1, (2, 2000)))
    estimates = np.full(2000, 100.0)
    found = price_range(ratios[0], estimates * ratios[1], estimates, CONFIG)
    assert found.held.low < CONFIG.range_level < found.held.high
    assert found.low_percent < 0 < found.high_percent


def test_a_house_larger_than_any_in_training_is_scored_apart():
    odd = TRAIN_ROWS.head(30).copy()
    assert extrapolation(TRAIN_ROWS, odd, odd["price"].to_numpy(), seed=0).outside is None
    odd.loc[[0, 1], "area"] = 1e5
    found = extrapolation(TRAIN_ROWS, odd, odd["price"].to_numpy() * 1.1, seed=0)
    assert found.rows == 2
    assert found.outside.value == pytest.approx(np.log(1.1))


def test_the_facts_hold_an_importance_for_every_column_largest_first(facts):
    assert sum(len(each.columns) for each in facts.importance) == facts.data.features
    growth = [each.increase for each in facts.importance]
    assert growth == sorted(growth, reverse=True)


def test_the_facts_add_up(facts):
    chosen, base = facts.chosen.scores["rmse_log"], facts.baseline.scores["rmse_log"]
    assert facts.derived.lift == pytest.approx(1 - chosen.value / base.value, abs=1e-5)
    assert facts.chosen.to_baseline.value == pytest.approx(chosen.value - base.value, abs=1e-5)
    assert facts.worst_slice.score.value == max(each.score.value for each in facts.slices)
    assert facts.errors.worst[0].error_percent == pytest.approx(
        (facts.errors.worst[0].predicted / facts.errors.worst[0].price - 1) * 100, abs=0.01
    )
