"""Choosing a model: the same folds for all, no fit twice, paired differences, one rule, tuning."""

import json

import joblib
import numpy as np
import pandas as pd
import pytest
from omegaconf import OmegaConf

from project_package import choose, folds
from project_package.choose import cross_validate, judge, pick, settings
from project_package.data import KEY, read
from project_package.metrics import GREATER_IS_BETTER, headline
from project_package.models import build, predict
from workbench.errors import ConfigError
from workbench.files import CHOSEN, MODELS, OUT_OF_FOLD, PREDICTIONS, TEST, load_config, plain
from workbench.fits import Job, fit_once, members
from workbench.models import changed, estimator
from workbench.records import Candidate, Estimate
from workbench.statistics import RESAMPLES
from workbench.tuning import edges, from_cells

CANDIDATES = plain(load_config().candidates)
SINGLE = [name for name, each in CANDIDATES.items() if "members" not in each]
BLENDS = [name for name in CANDIDATES if name not in SINGLE]
SEEDED = next(name for name in SINGLE if "random_state" in CANDIDATES[name]["estimator"])
LINEAR = next(name for name in SINGLE if CANDIDATES[name]["family"] == "linear")
SPACE = {"estimator.alpha": [1, 3, 10], "estimator.solver": ["a", "b"]}
SIGN = -1 if GREATER_IS_BETTER else 1  # of a headline: times this, lower is better


@pytest.fixture(scope="module")
def compared(config):
    """Return the scores of every candidate on half of the rows, and what was fitted for them."""
    fitted = []

    def counted(name, candidates):
        fitted.append(name)
        return estimator(name, candidates)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("workbench.fits.estimator", counted)
        jobs = [Job(name, CANDIDATES, share=0.5) for name in CANDIDATES]
        return dict(zip(CANDIDATES, cross_validate(jobs, config, ""), strict=True)), fitted


def one(job, config):
    """Return the scores of one job."""
    (scores,) = cross_validate([job], config, "")
    return scores


@pytest.mark.parametrize("name", CANDIDATES)
def test_every_candidate_converges_and_is_scored_on_each_row_once(name, compared):
    scores = compared[0][name]
    assert np.isfinite(scores.predicted).all()
    assert scores.cv == pytest.approx(headline(folds.training_data()[1], scores.predicted))


def test_a_member_of_a_blend_is_fitted_once_for_all_that_need_it(compared, config):
    assert sorted(compared[1]) == sorted(SINGLE * config.folds)


def test_a_fold_learns_nothing_from_the_rows_it_is_scored_on(config, monkeypatch):
    before = one(Job(LINEAR, CANDIDATES), config)
    table, target = (each.copy() for each in folds.training_data())
    rows = folds.training_folds(config.folds, config.seed)[0][1]
    kept, spoilt = np.array_split(rows, 2)
    table.iloc[spoilt] = table.iloc[np.resize(spoilt[:1], len(spoilt))]
    target.iloc[rows] = target.iloc[rows[::-1]].to_numpy()
    learner = folds.LEARNER._replace(read=lambda: (table, target))
    monkeypatch.setattr(folds, "LEARNER", learner)
    after = one(Job(LINEAR, CANDIDATES), config)
    assert np.array_equal(after.predicted[kept], before.predicted[kept])
    assert not np.array_equal(after.predicted[spoilt], before.predicted[spoilt])


@pytest.mark.parametrize("name", [LINEAR, *BLENDS])
def test_a_fold_predicts_as_the_model_that_scikit_learn_fits_without_it(name, config):
    job, (table, target) = Job(name, CANDIDATES, share=0.2), folds.training_data()
    known = fit_once(folds.LEARNER, [job], config, "", {})
    fit_rows, rows = known[members(job)[0].key][0].fit_rows, folds.held_back(config) == 0
    (scores,) = cross_validate([job], config, "", known)
    model = build(name, CANDIDATES).fit(table.iloc[fit_rows], target.iloc[fit_rows])
    expected = predict(model, table[rows])
    assert np.allclose(scores.predicted[rows], expected, rtol=1e-9)
    assert scores.folds[0] == pytest.approx(headline(target[rows], expected))


def test_the_training_score_is_of_the_rows_of_the_fit(config):
    table, target = folds.training_data()
    found = []
    for rows, _ in folds.training_folds(config.folds, config.seed):
        model = build(LINEAR, CANDIDATES).fit(table.iloc[rows], target.iloc[rows])
        found.append(headline(target.iloc[rows], predict(model, table.iloc[rows])))
    assert one(Job(LINEAR, CANDIDATES), config).train == pytest.approx(np.mean(found))


