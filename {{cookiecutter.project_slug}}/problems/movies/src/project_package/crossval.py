"""Validation by time inside the training part, one (model, split) task at a time."""

import time
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from hydra.errors import HydraException
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.base import BaseEstimator

from workbench.errors import ConfigError
from workbench.files import TRAIN
from workbench.parallel import run_tasks

from .interactions import ITEM, RATING, USER, requests
from .metrics import headline, hits, mean_draws
from .models import build
from .split import Rows, rolling

OUTCOME = "score"  # of a user: only the metric that gave it can


class Job(NamedTuple):
    """What to fit on each split; the defaults are the honest, full fit."""

    name: str
    candidates: Mapping[str, Any]
    share: float = 1.0  # of the users to learn from; all are asked, each with the whole history
    shuffle_target: bool = False  # learn from films dealt out to the users at random
    training_error: bool = True  # it costs a second list for every user


class Fold(NamedTuple):
    """One fitted split: the score of each user's list, shape (n_users,)."""

    users: pd.Index
    outcomes: NDArray[np.float64]
    train: float | None
    fit_s: float
    predict_ms: float
    rows: int


class Scores(NamedTuple):
    """All splits of one job: the mean score of each user, shape (n_users,), and over users."""

    outcomes: NDArray[np.float64]
    cv: float
    folds: list[float]
    train: float | None
    fit_s: float
    predict_ms: float
    rows: int  # users that a split was fitted on


@lru_cache(maxsize=1)
def training_table() -> pd.DataFrame:
    """Read the training table, once a process."""
    return pd.read_parquet(TRAIN)


@lru_cache(maxsize=1)
def training_folds(number: int, share: float) -> list[tuple[Rows, Rows]]:
    """Cut the training table into rolling splits, once a process."""
    return rolling(training_table(), number, share)


def held_back(config: DictConfig) -> list[Rows]:
    """Return the row numbers that each split is scored on."""
    return [rows for _, rows in training_folds(config.folds, config.data.test_share)]


def score(outcomes: NDArray[np.float64]) -> float:
    """Return the headline metric: the mean over users of ``outcomes``, shape (n_users,)."""
    return float(np.mean(outcomes))


def resampled(outcomes: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """Return the headline metric on resampled users, shape (RESAMPLES,); paired by the seed."""
    return mean_draws(outcomes, seed)


def fit(job: Job, table: pd.DataFrame) -> BaseEstimator:
    """Return the fitted recommender of a job.

    Raises:
        ConfigError: The estimator refuses its settings.
    """
    try:
        return build(job.name, job.candidates).fit(table.drop(columns=RATING), table[RATING])
    except (ValueError, TypeError, HydraException) as error:
        cause = error.__cause__ if isinstance(error, HydraException) else None
        reason = str(cause or error).splitlines()[0]
        raise ConfigError(f"conf/model/{job.name}.yaml cannot be fitted: {reason}") from error


def lesson(job: Job, known: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return the interactions that a job may learn from."""
    users = known[USER].unique()
    kept = known[known[USER].isin(rng.permutation(users)[: round(job.share * len(users))])]
    return kept.assign(item=rng.permutation(kept[ITEM])) if job.shuffle_target else kept


def fit_fold(job: Job, number: int, n_folds: int, share: float, seed: int) -> Fold:
    """Fit one job before split ``number`` and score its lists on what came after."""
    table = training_table()
    fit_rows, rows = training_folds(n_folds, share)[number]
    known, held = table.iloc[fit_rows], table.iloc[rows]
    asked = requests(known)
    asked = asked[asked[USER].isin(held[USER])]
    taught = lesson(job, known, np.random.default_rng([seed, number]))
    start = time.perf_counter()
    model = fit(job, taught)
    fitted = time.perf_counter()
    lists = model.recommend(asked, interactions=known)
    took = (time.perf_counter() - fitted) / len(asked) * 1000
    outcomes = headline(*hits(lists, asked[USER], held))
    train = None
    if job.training_error:
        seen = model.recommend(asked, interactions=known, hide_seen=False)
        train = score(headline(*hits(seen, asked[USER], known)))
    return Fold(
        pd.Index(asked[USER]), outcomes, train, fitted - start, took, taught[USER].nunique()
    )


def collect(parts: Sequence[Fold]) -> Scores:
    """Put the splits of one job together; a user counts once, with the mean over the splits."""
    by_user = pd.concat([pd.Series(part.outcomes, part.users) for part in parts])
    outcomes = np.asarray(by_user.groupby(level=0).mean(), float)
    training = [part.train for part in parts if part.train is not None]
    return Scores(
        outcomes,
        score(outcomes),
        [score(part.outcomes) for part in parts],
        float(np.mean(training)) if training else None,
        float(np.median([part.fit_s for part in parts])),
        float(np.median([part.predict_ms for part in parts])),
        round(np.mean([part.rows for part in parts])),
    )


def cross_validate(jobs: Sequence[Job], config: DictConfig, title: str) -> list[Scores]:
    """Return the scores of every job, all on the same splits, in the order of ``jobs``."""
    numbers, share = range(config.folds), config.data.test_share
    tasks = [
        (
            job._replace(candidates={job.name: job.candidates[job.name]}),
            number,
            config.folds,
            share,
            config.seed,
        )
        for job in jobs
        for number in numbers
    ]
    done = iter(run_tasks(fit_fold, tasks, config.compute, title))
    return [collect([next(done) for _ in numbers]) for _ in jobs]
