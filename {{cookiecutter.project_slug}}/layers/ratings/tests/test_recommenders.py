"""Every recommender: lists as they must be, and the same scores as slow, plain versions give."""

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone

from project_package import models
from project_package.data import DAY
from project_package.features import history, recent_views
from project_package.models import (
    ALS,
    BLOCK,
    EASE,
    LENGTH,
    Blend,
    DampedMeans,
    ItemNeighbors,
    MostPopular,
    PureSVD,
    RecentlyPopular,
    build,
    damped,
    scaled,
)
from workbench.files import load_config, plain
from workbench.recommendation.fading import Fading
from workbench.recommendation.ranking import NOTHING, in_turn, top
from workbench.recommendation.ridge import SPARED

CANDIDATES = plain(load_config().candidates)
every_candidate = pytest.mark.parametrize("name", CANDIDATES)


def some(users=30, items=25, seed=0):
    """Return random interactions with times and stars, oldest first."""
    rng = np.random.default_rng(seed)
    rows, columns = np.nonzero(rng.random((users, items)) < 0.1 + 0.6 * rng.random(items))
    order = rng.permutation(len(rows))
    return pd.DataFrame(
        {
            "user": rows[order] + 100,
            "item": columns[order] + 1000,
            "timestamp": (np.arange(len(rows)) + 1) * DAY,
            "rating": rng.integers(1, 11, len(rows)) / 2,
        }
    )


TABLE = some()
X = TABLE.drop(columns="rating")
PAST = history(TABLE)
ASKED = pd.DataFrame({"user": PAST.users})


def all_scores(model):
    """Return the scores of all users of the table, shape (n_users, n_items)."""
    model.fit(TABLE)
    return model.scores(model.history_, np.arange(len(PAST.users)), np.full(30, PAST.times[-1]))


def unseen(scores):
    return scores[PAST.matrix.toarray() == 0]


@every_candidate
def test_a_list_has_no_item_twice_and_none_that_was_taken(name):
    lists = build(name, CANDIDATES).fit(TABLE).predict(ASKED)
    assert lists.shape == (30, LENGTH)
    seen = TABLE.groupby("user")["item"].agg(set)
    for user, items in zip(ASKED["user"], lists, strict=True):
        offered = items[items != NOTHING].tolist()
        assert len(offered) == len(set(offered)) == min(LENGTH, 25 - len(seen[user]))
        assert not seen[user] & set(offered)


@every_candidate
def test_a_list_does_not_depend_on_who_else_asks(name):
    model = build(name, CANDIDATES).fit(TABLE)
    alone = model.predict(ASKED.iloc[[7]])
    assert np.array_equal(alone[0], model.predict(ASKED)[7])


@every_candidate
def test_a_fit_again_gives_the_same_lists(name):
    first, second = (build(name, CANDIDATES).fit(TABLE).predict(ASKED) for _ in range(2))
    assert np.array_equal(first, second)


@every_candidate
def test_a_user_nobody_knows_gets_popular_items(name):
    model = build(name, CANDIDATES).fit(TABLE)
    (items,) = model.predict(pd.DataFrame({"user": [-5]}))
    assert NOTHING not in items
    popular = TABLE["item"].value_counts()
    assert popular[items[:5]].mean() > popular.mean()


@every_candidate
def test_a_newcomer_with_a_few_items_gets_a_list_without_a_new_fit(name):
    model = build(name, CANDIDATES).fit(TABLE)
    new = pd.DataFrame({"user": 1, "item": [1003, 1004, 1005, 777_777], "rating": 4.0})
    (items,) = model.recommend(pd.DataFrame({"user": [1]}), interactions=new)
    assert not {1003, 1004, 1005, 777_777, NOTHING} & set(items.tolist())


@every_candidate
def test_a_user_with_one_rating_gets_a_full_list(name):
    one = pd.concat([TABLE, TABLE.tail(1).assign(user=1)], ignore_index=True)
    model = build(name, CANDIDATES).fit(one)
    (items,) = model.predict(pd.DataFrame({"user": [1]}))
    assert NOTHING not in items
    assert TABLE["item"].iloc[-1] not in items


