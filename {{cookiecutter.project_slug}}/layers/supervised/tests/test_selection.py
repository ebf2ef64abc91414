"""Choosing a model: intervals, the pick, the search, and folds that are the same for all."""

import numpy as np
import pytest
from omegaconf import OmegaConf

from project_package import crossval
from project_package.compare import judge, pick
from project_package.crossval import (
    Job,
    Scores,
    cross_validate,
    members,
    training_rows,
)
from project_package.errors import ConfigError
from project_package.files import load_config, plain
from project_package.metrics import headline_error
from project_package.models import build, changed
from project_package.records import Candidate, Estimate
from project_package.search import edges, run_search, settings
from project_package.stats import bootstrap, difference, shift

SPACE = {"estimator.alpha": [1, 3, 10], "estimator.solver": ["a", "b"]}


def mean_error(actual, predicted):
    return float(np.mean(predicted - actual))


def candidate(key, simplicity, cv, within_noise):
    return Candidate(
        key=key,
        label=key,
        family="linear",
        simplicity=simplicity,
        why="",
        cv=Estimate(value=cv, low=cv, high=cv),
        folds=[cv],
        fold_sd=0,
        train=cv,
        within_noise=within_noise,
    )


def method(name, **values):
    return OmegaConf.create({"method": name, **values})


def test_a_model_does_not_differ_from_itself():
    y = np.arange(50.0)
    same = difference(mean_error, y, y + 1, y + 1, seed=0)
    assert (same.value, same.low, same.high) == (0, 0, 0)


def test_a_paired_interval_is_narrower_than_the_two_it_compares():
    rng = np.random.default_rng(0)
    y, noise = rng.normal(size=200), rng.normal(size=200)
    whole = bootstrap(mean_error, y, y + noise, seed=0)
    paired = difference(mean_error, y, y + noise, y + noise + 0.1, seed=0)
    assert paired.high < 0
    assert paired.high - paired.low < 0.1 * (whole.high - whole.low)


def test_the_interval_holds_the_true_value_about_as_often_as_it_says():
    rng = np.random.default_rng(0)
    zeros = np.zeros(80)
    found = [bootstrap(mean_error, zeros, rng.normal(size=80), seed=1) for _ in range(100)]
    assert 88 <= sum(each.includes_zero for each in found) <= 100


def test_an_interval_holds_the_value_that_it_is_of():
    noise = np.random.default_rng(0).normal(size=(20, 60))
    found = [bootstrap(mean_error, np.zeros(60), each, seed=1) for each in noise]
    assert all(each.low < each.value < each.high for each in found)


def test_two_samples_are_resampled_each_on_its_own():
    noise = np.random.default_rng(0).normal(size=200)
    here, there = (np.zeros(200), noise + 2), (np.zeros(200), noise)
    moved = shift(mean_error, here, there, seed=0)
    assert moved.value == pytest.approx(2)
    assert moved.high - moved.low == pytest.approx(4 * np.sqrt(2 / 200), rel=0.2)


def scores(predicted, target):
    error = headline_error(target, predicted)
    return Scores(predicted, error, [error, error], error, 0.0, 0.0)


def test_a_candidate_is_within_noise_unless_its_paired_interval_is_above_zero():
    rng = np.random.default_rng(0)
    target, noise = np.exp(rng.normal(12, 0.4, 300)), rng.normal(0, 0.1, 300)
    errors = {"best": noise, "close": 1.0001 * rng.permutation(noise), "far": 1.3 * noise}
    found = {name: target * np.exp(error) for name, error in errors.items()}
    config = load_config()
    config.candidates = {
        name: {"label": name, "family": "linear", "simplicity": number, "why": ""}
        for number, name in enumerate(reversed(found))
    }
    judged = judge({n: scores(p, target) for n, p in found.items()}, target, config, "far")
    assert [each.key for each in judged] == ["best", "close", "far"]
    assert [each.within_noise for each in judged] == [True, True, False]
    assert pick(judged).key == "close"


def test_the_pick_is_the_simplest_within_noise():
    ranked = [
        candidate("best", 9, 0.10, True),
        candidate("plain", 3, 0.11, True),
        candidate("simplest", 1, 0.20, False),
    ]
    assert pick(ranked).key == "plain"
    assert pick(ranked).best == "best"


def test_the_best_is_picked_when_nothing_simpler_is_within_noise():
    ranked = [candidate("best", 9, 0.10, True), candidate("plain", 3, 0.11, False)]
    assert pick(ranked).key == "best"
    assert pick(ranked).runner_up == "plain"


def test_of_two_equally_simple_the_better_is_picked():
    ranked = [candidate("best", 3, 0.10, True), candidate("twin", 3, 0.11, True)]
    assert pick(ranked).key == "best"
    assert pick(ranked[::-1]).key == "best"


def test_no_search_tries_nothing():
    assert settings(SPACE, method("none"), seed=0) == []
    assert settings({}, method("random", trials=3), seed=0) == []


def test_a_grid_is_every_combination_once():
    tried = settings(SPACE, method("grid"), seed=0)
    assert len(tried) == len({str(each) for each in tried}) == 6


