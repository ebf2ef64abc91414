"""Choosing: nothing leaks into a fold, differences are paired, and the rule is kept to."""

import numpy as np
import pytest
from omegaconf import OmegaConf
from scipy import linalg

from project_package import folds
from project_package.choose import (
    cross_validate,
    judge,
    pick,
    settings,
    tune,
)
from project_package.data import at_random
from project_package.folds import (
    fit_fold,
    held_back,
    lesson,
    scores_of,
    training_data,
    training_folds,
    users,
)
from project_package.leakage import TOO_GOOD, checks
from workbench.errors import ConfigError
from workbench.files import load_config, plain
from workbench.fits import Fold, Job
from workbench.models import changed
from workbench.records import Candidate, Estimate
from workbench.reports import comparison, out_of_fold, training
from workbench.tuning import Scores

CANDIDATES = plain(load_config().candidates)
SPACE = {"estimator.penalty": [1, 3, 10], "estimator.solver": ["a", "b"]}


def fold(job, number=0, seed=0):
    return fit_fold(job, number, 2, seed, 0.2)


def scored(job, **values):
    return scores_of(job, {job.key: [fold(job, **values)]}, load_config())


def score(job, **values):
    return scored(job, **values).cv


@pytest.mark.parametrize("name", CANDIDATES)
def test_every_candidate_beats_a_list_drawn_at_random(name):
    table = training_data()[0]
    drawn = 0.2 * len(table) / table["user"].nunique() / 7000
    assert score(Job(name, CANDIDATES)) > 3 * drawn


def test_a_user_counts_once_however_many_folds(config):
    (found,) = cross_validate([Job("ease", CANDIDATES)], config, "")
    parts = [scored(Job("ease", CANDIDATES), number=n, seed=config.seed) for n in range(2)]
    assert np.allclose(found.predicted, np.mean([part.predicted for part in parts], axis=0))
    assert found.folds == pytest.approx([part.cv for part in parts])
    assert found.cv == pytest.approx(found.predicted.mean())


def test_a_fold_is_scored_on_nothing_that_it_learned_from(monkeypatch):
    """Films of the validation part are renamed: a model that had seen them would notice."""
    job, table = Job("ease", CANDIDATES), training_data()[0]
    before = score(job)
    rows = training_folds(2, 0.2)[0][1]
    spoilt = table.copy()
    spoilt.iloc[rows, spoilt.columns.get_loc("item")] = -7
    monkeypatch.setattr(folds, "training_data", lambda: (spoilt,))
    assert before > 0
    assert score(job) == 0


def test_less_to_learn_from_is_some_of_the_users_with_all_of_theirs():
    known, job = training_data()[0], Job("ease", CANDIDATES, share=0.25)
    part = lesson(job, known, np.random.default_rng(0))
    kept = part["user"].unique()
    assert len(kept) == round(0.25 * known["user"].nunique())
    assert len(part) == known["user"].isin(kept).sum()
    few, all_users = fold(job), fold(Job("ease", CANDIDATES))
    assert len(few.fit_rows) < len(all_users.fit_rows)
    assert np.array_equal(np.isnan(few.predicted), np.isnan(all_users.predicted))


def test_films_dealt_out_keep_their_popularity_and_the_users_their_number():
    known = training_data()[0]
    dealt = lesson(Job("ease", CANDIDATES, shuffle_target=True), known, np.random.default_rng(0))
    for column in ("user", "item"):
        assert sorted(known[column]) == sorted(dealt[column])
    assert (dealt["item"] != known["item"]).mean() > 0.9


@pytest.mark.parametrize("name", ["ease", "item_neighbors", "als"])
def test_films_dealt_out_at_random_teach_no_taste(name):
    dealt = scored(Job(name, CANDIDATES, shuffle_target=True))
    assert dealt.cv < 1.1 * score(Job("most_popular", CANDIDATES))
    assert np.isnan(dealt.train)


def test_a_split_at_random_sets_off_the_alarm(monkeypatch, facts):
    held = at_random(training_data()[0], 0.2, 0)
    rows = [(np.flatnonzero(~held), np.flatnonzero(held))]
    monkeypatch.setattr(folds, "training_folds", lambda *_: rows)
    assert score(Job("ease", CANDIDATES)) > TOO_GOOD > facts.chosen.cv.value


def test_one_worker_and_two_give_the_same_numbers(config):
    two = config.copy()
    two.compute.n_jobs = 2
    jobs = [Job("als", CANDIDATES, share=0.1)]
    (alone,), (together,) = (cross_validate(jobs, each, "") for each in (config, two))
    assert np.array_equal(alone.predicted, together.predicted)


def test_another_seed_gives_other_numbers():
    part = Job("ease", CANDIDATES, share=0.5)
    assert score(part, seed=0) != score(part, seed=1)


