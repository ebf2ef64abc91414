"""Stage train: tune the pick inside cross-validation, look at it from more sides, fit it.

Reads:  data/split/train.parquet, data/out_of_fold.parquet, reports/candidates.json
Writes: models/model.joblib, models/baselines.joblib, data/chosen_out_of_fold.parquet,
        reports/search.json

Tuned settings are kept only if the paired interval shows a gain: the best of many trials looks
better than it is, so a gain within noise is no reason to leave the settings in conf/.
"""

import math
from typing import Any, NamedTuple

import joblib
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig

from workbench.files import (
    CHOSEN,
    MODELS,
    OUT_OF_FOLD,
    REPORTS,
    TRAIN,
    existing,
    load_config,
    plain,
    read_json,
    save,
    save_json,
)
from workbench.records import Candidate, Comparison, CurvePoint, Search, Training
from workbench.statistics import interval

from .crossval import Job, Scores, cross_validate, resampled, score
from .leakage import checks
from .metrics import worse_by
from .models import build, changed, kept_settings
from .search import Settings, edges, run_search
from .task import read


class Tuned(NamedTuple):
    """What the search found, and the settings to go on with and what they gave."""

    search: Search
    candidates: dict[str, Any]
    outcomes: NDArray[np.float64]
    train: float | None


def chosen(config: DictConfig) -> Candidate:
    """Return the candidate to train: the one named in params.yaml, or else the pick of compare."""
    comparison = Comparison(**read_json(REPORTS / "candidates.json", "compare"))
    name = comparison.pick.key if config.model == "auto" else config.model
    return next(each for each in comparison.candidates if each.key == name)


def tune(candidate: Candidate, config: DictConfig) -> Tuned:
    """Search around one candidate, on the folds that compare used."""
    name = candidate.key
    default = pd.read_parquet(existing(OUT_OF_FOLD, "compare"))[name].to_numpy()
    candidates = plain(config.candidates)
    space = candidates[name].get("space", {})
    full: dict[str, Scores] = {}

    def tried(trials: list[Settings], share: float) -> list[float]:
        jobs = [
            Job(name, changed(name, candidates, params), share, training_error=False)
            for params in trials
        ]
        scores = cross_validate(jobs, config, f"tune {name}")
        full.update({str(p): s for p, s in zip(trials, scores, strict=True) if share == 1})
        return [each.cv for each in scores]

    trials = run_search(space, config.search, config.seed, tried)
    on_all = [trial for trial in trials if trial.share == 1]
    best = min(on_all, key=lambda trial: worse_by(trial.cv, 0.0), default=None)
    if best is None:
        return Tuned(no_search(candidate, config), candidates, default, candidate.train)
    found = full[str(best.params)]
    draws = [resampled(each, config.seed) for each in (default, found.outcomes)]
    gain = interval(worse_by(score(default), found.cv), worse_by(*draws))
    search = Search(
        model=name,
        method=config.search.method,
        size=math.prod(len(values) for values in space.values()),
        default=candidate.cv.value,
        best=best,
        gain=gain,
        kept="tuned" if gain.low > 0 else "default",
        edges=edges(best.params, space),
        trials=trials,
    )
    tuned = kept_settings(candidates, search)
    if search.kept == "tuned":
        (found,) = cross_validate([Job(name, tuned)], config, "training error")
        return Tuned(search, tuned, found.outcomes, found.train)
    return Tuned(search, tuned, default, candidate.train)


def no_search(candidate: Candidate, config: DictConfig) -> Search:
    """Return the record of a search that had nothing to try."""
    return Search(
        model=candidate.key,
        method=config.search.method,
        size=0,
        default=candidate.cv.value,
        kept="default",
        edges=[],
        trials=[],
    )


def learning_curve(name: str, tuned: Tuned, config: DictConfig, cv: float) -> list[CurvePoint]:
    """Return the score with a part of the training rows; the last point is the full model."""
    jobs = [Job(name, tuned.candidates, share) for share in config.learning_curve]
    scores = cross_validate(jobs, config, "learning curve")
    parts = [CurvePoint(rows=each.rows, cv=each.cv, train=each.train) for each in scores]
    full = round(scores[-1].rows / config.learning_curve[-1])
    return [*parts, CurvePoint(rows=full, cv=cv, train=tuned.train)]


def fit(name: str, candidates: dict[str, Any], table: pd.DataFrame, target: pd.Series) -> None:
    """Fit the chosen model and the baselines on all training rows and save them."""
    model = build(name, candidates).fit(table, target)
    baselines = {
        key: build(key, candidates).fit(table, target)
        for key, each in candidates.items()
        if each["family"] == "baseline"
    }
    save(MODELS / "baselines.joblib", lambda part: joblib.dump(baselines, part))
    save(MODELS / "model.joblib", lambda part: joblib.dump(model, part))


def run() -> None:
    """Tune, look closer, fit, write."""
    config = load_config()
    table, target = read(existing(TRAIN, "prepare"))
    candidate = chosen(config)
    name = candidate.key
    tuned = tune(candidate, config)
    cv = interval(score(tuned.outcomes), resampled(tuned.outcomes, config.seed))
    training = Training(
        cv=cv,
        train=tuned.train,
        search=tuned.search,
        learning_curve=learning_curve(name, tuned, config, cv.value),
        checks=checks(name, tuned.candidates, config, cv.value),
    )
    fit(name, tuned.candidates, table, target)
    outcomes = pd.DataFrame({"outcome": tuned.outcomes})
    save(CHOSEN, lambda part: outcomes.to_parquet(part, index=False))
    save_json(REPORTS / "search.json", training.content())
