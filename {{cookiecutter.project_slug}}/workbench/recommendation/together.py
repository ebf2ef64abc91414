"""Run tasks so that what several models need is made once: in one worker, one after the other."""

from collections.abc import Callable, Sequence
from typing import Any

from omegaconf import DictConfig, OmegaConf
from pyarrow.parquet import read_metadata

from ..files import TRAIN
from ..fits import Job
from ..parallel import run_tasks

__all__ = ["run_together"]

Task = Callable[..., Any]

MOST_ROWS = 2_000_000  # to fit on: from there each fit takes gigabytes, so only one runs at a time


def one_by_one(task: Task, jobs: Sequence[Job], extra: Sequence[Any]) -> list[Any]:
    """Return what a task gives for jobs that share the expensive step of a fit, one by one."""
    return [task(job, *extra) for job in jobs]


def with_room(compute: DictConfig) -> DictConfig:
    """Return where to run: on this machine one fit at a time, if there are very many rows."""
    many = TRAIN.exists() and read_metadata(TRAIN).num_rows > MOST_ROWS
    alone = {"n_jobs": 1} if many and compute.backend != "dask" else {}
    return DictConfig(OmegaConf.merge(compute, alone))


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
    done = run_tasks(one_by_one, todo, with_room(compute), title)
    for (places, _), results in zip(tasks, done, strict=True):
        for place, result in zip(places, results, strict=True):
            found[place].append(result)
    return found