def test_a_random_search_repeats_neither_itself_nor_a_setting():
    tried = settings(SPACE, method("random", trials=4), seed=0)
    assert len({str(each) for each in tried}) == 4
    assert tried == settings(SPACE, method("random", trials=4), seed=0)
    assert tried != settings(SPACE, method("random", trials=4), seed=1)


def test_a_random_search_larger_than_the_space_is_the_grid():
    assert len(settings(SPACE, method("random", trials=99), seed=0)) == 6


def test_halving_gives_all_rows_to_the_best_third_of_a_third():
    values = list(range(9))
    halving = method("halving", trials=9, shares=[0.1, 0.3, 1.0])
    trials = run_search({"x": values}, halving, 0, lambda left, _: [each["x"] for each in left])
    assert [each.params["x"] for each in trials if each.share == 0.3] == [0, 1, 2]
    assert [each.params["x"] for each in trials if each.share == 1.0] == [0]
    assert trials[-1].share == 1.0


def test_a_search_in_one_go_gives_every_setting_all_rows():
    trials = run_search(SPACE, method("grid"), 0, lambda left, _: list(range(len(left))))
    assert [each.share for each in trials] == [1.0] * 6
    assert [each.cv for each in trials] == list(range(6))


def test_the_edges_of_a_space_are_told_from_its_middle():
    assert edges({"estimator.alpha": 1, "estimator.solver": "a"}, SPACE) == ["estimator.alpha"]
    assert edges({"estimator.alpha": 3}, SPACE) == []


@pytest.fixture(scope="module")
def config():
    config = load_config()
    config.compute.n_jobs = 1
    config.folds = 2
    return config


@pytest.mark.parametrize("name", load_config().candidates)
def test_every_candidate_fits_and_converges(name, config):
    table, target, _ = training_rows(config.folds, config.seed)
    model = build(name, plain(config.candidates)).fit(table, target)
    assert headline_error(target, model.predict(table)) < 1


def test_every_space_holds_the_setting_that_is_in_use(config):
    candidates = plain(config.candidates)
    for name, each in candidates.items():
        for key, values in each.get("space", {}).items():
            owner = candidates if key.split(".")[0] in candidates else each
            for part in key.split("."):
                assert part in owner, f"{name}: {key} is no setting"
                owner = owner[part]
            assert owner in values, f"{name}: {key} cannot stay at {owner}"


def test_a_changed_setting_changes_one_candidate_only(config):
    before = plain(config.candidates)
    after = changed("ridge", before, {"estimator.alpha": 77})
    assert after["ridge"]["estimator"]["alpha"] == 77
    assert {k: v for k, v in after.items() if k != "ridge"} == {
        k: v for k, v in before.items() if k != "ridge"
    }


def test_a_setting_of_a_member_reaches_its_blend(config):
    blends = {k: v for k, v in plain(config.candidates).items() if "members" in v}
    for name, blend in blends.items():
        for key, values in blend.get("space", {}).items():
            after = changed(name, plain(config.candidates), {key: values[-1]})
            node = {part.name: part for part in members(Job(name, after))}[key.split(".")[0]]
            value = node.candidates[node.name]
            for word in key.split(".")[1:]:
                value = value[word]
            assert value == values[-1]


def seeded(config):
    """Return a candidate whose numbers hang on the seed, as a job on some of the rows."""
    candidates = plain(config.candidates)
    random = (n for n, each in candidates.items() if "random_state" in each["estimator"])
    return Job(next(random), candidates, share=0.5)


def test_one_process_and_two_give_the_same_numbers(config):
    (alone,) = cross_validate([seeded(config)], config, "")
    two = config.copy()
    two.compute.n_jobs = 2
    (together,) = cross_validate([seeded(config)], two, "")
    assert np.array_equal(alone.predicted, together.predicted)
    assert alone.cv == together.cv


def test_another_seed_gives_other_numbers(config):
    other = config.copy()
    other.seed = config.seed + 1
    (here,), (there,) = (cross_validate([seeded(each)], each, "") for each in (config, other))
    assert here.cv != there.cv


def test_a_fold_learns_nothing_from_the_rows_it_is_scored_on(config, monkeypatch):
    job = Job("ridge", plain(config.candidates))
    table, target, cuts = training_rows(config.folds, config.seed)
    before = crossval.fit_fold(job, 0, config.folds, config.seed).predicted
    kept, spoilt = np.array_split(cuts[0][1], 2)
    table, target = table.copy(), target.copy()
    table.iloc[spoilt] = table.iloc[np.resize(spoilt[:1], len(spoilt))]
    target.iloc[cuts[0][1]] *= 10
    monkeypatch.setattr(crossval, "training_rows", lambda *_: (table, target, cuts))
    after = crossval.fit_fold(job, 0, config.folds, config.seed).predicted
    assert np.array_equal(after[: len(kept)], before[: len(kept)])
    assert not np.array_equal(after, before)


@pytest.mark.parametrize("setting", [{"estimator.alpha": -1}, {"estimator.alhpa": 1}])
def test_a_setting_that_the_estimator_refuses_is_one_sentence(setting, config):
    wrong = changed("ridge", plain(config.candidates), setting)
    (name,) = setting
    expected = rf"conf/model/ridge.yaml cannot be fitted: .*{name.partition('.')[2]}"
    with pytest.raises(ConfigError, match=expected):
        cross_validate([Job("ridge", wrong)], config, "")
