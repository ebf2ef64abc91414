"""Validation and the fitted model: nothing leaks, and the recorded scores are their own."""

from pathlib import Path

import joblib
import numpy as np
import pandas as pd
import pytest

from project_package import crossval, metrics
from project_package.crossval import (
    Job,
    cross_validate,
    fit_fold,
    lesson,
    resampled,
    score,
    training_folds,
    training_table,
)
from project_package.errors import ConfigError
from project_package.evaluate import tables
from project_package.files import (
    MODELS,
    REPORTS,
    TEST,
    load_config,
    plain,
    read_json,
)
from project_package.leakage import TOO_GOOD
from project_package.models import changed
from project_package.protocols import cut, measure
from project_package.recommender import LENGTH, NOTHING
from project_package.scoring import scores
from project_package.split import at_random
from project_package.task import example, predict

MODEL = joblib.load(MODELS / "model.joblib")
TABLES = tables()
CANDIDATES = plain(load_config().candidates)
HELD = pd.read_parquet(TEST)
LEAST_AT_RANDOM = 0.33  # nDCG of EASE on a random split of this table: a sound build reaches it


@pytest.fixture(scope="module")
def config():
    config = load_config()
    config.compute.n_jobs = 1
    config.folds = 2
    return config


def fold(job, number=0, seed=0):
    return fit_fold(job, number, 2, 0.2, seed)


@pytest.mark.parametrize("name", CANDIDATES)
def test_every_candidate_beats_a_list_drawn_at_random(name):
    drawn = len(HELD) / HELD["user"].nunique() / 7000
    assert score(fold(Job(name, CANDIDATES)).outcomes) > 3 * drawn


def test_a_user_counts_once_however_many_splits(config):
    (scores_,) = cross_validate([Job("ease", CANDIDATES)], config, "")
    parts = [fold(Job("ease", CANDIDATES), number, config.seed) for number in range(2)]
    assert np.allclose(scores_.outcomes, np.mean([part.outcomes for part in parts], axis=0))
    assert scores_.cv == pytest.approx(np.mean(scores_.folds))
    assert scores_.cv == score(scores_.outcomes)


def test_draws_of_the_same_seed_are_paired():
    outcomes = np.random.default_rng(0).random(100)
    first, second = resampled(outcomes, 0), resampled(outcomes + 1, 0)
    assert np.allclose(second - first, 1)
    assert not np.array_equal(first, resampled(outcomes, 1))


def test_a_split_is_scored_on_nothing_that_it_learned_from(monkeypatch):
    """Films of the validation part are renamed: a model that had seen them would notice."""
    job, table = Job("ease", CANDIDATES), training_table()
    before = fold(job).outcomes
    rows = training_folds(2, 0.2)[0][1]
    spoilt = table.copy()
    spoilt.iloc[rows, spoilt.columns.get_loc("item")] = -7
    monkeypatch.setattr(crossval, "training_table", lambda: spoilt)
    assert before.mean() > 0
    assert (fold(job).outcomes == 0).all()


def test_less_to_learn_from_is_some_of_the_users_with_all_of_theirs():
    known = training_table()
    rng = np.random.default_rng(0)
    part = lesson(Job("ease", CANDIDATES, share=0.25), known, rng)
    users = part["user"].unique()
    assert len(users) == round(0.25 * known["user"].nunique())
    assert len(part) == known["user"].isin(users).sum()
    assert fold(Job("ease", CANDIDATES, share=0.25)).users.equals(
        fold(Job("ease", CANDIDATES)).users
    )


def test_films_dealt_out_keep_their_popularity_and_the_users_their_number():
    known = training_table()
    dealt = lesson(Job("ease", CANDIDATES, shuffle_target=True), known, np.random.default_rng(0))
    for column in ("user", "item"):
        assert sorted(known[column]) == sorted(dealt[column])
    assert (dealt["item"] != known["item"]).mean() > 0.9


@pytest.mark.parametrize("name", ["ease", "item_neighbours", "als"])
def test_films_dealt_out_at_random_teach_no_taste(name):
    dealt = fold(Job(name, CANDIDATES, shuffle_target=True, training_error=False))
    popular = fold(Job("most_popular", CANDIDATES))
    assert score(dealt.outcomes) < 1.1 * score(popular.outcomes)
    assert dealt.train is None