@every_candidate
def test_rows_without_times_are_learned_from_too(name):
    model = build(name, CANDIDATES).fit(TABLE.drop(columns="timestamp"))
    assert model.predict(ASKED).shape == (30, LENGTH)


@every_candidate
def test_known_users_asked_with_their_own_history_get_the_same_list(name):
    model = build(name, CANDIDATES).fit(TABLE)
    again = model.recommend(ASKED, interactions=TABLE)
    assert (again == model.predict(ASKED)).mean() > 0.99


def test_ties_go_to_the_item_that_comes_first():
    assert top(np.array([[5.0, 7.0, 5.0, 7.0]]), 3).tolist() == [[1, 3, 0]]


def test_the_best_are_those_of_a_full_sort():
    scores = np.random.default_rng(0).integers(0, 9, (50, 40)).astype(float)
    scores[scores == 0] = -np.inf
    order = np.argsort(-scores, axis=1, kind="stable")[:, :10]
    usable = np.take_along_axis(scores, order, axis=1) > -np.inf
    assert np.array_equal(top(scores, 10), np.where(usable, order, NOTHING))


def test_a_user_who_has_seen_all_is_offered_nothing():
    table = pd.DataFrame({"user": [1, 1, 2], "item": [3, 4, 3]})
    lists = MostPopular().fit(table).recommend(pd.DataFrame({"user": [1, 2]}), 2)
    assert lists.tolist() == [[NOTHING, NOTHING], [4, NOTHING]]


def test_the_most_popular_items_come_first():
    lists = MostPopular().fit(X).recommend(pd.DataFrame({"user": [-1]}), 25)
    counts = TABLE["item"].value_counts()[lists[0]]
    assert counts.is_monotonic_decreasing


def test_views_fade_by_half_and_the_future_does_not_count():
    table = pd.DataFrame({"user": [1, 2, 3], "item": [7, 7, 8]})
    table["timestamp"] = np.array([1, 11, 21]) * DAY
    past = history(table)
    moments = np.array([11.0, 1, 31]) * DAY
    found = recent_views(past, moments, half_life_days=10)
    assert found.tolist() == [[1.5, 0], [1, 0], [0.375, 0.5]]


def test_the_history_of_some_users_is_that_of_a_table_of_them():
    users = np.array([2, 3, 29])
    part = PAST.of(users, np.flatnonzero(np.isin(PAST.rows, users)))
    alone = history(TABLE[TABLE["user"].isin(PAST.users[users])], PAST.items)
    for ours, theirs in zip(part, alone, strict=True):
        assert np.array_equal(ours, theirs)


def test_recent_views_are_those_of_a_plain_loop():
    moments = np.random.default_rng(1).uniform(0, PAST.times[-1], 20)
    expected = np.zeros((20, len(PAST.items)))
    for i, moment in enumerate(moments):
        for column, time in zip(PAST.columns, PAST.times, strict=True):
            if time <= moment:
                expected[i, column] += 0.5 ** ((moment - time) / DAY / 30)
    assert np.allclose(recent_views(PAST, moments, 30), expected)


def test_views_go_on_from_what_is_known_of_the_history(monkeypatch):
    moments = np.random.default_rng(1).uniform(0, PAST.times[-1], 20)
    expected = recent_views(PAST, moments, 30)
    monkeypatch.setattr("workbench.recommendation.fading.SPAN", 7)
    known = Fading(PAST, 30)
    assert len(known.kept) == -(-len(PAST.times) // 7)
    parts = [recent_views(PAST, part, 30, known) for part in np.split(moments, 4)]
    assert np.allclose(np.concatenate(parts), expected)


def test_many_requests_are_scored_oldest_first_and_answered_in_their_order(monkeypatch):
    model = RecentlyPopular(30).fit(TABLE)
    times = np.random.default_rng(2).permutation(TABLE["timestamp"].to_numpy())[:20]
    asked = pd.DataFrame({"user": -1, "timestamp": times})
    expected = model.recommend(asked, 5)
    monkeypatch.setattr(models, "BLOCK", 3)
    assert (np.diff(times[in_turn(asked, 3)[0]]) >= 0).all()
    assert np.array_equal(model.recommend(asked, 5), expected)


def test_the_list_of_a_moment_holds_what_was_popular_then():
    table = pd.DataFrame({"user": range(1, 9), "item": [1, 1, 1, 2, 3, 3, 2, 2]})
    table["timestamp"] = np.arange(1, 9) * 100 * DAY
    asked = pd.DataFrame({"user": [-1, -1], "timestamp": [300 * DAY, 800 * DAY]})
    early, late = RecentlyPopular(100).fit(table).recommend(asked, 1).ravel()
    assert (early, late) == (1, 2)


def primal(penalty, past=PAST):
    """Return the published EASE weights, items by items."""
    taken = past.matrix.toarray()
    inverse = np.linalg.inv(taken.T @ taken + penalty * np.eye(taken.shape[1]))
    weights = -inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0)
    return weights


