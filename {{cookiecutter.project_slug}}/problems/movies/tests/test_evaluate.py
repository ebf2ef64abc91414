"""The test set: scores, protocols, slices, long tail, examples, newcomers, stars."""

import joblib
import numpy as np
import pandas as pd
import pytest

from project_package.cleaning import FILMS
from project_package.data import DAY, Tables, requests
from project_package.evaluate import scores
from project_package.features import by_views
from project_package.leakage import visits
from project_package.metrics import SHORT
from project_package.models import LENGTH
from project_package.protocols import (
    Outcome,
    measure,
    ranked,
    stars,
)
from project_package.weak_spots import (
    beyond_accuracy,
    film_parts,
    genre_table,
    newcomer,
    slices,
)
from workbench.errors import ConfigError
from workbench.files import (
    MODELS,
    PREDICTIONS,
    REPORTS,
    TEST,
    TRAIN,
    load_config,
    plain,
    read_json,
)
from workbench.recommendation.parts import diversity, exposure, pairs, star_errors, thirds, typical
from workbench.recommendation.ranking import NOTHING
from workbench.reports import fitted_models

TRAIN_ROWS, TEST_ROWS = pd.read_parquet(TRAIN), pd.read_parquet(TEST)
TABLES = Tables(TRAIN_ROWS, TEST_ROWS, pd.read_parquet(FILMS), requests(TRAIN_ROWS, TEST_ROWS))
MODEL = joblib.load(MODELS / "model.joblib")
LISTS = MODEL.predict(TABLES.asked)
LEAST_AT_RANDOM = 0.33  # nDCG of EASE on a random split of this table: a sound build reaches it
SOME_FILMS = pd.DataFrame(
    {
        "item": [1, 2, 3, 4],
        "title": ["A", "B", "C", "D"],
        "year": [1990.0, 2000, 2010, None],
        "genres": ["Drama", "Drama|War", "Comedy", "(no genres listed)"],
    }
)
SEED = 0


def watched(*rows):
    """Return interactions, one a day: each row is a user and a film."""
    table = pd.DataFrame(rows, columns=["user", "item"])
    return table.assign(timestamp=(np.arange(len(rows)) + 1) * DAY, rating=4.0)


def test_two_films_are_alike_by_the_genres_they_share():
    genres = genre_table(SOME_FILMS)
    assert diversity(np.array([[1, 2]]), genres) == pytest.approx(0.5)
    assert diversity(np.array([[1, 3]]), genres) == 1
    assert diversity(np.array([[1, 1]]), genres) == 0
    assert diversity(np.array([[1, 2], [1, 3]]), genres) == pytest.approx(0.75)


def test_a_list_is_told_by_what_is_in_it():
    train = watched((1, 1), (2, 1), (3, 1), (4, 1), (1, 2), (1, 3))
    asked = pd.DataFrame({"user": [1, 2], "timestamp": pd.Timestamp("2005-06-01").timestamp()})
    found = beyond_accuracy(np.array([[1, 2], [1, 3]]), asked, train, SOME_FILMS)
    assert found.coverage == 1
    assert found.head == 0.5
    assert found.later == 0.25
    assert found.novelty == pytest.approx((0 + 2 + 0 + 2) / 4)


def test_no_place_is_counted_that_holds_no_film():
    train = watched((1, 1), (2, 1), (1, 2))
    asked = pd.DataFrame({"user": [1], "timestamp": [DAY]})
    found = beyond_accuracy(np.array([[1, NOTHING]]), asked, train, SOME_FILMS)
    assert (found.coverage, found.head, found.novelty) == (0.5, 1, 0)


def test_held_back_films_are_found_by_how_often_they_are_watched():
    train = watched(*[(user, 1) for user in range(9)], *[(user, 2) for user in range(6)], (0, 3))
    test = watched((20, 1), (21, 1), (20, 2), (20, 3), (20, 99))
    ours = pd.DataFrame({"user": [20, 20], "item": [1, 3]})
    theirs = pd.DataFrame({"user": [20, 21], "item": [1, 1]})
    parts = {each.level: each for each in film_parts(test, train, ours, theirs)}
    assert [each.held for each in parts.values()] == [2, 1, 1, 1]
    assert [each.found for each in parts.values()] == [0.5, 0, 1, 0]
    assert parts["head"].baseline == 1
    assert parts["new"].items == 1