def test_a_setting_that_the_estimator_refuses_is_one_sentence():
    wrong = changed("ease", CANDIDATES, {"estimator.penalty": -1})
    with pytest.raises(ConfigError, match=r"conf/model/ease.yaml cannot be fitted: penalty must"):
        fold(Job("ease", wrong))


def test_no_fit_is_made_twice(monkeypatch):
    """Neither the default among the trials nor the baseline of the leakage checks."""
    fitted, nothing = [], Fold(np.full(2 * len(users()), 0.5), users().to_numpy())
    monkeypatch.setattr(folds, "fit_fold", lambda job, *_: fitted.append(job) or nothing)
    config = load_config()
    config.compute.n_jobs, config.model, config.search = 1, "ease", {"method": "grid"}
    used = config.candidates.ease.estimator.penalty
    config.candidates.ease.space = {"estimator.penalty": [used, 2 * used]}
    tuned = tune(comparison(), config)
    assert len(fitted) == config.folds
    assert tuned.search.trials[0].cv == tuned.search.default
    checks(tuned, config)
    assert all(job.shuffle_target for job in fitted[config.folds :])


def test_a_blend_and_its_members_solve_what_they_share_once_a_fold(monkeypatch, config):
    made, real = [], linalg.inv
    monkeypatch.setattr(linalg, "inv", lambda *a, **more: made.append(1) or real(*a, **more))
    config.compute.n_jobs = 1
    names = ["ease", "most_popular", "blend", "ease_decayed"]
    same = changed("ease", CANDIDATES, {"estimator.penalty": 400})
    for name in ("blend", "ease_decayed"):
        key = "estimator.first.penalty" if name == "blend" else "estimator.penalty"
        same = changed(name, same, {key: 400})
    cross_validate([Job(name, same) for name in names], config, "")
    assert len(made) == config.folds


def test_what_was_kept_of_each_user_is_what_the_score_is_the_mean_of(facts):
    assert out_of_fold().mean() == pytest.approx(facts.chosen.cv.value, rel=1e-5)
    held = held_back(load_config())
    assert len(held) == len(out_of_fold())
    assert (held >= load_config().folds).all()


def scores(values):
    values = np.asarray(values)
    return Scores(values, float(values.mean()), [0.1, 0.2], 0.0, 0.0, 0.0, 1)


def test_a_candidate_is_within_noise_unless_its_paired_interval_is_above_zero():
    rng = np.random.default_rng(0)
    luck, behind = rng.normal(0, 0.1, 400), {"best": 0, "close": 0.001, "far": 0.1}
    given = {name: scores(luck - each + rng.normal(0, 0.02, 400)) for name, each in behind.items()}
    config = OmegaConf.create({"seed": 0, "baseline": "far", "candidates": {}})
    for number, name in enumerate(reversed(behind)):
        about = {"label": name, "family": "", "simplicity": number, "why": ""}
        config.candidates[name] = {**about, "estimator": {}}
    judged = {each.key: each for each in judge(given, config)}
    assert list(judged)[-1] == "far"
    assert [judged[name].within_noise for name in behind] == [True, True, False]
    assert judged["far"].to_best.value == pytest.approx(0.1, abs=0.01)
    assert pick(list(judged.values())).key == "close"


def candidate(key, simplicity, cv, within_noise):
    about = {"label": key, "family": "linear", "simplicity": simplicity, "why": ""}
    interval = Estimate(value=cv, low=cv, high=cv)
    return Candidate(
        key=key, **about, cv=interval, folds=[cv], fold_sd=0, within_noise=within_noise
    )


@pytest.mark.parametrize(
    ("others", "picked"),
    [
        ([("plain", 3, 0.11, True), ("simplest", 1, 0.05, False)], "plain"),
        ([("plain", 3, 0.11, False)], "best"),
        ([("twin", 9, 0.11, True)], "best"),
    ],
    ids=["simplest within noise", "nothing else within noise", "the better of two as simple"],
)
def test_the_pick_is_the_simplest_within_noise(others, picked):
    ranked = [candidate("best", 9, 0.12, True), *(candidate(*each) for each in others)]
    found = pick(ranked)
    assert (found.key, found.best) == (picked, "best")
    assert found.runner_up == (others[0][0] if picked == "best" else "best")


@pytest.mark.parametrize(("method", "tried"), [("none", 0), ("grid", 6), ("random", 4)])
def test_a_search_tries_what_it_says(method, tried):
    search = OmegaConf.create({"method": method, "trials": 4})
    found = settings(SPACE, search, seed=0)
    assert len(found) == len({str(each) for each in found}) == tried
    assert found == settings(SPACE, search, seed=0)


def test_the_tuned_settings_are_those_of_the_search():
    found = training().search
    if not found.trials:
        pytest.skip("the search of this run had nothing to try")
    assert found.best in found.trials
    assert found.kept == ("tuned" if found.gain.low > 0 else "default")