def test_the_score_is_not_too_good_to_be_true(facts):
    assert facts.chosen.cv.value < TOO_GOOD


def test_a_split_at_random_sets_off_the_alarm(monkeypatch):
    table = training_table()
    held = at_random(table, 0.2, 0)
    rows = [(np.flatnonzero(~held), np.flatnonzero(held))]
    monkeypatch.setattr(crossval, "training_folds", lambda *_: rows)
    assert score(fold(Job("ease", CANDIDATES)).outcomes) > TOO_GOOD


def test_ease_reaches_on_a_random_split_what_it_should():
    found = measure("at_random", "ease", CANDIDATES["ease"], 0.2, 42)
    popular = measure("at_random", "most_popular", CANDIDATES["most_popular"], 0.2, 42)
    assert found.ndcg.mean() > LEAST_AT_RANDOM
    assert popular.ndcg.mean() == pytest.approx(0.18, abs=0.03)


def test_one_process_and_two_give_the_same_numbers(config):
    jobs = [Job("als", CANDIDATES), Job("pure_svd", CANDIDATES)]
    two = config.copy()
    two.compute.n_jobs = 2
    for alone, together in zip(
        cross_validate(jobs, config, ""), cross_validate(jobs, two, ""), strict=True
    ):
        assert np.array_equal(alone.outcomes, together.outcomes)


def test_another_seed_gives_other_numbers():
    part = Job("ease", CANDIDATES, share=0.5)
    assert score(fold(part, seed=0).outcomes) != score(fold(part, seed=1).outcomes)


def test_a_setting_that_the_estimator_refuses_is_one_sentence():
    wrong = changed("ease", CANDIDATES, {"estimator.penalty": -1})
    with pytest.raises(ConfigError, match=r"conf/model/ease.yaml cannot be fitted: penalty must"):
        fold(Job("ease", wrong))


@pytest.mark.parametrize("name", list(load_config().candidates))
def test_training_nothing_but_lists_needs_no_stars(name):
    table = training_table().drop(columns="rating")
    from project_package.models import build

    model = build(name, CANDIDATES).fit(table)
    assert predict(model, example(TEST)).shape == (3, LENGTH)


def test_the_saved_model_has_the_recorded_scores(facts):
    lists = predict(MODEL, TABLES.asked)
    found = scores(lists, TABLES, facts.liked, facts.run.seed)
    recorded = read_json(REPORTS / "metrics.json", "evaluate")
    for name, estimate in found.content().items():
        assert estimate["value"] == pytest.approx(recorded[name], rel=1e-9)
        assert getattr(facts.chosen.scores, name).value == pytest.approx(recorded[name], rel=1e-5)


def test_the_saved_model_offers_nothing_that_was_watched():
    lists = predict(MODEL, TABLES.asked)
    seen = set(map(tuple, TABLES.train[["user", "item"]].to_numpy().tolist()))
    offered = {
        (user, film)
        for user, films in zip(TABLES.asked["user"].tolist(), lists.tolist(), strict=True)
        for film in films
    }
    assert not seen & offered
    assert NOTHING not in lists


def test_every_baseline_is_beaten_or_the_documents_say_otherwise(facts):
    beaten = facts.chosen.better
    said = "not shown to be better" in Path("WALKTHROUGH.md").read_text(encoding="utf-8")
    assert beaten != said


def test_the_headline_protocol_repeats_the_result(facts):
    newest = facts.protocol("by_user")
    assert newest.of(facts.chosen.key).ndcg == facts.chosen.scores.ndcg
    assert newest.of(facts.baseline.key).ndcg == facts.baseline.scores.ndcg
    assert (newest.train, newest.test) == (facts.split.train.rows, facts.split.test.rows)
    known, held = cut("by_user", facts.split.asked_share, facts.run.seed)
    assert (len(known), len(held)) == (newest.train, newest.test)


def test_scores_by_name_are_scores_of_lists(facts):
    lists = predict(MODEL, TABLES.asked)
    hits, relevant = metrics.hits(lists, TABLES.asked["user"], TABLES.test)
    assert metrics.ndcg(hits, relevant).mean() == pytest.approx(
        facts.chosen.scores.ndcg.value, rel=1e-5
    )
