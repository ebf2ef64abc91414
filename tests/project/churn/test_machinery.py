"""What reruns after an edit, what is refused, and that plots repeat."""

import pandas as pd
import pytest

from project_package import folds, pipeline, plots
from project_package.choose import cross_validate
from project_package.evaluate import to_evaluate
from workbench.charts import drawing
from workbench.errors import ConfigError, DataError
from workbench.files import PLOTS, RAW, TEST, TRAIN, load_config, plain
from workbench.fits import Job, fit_once
from workbench.reports import fitted_models, out_of_fold

CONFIG = load_config()


@pytest.fixture
def alone():
    config = load_config()
    config.compute.n_jobs = 1
    return config


def test_the_stage_refuses_raw_data_that_was_changed(project):
    path = project / RAW / f"{CONFIG.data.source.item}.parquet"
    pd.read_parquet(path).head(100).to_parquet(path)
    with pytest.raises(DataError, match="is not the file that fetch wrote"):
        pipeline.prepare()


def test_a_setting_that_the_estimator_refuses_is_one_sentence(alone):
    candidates = plain(alone.candidates)
    candidates["logistic_regression"]["estimator"]["C"] = -1
    with pytest.raises(ConfigError, match=r"logistic_regression\.yaml cannot be fitted: .*C"):
        cross_validate([Job("logistic_regression", candidates)], alone, "")


def test_a_training_table_with_one_class_is_refused_by_the_folds(alone, monkeypatch):
    table, target = folds.training_data()
    monkeypatch.setattr(folds, "training_data", lambda: (table, target * 0))
    folds.training_folds.cache_clear()
    with pytest.raises(DataError, match=r"a class has 0 row\(s\): too few for \d folds"):
        folds.training_folds(alone.folds, alone.seed)
    folds.training_folds.cache_clear()


def test_plots_drawn_again_are_those_of_the_run(facts, tmp_path, monkeypatch):
    name = facts.chosen.key
    train, test = pd.read_parquet(TRAIN), pd.read_parquet(TEST)
    data = to_evaluate(CONFIG, train, test, fitted_models(name), name, out_of_fold())
    before = {path.name: path.read_bytes() for path in PLOTS.iterdir()}
    monkeypatch.setattr(drawing, "PLOTS", tmp_path)
    plots.draw(facts, data)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_processes_find_what_threads_find():
    config, fits = load_config(), []
    job = Job("logistic_regression", plain(config.candidates))
    for enough in (None, 1):
        config.compute = {"backend": "threading", "n_jobs": 2, "processes_from": enough}
        done = fit_once(folds.LEARNER, [job], config, "fit", {})[job.key]
        fits.append([each.predicted.tobytes() for each in done])
    assert fits[0] == fits[1]
