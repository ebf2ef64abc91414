"""What is measured beyond a classification: lift, groups of people, gaps, mistakes, importance."""

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT
from test_stages import out_of_date

from project_package.crossval import training_table
from project_package.files import TEST, load_config, plain
from project_package.gaps import (
    MARKED,
    blanked,
    emptied,
    fillings,
    used,
    ways_for,
)
from project_package.groups import disparities, groups
from project_package.lift import lift, top_rates
from project_package.mistakes import SHOWN, mistakes
from project_package.payoff import Payoff, Rule
from project_package.task import KEY, TARGET

CONFIG = load_config()
TEST_ROWS = pd.read_parquet(TEST)
RNG = np.random.default_rng(0)
ACTUAL = (RNG.uniform(size=800) < 0.3).astype(int)
RULE = Rule(0.5, Payoff(130, -65, 0, 0))


def as_category(values):
    return pd.Series(values).astype("category")


class ByOneColumn:
    """A model that looks at one number only: the larger, the surer."""

    def predict_proba(self, table):
        """Return chances from a column of 0 and 1, a gap is a half."""
        said = table["x"].astype(float).fillna(0.5).to_numpy()
        return np.column_stack([1 - said, said])


def test_a_perfect_order_has_the_highest_lift():
    found = lift(ACTUAL, ACTUAL + RNG.uniform(0, 0.1, 800), share=0.1, seed=0)
    assert (found.rows, found.rate.value) == (80, 1)
    assert found.lift.value == pytest.approx(1 / ACTUAL.mean())


def test_a_random_order_has_a_lift_of_one():
    found = lift(ACTUAL, RNG.uniform(size=800), share=0.5, seed=0)
    assert found.lift.low < 1 < found.lift.high


def test_the_top_of_a_resample_is_that_of_its_own_rows():
    said, actual = np.array([0.9, 0.8, 0.7, 0.1]), np.array([1, 0, 1, 0])
    times = np.array([[0, 0, 2, 2], [3, 1, 0, 0]], np.uint8)
    top, average = top_rates(times, actual, said, 0.5)
    assert top.tolist() == [1, 1]
    assert average.tolist() == [0.5, 0.75]


def test_two_groups_that_are_treated_alike_do_not_differ():
    sex = as_category(np.tile(["a", "b"], 400))
    said = 0.3 + 0.5 * RNG.uniform(size=800)
    found = disparities({"sex": sex}, ACTUAL, said, RULE, least=30, seed=0)
    assert [each.measure for each in found] == ["acted_on", "recall", "false_alarms", "surplus"]
    assert all(each.difference.includes_zero for each in found[:3])
    assert all(each.difference.value >= 0 for each in found)


def test_a_group_that_is_acted_on_more_often_is_named():
    age = as_category(np.repeat(["old", "young"], 400))
    said = np.where(age == "old", 0.7, 0.2) + RNG.uniform(0, 0.2, 800)
    found = groups({"age": age}, ACTUAL, said, RULE, least=30, seed=0)
    assert {(each.more, each.less) for each in found.shown} == {("old", "young")}
    assert found.of("age")[0].difference.value == pytest.approx(1)
    assert found.of("age") == found.disparities
    assert [each.level for each in found.parts] == ["old", "young"]


def test_of_three_groups_the_two_furthest_apart_are_compared():
    levels = as_category(np.repeat(["low", "middle", "top", "top"], 200))
    said = np.where(levels == "low", 0.1, np.where(levels == "middle", 0.5, 0.9))
    first = disparities({"x": levels}, ACTUAL, said, RULE, least=30, seed=0)[0]
    assert {first.less} == {"low"}
    assert first.more in ("middle", "top")


def test_a_group_too_small_to_judge_is_left_out():
    levels = as_category(["many"] * 790 + ["few"] * 10)
    assert disparities({"x": levels}, ACTUAL, RNG.uniform(size=800), RULE, 30, 0) == []


def test_groups_of_people_are_looked_at_and_reported(facts):
    looked_at = {each.feature for each in facts.groups.parts}
    assert looked_at == {how.label for how in CONFIG.data.groups.values()}
    assert {each.feature for each in facts.blind.changes} == looked_at
    assert facts.blind.columns == list(CONFIG.data.groups)


def test_cells_are_emptied_at_random_and_no_others_change():
    table = TEST_ROWS.drop(columns=[KEY, TARGET])
    found = emptied(table, 0.1, np.random.default_rng(0))
    gaps = found.isna() & table.notna()
    assert gaps.to_numpy().mean() == pytest.approx(0.1, abs=0.01)
    kept = found.notna()
    assert (found[kept] == table[kept])[kept].where(kept, True).to_numpy().all()


