"""What the core bank claims about SQL, pandas, experiments, forecasts and services, computed.

`about` names the questions whose claims a test checks.
"""

from __future__ import annotations

import itertools
import math
import sqlite3
import warnings
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from interview.contradictions import wrong_number
from interview.evidence import enough, weigh
from interview.facts import read_yaml
from interview.question import Question, filled
from interview.rules import read_rules
from scipy import optimize, stats
from sklearn.ensemble import GradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.ensemble import HistGradientBoostingClassifier as Boosting
from sklearn.inspection import permutation_importance
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import KNeighborsRegressor
from threadpoolctl import threadpool_limits

from conftest import SKELETON, TEMPLATE

FOLDER = TEMPLATE / SKELETON / "interview" / "questions"
SUBJECTS = {  # each subject, and the least number of its questions
    "boosting": 7, "time series": 7, "experiments and causality": 14, "monitoring": 7,
    "serving": 7, "language models": 13, "reinforcement learning": 5, "sql": 7, "pandas": 7,
}  # fmt: skip
CHECKED: set[str] = set()


def about(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Note which questions a test is about."""

    def noted(test: Callable[..., None]) -> Callable[..., None]:
        CHECKED.update(names)
        return test

    return noted


@cache
def bank() -> dict[str, dict[str, Any]]:
    """Return the questions of these subjects by their ids."""
    found = {}
    for path in sorted(FOLDER.glob("core_*.yaml")):
        for entry in read_yaml(path):
            if entry["subject"] in SUBJECTS:
                found[entry["id"]] = entry
    return found


@cache
def questions() -> dict[str, Question]:
    """Return the same questions as they are asked."""
    return {rule.id: filled(rule, {}) for rule in read_rules(FOLDER) if rule.id in bank()}


@pytest.fixture(autouse=True)
def one_thread():
    """Keep small fits from waiting for each other's threads."""
    with threadpool_limits(1):
        yield


# The bank itself


def test_each_subject_has_its_questions_at_three_levels():
    for subject, least in SUBJECTS.items():
        levels = [entry["level"] for entry in bank().values() if entry["subject"] == subject]
        assert len(levels) >= least, subject
        assert set(levels) == {"warm-up", "core", "senior"}, subject
    levels = [entry["level"] for entry in bank().values()]
    assert 0.2 < levels.count("warm-up") / len(levels) < 0.4
    assert 0.4 < levels.count("core") / len(levels) < 0.6


def test_every_question_has_an_answer_a_common_mistake_and_two_follow_ups():
    for name, entry in bank().items():
        assert entry["answer"], name
        assert entry["wrong"], name
        assert {"what_if", "attack"} <= set(entry["ladder"]), name
        assert entry.get("limit", 60) <= 60, name
        assert ("limit" in entry) == (entry["level"] == "warm-up"), name
        for idea in entry["ideas"]:
            assert "may" in idea or len(idea["cues"]) >= 2, (name, idea)


def test_a_claim_that_is_checked_is_one_of_the_bank():
    assert set(bank()) >= CHECKED
    assert len(CHECKED) >= 50


# SQL


def rows(script: str, query: str) -> list[Any]:
    """Return what a query gives after a script; rows of one column as values."""
    with sqlite3.connect(":memory:") as database:
        database.executescript(script)
        found = database.execute(query).fetchall()
    return [row[0] if len(row) == 1 else row for row in found]


USERS = """
    create table users (id, name); insert into users values
        (1, 'a'), (2, 'b'), (3, 'c'), (null, 'd');
    create table orders (id, user_id, amount, status, day);
    insert into orders values
        (1, 1, 10, 'paid', 1), (2, 1, 30, 'paid', 2), (3, 2, 10, 'open', 2), (4, 2, 50, 'open', 2);
    create table payments (order_id, amount);
    insert into payments values (1, 4), (1, 6), (2, 30), (3, 10);
    create table banned (user_id); insert into banned values (2), (null);
"""


@about("sql.where_having", "sql.window_or_group")
def test_where_sees_no_aggregate_and_no_window():
    with pytest.raises(sqlite3.OperationalError, match="aggregate"):
        rows(USERS, "select user_id from orders where count(*) > 1 group by user_id")
    with pytest.raises(sqlite3.OperationalError, match="window"):
        rows(USERS, "select id from orders where row_number() over (order by id) = 1")
    paid = "select user_id from orders where status = 'paid' group by user_id having count(*) > {}"
    assert rows(USERS, paid.format(1)) == [1]
    assert rows(USERS, paid.format(2)) == []


@about("sql.window_or_group")
def test_a_window_keeps_every_row():
    assert len(rows(USERS, "select avg(amount) from orders group by user_id")) == 2
    over = "select id, avg(amount) over (partition by user_id) from orders order by id"
    assert rows(USERS, over) == [(1, 20), (2, 20), (3, 30), (4, 30)]


@about("sql.count")
def test_count_of_a_column_leaves_nulls_out_and_keeps_repeats():
    script = "create table t (x); insert into t values (1), (1), (2), (null);"
    assert rows(script, "select count(*), count(x), count(distinct x), avg(x) from t") == [
        (4, 3, 2, pytest.approx(4 / 3))
    ]
    assert rows(script, "select avg(coalesce(x, 0)) from t") == [1]


@about("sql.rank_ties")
def test_ranks_of_ties():
    script = "create table t (s); insert into t values (100), (100), (90);"
    over = "over (order by s desc)"
    query = f"select row_number() {over}, rank() {over}, dense_rank() {over} from t"
    assert rows(script, query) == [(1, 1, 1), (2, 1, 1), (3, 3, 2)]
    assert rows(script, "select s from t order by s desc limit 1 offset 1") == [100]
    second = f"select s from (select s, dense_rank() {over} r from t) where r = 2"
    assert rows(script, second) == [90]
    assert rows(script, second.replace("dense_rank", "rank")) == []


@about("sql.join_multiplies")
def test_a_join_copies_rows_for_each_match():
    joined = "from orders o join payments p on p.order_id = o.id"
    assert rows(USERS, f"select sum(o.amount) {joined}") == [10 + 10 + 30 + 10]
    assert rows(USERS, f"select sum(distinct o.amount) {joined}") == [10 + 30]
    once = "join (select order_id, sum(amount) paid from payments group by order_id) p"
    assert rows(USERS, f"select sum(o.amount) from orders o {once} on p.order_id = o.id") == [50]
    many = "create table a (k); create table b (k); insert into a values (1), (1);"
    many += "insert into b values (1), (1), (1);"
    assert rows(many, "select count(*) from a join b on a.k = b.k") == [6]


@about("sql.not_in_null")
def test_one_null_empties_not_in():
    assert rows(USERS, "select id from users where id not in (select user_id from banned)") == []
    exists = "select name from users u where not exists "
    exists += "(select 1 from banned b where b.user_id = u.id)"
    assert rows(USERS, exists) == ["a", "c", "d"]
    known = "(select user_id from banned where user_id is not null)"
    assert rows(USERS, f"select name from users where id not in {known}") == ["a", "c"]
    assert rows(USERS, "select name from users where id in (select user_id from banned)") == ["b"]


@about("sql.left_join_where")
def test_where_on_the_right_table_undoes_a_left_join():
    left = "select distinct u.id from users u left join orders o on o.user_id = u.id"
    assert rows(USERS, f"{left} where o.status = 'paid'") == [1]
    lost = rows(USERS, f"{left} where o.status = 'paid' or o.status is null")
    assert 2 not in lost
    assert set(rows(USERS, f"{left} and o.status = 'paid'")) == {1, 2, 3, None}
    without = f"{left} and o.status = 'paid' where o.id is null"
    assert set(rows(USERS, without)) == {2, 3, None}


@about("sql.latest_row")
def test_the_latest_row_of_each_group():
    query = """select id from (select id, {} over
        (partition by user_id order by day desc{}) place from orders) where place = 1"""
    assert rows(USERS, query.format("row_number()", ", id desc")) == [2, 4]
    assert rows(USERS, query.format("rank()", "")) == [2, 3, 4]


@about("sql.index")
def test_a_function_around_a_column_keeps_an_index_from_being_used():
    script = "create table t (at text); create index i on t (at);"
    script += "insert into t values ('2026-01-05 09:00:00'), ('2026-01-06 00:00:00');"

    def plan(where: str) -> str:
        return rows(script, f"explain query plan select * from t where {where}")[0][3]

    day = "at >= '2026-01-05' and at < '2026-01-06'"
    assert plan("date(at) = '2026-01-05'").startswith("SCAN")
    assert plan(day).startswith("SEARCH")
    assert rows(script, f"select count(*) from t where {day}") == [1]
    both = "at between '2026-01-05 00:00:00' and '2026-01-06 00:00:00'"
    assert rows(script, f"select count(*) from t where {both}") == [2]


@about("sql.running_total")
def test_a_running_total_jumps_at_ties_by_default():
    query = "select sum(amount) over (order by day {}) from orders order by id"
    assert rows(USERS, query.format("")) == [10, 100, 100, 100]
    rowwise = ", id rows unbounded preceding"
    assert rows(USERS, query.format(rowwise)) == [10, 40, 50, 100]
    last = "select last_value(id) over (order by id) from orders"
    assert rows(USERS, last) == [1, 2, 3, 4]


@about("sql.as_of")
def test_a_feature_as_of_the_label():
    script = """
        create table labels (k, at); insert into labels values (1, 5), (1, 9), (2, 5);
        create table features (k, at, v);
        insert into features values (1, 3, 'old'), (1, 5, 'now'), (1, 8, 'new'), (2, 6, 'late');
    """
    query = """select k, at, v from (
        select l.k, l.at, f.v, row_number() over (partition by l.k, l.at order by f.at desc) place
        from labels l left join features f on f.k = l.k and f.at <= l.at) where place = 1"""
    assert rows(script, query) == [(1, 5, "now"), (1, 9, "new"), (2, 5, None)]


# pandas


@about("pd.loc_iloc")
def test_a_slice_of_labels_includes_its_end():
    frame = pd.DataFrame({"x": [1, 2, 3]}, index=[10, 20, 30])
    assert frame.loc[10:20].equals(frame.iloc[0:2])
    with pytest.raises(KeyError):
        frame[frame.x > 1].loc[10]


@about("pd.transform")
def test_transform_keeps_the_rows():
    frame = pd.DataFrame({"city": ["a", "a", "b"], "p": [1.0, 3.0, 5.0]}, index=[7, 8, 9])
    groups = frame.groupby("city")["p"]
    assert (frame.p / groups.transform("sum")).tolist() == [0.25, 0.75, 1]
    assert groups.agg("sum").index.tolist() == ["a", "b"]
    assert frame.assign(s=groups.agg("sum")).s.isna().all()


@about("pd.int_to_float")
def test_integers_become_floats_when_some_are_missing():
    left, right = pd.DataFrame({"k": [1, 2]}), pd.DataFrame({"k": [1], "id": [2**53 + 1]})
    merged = left.merge(right, how="left")
    assert merged.id.dtype == "float64"
    assert int(merged.id[0]) == 2**53
    nullable = left.merge(right.astype({"id": "Int64"}), how="left")
    assert nullable.id.dtype == "Int64"
    assert nullable.id[0] == 2**53 + 1
    with pytest.raises(ValueError, match=r"NA|NaN|finite"):
        merged.id.astype(int)


@about("pd.apply")
def test_apply_by_row_calls_python_for_each_row():
    frame, calls = pd.DataFrame({"a": range(50)}), []

    def seen(row: pd.Series) -> int:
        calls.append(type(row))
        return 0

    frame.apply(seen, axis=1)
    assert calls == [pd.Series] * 50


@about("pd.alignment")
def test_series_are_aligned_by_label():
    one, two = pd.Series([1, 2], index=[0, 1]), pd.Series([10, 20], index=[1, 2])
    total = one + two
    assert total.isna().tolist() == [True, False, True]
    frame = pd.DataFrame({"x": [1, 2]}, index=[5, 6])
    frame["s"] = pd.Series([3, 4])
    assert frame.s.isna().all()
    frame["s"] = pd.Series([3, 4]).to_numpy()
    assert frame.s.tolist() == [3, 4]
    twice = pd.Series([1, 2], index=["k", "k"])
    other = pd.Series([1, 2, 3], index=["k", "k", "m"])
    assert (twice + other).notna().sum() == 4
    with pytest.raises(ValueError, match="duplicate"):
        frame["s"] = pd.Series([1, 2, 3], index=[5, 5, 6])


@about("pd.copy_on_write")
@pytest.mark.skipif(int(pd.__version__.split(".")[0]) < 3, reason="the default since pandas 3")
def test_chained_assignment_changes_nothing_and_warns():
    frame = pd.DataFrame({"age": [50, 70, None], "group": ["x", "y", "z"]})
    before = frame.copy()
    with pytest.warns(Warning, match="chained assignment"):
        frame[frame.age > 60]["group"] = "senior"
    with pytest.warns(Warning, match="inplace"):
        frame["age"].fillna(0, inplace=True)
    assert frame.equals(before)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        part = frame[["age"]]
        assert np.shares_memory(part.age.to_numpy(), frame.age.to_numpy())
        part.loc[0, "age"] = 1.0
        assert frame.equals(before)
        frame.loc[frame.age > 60, "group"] = "senior"
    assert frame.group.tolist() == ["x", "senior", "z"]
    assert not hasattr(pd.errors, "SettingWithCopyWarning")


@about("pd.merge_validate")
def test_merge_copies_rows_and_validate_refuses_it():
    left = pd.DataFrame({"k": [1, 2, None]})
    right = pd.DataFrame({"k": [1, 1, None], "v": [1, 2, 3]})
    merged = left.merge(right, how="left", indicator=True)
    assert len(merged) == 4
    assert (merged._merge == "left_only").sum() == 1
    assert merged[merged.k.isna()].v.tolist() == [3]
    with pytest.raises(pd.errors.MergeError):
        left.merge(right, how="left", validate="many_to_one")


@about("pd.groupby_missing")
def test_groupby_drops_missing_keys():
    frame = pd.DataFrame({"r": ["a", None, "b"], "q": ["x", "x", None], "s": [1, 10, 100]})
    assert frame.groupby("r").s.sum().sum() == 101
    assert frame.groupby("r", dropna=False).s.sum().sum() == 111
    assert frame.groupby(["r", "q"]).s.sum().sum() == 1


@about("pd.memory")
def test_categories_take_a_byte_a_row():
    text = pd.Series(["north", "south", "east", "west", "middle"] * 20_000)
    small = text.astype("category")
    assert small.cat.codes.dtype == "int8"
    assert small.memory_usage(index=False, deep=True) < 1.01 * len(text) + 1000
    assert text.memory_usage(index=False, deep=True) > 5 * len(text)
    mixed = pd.concat([small, pd.Series(["new"]).astype("category")])
    assert mixed.dtype != "category"
    assert np.finfo("float32").precision in (6, 7)


@about("pd.shift")
def test_shift_moves_rows_across_groups():
    frame = pd.DataFrame({"store": ["a", "a", "b"], "s": [1, 2, 3]})
    assert frame.s.shift(1)[2] == 2
    assert pd.isna(frame.groupby("store").s.shift(1)[2])


@about("pd.rolling")
def test_a_rolling_window_holds_the_present_row_unless_closed_on_the_left():
    days = pd.date_range("2026-01-01", periods=9)
    sales = pd.Series(np.arange(9.0) ** 2, index=days)
    week = sales.rolling("7D").mean()
    assert week.iloc[0] == sales.iloc[0]
    past = sales.rolling("7D", closed="left").mean()
    assert pd.isna(past.iloc[0])
    assert past.iloc[8] == pytest.approx(sales.iloc[1:8].mean())
    solved = 7 * week.iloc[8] - sum(sales.iloc[2:8])
    assert solved == pytest.approx(sales.iloc[8])
    gap = sales.drop(days[5])
    assert gap.rolling("7D").mean().iloc[-1] != gap.rolling(7).mean().iloc[-1]


@about("pd.larger_than_memory")
def test_sums_and_counts_add_up_and_means_of_chunks_do_not():
    frame = pd.DataFrame({"g": ["a", "a", "a", "b", "b"], "x": [1.0, 2, 9, 4, 6]})
    chunks = [frame.iloc[:2], frame.iloc[2:]]
    parts = pd.concat([chunk.groupby("g").x.agg(["sum", "count"]) for chunk in chunks])
    total = parts.groupby(level=0).sum()
    assert (total["sum"] / total["count"]).tolist() == frame.groupby("g").x.mean().tolist()
    means = pd.concat([chunk.groupby("g").x.mean() for chunk in chunks]).groupby(level=0).mean()
    assert means["a"] != frame.groupby("g").x.mean()["a"]


# Experiments and causality


def in_each_group(p: float, q: float, power: float = 0.8, alpha: float = 0.05) -> float:
    """Return the usual number in each group for two proportions."""
    z = stats.norm.ppf(1 - alpha / 2) + stats.norm.ppf(power)
    return z**2 * (p * (1 - p) + q * (1 - q)) / (p - q) ** 2


@about("ab.sample_size")
def test_sixteen_times_the_variance_over_the_squared_effect():
    assert 2 * sum(stats.norm.ppf([0.975, 0.8])) ** 2 == pytest.approx(16, rel=0.02)
    assert pytest.approx(14_400) == 16 * 0.1 * 0.9 / 0.01**2
    assert 14_500 < in_each_group(0.10, 0.11) < 15_000
    assert in_each_group(0.01, 0.011) / in_each_group(0.10, 0.11) == pytest.approx(11, rel=0.02)
    assert in_each_group(0.1, 0.105) / in_each_group(0.1, 0.11) == pytest.approx(4, rel=0.05)


@about("ab.before")
def test_twenty_metrics_without_an_effect():
    assert pytest.approx(0.64, abs=0.005) == 1 - 0.95**20


@about("ab.peeking")
def test_ten_looks_find_a_winner_in_nothing():
    draw = np.random.default_rng(0)
    steps = draw.standard_normal((40_000, 10)).cumsum(axis=1) / np.sqrt(np.arange(1, 11))
    crossed = (abs(steps) > 1.96).any(axis=1)
    assert crossed.mean() == pytest.approx(0.19, abs=0.01)
    assert (abs(steps[:, -1]) > 1.96).mean() == pytest.approx(0.05, abs=0.005)


@about("ab.cuped")
def test_cuped_removes_the_squared_correlation_and_a_later_covariate_biases():
    draw = np.random.default_rng(0)
    n = 100_000
    treated = draw.random(n) < 0.5
    past = draw.standard_normal(n)
    outcome = 0.7 * past + math.sqrt(0.51) * draw.standard_normal(n) + 0.1 * treated

    def effect(covariate: np.ndarray) -> tuple[float, float]:
        theta = np.cov(outcome, covariate)[0, 1] / covariate.var()
        left = outcome - theta * (covariate - covariate.mean())
        return left[treated].mean() - left[~treated].mean(), left.var()

    fair, variance = effect(past)
    assert fair == pytest.approx(0.1, abs=0.02)
    assert variance / outcome.var() == pytest.approx(0.51, abs=0.02)
    later = outcome + draw.standard_normal(n)
    assert effect(later)[0] < 0.06


@about("ab.srm")
def test_a_ratio_that_chance_does_not_explain():
    assert math.sqrt(100_000) / 2 == pytest.approx(158, abs=0.2)
    assert pytest.approx(3.8, abs=0.05) == 600 / 158
    assert stats.chisquare([50_600, 49_400]).pvalue < 0.001
    assert 50_600 - 49_400 == 0.012 * 100_000


@about("ab.trigger")
def test_users_who_never_meet_the_change_dilute_it():
    """Revenue varies alike among all users; 5% of them can be affected, by a tenth of a spread."""
    triggered = 16 / 0.1**2 / 0.05  # users to let in until enough of them have reached the step
    everybody = 16 / (0.1 * 0.05) ** 2
    assert everybody / triggered == pytest.approx(20)


@about("causal.did")
def test_differences_in_differences_depend_on_the_scale():
    assert (150 - 100) - (100 - 80) == 30
    assert pytest.approx(1.2) == (150 / 100) / (100 / 80)


@about("causal.selection")
def test_selecting_on_a_sum_ties_its_parts():
    draw = np.random.default_rng(0)
    grades, charm = draw.standard_normal((2, 50_000))
    hired = grades + charm > 1.5
    assert abs(np.corrcoef(grades, charm)[0, 1]) < 0.02
    assert np.corrcoef(grades[hired], charm[hired])[0, 1] < -0.5
    performance = grades + draw.standard_normal(50_000)
    everyone = np.corrcoef(grades, performance)[0, 1]
    top = grades > 1
    assert np.corrcoef(grades[top], performance[top])[0, 1] < everyone - 0.2


@about("ab.interference")
def test_a_shared_supply_makes_a_difference_out_of_nothing():
    """Riders want more than the 500 cars; treated ones ask twice as often."""
    cars, wanted = 500, {"control": 500, "treated": 1000}
    share = cars / sum(wanted.values())
    measured = share * (wanted["treated"] - wanted["control"])
    everybody_treated, nobody_treated = min(cars, 2000), min(cars, 1000)
    assert measured > 0
    assert everybody_treated - nobody_treated == 0


@about("ab.ratio")
def test_views_of_one_user_are_no_independent_draws():
    draw = np.random.default_rng(0)
    wrong = right = 0
    runs, users = 400, 300
    for _ in range(runs):
        views = 1 + draw.geometric(0.05, (2, users))
        rates = draw.beta(1, 4, (2, users))
        clicks = draw.binomial(views, rates)
        means = clicks.sum(1) / views.sum(1)
        by_view = sum(m * (1 - m) / n for m, n in zip(means, views.sum(1), strict=True))
        gaps = (clicks - means[:, None] * views) / views.mean(1)[:, None]
        by_user = (gaps.var(1) / users).sum()
        difference = abs(means[0] - means[1])
        wrong += difference > 1.96 * math.sqrt(by_view)
        right += difference > 1.96 * math.sqrt(by_user)
    assert wrong / runs > 0.2
    assert 0.02 < right / runs < 0.09


@about("causal.instrument", "causal.propensity")
def test_an_instrument_divides_the_two_effects():
    draw = np.random.default_rng(0)
    n = 400_000
    emailed = draw.random(n) < 0.5
    eager = draw.random(n)  # unseen, and drives both use and retention
    uses = eager + 0.2 * emailed > 0.7
    stays = draw.random(n) < 0.3 + 0.4 * eager + 0.1 * uses
    moved = uses[emailed].mean() - uses[~emailed].mean()
    effect = stays[emailed].mean() - stays[~emailed].mean()
    assert moved == pytest.approx(0.2, abs=0.005)
    assert effect / moved == pytest.approx(0.1, abs=0.02)
    plain = stays[uses].mean() - stays[~uses].mean()
    assert plain > 0.25
    adjusted = np.mean(
        [stays[uses & g].mean() - stays[~uses & g].mean() for g in (emailed, ~emailed)]
    )
    assert adjusted > plain - 0.005  # adjusting for the instrument removes no bias


@about("causal.bad_control")
def test_holding_a_mediator_fixed_removes_the_effect():
    draw = np.random.default_rng(0)
    cut = (draw.random(20_000) < 0.5).astype(float)
    units = 100 + 40 * cut + 5 * draw.standard_normal(20_000)
    revenue = units * (10 - cut)
    total = revenue[cut == 1].mean() - revenue[cut == 0].mean()
    design = np.column_stack([np.ones_like(cut), cut, units])
    held = np.linalg.lstsq(design, revenue, rcond=None)[0][1]
    assert total > 200
    assert held < -50


# Time series


@about("ts.random_split")
def test_shuffled_folds_flatter_a_forecast():
    draw = np.random.default_rng(0)
    n = 400
    walk, day = draw.standard_normal(n).cumsum(), np.arange(n)[:, None]
    shuffled = draw.permutation(n)
    cut = int(0.8 * n)

    def error(train: np.ndarray, test: np.ndarray) -> float:
        model = KNeighborsRegressor(2).fit(day[train], walk[train])
        return float(abs(model.predict(day[test]) - walk[test]).mean())

    later = error(np.arange(cut), np.arange(cut, n))
    assert error(shuffled[:cut], shuffled[cut:]) < later / 2


@about("ts.naive")
def test_the_last_value_is_the_best_forecast_of_a_random_walk():
    draw = np.random.default_rng(0)
    walks = draw.standard_normal((2_000, 101)).cumsum(axis=1)
    last = abs(walks[:, -1] - walks[:, -2]).mean()
    assert last < abs(walks[:, -1] - walks[:, -8:-1].mean(axis=1)).mean()
    assert last < abs(walks[:, -1] - (2 * walks[:, -2] - walks[:, -3])).mean()


@about("ts.stationary")
def test_series_that_drift_correlate_and_their_changes_do_not():
    draw = np.random.default_rng(0)
    one, two = draw.standard_normal((2, 300)) * 3 + 1
    assert np.corrcoef(one.cumsum(), two.cumsum())[0, 1] > 0.9
    assert abs(np.corrcoef(one, two)[0, 1]) < 0.15
    growing = 1.05 ** np.arange(24)
    assert np.ptp(np.diff(np.log(growing))) < 1e-9 < np.ptp(np.diff(growing))


@about("ts.mape")
def test_mape_rewards_low_forecasts():
    actual = np.random.default_rng(0).lognormal(sigma=0.7, size=20_000)

    def mape(forecast: float) -> float:
        return float(abs(actual - forecast).__truediv__(actual).mean())

    best = optimize.minimize_scalar(mape, bounds=(0.01, 5), method="bounded").x
    assert best < 0.7 * np.median(actual)
    assert mape(0.0) == pytest.approx(1)
    assert mape(100 * actual.max()) > 100


@about("ts.trees_trend")
def test_trees_do_not_leave_the_range_that_they_have_seen():
    time = np.arange(200.0)[:, None]
    level = time[:, 0] * 2
    trees = HistGradientBoostingRegressor().fit(time[:150], level[:150])
    assert trees.predict(time[150:]).max() <= level[:150].max()
    assert np.ptp(trees.predict(time[150:])) == 0
    changes = HistGradientBoostingRegressor().fit(time[1:150], np.diff(level[:150]))
    assert level[149] + changes.predict(time[150:151])[0] == pytest.approx(level[150])


# Monitoring and serving


def psi(expected: np.ndarray, found: np.ndarray) -> float:
    """Return the population stability index of two lists of shares."""
    return float(((found - expected) * np.log(found / expected)).sum())


@about("mon.psi", "mon.many_alarms")
def test_with_many_rows_a_tiny_shift_is_significant():
    draw = np.random.default_rng(0)
    before, after = draw.standard_normal(200_000), draw.standard_normal(200_000) + 0.03
    assert stats.ks_2samp(before, after).pvalue < 0.001
    edges = np.quantile(before, np.linspace(0, 1, 11)[1:-1])
    shares = [np.bincount(np.digitize(x, edges)) / len(x) for x in (before, after)]
    assert psi(*shares) < 0.005
    assert psi(np.array([0.5, 0.5]), np.array([0.5, 0.5])) == 0
    assert pytest.approx(10) == 200 * 0.05
    few = [
        np.bincount(np.digitize(draw.standard_normal(40), edges), minlength=10) for _ in range(99)
    ]
    noisy = [psi(np.full(10, 0.1), np.maximum(c, 0.5) / np.maximum(c, 0.5).sum()) for c in few]
    assert np.mean(np.array(noisy) > 0.25) > 0.1


@about("mon.prior_shift")
def test_the_odds_take_the_ratio_of_the_prior_odds():
    factor = (0.2 / 0.8) / (0.1 / 0.9)
    assert factor == pytest.approx(2.25)
    assert factor / (1 + factor) == pytest.approx(0.69, abs=0.005)
    draw = np.random.default_rng(0)
    labels = draw.random(400_000) < 0.2
    x = draw.standard_normal(400_000) + 2 * labels
    odds = (0.1 / 0.9) * np.exp(2 * x - 2)  # of the model that was trained at 10%
    near = abs(odds / (1 + odds) - 0.5) < 0.02
    assert labels[near].mean() == pytest.approx(0.69, abs=0.03)


@about("mon.mix")
def test_a_change_of_the_mix_is_undone_by_the_old_shares():
    accuracy = {"old country": 0.92, "new country": 0.72}
    before = 0.9 * accuracy["old country"] + 0.1 * accuracy["new country"]
    today = 0.75 * accuracy["old country"] + 0.25 * accuracy["new country"]
    assert [before, today] == pytest.approx([0.9, 0.87])


@about("serve.tail", "serve.capacity")
def test_tails_add_up_and_rate_times_time_is_work():
    assert pytest.approx(0.63, abs=0.005) == 1 - 0.99**100
    assert pytest.approx(0.37, abs=0.005) == 0.99**100
    assert 500 * 0.04 == 20
    assert 28 < 20 / 0.7 < 30 < 20 / 0.6 < 34
    fast, slow = np.arange(1, 101), np.r_[np.arange(1, 99), 900, 1000]
    mean = (np.percentile(fast, 99) + np.percentile(slow, 99)) / 2
    assert abs(mean - np.percentile(np.r_[fast, slow], 99)) > 50


# Language models


@about("llm.cost")
def test_a_month_of_chats():
    read, written = 10_000 * 3_000 / 1e6 * 1, 10_000 * 300 / 1e6 * 4
    assert (read, written, (read + written) * 30) == (30, 12, 1260)
    assert sum(range(1, 11)) * 300 == 16_500


@about("llm.quantization", "llm.latency")
def test_weights_take_memory_and_have_to_be_read():
    assert 7e9 * 2 / 1e9 == 14
    assert 7e9 * 0.5 / 1e9 == 3.5
    assert 14e9 / 1e12 == 0.014
    assert int(1 / 0.014) == 71


@about("llm.vector_search")
def test_a_million_vectors():
    assert pytest.approx(3, abs=0.1) == 1e6 * 768 * 4 / 1e9
    draw = np.random.default_rng(0)
    vectors = draw.standard_normal((100, 8))
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    distance = np.linalg.norm(unit - unit[0], axis=1)
    assert (np.argsort(distance) == np.argsort(-(unit @ unit[0]))).all()


@about("llm.kv_cache")
def test_the_cache_of_keys_and_values():
    a_token = 2 * 32 * 8 * 128 * 2
    assert a_token == 128 * 2**10
    assert a_token * 8192 == 2**30
    assert a_token * 32 / 8 * 8192 == 4 * 2**30


@about("llm.chain")
def test_ten_steps_multiply():
    assert pytest.approx(0.60, abs=0.005) == 0.95**10
    left = 0.05 * 0.2 + 0.05 * 0.8 * 0.05
    assert left == pytest.approx(0.012)
    assert (1 - left) ** 10 == pytest.approx(0.89, abs=0.005)


@about("llm.temperature")
def test_a_temperature_sharpens_and_flattens():
    scores = np.array([2.0, 1.0, 0.0])

    def softmax(temperature: float) -> np.ndarray:
        powers = np.exp(scores / temperature)
        return powers / powers.sum()

    assert softmax(0.5)[0] > softmax(1)[0] > softmax(2)[0] > 1 / 3
    assert softmax(0.01)[0] == pytest.approx(1)


@about("llm.eval_text")
def test_fifty_five_of_a_hundred_shows_nothing():
    low, high = stats.binomtest(55, 100).proportion_ci(method="wilson")
    assert [low, high] == pytest.approx([0.45, 0.65], abs=0.01)


# Bandits and off-policy evaluation


@about("rl.words")
def test_a_discount_looks_ten_steps_ahead():
    assert sum(0.9**step for step in range(1000)) == pytest.approx(10)


@about("rl.explore", "rl.thompson")
def test_greedy_can_stick_to_the_worse_arm_and_thompson_finds_the_better():
    draw = np.random.default_rng(0)
    rates = np.array([0.3, 0.5])

    def share(choose: Callable[[np.ndarray, np.ndarray], int]) -> float:
        clicks, shown = np.zeros(2), np.zeros(2)
        for arm in (0, 1, *itertools.repeat(-1, 400)):
            arm = arm if arm >= 0 else choose(clicks, shown)  # noqa: PLW2901
            shown[arm] += 1
            clicks[arm] += draw.random() < rates[arm]
        return shown[1] / shown.sum()

    greedy = [share(lambda c, n: int(np.argmax(c / n))) for _ in range(60)]
    sampled = [share(lambda c, n: int(np.argmax(draw.beta(1 + c, 1 + n - c)))) for _ in range(60)]
    assert sum(each < 0.1 for each in greedy) >= 5
    assert np.mean(sampled) > 0.8
    assert np.mean(sampled) > np.mean(greedy)


@about("rl.off_policy")
def test_weights_by_propensity_give_what_a_new_policy_would_earn():
    draw = np.random.default_rng(0)
    n = 200_000
    young = draw.random(n) < 0.5
    old = np.where(young, 0.8, 0.2)  # probability with which the old policy showed action 1
    action = draw.random(n) < old
    reward = (draw.random(n) < 0.2 + 0.3 * young + 0.1 * action).astype(float)
    truth = (0.2 + 0.3 * young + 0.1).mean()  # of always showing action 1
    weighted = (reward * action / old).mean()
    agreeing = reward[action].mean()
    assert weighted == pytest.approx(truth, abs=0.01)
    assert agreeing > truth + 0.05


# Boosting, on scikit-learn's histogram trees, which share what is claimed of the libraries


@about("boost.hessian")
def test_a_leaf_takes_the_minimum_of_its_parabola():
    draw = np.random.default_rng(0)
    p, y = draw.random(30), draw.integers(0, 2, 30)
    gradient, hessian, penalty = p - y, p * (1 - p), 1.0
    best = -gradient.sum() / (hessian.sum() + penalty)

    def loss(value: float) -> float:
        return gradient.sum() * value + (hessian.sum() + penalty) * value**2 / 2

    assert optimize.minimize_scalar(loss).x == pytest.approx(best)


@about("boost.imbalance")
def test_weights_multiply_the_odds_and_leave_the_order():
    draw = np.random.default_rng(0)
    x = draw.standard_normal((20_000, 2))
    truth = 1 / (1 + np.exp(3 - x[:, 0]))
    y = draw.random(20_000) < truth
    odds, auc = [], []
    for weight in (1, 20):
        model = Boosting(max_iter=60, max_leaf_nodes=8, random_state=0)
        p = model.fit(x, y, sample_weight=np.where(y, weight, 1)).predict_proba(x)[:, 1]
        odds.append(p / (1 - p))
        auc.append(roc_auc_score(truth > np.quantile(truth, 0.9), p))
    assert np.median(odds[1] / odds[0]) == pytest.approx(20, rel=0.15)
    assert abs(auc[1] - auc[0]) < 0.01


@about("boost.leaf_wise")
def test_a_leaf_wise_tree_is_deep_and_narrow():
    x = np.repeat(np.arange(40.0), 50)[:, None]
    model = HistGradientBoostingRegressor(max_iter=1, max_leaf_nodes=8)
    nodes = model.fit(x, 5.0 ** x[:, 0])._predictors[0][0].nodes
    assert nodes["is_leaf"].sum() == 8
    assert nodes["depth"].max() == 7
    assert (2**5, 2**6) == (32, 64)


@about("boost.importance")
def test_a_random_id_gains_on_training_rows_and_is_worth_nothing_on_others():
    draw = np.random.default_rng(0)
    x = np.column_stack([draw.integers(0, 2, (1_500, 2)), draw.permutation(1_500)]).astype(float)
    y = draw.random(1_500) < 0.3 + 0.15 * x[:, 0]
    model = GradientBoostingClassifier(max_depth=5, n_estimators=60, random_state=0)
    model.fit(x[:750], y[:750])
    assert np.argmax(model.feature_importances_) == 2
    held = permutation_importance(
        model, x[750:], y[750:], n_repeats=20, scoring="roc_auc", random_state=0
    )
    assert held.importances_mean[2] < 2 / math.sqrt(750)


@about("boost.monotone")
def test_a_constraint_holds_everywhere():
    draw = np.random.default_rng(0)
    x = draw.random((2_000, 2))
    y = np.sin(6 * x[:, 0]) + x[:, 1] + 0.3 * draw.standard_normal(2_000)
    grid = np.column_stack([np.linspace(0, 1, 400), np.full(400, 0.5)])
    free = HistGradientBoostingRegressor(max_iter=40).fit(x, y)
    bound = HistGradientBoostingRegressor(max_iter=40, monotonic_cst=[1, 0]).fit(x, y)
    assert (np.diff(free.predict(grid)) < 0).any()
    assert (np.diff(bound.predict(grid)) >= 0).all()
    assert bound.score(x, y) < free.score(x, y)


@about("boost.missing")
def test_missing_values_go_to_the_side_that_gains():
    draw = np.random.default_rng(0)
    x = draw.random((1_000, 1))
    y = (x[:, 0] > 0.5).astype(float)
    gone = draw.random(1_000) < 0.2
    for value in (0.0, 1.0):
        filled = np.where(gone[:, None], np.nan, x)
        model = HistGradientBoostingRegressor().fit(filled, np.where(gone, value, y))
        assert model.predict([[np.nan]])[0] == pytest.approx(value, abs=0.01)


@about("boost.categories")
def test_a_target_mean_of_earlier_rows_leaves_the_own_target_out():
    draw = np.random.default_rng(0)
    y = draw.random(4_000)  # pure noise, every level twice
    frame = pd.DataFrame({"level": np.repeat(np.arange(2_000), 2), "y": y}).sample(
        frac=1, random_state=0
    )
    own = frame.groupby("level").y.transform("mean")
    earlier = frame.groupby("level").y.transform(lambda s: s.shift().expanding().mean())
    assert own.corr(frame.y) > 0.6
    assert abs(earlier.corr(frame.y)) < 0.06


@about("boost.categories")
def test_residuals_on_training_rows_are_too_small():
    draw = np.random.default_rng(0)
    x, noise = draw.random((600, 3)), draw.standard_normal(600)
    model = HistGradientBoostingRegressor(max_iter=50).fit(x[:300], noise[:300])
    seen = abs(noise[:300] - model.predict(x[:300])).mean()
    assert seen < 0.75 * abs(noise[300:] - model.predict(x[300:])).mean()


def test_every_question_with_a_sum_in_its_answer_is_checked_here():
    """An answer that computes a number from others stands here, so that nobody has to trust it."""
    computed = {name for name, e in bank().items() if " times " in str(e["answer"])}
    spoken = {  # says times without computing
        "boost.hessian", "llm.cost", "ab.sample_size", "pd.memory", "rl.q_learning",
    }  # fmt: skip
    assert computed <= CHECKED | spoken, computed - CHECKED - spoken


def test_a_model_answer_states_every_must_of_its_phrasing():
    """Judged as a candidate's answer is: no must may be beyond what a good answer says."""
    for name, whole in questions().items():
        for place, phrasing in enumerate(whole.phrasings):
            asked = whole.asked(place)
            for idea in (each for each in asked.ideas if each.must):
                verdict = weigh(idea, asked.answer, phrasing, asked.ideas)
                assert enough(verdict, quoted=False), (name, place + 1, idea.text)
                assert not wrong_number(idea, asked.answer, asked), name


def musts(name: str, place: int, answer: str) -> list[bool]:
    """Return, for each must of a phrasing, whether the kit takes an answer for it unasked."""
    whole = questions()[name]
    asked = whole.asked(place - 1)
    found = [
        weigh(idea, answer, whole.phrasings[place - 1], asked.ideas)
        for idea in asked.ideas
        if idea.must
    ]
    return [enough(verdict, quoted=False) for verdict in found]


def test_right_answers_in_other_words_are_taken():
    path = TEMPLATE / "tests" / "practice_answers.yaml"
    answers = read_yaml(path)
    taken = {key: musts(*split(key), text) for key, text in answers.items()}
    assert len(taken) >= 100
    share = np.mean(list(itertools.chain(*taken.values())))
    assert share > 0.95, [key for key, found in taken.items() if not all(found)]


def split(key: str) -> tuple[str, int]:
    """Return the question and the phrasing of a key."""
    name, _, place = key.partition("/")
    return name, int(place)


def test_the_common_mistake_does_not_earn_the_musts():
    earned = []
    for name, entry in bank().items():
        mistake = entry["wrong"].split(":")[0] + "."
        earned += [
            (name, place)
            for place in range(1, len(entry["ask"]) + 1)
            if all(musts(name, place, mistake))
        ]
    assert len(earned) <= 5, earned
