"""How a recommender is scored without the test set: rolling folds by time, the same for all."""

import time
from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd
from hydra.errors import HydraException
from omegaconf import DictConfig

from workbench.files import TRAIN, existing
from workbench.fits import Fits, Fold, Job, fitted_before
from workbench.models import refused
from workbench.recommendation.ranking import in_turn, top
from workbench.recommendation.ridge import SPARED
from workbench.recommendation.together import run_together
from workbench.tuning import Scores

from .data import ITEM, USER, Array, Rows, requests, rolling
from .metrics import headline, hits, mean_draws
from .models import BLOCK, LENGTH, Recommender, build


@cache
def training_data() -> tuple[pd.DataFrame]:
    """Read the training table, once a process: what a recommender is fitted on."""
    return (pd.read_parquet(existing(TRAIN, "prepare")),)


@cache
def users() -> pd.Index:
    """Return the ids of all users of the training table, in order."""
    return pd.Index(np.sort(training_data()[0][USER].unique()))


@cache
def training_folds(number: int, share: float) -> list[tuple[Rows, Rows]]:
    """Cut the training table into rolling folds, once a process."""
    return rolling(training_data()[0], number, share)


def held_back(config: DictConfig) -> Rows:
    """Return how many rows of each user the folds hold back, for the users that have any."""
    held = [rows for _, rows in training_folds(config.folds, config.data.test_share)]
    counts = training_data()[0][USER].iloc[np.concatenate(held)].value_counts()
    return np.asarray(counts.sort_index(), np.int64)


def lesson(job: Job, known: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return the interactions that a job may learn from.

    A share is of the users, each with the whole history; items can be dealt out at random.
    """
    ids = known[USER].unique()
    kept = known[known[USER].isin(rng.permutation(ids)[: round(job.share * len(ids))])]
    return kept.assign(item=rng.permutation(kept[ITEM])) if job.shuffle_target else kept


def both_lists(model: Recommender, asked: pd.DataFrame, known: pd.DataFrame) -> tuple[Rows, Rows]:
    """Return the lists to offer, and those with what was taken left in; items are scored once."""
    offered, whole, (turns, back) = [], [], in_turn(asked, BLOCK)
    for scores, seen in model.blocks(asked.iloc[turns], known):
        whole.append(top(scores, LENGTH))
        scores[seen] = -np.inf
        offered.append(top(scores, LENGTH))
    return model.ids(np.concatenate(offered))[back], model.ids(np.concatenate(whole))[back]


def fit_fold(job: Job, number: int, n_folds: int, seed: int, share: float) -> Fold:
    """Fit one job on what fold ``number`` knows; score its lists on what came after.

    All users of the fold are asked for, whoever the fit has learned from. The outcome is the score
    of each user's list, then that of the list of known items, each NaN for users not asked for,
    shape (2 * n_users,).

    Raises:
        ConfigError: The estimator refuses its settings.
    """
    table = training_data()[0]
    known, held = (table.iloc[rows] for rows in training_folds(n_folds, share)[number])
    taught, asked = lesson(job, known, np.random.default_rng([seed, number])), requests(known, held)
    SPARED.clear()
    start = time.perf_counter()
    try:
        model = build(job.name, job.candidates).fit(taught)
        fitted = time.perf_counter()
        offered, whole = both_lists(model, asked, known)
    except (ValueError, TypeError, HydraException) as error:
        raise refused(job.name, error) from error
    predict_ms = (time.perf_counter() - fitted) / len(asked) * 1000
    outcome, place = np.full((2, len(users())), np.nan), users().get_indexer(pd.Index(asked[USER]))
    outcome[0, place] = headline(*hits(offered, asked[USER], held))
    if not job.shuffle_target:
        outcome[1, place] = headline(*hits(whole, asked[USER], known))
    fit_s = fitted - start + sum(SPARED)
    return Fold(outcome.ravel(), taught[USER].unique(), fit_s, predict_ms)


def solved_by(job: Job) -> float | None:
    """Return what the expensive step of a job depends on, None where there is none.

    Settings that no estimator can have are for its fit to refuse.
    """
    try:
        return build(job.name, job.candidates).solves
    except (ValueError, TypeError, HydraException):
        return None


def scores_of(job: Job, fits: Fits, _: DictConfig) -> Scores:
    """Return the scores of a job whose folds are fitted; a user counts once, with the mean."""
    parts = fits[job.key]
    held, seen = np.stack([part.predicted.reshape(2, -1) for part in parts], axis=1)
    asked = ~np.isnan(held)
    by_user = np.nanmean(held[:, asked.any(axis=0)], axis=0)
    return Scores(
        by_user,
        float(by_user.mean()),
        [float(each[rows].mean()) for each, rows in zip(held, asked, strict=True)],
        float(np.mean([each[rows].mean() for each, rows in zip(seen, asked, strict=True)])),
        float(np.median([part.fit_s for part in parts])),
        float(np.median([part.predict_ms for part in parts])),
        round(np.mean([len(part.fit_rows) for part in parts])),
    )


def fit_folds(jobs: Sequence[Job], config: DictConfig, title: str, known: Fits) -> Fits:
    """Return the folds of all jobs, by key; of two with the same key one is fitted."""
    todo = {
        job.key: job._replace(candidates={job.name: job.candidates[job.name]})
        for job in jobs
        if job.key not in known
    }
    extras = [(n, config.folds, config.seed, config.data.test_share) for n in range(config.folds)]
    done = run_together(fit_fold, list(todo.values()), extras, solved_by, config.compute, title)
    return {**known, **dict(zip(todo, done, strict=True))}


def compared_before(config: DictConfig) -> Fits:
    """Return the folds that ``compare`` has fitted, by the key of their job."""
    ids, cuts = training_data()[0][USER], training_folds(config.folds, config.data.test_share)
    return fitted_before(config, [ids.iloc[rows].unique() for rows, _ in cuts])


def draws(predicted: Array, config: DictConfig) -> Array:
    """Return the mean score of resampled users, paired by the seed."""
    return mean_draws(predicted, config.seed)
