"""The expensive step of a linear recommender, made once for all models that need the same."""

import hashlib
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from omegaconf import DictConfig
from scipy import linalg, sparse

from ..fits import Job
from ..parallel import run_tasks

__all__ = ["SPARED", "run_together", "solve"]

Array = NDArray[np.float64]
Task = Callable[..., Any]


class Solved(NamedTuple):
    """The expensive step of EASE, and what of it an item tells of itself, shape (n_items,).

    ``matrix`` is ``K`` of users by users, or ``X' K X`` of items by items, whichever is smaller.
    """

    matrix: Array
    own: Array


SOLVED: dict[tuple[bytes, float], tuple[Solved, float]] = {}  # the latest, and its seconds
SPARED: list[float] = []  # seconds of steps that were found there


def solve(taken: sparse.csr_matrix, penalty: float) -> Solved:
    """Return what EASE needs of who took what; a process does not make the same twice in a row."""
    key = hashlib.sha256(taken.indptr.tobytes() + taken.indices.tobytes()).digest(), penalty
    if key in SOLVED:
        SPARED.append(SOLVED[key][1])
        return SOLVED[key][0]
    SOLVED.clear()  # before the next: it may be the largest thing in memory
    start, by_items = time.perf_counter(), taken.shape[0] > taken.shape[1]
    gram = (taken.T @ taken if by_items else taken @ taken.T).toarray()
    np.fill_diagonal(gram, gram.diagonal() + penalty)
    matrix = linalg.inv(gram, overwrite_a=True)
    if by_items:
        matrix *= -penalty
        np.fill_diagonal(matrix, matrix.diagonal() + 1)
        own = matrix.diagonal()
    else:
        own = np.asarray(taken.multiply(matrix @ taken).sum(axis=0)).ravel()
    SOLVED[key] = Solved(matrix, own), time.perf_counter() - start
    return SOLVED[key][0]


def in_turn(task: Task, jobs: Sequence[Job], extra: Sequence[Any]) -> list[Any]:
    """Return what a task gives for jobs that share the expensive step of a fit, one by one."""
    return [task(job, *extra) for job in jobs]


def run_together(
    task: Task,
    jobs: Sequence[Job],
    extras: Sequence[Sequence[Any]],
    solved_by: Callable[[Job], Any],
    compute: DictConfig,
    title: str,
) -> list[list[Any]]:
    """Return ``task(job, *extra)`` for every job, in the order of the extras.

    Jobs that depend on the same expensive step run in one worker, one after the other.

    Args:
        task: A function of a module, so that a worker process can import it.
        jobs: What to fit.
        extras: What else the task is told, each for all jobs.
        solved_by: Returns what the expensive step of a job depends on, None if it has none.
        compute: As for ``run_tasks``.
        title: What the progress bar says.
    """
    groups: dict[Any, list[int]] = {}
    for place, job in enumerate(jobs):
        shared = solved_by(job)
        alone = place if shared is None else (shared, job.share, job.shuffle_target)
        groups.setdefault(alone, []).append(place)
    tasks = [(places, extra) for places in groups.values() for extra in extras]
    todo = [(task, [jobs[place] for place in places], extra) for places, extra in tasks]
    found: list[list[Any]] = [[] for _ in jobs]
    done = run_tasks(in_turn, todo, compute, title)
    for (places, _), results in zip(tasks, done, strict=True):
        for place, result in zip(places, results, strict=True):
            found[place].append(result)
    return found