def test_one_worker_and_two_give_the_same_numbers(config):
    job, two = Job(SEEDED, CANDIDATES, share=0.5), config.copy()
    two.compute.n_jobs = 2
    assert np.array_equal(one(job, config).predicted, one(job, two).predicted)


def test_another_seed_gives_other_numbers(config):
    job, other = Job(SEEDED, CANDIDATES, share=0.5), config.copy()
    other.seed += 1
    assert one(job, config).cv != one(job, other).cv


def test_a_shuffled_target_teaches_nothing(config, compared):
    shuffled = one(Job(SEEDED, CANDIDATES, share=0.5, shuffle_target=True), config)
    assert np.isnan(shuffled.train)
    learned = SIGN * compared[0][SEEDED].cv
    if "one_answer" in CANDIDATES and SIGN * compared[0]["one_answer"].cv <= learned:
        pytest.skip("of these rows it learns nothing, so shuffling takes nothing away")
    assert SIGN * shuffled.cv > learned


def test_what_was_fitted_before_is_not_fitted_again(config, monkeypatch):
    job = Job(LINEAR, CANDIDATES)
    known = fit_once(folds.LEARNER, [job], config, "", {})
    fresh = one(job, config)
    monkeypatch.setattr("workbench.fits.estimator", None)
    (again,) = cross_validate([job], config, "", known)
    assert np.array_equal(again.predicted, fresh.predicted)


@pytest.mark.parametrize("name", BLENDS)
def test_a_setting_of_a_member_reaches_its_blend(name):
    for key, values in CANDIDATES[name].get("space", {}).items():
        after = Job(name, changed(name, CANDIDATES, {key: values[-1]}))
        value = {part.name: part.candidates[part.name] for part in members(after)}
        for word in key.split("."):
            value = value[word]
        assert value == values[-1]


def test_a_setting_that_the_estimator_refuses_is_one_sentence(config):
    wrong = changed(SEEDED, CANDIDATES, {"estimator.random_state": "no number"})
    with pytest.raises(ConfigError, match=rf"{SEEDED}.yaml cannot be fitted: .*no number"):
        one(Job(SEEDED, wrong), config)


@pytest.mark.parametrize("name", CANDIDATES)
def test_a_setting_that_the_estimator_does_not_have_names_those_that_it_has(name):
    known = next((key for key in CANDIDATES[name]["estimator"] if not key.startswith("_")), "")
    wrong = changed(name, CANDIDATES, {f"estimator.{known}x": 1})
    with pytest.raises(ConfigError, match=rf"{name}.* called '{known}x'; .*choose from"):
        build(name, wrong)


def test_a_candidate_is_within_noise_unless_its_paired_interval_is_above_zero(monkeypatch):
    rng, behind = np.random.default_rng(0), {"best": 0, "close": 0.001, "far": 0.1}
    luck = rng.normal(0, 0.01, RESAMPLES)
    draws = [SIGN * each + luck + rng.normal(0, 0.005, RESAMPLES) for each in behind.values()]
    monkeypatch.setattr(choose, "draws", lambda *_: draws.pop(0))
    about = {name: {"simplicity": n} for n, name in enumerate(reversed(behind))}
    fixed = {"family": "", "why": "", "estimator": {}}
    config = {name: {"label": name, **fixed, **about[name]} for name in behind}
    scores = {
        name: choose.Scores(np.zeros(1), SIGN * cv, [cv, cv], cv, 0.0, 0.0, 1)
        for name, cv in behind.items()
    }
    judged = judge(scores, OmegaConf.create({"baseline": "far", "candidates": config}))
    assert [each.key for each in judged] == ["best", "close", "far"]
    assert [each.within_noise for each in judged] == [True, True, False]
    assert judged[2].to_best.value == pytest.approx(0.1)
    assert judged[0].to_baseline.value == pytest.approx(-0.1)
    assert pick(judged).key == "close"


def candidate(key, simplicity, within_noise):
    """Return the record of a candidate, as far as the rule looks at it."""
    cv = Estimate(value=0, low=0, high=0)
    about = {"label": key, "family": "linear", "why": "", "folds": [], "fold_sd": 0}
    return Candidate(key=key, simplicity=simplicity, within_noise=within_noise, cv=cv, **about)