@pytest.mark.parametrize("items", [12, 60], ids=["fewer items", "fewer users"])
@pytest.mark.parametrize("penalty", [0.5, 10.0, 500.0])
def test_ease_is_ease_as_published(penalty, items):
    model = EASE(penalty).fit(some(items=items))
    past = model.history_
    assert len(model.inverse_) == min(past.matrix.shape)
    found = model.scores(past, np.arange(len(past.users)), np.zeros(len(past.users)))
    assert np.allclose(found, past.matrix.toarray() @ primal(penalty, past), atol=1e-10)


def test_what_two_models_need_is_solved_once():
    members = EASE(7.0, half_life=2.0), RecentlyPopular()
    EASE(7.0).fit(X)
    SPARED.clear()
    EASE(7.0, half_life=2.0).fit(X)
    Blend(*members).fit(X)
    assert len(SPARED) == 2
    assert {each.solves for each in (EASE(7.0), members[0], Blend(*members))} == {7.0}
    EASE(8.0).fit(X)
    EASE(8.0).fit(X.iloc[1:])
    assert len(SPARED) == 2


def test_ease_weighs_the_last_items_most():
    model = EASE(10.0, half_life=2.0).fit(X)
    weights = model.profiles(PAST).toarray()
    of_one = TABLE[TABLE["user"] == 105]["item"].tolist()[::-1]
    found = [weights[5, PAST.items.get_loc(item)] for item in of_one]
    assert np.allclose(found, 0.5 ** (np.arange(len(of_one)) / 2))
    assert np.allclose(all_scores(model), weights @ primal(10.0), atol=1e-10)


def test_a_long_half_life_is_no_decay():
    assert np.allclose(all_scores(EASE(10.0, 1e9)), all_scores(EASE(10.0)))


def test_neighbors_are_those_of_a_plain_loop():
    taken = PAST.matrix.toarray()
    n = taken.shape[1]
    similar = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            if i != j:
                both = (taken[:, i] * taken[:, j]).sum()
                norms = np.sqrt(taken[:, i].sum() * taken[:, j].sum())
                similar[i, j] = both / (norms + 3)
    for i in range(n):
        least = np.sort(similar[i])[-6]
        similar[i, similar[i] < least] = 0
    assert np.allclose(all_scores(ItemNeighbors(6, 3.0, 1)), taken @ similar.T)


def test_items_with_few_users_have_no_neighbors():
    counts = TABLE["item"].value_counts()
    rare = counts.index[counts < counts.median()]
    scores = all_scores(ItemNeighbors(6, 3.0, least_views=counts.median()))
    assert (scores[:, PAST.items.get_indexer(rare)] == 0).all()
    assert (all_scores(ItemNeighbors(6, 3.0, least_views=10**6)) == 0).all()


def test_a_full_decomposition_tells_who_taken_what():
    scores = all_scores(PureSVD(factors=24, random_state=0))
    assert np.allclose(scores, PAST.matrix.toarray(), atol=0.25)
    few = all_scores(PureSVD(factors=2, random_state=0))
    left, sizes, right = np.linalg.svd(PAST.matrix.toarray(), full_matrices=False)
    assert np.allclose(few, (left[:, :2] * sizes[:2]) @ right[:2], atol=0.01)


def test_a_table_smaller_than_the_factors_is_decomposed_as_far_as_it_goes():
    small = pd.DataFrame({"user": [1, 1, 2], "item": [3, 4, 3]})
    lists = PureSVD(factors=50, random_state=0).fit(small).recommend(pd.DataFrame({"user": [2]}), 1)
    assert lists.tolist() == [[4]]


