"""The run's side of a cluster: one connection a stage, workers that are checked, tasks sent."""

import atexit
import logging
import pickle
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from omegaconf import DictConfig

from ..errors import ClusterError, ProjectError
from ..files import TRAIN, existing
from . import machine
from .machine import State

if TYPE_CHECKING:
    from distributed import Client

NOISY = ("asyncio", "distributed", "distributed.client", "distributed.core", "tornado.application")
LOOK_S = 1.0  # how often the run looks whether anybody still works
LOCAL = "or go on here: make run COMPUTE=local"
START = "start one on each machine: make worker SCHEDULER={}"


def connect(address: str, wait_s: float) -> "Client":
    """Return a connection to a scheduler that has a worker.

    Raises:
        ClusterError: The packages are missing, or nobody answers or works within ``wait_s``.
    """
    try:
        import dask
        from distributed import Client
    except ImportError as error:
        raise ClusterError(
            f"compute=dask needs packages that are not here: run make with-cluster, {LOCAL}"
        ) from error
    dask.config.set({"distributed.admin.low-level-log-length": 0})
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # the run says it in one sentence
    try:
        client = Client(address, timeout=wait_s)
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"no scheduler answers at {address}: start it there with make scheduler, {LOCAL}"
        ) from error
    try:
        client.wait_for_workers(1, timeout=wait_s)
    except TimeoutError as error:
        client.close()
        start = START.format(address)
        raise ClusterError(f"the scheduler at {address} has no worker: {start}, {LOCAL}") from error
    atexit.register(client.close)
    return client


def differs(address: str, there: State, here: State) -> None:
    """Refuse a worker on which the same task could give another number.

    Raises:
        ClusterError: Names the worker and what differs.
    """
    for name, version in here.versions.items():
        if (found := there.versions.get(name, "none")) != version:
            raise ClusterError(
                f"the worker at {address} has {name} {found}, here it is {version}: install the "
                f"same requirements.txt there with make setup and start it again, {LOCAL}"
            )
    if there.code != here.code:
        raise ClusterError(
            f"the worker at {address} has other code of this project: bring the same commit "
            f"there, with your edits, and start it again, {LOCAL}"
        )


def states(client: "Client") -> dict[str, State]:
    """Return what each worker has.

    Raises:
        ClusterError: A worker was not started by ``make worker``.
    """
    found = client.run(machine.state, on_error="return")
    for address, each in found.items():
        if isinstance(each, ImportError | AttributeError):
            raise ClusterError(
                f"the worker at {address} does not know this project: start it in a clone of it "
                f"with make worker, {LOCAL}"
            )
    return {address: each for address, each in found.items() if isinstance(each, State)}


def put(url: str, tables: dict[str, str]) -> dict[str, str]:
    """Write the tables below a URL, unless they are there; return where, by file name.

    Raises:
        ClusterError: One cannot be written.
    """
    import fsspec

    found = {name: f"{url.rstrip('/')}/{sha[:16]}-{name}" for name, sha in tables.items()}
    for name, target in found.items():
        try:
            system, path = fsspec.core.url_to_fs(target)
            if not system.exists(path):
                system.makedirs(path.rpartition("/")[0], exist_ok=True)
                system.pipe_file(path, (machine.SPLIT / name).read_bytes())
        except Exception as error:  # each file system has errors of its own
            raise ClusterError(
                f"cannot write {target} ({error}): mend `data` in conf/compute/dask.yaml, {LOCAL}"
            ) from error
    return found


def supply(client: "Client", workers: list[str], tables: dict[str, str], url: str | None) -> None:
    """Let workers have the tables: from a URL, or sent to each.

    Raises:
        ClusterError: A worker cannot read or keep one.
    """
    if url:
        given = client.run(machine.fetch, put(url, tables), workers=workers, on_error="return")
    else:
        contents = {name: (machine.SPLIT / name).read_bytes() for name in tables}
        given = client.run(machine.receive, contents, workers=workers, on_error="return")
    for address, each in given.items():
        if isinstance(each, Exception):
            raise ClusterError(
                f"the worker at {address} is without the data: {each}; see `data` in "
                f"conf/compute/dask.yaml, {LOCAL}"
            )