@pytest.mark.parametrize(
    ("ranked", "picked", "runner_up"),
    [
        ([("best", 9, True), ("plain", 3, True), ("plainest", 1, False)], "plain", "best"),
        ([("best", 9, True), ("plain", 3, False)], "best", "plain"),
        ([("best", 3, True), ("twin", 3, True)], "best", "twin"),
    ],
    ids=["simplest-within-noise", "nothing-simpler-within-noise", "equally-simple"],
)
def test_the_pick_is_the_simplest_within_noise_and_of_two_the_better(ranked, picked, runner_up):
    found = pick([candidate(*each) for each in ranked])
    assert (found.key, found.best, found.runner_up) == (picked, "best", runner_up)


def search(method, **values):
    return OmegaConf.create({"method": method, **values})


def test_no_search_tries_nothing():
    assert settings(SPACE, search("none"), seed=0) == []
    assert settings({}, search("random", trials=3), seed=0) == []


def test_a_grid_and_a_random_search_larger_than_the_space_are_every_combination_once():
    for each in (search("grid"), search("random", trials=99)):
        tried = [json.dumps(setting) for setting in settings(SPACE, each, seed=0)]
        assert len(tried) == len(set(tried)) == 6


def test_a_random_search_is_repeated_by_its_seed_and_repeats_no_setting():
    tried, again, other = (settings(SPACE, search("random", trials=4), n) for n in (0, 0, 1))
    assert len({json.dumps(each) for each in tried}) == 4
    assert tried == again != other


def test_the_edges_of_a_space_are_its_first_and_last_values_where_there_is_a_middle():
    assert edges({"estimator.alpha": 1, "estimator.solver": "a"}, SPACE) == ["estimator.alpha"]
    assert edges({"estimator.alpha": 3}, SPACE) == []


@pytest.mark.parametrize("name", [name for name in CANDIDATES if "space" in CANDIDATES[name]])
def test_every_space_holds_the_setting_that_is_in_use(name):
    for key, values in CANDIDATES[name]["space"].items():
        value = CANDIDATES if key.split(".")[0] in CANDIDATES else CANDIDATES[name]
        for word in key.split("."):
            value = value[word]
        assert value in values


@pytest.mark.parametrize("better", [True, False], ids=["a-clear-gain", "no-gain"])
def test_tuned_settings_are_kept_only_when_their_gain_is_shown(better, config, monkeypatch):
    space = {"estimator.setting": [1, 2]}
    candidates = {"one": {"columns": "", "estimator": {"setting": 0}, "space": space}}
    default = choose.Scores(np.zeros(1), 0.5, [0.5], 0.5, 0.0, 0.0, 1)
    trials = [default._replace(cv=0.5 - SIGN * gain) for gain in (0.0, 0.1)]
    rng, cvs = np.random.default_rng(0), [0.5, trials[1].cv, 0.5]
    noise = 0.001 if better else 1.0
    monkeypatch.setattr(choose, "compared_before", lambda *_: {})
    monkeypatch.setattr(choose, "cross_validate", lambda *_: [default, *trials])
    monkeypatch.setattr(choose, "draws", lambda *_: cvs.pop(0) + rng.normal(0, noise, RESAMPLES))
    asked = {"model": "one", "search": {"method": "grid"}, "candidates": candidates}
    found = choose.tune(None, OmegaConf.merge(config, OmegaConf.create(asked)))
    assert found.search.best.params == {"estimator.setting": 2}
    assert found.search.gain.value == pytest.approx(0.1)
    assert found.candidates["one"]["estimator"]["setting"] == (2 if better else 0)
    assert found.search.kept == ("tuned" if better else "default")


def test_the_kept_predictions_are_those_that_the_candidates_were_scored_by(facts):
    target, kept = folds.training_data()[1], pd.read_parquet(OUT_OF_FOLD)
    for each in facts.models:
        assert headline(target, from_cells(kept[each.key])) == pytest.approx(
            each.cv.value, rel=1e-5
        )
    chosen = from_cells(pd.read_parquet(CHOSEN)["outcome"])
    assert headline(target, chosen) == pytest.approx(facts.chosen.cv.value, rel=1e-5)


def test_every_test_row_has_the_prediction_of_the_model_to_the_last_digit_and_no_answer():
    written, rows = pd.read_csv(PREDICTIONS), pd.read_parquet(TEST)
    said = predict(joblib.load(MODELS / "model.joblib"), read(TEST)[0])
    private = KEY not in written  # of private rows the predictions are in no row's order
    assert private or written[KEY].tolist() == rows[KEY].tolist()
    first = written.drop(columns=KEY, errors="ignore").iloc[:, 0]
    ours = said.reshape(len(rows), -1)[:, 0]
    assert np.array_equal(first, np.sort(ours) if private else ours)
    assert set(rows.columns) & set(written.columns) <= {KEY}
    assert b"\r" not in PREDICTIONS.read_bytes()
