"""Stage compare: every candidate on the same folds, paired differences, one pick.

Reads:  data/split/train.parquet
Writes: reports/candidates.json, reports/timings.json, data/out_of_fold.parquet

The test set is not read here: it could not score a model that was chosen on it.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig

from workbench.files import (
    OUT_OF_FOLD,
    REPORTS,
    TRAIN,
    existing,
    load_config,
    plain,
    save,
    save_json,
)
from workbench.records import Candidate, Comparison, Estimate, Pick, Timing
from workbench.statistics import interval

from .crossval import Job, Scores, cross_validate, resampled
from .metrics import worse_by

RULE = "the simplest candidate that the paired interval cannot tell from the best one"


def judge(
    scores: Mapping[str, Scores], draws: Mapping[str, NDArray[np.float64]], config: DictConfig
) -> list[Candidate]:
    """Return a record for every candidate, best cross-validated score first.

    Args:
        scores: Of each candidate, all on the same folds.
        draws: The score of each candidate on the same resampled rows, shape (RESAMPLES,).
        config: The resolved configuration.
    """
    order = sorted(scores, key=lambda name: worse_by(scores[name].cv, 0.0))
    best = order[0]

    def behind(name: str, other: str) -> Estimate | None:
        """Return by how much ``name`` is worse than ``other``, on the same resampled rows."""
        if name == other:
            return None
        value = worse_by(scores[name].cv, scores[other].cv)
        return interval(value, worse_by(draws[name], draws[other]))

    records = []
    for name in order:
        each, about = scores[name], config.candidates[name]
        to_best = behind(name, best)
        records.append(
            Candidate(
                key=name,
                label=about.label,
                family=about.family,
                simplicity=about.simplicity,
                why=about.why,
                cv=interval(each.cv, draws[name]),
                folds=each.folds,
                fold_sd=float(np.std(each.folds, ddof=1)),
                train=each.train,
                to_best=to_best,
                to_baseline=behind(name, config.baseline),
                within_noise=to_best is None or to_best.low <= 0,
            )
        )
    return records


def pick(candidates: list[Candidate]) -> Pick:
    """Return the simplest candidate within noise of the best; ``candidates`` come best first."""
    chosen = min(
        (c for c in candidates if c.within_noise),
        key=lambda c: (c.simplicity, worse_by(c.cv.value, 0.0)),
    )
    runner_up = next(c for c in candidates if c.key != chosen.key)
    return Pick(key=chosen.key, best=candidates[0].key, runner_up=runner_up.key, rule=RULE)


def run() -> None:
    """Cross-validate, judge, pick, write."""
    existing(TRAIN, "prepare")
    config = load_config()
    names = list(config.candidates)
    jobs = [Job(name, plain(config.candidates)) for name in names]
    scores = dict(zip(names, cross_validate(jobs, config, "compare"), strict=True))
    draws = {name: resampled(each.outcomes, config.seed) for name, each in scores.items()}
    candidates = judge(scores, draws, config)
    comparison = Comparison(baseline=config.baseline, candidates=candidates, pick=pick(candidates))
    timings = [
        Timing(key=name, fit_s=each.fit_s, predict_ms=each.predict_ms)
        for name, each in scores.items()
    ]
    out_of_fold = pd.DataFrame({name: each.outcomes for name, each in scores.items()})
    save(OUT_OF_FOLD, lambda part: out_of_fold.to_parquet(part, index=False))
    save_json(REPORTS / "timings.json", [timing.content() for timing in timings])
    save_json(REPORTS / "candidates.json", comparison.content())
