"""A tuned gradient boosting beside the pick of an own table, on the same folds; prints JSON.

Run in a project of an own table after its stage `train`, with the number of settings to try.
"""

import importlib
import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.model_selection import ParameterSampler
from sklearn.pipeline import Pipeline

from workbench.files import load_config
from workbench.reports import out_of_fold, training
from workbench.statistics import interval

SPACE = {
    "learning_rate": [0.02, 0.03, 0.05, 0.08, 0.12, 0.2],
    "max_iter": [100, 200, 400],
    "max_leaf_nodes": [4, 8, 16, 31],
    "min_samples_leaf": [5, 10, 20, 40],
    "l2_regularization": [0, 1, 5, 20],
    "max_features": [0.3, 0.6, 1.0],
}


def module(name: str) -> Any:
    """Return a module of the project's package."""
    package = next(Path("src").glob("*/__main__.py")).parent.name
    return importlib.import_module(f"{package}.{name}")


def boosted(settings: dict[str, Any], task: str, seed: int) -> Any:
    """Return the untrained model: the encoding of trees, then boosting on the target's scale."""
    kind = HistGradientBoostingRegressor if task == "regression" else HistGradientBoostingClassifier
    estimator = kind(**settings, early_stopping=False, random_state=seed)
    steps = module("features").steps("ordinal")
    return module("models").finish(Pipeline([*steps, ("estimator", estimator)]))


def main(trials: int) -> None:
    """Print the scores of the pick and of the boosting, and their paired difference."""
    config, start = load_config(), time.process_time()
    folds, metrics, models = module("folds"), module("metrics"), module("models")
    table, target = folds.training_data()
    pick = out_of_fold()
    found = []
    for settings in ParameterSampler(SPACE, trials, random_state=config.seed):
        predicted = np.empty_like(pick)
        for fit_rows, held in folds.training_folds(config.folds, config.seed):
            model = boosted(settings, config.task, config.seed)
            model.fit(table.iloc[fit_rows], target.iloc[fit_rows])
            predicted[held] = models.predict(model, table.iloc[held])
        found.append((float(metrics.headline(target, predicted)), predicted))
    behind = module("choose").behind
    best, said = min(found, key=lambda each: float(behind(each[0], 0.0)))
    ours = float(metrics.headline(target, pick))
    drawn = [metrics.headline_draws(target, each, config.seed) for each in (pick, said)]
    ahead = interval(-float(behind(ours, best)), -behind(*drawn))
    result = {
        "pick": training().search.model,
        "metric": config.data.metric,
        "ours": ours,
        "boosted": best,
        "ahead": ahead.content(),
        "cpu_s": time.process_time() - start,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]))
