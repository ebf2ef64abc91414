"""Choose a model: validated alike, paired differences, one rule, then tuning.

The test set is not read here: it could not score a model that was chosen on it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from omegaconf import DictConfig
from sklearn.model_selection import ParameterGrid, ParameterSampler

from workbench.files import plain
from workbench.fits import Fits, Job, keep_fits
from workbench.models import changed, kept_settings, sample
from workbench.parallel import shown
from workbench.records import Candidate, Check, Comparison, CurvePoint, Estimate, Pick, Trial
from workbench.reports import comparison, save_comparison, save_models, save_training
from workbench.statistics import interval
from workbench.tuning import Scores, Tuned, search_record

from .folds import compared_before, draws, fit_folds, held_back, scores_of, training_data
from .metrics import GREATER_IS_BETTER
from .models import build

RULE = "the simplest candidate whose paired interval does not separate it from the best one"


def cross_validate(
    jobs: Sequence[Job], config: DictConfig, title: str, known: Fits | None = None
) -> list[Scores]:
    """Return the scores of every job, all on the same folds, in the order of ``jobs``.

    Args:
        jobs: What to fit.
        config: The resolved configuration.
        title: What the progress bar says.
        known: Folds that were fitted before.
    """
    fits = fit_folds(jobs, config, title, known or {})
    return [scores_of(job, fits, config) for job in jobs]


def behind(ours: Any, theirs: Any) -> Any:
    """Return how far one score is behind another, numbers or arrays; above zero: it is worse."""
    return theirs - ours if GREATER_IS_BETTER else ours - theirs


def judge(scores: Mapping[str, Scores], config: DictConfig) -> list[Candidate]:
    """Return a record for every candidate, best cross-validated score first.

    Differences are paired: both candidates are scored on the same resamples.
    """
    order = sorted(scores, key=lambda name: scores[name].cv, reverse=GREATER_IS_BETTER)
    drawn = {name: draws(each.predicted, config) for name, each in scores.items()}

    def gap(name: str, other: str) -> Estimate | None:
        """Return by how much ``name`` is behind ``other``."""
        if name == other:
            return None
        value = behind(scores[name].cv, scores[other].cv)
        return interval(value, behind(drawn[name], drawn[other]))

    records = []
    for name in order:
        each, about, to_best = scores[name], config.candidates[name], gap(name, order[0])
        records.append(
            Candidate(
                key=name,
                **{key: about[key] for key in ("label", "family", "simplicity", "why")},
                cv=interval(each.cv, drawn[name]),
                folds=each.folds,
                fold_sd=float(np.std(each.folds, ddof=1)),
                train=each.train,
                to_best=to_best,
                to_baseline=gap(name, config.baseline),
                within_noise=to_best is None or to_best.low <= 0,
                sample=sample(name, config.candidates, each.rows),
            )
        )
    return records


def pick(candidates: list[Candidate]) -> Pick:
    """Return the simplest candidate within noise of the best; ``candidates`` come best first."""
    chosen = min((c for c in candidates if c.within_noise), key=lambda c: c.simplicity)
    runner_up = next(c for c in candidates if c.key != chosen.key)
    return Pick(key=chosen.key, best=candidates[0].key, runner_up=runner_up.key, rule=RULE)


def compare(config: DictConfig) -> None:
    """Validate every candidate, pick one, and write both; ``tune`` goes on from the same fits."""
    candidates = plain(config.candidates)
    jobs = {name: Job(name, candidates) for name in candidates}
    fits = fit_folds(list(jobs.values()), config, "compare", {})
    scores = {name: scores_of(job, fits, config) for name, job in jobs.items()}
    judged = judge(scores, config)
    keep_fits(fits, config)
    found = Comparison(baseline=config.baseline, candidates=judged, pick=pick(judged))
    save_comparison(found, scores)


def settings(space: dict[str, list[Any]], search: DictConfig, seed: int) -> list[dict[str, Any]]:
    """Return the settings to try: all of them, or a random sample without repetition.

    Args:
        space: The values of each parameter, in order.
        search: ``method`` (none, grid or random) and, for random, ``trials``.
        seed: Of the random sample.
    """
    if search.method == "none" or not space:
        return []
    if search.method == "grid" or len(ParameterGrid(space)) <= search.trials:
        return list(ParameterGrid(space))
    return list(ParameterSampler(space, search.trials, random_state=seed))


def tune(compared: Comparison, config: DictConfig) -> Tuned:
    """Search around the candidate named in params.yaml, or else the pick, on the same folds.

    Tuned settings are kept only if the paired interval shows a gain: the best of many trials looks
    better than it is, so a gain within noise is no reason to leave the settings in conf/.
    """
    name = compared.pick.key if config.model == "auto" else config.model
    job = Job(name, plain(config.candidates))
    space = job.candidates[name].get("space", {})
    asked = settings(space, config.search, config.seed)
    jobs = [Job(name, changed(name, job.candidates, params)) for params in asked]
    kept, *scores = cross_validate([job, *jobs], config, f"tune {name}", compared_before(config))
    ranked = sorted(scores, key=lambda each: each.cv, reverse=GREATER_IS_BETTER)
    best = ranked[0] if ranked else kept
    drawn = [draws(each.predicted, config) for each in (kept, best)]
    gain = interval(behind(kept.cv, best.cv), behind(*drawn))
    trials = [Trial(params=p, cv=each.cv) for p, each in zip(asked, scores, strict=True)]
    search = search_record(name, config.search.method, space, trials, kept.cv, (best.cv, gain))
    if search.kept == "tuned":
        kept = best
    cv = interval(kept.cv, draws(kept.predicted, config))
    after = kept_settings(job.candidates, search)
    return Tuned(name, after, kept.predicted, cv, kept.train, search)


def learning_curve(tuned: Tuned, config: DictConfig) -> list[CurvePoint]:
    """Return the score with a part of the training data; the last point is all of it."""
    jobs = [Job(tuned.name, tuned.candidates, share) for share in config.learning_curve]
    scores = cross_validate(jobs, config, "learning curve")
    parts = [CurvePoint(rows=each.rows, cv=each.cv, train=each.train) for each in scores]
    full = round(scores[-1].rows / config.learning_curve[-1])
    return [*parts, CurvePoint(rows=full, cv=tuned.cv.value, train=tuned.train)]


def train(checks: Callable[[Tuned, DictConfig], list[Check]], config: DictConfig) -> None:
    """Tune the pick, look at it from more sides, and write what was found.

    It and the baselines are fitted on all training data here, for the first time.

    Args:
        checks: What would make the score too good.
        config: The resolved configuration.
    """
    tuned = tune(comparison(), config)
    curve, checked = learning_curve(tuned, config), checks(tuned, config)
    save_training(tuned, curve, checked, held_back(config))
    candidates = tuned.candidates
    baselines = [name for name, each in candidates.items() if each["family"] == "baseline"]
    names = [*baselines, tuned.name]
    last = shown(names, "fits on all training data", len(names))
    fitted = {name: build(name, candidates).fit(*training_data()) for name in last}
    save_models(fitted, tuned.name)