def test_exposure_ends_at_everything():
    train = watched(*[(user, 1) for user in range(8)], (1, 2), (1, 3))
    ours = pd.DataFrame({"user": [1, 2], "item": [2, 1]})
    found = exposure(by_views(train).index, train, ours, ours.assign(item=1))
    assert (found[-1].views, found[-1].ours, found[-1].baseline) == (1, 1, 1)
    assert (found[0].views, found[0].ours, found[0].baseline) == (0.8, 0.5, 1)


def test_thirds_are_of_one_size_and_say_their_range():
    parts = thirds(pd.Series(range(30)), ["few", "some", "many"], "{:.0f}".format)
    assert parts.value_counts().tolist() == [10, 10, 10]
    assert parts.iloc[0] == "few: 0 to 9"
    assert parts.cat.categories.tolist()[-1] == "many: 20 to 29"


def test_the_lowest_part_comes_first_and_small_ones_are_left_out():
    train = watched(*[(user, item) for user in range(30) for item in range(1 + user)])
    users = pd.Series(range(30))
    ours = np.where(users < 10, 0.1, 0.5)
    found = slices(train, users, ours, ours / 2, least=10, seed=SEED)
    assert found[0].level == "light: 1 to 10"
    assert found[0].score.value == pytest.approx(0.1)
    assert found[0].baseline == pytest.approx(0.05)
    with pytest.raises(ConfigError, match="no part of the test set by ratings known is so large"):
        slices(train, users, ours, ours, least=31, seed=SEED)


def test_a_gain_is_told_apart_by_the_length_of_the_visit():
    train = pd.DataFrame({"user": [1, 1, 2, 2], "item": [1, 2, 1, 2]})
    train["timestamp"] = [0, DAY / 2, 0, 3 * DAY]
    found = visits(train, pd.Series([1, 2]), np.array([0.5, 0.2]), np.array([0.4, 0.4]), SEED)
    assert [(each.level, each.rows) for each in found] == [("one day", 1), ("longer", 1)]
    assert [each.behind.value for each in found] == pytest.approx([-0.1, 0.2])


def outcome(values, stars=None):
    return Outcome(pd.Index(range(len(values))), np.array(values), stars)


def test_candidates_are_ranked_by_the_users_with_a_history():
    warm = np.array([True] * 10 + [False] * 10)
    found = {
        "cold star": outcome([0.1] * 10 + [1.0] * 10),
        "warm star": outcome([0.3] * 10 + [0.0] * 10),
    }
    first, second = ranked(found, {name: name for name in found}, warm, SEED)
    assert first.key == "warm star"
    assert first.behind is None
    assert second.behind.value == pytest.approx(0.2)
    assert (second.warm.value, second.cold.value) == pytest.approx((0.1, 1.0))


def test_where_all_have_a_history_nobody_is_told_apart():
    (only,) = ranked({"one": outcome([0.1, 0.2])}, {"one": "One"}, np.array([True, True]), SEED)
    assert (only.warm, only.cold) == (None, None)


def test_the_errors_of_stars_are_resampled_by_user():
    held = pd.DataFrame({"user": [1] * 90 + [2] * 10})
    errors = np.array([1.0] * 90 + [3.0] * 10)
    rmse, mae = star_errors(held["user"], errors, SEED)
    assert rmse.value == pytest.approx(np.sqrt(1.8))
    assert mae.value == pytest.approx(1.2)
    assert (rmse.low, rmse.high) == (1, 3)


def test_every_model_of_ratings_is_set_beside_the_mean():
    known = pd.DataFrame({"rating": [2.0, 4.0]})
    held = pd.DataFrame({"user": [1, 2], "rating": [3.0, 5.0]})
    found = stars(
        known,
        held,
        {"a": outcome([0], np.array([3.0, 5.0])), "b": outcome([0])},
        {"a": "A", "b": "B"},
        SEED,
    )
    assert [each.key for each in found] == ["mean", "a"]
    assert [each.mae.value for each in found] == [1, 0]


def test_only_liked_films_count_where_only_they_shall(facts):
    whole = scores(LISTS, TABLES, 0.5, SEED)
    assert whole["liked_ndcg"] == whole["ndcg"]
    assert scores(LISTS, TABLES, 4, SEED)["liked_ndcg"].value < whole["ndcg"].value
    assert facts.liked == load_config().data.liked