def prepare(client: "Client", compute: DictConfig) -> None:
    """See that every worker is alike this machine and has the tables.

    A worker that has imported or read an older state starts anew.

    Raises:
        ClusterError: A worker cannot be used.
    """
    existing(TRAIN, "prepare")
    here, until = machine.state(), time.monotonic() + compute.wait_s
    while True:
        there = states(client)
        for address, each in there.items():
            differs(address, each, here)
        old = [
            address
            for address, each in there.items()
            if each.loaded != here.code or each.tables not in ({}, here.tables)
        ]
        lacking = [name for name, each in there.items() if not each.tables and name not in old]
        if lacking:
            supply(client, lacking, here.tables, compute.data)
        if there and not old:
            return
        if time.monotonic() > until:
            raise ClusterError(
                f"{len(old)} workers did not start anew in {compute.wait_s} s: start them "
                f"again, {LOCAL}"
            )
        if old:
            client.run(machine.renew, workers=old, on_error="ignore")
            time.sleep(LOOK_S)


@cache
def connection(address: str, wait_s: float) -> "Client":
    """Return the one connection of this stage."""
    return connect(address, wait_s)


def gone(address: str) -> ClusterError:
    """Return the error for a scheduler that ended in the middle."""
    return ClusterError(
        f"the scheduler at {address} has gone; finished stages are kept: start it and the "
        f"workers again, then make run again, {LOCAL}"
    )


def finished(client: "Client", futures: Sequence[Any], compute: DictConfig) -> Iterator[int]:
    """Yield the places of the tasks as they end.

    Raises:
        ClusterError: The scheduler has gone, or all workers have.
    """
    ended: SimpleQueue[int] = SimpleQueue()
    for place, future in enumerate(futures):
        future.add_done_callback(lambda _, place=place: ended.put(place))
    seen = time.monotonic()
    for _ in futures:
        while True:
            try:
                place = ended.get(timeout=LOOK_S)
                break
            except Empty:
                if client.status != "running":
                    raise gone(compute.scheduler) from None
                if client.nthreads():
                    seen = time.monotonic()
                elif time.monotonic() - seen > compute.wait_s:
                    start = START.format(compute.scheduler)
                    raise ClusterError(
                        f"all workers have gone, and none came back in {compute.wait_s} s; "
                        f"finished stages are kept: {start}, then make run again, {LOCAL}"
                    ) from None
        yield place


def run_on_cluster(
    task: Callable[..., Any], arguments: Sequence[tuple[Any, ...]], compute: DictConfig
) -> Iterator[Any]:
    """Yield ``task(*argument)`` for every argument, in their order, computed by workers alone.

    Args:
        task: A function of a module, so that a worker can import it.
        arguments: One tuple a task.
        compute: ``scheduler``, ``data`` and ``wait_s``, as in conf/compute/dask.yaml.

    Raises:
        ClusterError: The cluster cannot be used, or ended in the middle.
    """
    client = connection(compute.scheduler, compute.wait_s)
    from distributed import CancelledError, KilledWorker

    futures: list[Any] = []
    try:
        prepare(client, compute)
        packed = [pickle.dumps((task, each)) for each in arguments]
        futures = client.map(machine.perform, packed, pure=False)
        found: dict[int, Any] = {}
        wanted = 0
        for place in finished(client, futures, compute):
            found[place] = futures[place].result()
            while wanted in found:
                yield found.pop(wanted)
                wanted += 1
    except KilledWorker as error:
        raise ClusterError(
            f"one task ended several workers, often because memory ran out there, {LOCAL}"
        ) from error
    except CancelledError as error:
        raise gone(compute.scheduler) from error
    except ProjectError:
        raise
    except OSError as error:
        if client.status == "running":
            raise
        raise gone(compute.scheduler) from error
    finally:
        if client.status == "running":
            client.cancel(futures)