def two_camps():
    """Return users who watch either the first or the second half of the items, but for one."""
    rows = [(user, item) for user in range(20) for item in range(10) if user % 2 == item % 2]
    table = pd.DataFrame(rows, columns=["user", "item"])
    return table[~((table["user"] == 0) & (table["item"] == 8))]


@pytest.mark.parametrize(
    "model",
    [EASE(5.0), EASE(5.0, 4.0), ItemNeighbors(4), PureSVD(2, 0), ALS(4, 0.1, random_state=0)],
    ids=lambda model: type(model).__name__,
)
def test_the_item_of_the_own_camp_is_offered_first(model):
    lists = model.fit(two_camps()).recommend(pd.DataFrame({"user": [0]}), 3)
    assert lists[0, 0] == 8


def test_a_blend_is_the_weighted_sum_of_scores_on_one_scale():
    seen = PAST.matrix.toarray() > 0
    first, second = EASE(10.0), RecentlyPopular(30.0)
    expected = scaled(all_scores(first), seen) + 0.3 * scaled(all_scores(second), seen)
    assert np.allclose(unseen(all_scores(Blend(first, second, 0.3))), unseen(expected))
    free = np.where(seen, np.nan, scaled(all_scores(first), seen))
    assert np.nanmin(free) == 0
    assert np.nanmax(free) == 1


def test_a_blend_without_its_second_is_its_first():
    alone, blended = EASE(10.0), Blend(EASE(10.0), RecentlyPopular(30.0), 0.0)
    assert np.array_equal(alone.fit(X).predict(ASKED), blended.fit(X).predict(ASKED))


@pytest.mark.parametrize(
    ("model", "said"),
    [
        (EASE(0), "penalty must be above zero, got 0"),
        (RecentlyPopular(-1), "half_life_days must be above zero, got -1"),
        (ItemNeighbors(0), "neighbors must be one or more, got 0"),
    ],
    ids=["EASE", "RecentlyPopular", "ItemNeighbors"],
)
def test_a_setting_without_a_meaning_is_refused(model, said):
    with pytest.raises(ValueError, match=said):
        model.fit(X).predict(ASKED)


def test_damping_pulls_the_mean_of_a_group_to_zero():
    groups, values = np.array([0, 0, 1]), np.array([1.0, 3.0, 6.0])
    assert damped(groups, values, 3, 0).tolist() == [2, 6, 0]
    assert damped(groups, values, 3, 2).tolist() == [1, 2, 0]


def test_damped_means_add_up_item_and_user():
    table = pd.DataFrame({"user": [1, 1, 2], "item": [7, 8, 7], "rating": [5.0, 3.0, 4.0]})
    model = DampedMeans(0, 0).fit(table)
    pairs = pd.DataFrame({"user": [1, 2, 2, 99], "item": [7, 8, 99, 7]})
    # mean 4; item 7 gets +0.5, item 8 -1; user 1 gives +0.25 above that, user 2 -0.5
    assert model.predict_ratings(pairs).tolist() == [4.75, 3, 3.5, 4.5]


def test_stars_stay_within_those_that_were_given():
    found = DampedMeans(0, 0).fit(TABLE).predict_ratings(TABLE)
    assert found.min() >= TABLE["rating"].min()
    assert found.max() <= TABLE["rating"].max()


def test_a_setting_is_what_scikit_learn_clones_and_prints():
    again = clone(Blend(EASE(10.0), RecentlyPopular(30.0), 0.3))
    assert (again.first.penalty, again.second.half_life_days, again.weight) == (10, 30, 0.3)
    assert repr(EASE(10.0)) == "EASE(penalty=10.0)"


def test_lists_made_in_blocks_are_those_made_one_by_one(monkeypatch):
    model = EASE(10.0).fit(X)
    whole = model.predict(ASKED)
    assert len(ASKED) < BLOCK
    monkeypatch.setattr(models, "BLOCK", 7)
    assert np.array_equal(model.predict(ASKED), whole)


def test_ranking_needs_no_stars():
    for name in CANDIDATES:
        assert build(name, CANDIDATES).fit(X).predict(ASKED).shape == (30, LENGTH)