def test_pairs_are_the_places_of_the_first_screen():
    found = pairs(np.arange(40).reshape(2, 20)[:, :SHORT], pd.Series([7, 8]))
    assert len(found) == 2 * SHORT
    assert found[found["user"] == 8]["item"].tolist() == list(range(20, 20 + SHORT))


def test_readers_are_found_by_how_much_they_rated():
    train = watched(*[(user, item) for user in range(9) for item in range(1 + user)])
    assert typical(train, np.arange(9), 3).tolist() == [1, 4, 7]


def test_a_newcomer_is_offered_what_the_model_offers_to_nobody_it_knows(facts):
    found = newcomer(MODEL, TABLES.items.set_index("item")["title"])
    assert found == facts.newcomer
    assert len(set(found.titles)) == facts.places


def test_what_a_newcomer_gets_is_said_as_it_is():
    rules = {name: model.newcomer_rule for name, model in fitted_models("chosen").items()}
    assert rules["most_popular"] == "what is most popular of all time"
    assert "half after 365 days" in rules["recently_popular"]
    assert "popular at that moment" in rules["chosen"]


def test_every_candidate_stands_in_every_protocol(facts):
    names = {each.key for each in facts.models}
    for each in facts.protocols:
        assert {model.key for model in each.models} == names
        assert each.warm <= each.users


def test_time_makes_the_task_harder_than_chance_does(facts):
    random, newest = facts.protocol("at_random"), facts.protocol("by_user")
    assert random.best.ndcg.low > newest.best.ndcg.high


def test_a_rating_predictor_ranks_worse_than_popularity_and_rates_better_than_the_mean(facts):
    newest = facts.protocol("by_user")
    mean, *models = newest.stars
    for each in models:
        assert each.rmse.value < mean.rmse.value
        assert newest.of(each.key).ndcg.high < facts.baseline.scores["ndcg"].low


def test_the_saved_model_has_the_recorded_scores(facts):
    recorded = read_json(REPORTS / "metrics.json", "evaluate")
    for name, estimate in scores(LISTS, TABLES, facts.liked, facts.run.seed).items():
        assert estimate.value == pytest.approx(recorded[name], rel=1e-9)
        assert facts.chosen.scores[name].value == pytest.approx(recorded[name], rel=1e-5)


def test_the_saved_model_offers_nothing_that_was_watched():
    seen = set(map(tuple, TABLES.train[["user", "item"]].to_numpy().tolist()))
    users = TABLES.asked["user"].tolist()
    offered = {(u, film) for u, films in zip(users, LISTS.tolist(), strict=True) for film in films}
    assert not seen & offered
    assert NOTHING not in LISTS


def test_the_headline_protocol_repeats_the_result(facts):
    newest = facts.protocol("by_user")
    assert newest.of(facts.chosen.key).ndcg == facts.chosen.scores["ndcg"]
    assert newest.of(facts.baseline.key).ndcg == facts.baseline.scores["ndcg"]
    assert (newest.train, newest.test) == (facts.split.train.rows, facts.split.test.rows)


def test_ease_reaches_on_a_random_split_what_it_should():
    candidates = plain(load_config().candidates)
    found, popular = (
        measure("at_random", name, candidates[name], 0.2, 42) for name in ("ease", "most_popular")
    )
    assert found.ndcg.mean() > LEAST_AT_RANDOM
    assert popular.ndcg.mean() == pytest.approx(0.18, abs=0.03)


def test_every_user_has_the_published_list_that_the_model_offers():
    written = pd.read_csv(PREDICTIONS)
    assert list(written.columns) == ["user", "films"]
    assert written["user"].tolist() == TABLES.asked["user"].tolist()
    assert written["films"].tolist() == [" ".join(map(str, films)) for films in LISTS]
    assert all(len(set(films)) == LENGTH for films in LISTS.tolist())


def test_slices_stand_beside_the_strongest_list_that_needs_no_model(facts):
    parts = [each for each in facts.slices if each.feature == "time on the site"]
    users = sum(each.rows for each in parts)
    mean = sum(each.baseline * each.rows for each in parts) / users
    assert mean == pytest.approx(facts.strongest.scores["ndcg"].value, rel=1e-4)
