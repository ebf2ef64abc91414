"""Choosing a model: intervals, the pick, the search, and folds that are the same for all."""

import numpy as np
import pytest
from omegaconf import OmegaConf

from project_package.compare import pick
from project_package.crossval import Job, cross_validate, training_rows
from project_package.errors import ConfigError
from project_package.files import load_config, plain
from project_package.metrics import headline_error
from project_package.models import build, changed
from project_package.records import Candidate, Estimate
from project_package.search import edges, run_search, settings
from project_package.stats import bootstrap, difference

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


def test_folds_are_the_same_in_one_process_and_in_two(config):
    jobs = [Job("ridge", plain(config.candidates))]
    alone = cross_validate(jobs, config, "")
    two = config.copy()
    two.compute.n_jobs = 2
    together = cross_validate(jobs, two, "")
    assert np.allclose(alone[0].predicted, together[0].predicted, rtol=1e-12)


def test_a_setting_that_the_estimator_refuses_is_one_sentence(config):
    wrong = changed("ridge", plain(config.candidates), {"estimator.alpha": -1})
    with pytest.raises(ConfigError, match=r"conf/model/ridge.yaml cannot be fitted: .*alpha"):
        cross_validate([Job("ridge", wrong)], config, "")
