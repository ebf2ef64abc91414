"""The one loop that runs in parallel: over threads, processes or machines, with a progress bar.

Tasks carry paths, parameters and fold numbers, never arrays: a worker reads its own rows, so a
task can run again anywhere.
"""

import os
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from joblib import Parallel, delayed, parallel_config
from omegaconf import DictConfig
from rich.console import Console
from rich.progress import track

__all__ = ["run_tasks", "shown"]


Step = TypeVar("Step")

LOOK_S = 1.0  # how often a worker looks whether it is still wanted


def shown(steps: Iterable[Step], title: str, total: int) -> Iterable[Step]:
    """Return the steps of a long loop, with a bar and the time left on a terminal.

    Args:
        steps: What the loop goes through.
        title: What the bar says.
        total: How many steps there are.
    """
    console = Console(stderr=True)
    hidden = not console.is_terminal
    return track(steps, title, total=total, console=console, transient=True, disable=hidden)


def end_with(parent: int) -> None:
    """Let this process, a worker, end when the one that started it has ended, however that was."""

    def look() -> None:
        while os.getppid() == parent:
            time.sleep(LOOK_S)
        os._exit(1)

    threading.Thread(target=look, daemon=True).start()


def backend_for(compute: DictConfig, rows: int) -> str:
    """Return joblib's name for where tasks run that fit on so many rows.

    >>> compute = DictConfig({"backend": "threading", "processes_from": 7500})
    >>> backend_for(compute, 2000), backend_for(compute, 8000)
    ('threading', 'loky')
    """
    enough = compute.get("processes_from")
    return "loky" if enough and rows >= enough else str(compute.backend)


def run_tasks(
    task: Callable[..., Any],
    arguments: Iterable[tuple[Any, ...]],
    compute: DictConfig,
    title: str,
    rows: int = 0,
) -> list[Any]:
    """Return ``task(*argument)`` for every argument, in their order.

    Args:
        task: A function of a module, so that a worker process can import it.
        arguments: One tuple a task.
        compute: ``backend``, ``n_jobs`` and ``processes_from``, as conf/compute/ explains them.
        title: What the progress bar says; it is drawn on a terminal only.
        rows: How many rows a task fits on.
    """
    arguments = list(arguments)
    if compute.backend == "dask":
        from .cluster.client import run_on_cluster

        return list(shown(run_on_cluster(task, arguments, compute), title, len(arguments)))
    backend = backend_for(compute, rows)
    begin = {"initializer": end_with, "initargs": (os.getpid(),)}
    workers = begin if backend == "loky" else {}
    with parallel_config(backend, n_jobs=compute.n_jobs, **workers):
        results = Parallel(return_as="generator")(delayed(task)(*each) for each in arguments)
        return list(shown(results, title, len(arguments)))
