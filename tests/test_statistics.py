"""Choosing a model: intervals, the pick, the search, and what can be set."""

import numpy as np
import pytest
from omegaconf import OmegaConf

from project_package.compare import judge, pick
from project_package.crossval import Scores
from project_package.errors import ConfigError
from project_package.files import load_config, plain
from project_package.metrics import worse_by
from project_package.models import build, changed, kept_settings
from project_package.records import Candidate, Estimate, Search, Trial
from project_package.search import edges, run_search, settings
from project_package.stats import RESAMPLES, bootstrap, difference, shift

SIGN = worse_by(1.0, 0.0)  # of the headline metric: 1 for an error, -1 for a score
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


def scores(cv):
    return Scores(np.zeros(1), cv, [cv, cv], None, 0.0, 0.0, 1)


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


def test_a_candidate_is_within_noise_unless_its_paired_interval_is_above_zero():
    rng = np.random.default_rng(0)
    luck = rng.normal(0, 0.01, RESAMPLES)
    behind = {"best": 0, "close": 0.001, "far": 0.1}
    draws = {
        name: SIGN * each + luck + rng.normal(0, 0.005, RESAMPLES) for name, each in behind.items()
    }
    config = OmegaConf.create({"baseline": "far", "candidates": {}})
    for number, name in enumerate(reversed(behind)):
        config.candidates[name] = {"label": name, "family": "", "simplicity": number, "why": ""}
    judged = judge({name: scores(SIGN * each) for name, each in behind.items()}, draws, config)
    assert [each.key for each in judged] == ["best", "close", "far"]
    assert [each.within_noise for each in judged] == [True, True, False]
    assert judged[2].to_best.value == pytest.approx(0.1)
    assert judged[0].to_baseline.value == pytest.approx(-0.1)
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
    ranked = [candidate("best", 3, SIGN, True), candidate("twin", 3, SIGN * 2, True)]
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
    trials = run_search(
        {"x": values}, halving, 0, lambda left, _: [SIGN * each["x"] for each in left]
    )
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
def candidates():
    return plain(load_config().candidates)


def test_every_space_holds_the_setting_that_is_in_use(candidates):
    for name, each in candidates.items():
        for key, values in each.get("space", {}).items():
            owner = candidates if key.split(".")[0] in candidates else each
            for part in key.split("."):
                assert part in owner, f"{name}: {key} is no setting"
                owner = owner[part]
            assert owner in values, f"{name}: {key} cannot stay at {owner}"


def test_a_changed_setting_changes_one_candidate_only(candidates):
    name, each = next((n, each) for n, each in candidates.items() if "members" not in each)
    after = changed(name, candidates, {"estimator.new": 77})
    assert after[name]["estimator"]["new"] == 77
    assert "new" not in each["estimator"]
    assert {k: v for k, v in after.items() if k != name} == {
        k: v for k, v in candidates.items() if k != name
    }


@pytest.mark.parametrize("kept", ["tuned", "default"])
def test_the_settings_of_the_search_are_used_only_if_they_were_kept(kept, candidates):
    name = next(name for name, each in candidates.items() if "members" not in each)
    search = Search(
        model=name,
        method="grid",
        size=1,
        default=0.0,
        best=Trial(params={"estimator.new": 77}, cv=0.0, share=1.0),
        kept=kept,
        edges=[],
        trials=[],
    )
    used = kept_settings(candidates, search)
    assert ("new" in used[name]["estimator"]) == (kept == "tuned")
    assert used[name]["label"] == candidates[name]["label"]


@pytest.mark.parametrize("name", load_config().candidates)
def test_a_setting_that_the_estimator_does_not_have_names_those_that_it_has(name, candidates):
    known = next((key for key in candidates[name]["estimator"] if not key.startswith("_")), "")
    wrong = changed(name, candidates, {f"estimator.{known}x": 1})
    with pytest.raises(
        ConfigError, match=rf"no setting .*{name}.* called '{known}x'; .*choose from"
    ):
        build(name, wrong)
