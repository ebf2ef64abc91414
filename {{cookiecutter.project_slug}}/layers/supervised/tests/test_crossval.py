"""Cross-validation: every candidate fits, and the folds are the same and apart for all."""

import numpy as np
import pytest

from project_package import crossval
from project_package.crossval import (
    Job,
    cross_validate,
    fit_fold,
    members,
    training_folds,
    training_table,
)
from project_package.errors import ConfigError
from project_package.files import load_config, plain
from project_package.metrics import headline
from project_package.models import build, changed
from project_package.task import predict


@pytest.fixture(scope="module")
def config():
    config = load_config()
    config.compute.n_jobs = 1
    config.folds = 2
    return config


@pytest.mark.parametrize("name", load_config().candidates)
def test_every_candidate_fits_and_converges(name, config):
    table, target = training_table()
    model = build(name, plain(config.candidates)).fit(table, target)
    assert np.isfinite(headline(target, predict(model, table)))


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
    assert np.array_equal(alone.outcomes, together.outcomes)
    assert alone.cv == together.cv


def test_another_seed_gives_other_numbers(config):
    other = config.copy()
    other.seed = config.seed + 1
    (here,), (there,) = (cross_validate([seeded(each)], each, "") for each in (config, other))
    assert here.cv != there.cv


def test_a_fold_learns_nothing_from_the_rows_it_is_scored_on(config, monkeypatch):
    candidates = plain(config.candidates)
    name = next(name for name, each in candidates.items() if each["family"] == "linear")
    table, target = training_table()
    rows = training_folds(config.folds, config.seed)[0][1]
    before = fit_fold(Job(name, candidates), 0, config.folds, config.seed).predicted
    kept, spoilt = np.array_split(rows, 2)
    table, target = table.copy(), target.copy()
    table.iloc[spoilt] = table.iloc[np.resize(spoilt[:1], len(spoilt))]
    target.iloc[rows] = target.iloc[rows[::-1]].to_numpy()
    monkeypatch.setattr(crossval, "training_table", lambda: (table, target))
    after = fit_fold(Job(name, candidates), 0, config.folds, config.seed).predicted
    assert np.array_equal(after[: len(kept)], before[: len(kept)])
    assert not np.array_equal(after, before)


def test_a_setting_that_the_estimator_refuses_is_one_sentence(config):
    name, candidates = seeded(config)[:2]
    wrong = changed(name, candidates, {"estimator.random_state": "no number"})
    with pytest.raises(ConfigError, match=f"conf/model/{name}.yaml cannot be fitted: .*no number"):
        cross_validate([Job(name, wrong)], config, "")
