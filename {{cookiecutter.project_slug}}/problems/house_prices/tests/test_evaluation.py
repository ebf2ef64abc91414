"""What is measured on the test set beyond the scores: importance, slices, ranges, odd houses."""

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT
from test_stages import out_of_date

from project_package.files import TEST, TRAIN
from project_package.importance import importance, shuffled
from project_package.scoring import extrapolation, price_range
from project_package.slices import WORST, bands, errors, slices

TRAIN_ROWS, TEST_ROWS = pd.read_parquet(TRAIN), pd.read_parquet(TEST)
PRICES = TEST_ROWS["price"].to_numpy()


class PricesByArea:
    """A model that looks at one column only."""

    def predict(self, table):
        """Return a hundred dollars a square foot."""
        return 100 * table["area"].to_numpy()


def test_shuffling_moves_the_columns_of_a_topic_together():
    table = pd.DataFrame({"a": range(50), "b": range(50), "c": range(50)})
    moved = shuffled(table, ["a", "b"], np.random.default_rng(0))
    assert moved["a"].tolist() == moved["b"].tolist() != table["a"].tolist()
    assert moved["c"].tolist() == table["c"].tolist()


def test_only_a_topic_that_the_model_looks_at_matters():
    topics = {"place": ["neighborhood"], "size": ["area"]}
    actual = 100 * TEST_ROWS["area"]
    found = importance(PricesByArea(), TEST_ROWS, actual, topics, repeats=2, seed=0)
    assert [each.topic for each in found] == ["size", "place"]
    assert found[0].increase > 0.1
    assert found[1].increase == 0


def test_bands_are_quarters_cut_at_round_numbers():
    found = bands(pd.Series([1010, 1990, 3010, 9e9]), pd.Series(range(1, 4000)), "sq ft")
    assert found.cat.categories[0] == "below 1,000 sq ft"
    assert found.cat.codes.tolist() == [1, 1, 3, 3]


def test_the_worst_slice_comes_first_and_small_ones_are_left_out():
    predicted = PRICES * np.where(TEST_ROWS["neighborhood"] == "NAmes", 1.5, 1.01)
    found = slices(TRAIN_ROWS, TEST_ROWS, predicted, 15, seed=0)
    assert (found[0].feature, found[0].level) == ("neighbourhood", "NAmes")
    assert found[0].score.value == pytest.approx(np.log(1.5))
    assert found[0].bias == pytest.approx(50)
    assert min(each.rows for each in found) >= 15


def test_the_worst_cases_carry_the_error_that_was_put_there():
    predicted = PRICES * 1.01
    predicted[[3, 5]] *= 3
    found = errors(TEST_ROWS, predicted, [])
    assert {each.pid for each in found.worst[:2]} == set(TEST_ROWS["pid"].iloc[[3, 5]])
    assert len(found.worst) == WORST
    assert found.top_share > 0.9
    assert found.without_top == pytest.approx(np.log(1.01))


def test_a_range_holds_as_often_as_it_says_on_houses_like_those_it_was_made_from():
    ratios = np.exp(np.random.default_rng(0).normal(0, 0.1, (2, 2000)))
    estimates = np.full(2000, 100.0)
    found = price_range(ratios[0], estimates * ratios[1], estimates, 0.9, seed=0)
    assert found.held.low < 0.9 < found.held.high
    assert found.low_percent < 0 < found.high_percent


def test_a_house_larger_than_any_in_training_is_told_apart():
    odd = TRAIN_ROWS.head(30).copy()
    assert extrapolation(TRAIN_ROWS, odd, odd["price"].to_numpy(), seed=0).outside is None
    odd.loc[0, "area"] = 1e5
    found = extrapolation(TRAIN_ROWS, odd, odd["price"].to_numpy() * 1.1, seed=0)
    assert found.rows == 1
    assert found.outside.value == pytest.approx(np.log(1.1))


def test_other_topics_rerun_the_evaluation_and_no_fit(project):
    path = project / "conf/data/ames.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  location:", "  place:"), encoding="utf-8")
    assert out_of_date() == {"compose", "start", "evaluate", "document", "track"}


def test_the_facts_hold_an_importance_for_every_topic(facts):
    assert sum(len(each.columns) for each in facts.importance) == facts.data.features
    assert [each.increase for each in facts.importance] == sorted(
        (each.increase for each in facts.importance), reverse=True
    )
    assert (ROOT / "reports/plots/importance.svg").exists()