def test_the_loss_from_empty_cells_is_measured_against_the_whole_rows():
    table = pd.DataFrame({"x": ACTUAL.astype(float)})
    none = blanked(ByOneColumn(), table, ACTUAL, share=0.0, seed=0)
    assert (none.average_precision, none.loss, none.sd) == (1, 0, 0)
    some = blanked(ByOneColumn(), table, ACTUAL, share=0.5, seed=0)
    assert some.loss == pytest.approx(1 - some.average_precision)
    assert some.loss > 0.1


def test_only_an_estimator_that_takes_gaps_is_tried_with_them():
    assert ways_for({"fill": "none", "indicator": False})[-1] == "left empty"
    assert "left empty" not in ways_for({"fill": "median", "indicator": True})
    assert used({"fill": "median", "indicator": True}) == MARKED


def test_ways_of_filling_are_tried_exactly_when_there_are_gaps(facts):
    gaps = training_table()[0].isna().to_numpy().any()
    assert bool(facts.gaps.fillings) == gaps
    for name in {each.model for each in facts.gaps.fillings}:
        own = [each for each in facts.gaps.fillings if each.model == name and each.used]
        assert len(own) == 1
        assert own[0].cv == pytest.approx(facts.candidate(name).cv.value, rel=1e-5)


def test_a_gap_that_says_something_is_found_by_marking_it(monkeypatch):
    config = load_config()
    config.compute.n_jobs = 1
    config.imputation_models = ["logistic_regression"]
    table, target = training_table()
    telling = RNG.uniform(size=len(target)) < np.where(target == 1, 0.5, 0.1)
    gappy = table.assign(**{CONFIG.data.rule.column: table[CONFIG.data.rule.column].mask(telling)})
    for module in ("gaps", "crossval"):
        name = f"{fillings.__module__.rpartition('.')[0]}.{module}.training_table"
        monkeypatch.setattr(name, lambda: (gappy, target))
    found = {each.way: each for each in fillings(config)}
    assert found[MARKED].used
    assert found["median"].gain.high < 0


def test_the_surest_mistakes_are_the_ones_put_there():
    said = np.where(TEST_ROWS[TARGET] == 1, 0.9, 0.1)
    missed, alarm = np.flatnonzero(said == 0.9)[[3, 5]], np.flatnonzero(said == 0.1)[[2, 4]]
    said[missed], said[alarm] = [0.01, 0.02], [0.99, 0.98]
    column = CONFIG.data.rule.column
    found = mistakes(TEST_ROWS, TEST_ROWS[TARGET].to_numpy(), said, {column: "it"})
    assert [each.row for each in found.missed[:2]] == TEST_ROWS[KEY].iloc[missed].tolist()
    assert [each.row for each in found.false_alarms[:2]] == TEST_ROWS[KEY].iloc[alarm].tolist()
    assert len(found.missed) == len(found.false_alarms) == SHOWN
    assert found.missed[0].facts == {"it": TEST_ROWS[column].iloc[missed[0]]}


def test_an_empty_cell_of_a_mistake_is_left_out():
    rows = TEST_ROWS.assign(**{CONFIG.data.rule.column: np.nan})
    said = RNG.uniform(size=len(rows))
    found = mistakes(rows, rows[TARGET].to_numpy(), said, {CONFIG.data.rule.column: "it"})
    assert found.missed[0].facts == {}


def test_other_topics_rerun_the_evaluation_and_no_fit(project):
    path = project / f"conf/data/{CONFIG.choices.data}.yaml"
    text = path.read_text(encoding="utf-8")
    before, key, after = text.partition("topics:")
    renamed = after.replace(f"  {next(iter(CONFIG.data.topics))}:", "  another name:", 1)
    path.write_text(before + key + renamed, encoding="utf-8")
    assert out_of_date() == {"compose", "start", "evaluate", "document", "track"}


def test_another_payoff_reruns_the_evaluation_and_no_fit(project):
    path = project / f"conf/data/{CONFIG.choices.data}.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  false_negative: 0", "  false_negative: -1"), encoding="utf-8")
    assert out_of_date() == {"compose", "start", "evaluate", "document", "track"}


def test_the_facts_hold_an_importance_for_every_topic(facts):
    assert sum(len(each.columns) for each in facts.importance) == facts.data.features
    assert [each.topic for each in facts.importance] != list(plain(CONFIG.data.topics))
    assert [each.increase for each in facts.importance] == sorted(
        (each.increase for each in facts.importance), reverse=True
    )
    assert (ROOT / "reports/plots/importance.svg").exists()


def test_the_worst_part_comes_first_and_unpaid_parts_are_those_not_shown_to_pay(facts):
    ranked = [each.roc_auc.value for each in facts.ranked]
    assert ranked == sorted(ranked)
    for each in facts.unpaid:
        assert each.payoff.low <= 0 < each.acted_on.value
