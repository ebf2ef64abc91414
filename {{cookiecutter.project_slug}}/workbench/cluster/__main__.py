"""Start a part of a cluster: ``python -m workbench.cluster scheduler`` or ``worker``."""

import argparse
import asyncio
import os
import signal
import sys
import tempfile
from pathlib import Path

from ..errors import ClusterError, ended

PORT = 8786
QUIET = {
    "distributed.worker.profile.enabled": False,  # it would look 100 times a second
    "distributed.admin.system-monitor.gil.enabled": False,
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.admin.tick.interval": "500ms",  # or 50 times a second
    "distributed.admin.low-level-log-length": 0,
    "distributed.logging": {"distributed": "critical"},
    "distributed.scheduler.work-stealing-interval": "1s",
}


async def schedule(host: str, port: int) -> None:
    """Run a scheduler until it is stopped."""
    from distributed import Scheduler

    async with Scheduler(host=host, port=port, dashboard=False) as scheduler:
        print(f"scheduler at {scheduler.address}; on each machine:", flush=True)
        print(f"make worker SCHEDULER={scheduler.address}", flush=True)
        await scheduler.finished()


async def work(address: str, threads: int, wait_s: float) -> None:
    """Work for a scheduler until it ends."""
    from distributed import Worker

    async with Worker(
        address,
        nthreads=threads,
        memory_limit=0,  # a worker that waits for memory would stand still without a word
        local_directory=str(Path.cwd()),
        death_timeout=wait_s,
        dashboard=False,
    ) as worker:
        print(f"worker at {worker.address}, {threads} threads, for {address}", flush=True)
        await worker.finished()
    print(f"the scheduler at {address} has gone", flush=True)


def parser() -> argparse.ArgumentParser:
    """Return the parser: one sub-command a part."""
    top = argparse.ArgumentParser(prog="python -m workbench.cluster", description=__doc__)
    commands = top.add_subparsers(dest="part", metavar="PART", required=True)
    command = commands.add_parser("scheduler", help="run the one scheduler")
    command.add_argument("--host", default="127.0.0.1", help="the address that others reach")
    command.add_argument("--port", type=int, default=PORT, help="0 for any")
    command = commands.add_parser("worker", help="run a worker on this machine")
    command.add_argument("scheduler", help=f"for example tcp://10.0.0.5:{PORT}")
    command.add_argument("--threads", type=int, default=os.cpu_count(), help="tasks at a time")
    command.add_argument("--wait", type=float, default=60, help="seconds for the scheduler")
    return top


def begin(options: argparse.Namespace) -> None:
    """Run one part.

    Raises:
        ClusterError: Its port is taken, or no scheduler answers.
    """
    import dask

    dask.config.set(QUIET)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # or its folder would stay
    if options.part == "scheduler":
        try:
            asyncio.run(schedule(options.host, options.port))
        except OSError as error:
            said = error.strerror or error
            raise ClusterError(f"no scheduler at {options.host}:{options.port}: {said}") from error
        return
    sys.path[:] = [str(Path(each).resolve()) for each in sys.path]
    from . import machine

    with tempfile.TemporaryDirectory(prefix="worker-") as folder:
        os.chdir(folder)  # for the training table, and nothing of this project
        try:
            asyncio.run(work(options.scheduler, options.threads, options.wait))
        except (OSError, ValueError) as error:
            raise ClusterError(
                f"no scheduler answers at {options.scheduler}: start it with make scheduler"
            ) from error
        finally:
            os.chdir(machine.PROJECT)


def main() -> int:
    """Do what the command line says; return the exit code."""
    options = parser().parse_args()
    return ended(lambda: begin(options))


if __name__ == "__main__":
    sys.exit(main())
