"""Count the CPU seconds of a comparison and a training, on this machine and on a cluster.

.venv/bin/python benchmarks/cluster.py [problem]

The cluster is a scheduler and two workers of one thread each, as processes of this machine; here,
two threads do the same. In the third run one worker is killed once it has computed for
``BUSY_S`` seconds. Counted are all processes, from their start to their end, and what they wrote is
compared byte by byte. Other work on the machine moves every figure, so only the ratios hold.
"""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

import psutil
from pipeline import generate

BEFORE = ("compose", "fetch", "prepare")
TIMED = ("compare", "train")
RESULTS = (
    *("reports/candidates.json", "reports/search.json"),
    *("data/out_of_fold.parquet", "data/fold_predictions.parquet"),
)
BUSY_S = 6.0  # about 2 of them are its imports


class Run(NamedTuple):
    """CPU seconds by part, and the checksum of each result."""

    client: dict[str, float]
    scheduler: float
    workers: list[float]
    results: dict[str, str]

    @property
    def cpu(self) -> float:
        """The CPU seconds of all processes."""
        return sum(self.client.values()) + self.scheduler + sum(self.workers)


class Project:
    """A project whose stages and machines can be started, and what they take counted."""

    def __init__(self, folder: Path) -> None:
        """Keep where it is."""
        self.folder = folder
        self.said = folder.with_name("said.txt")
        self.package = folder.name.replace("-", "_")
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        self.environment = {**os.environ, "PATH": path, "PYTHONPATH": f"src{os.pathsep}."}
        for name in ("PYTHONDONTWRITEBYTECODE", "COMPUTE"):
            self.environment.pop(name, None)

    def start(self, *words: str, **more: str) -> subprocess.Popen[bytes]:
        """Start Python in the project."""
        return subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=self.folder,
            env={**self.environment, **more},
            stdout=subprocess.DEVNULL,
            stderr=self.said.open("ab"),
        )

    def stage(self, name: str, **more: str) -> float:
        """Run a stage and return its CPU seconds."""
        process = self.start(self.package, name, **more)
        used = ended(process)
        if process.returncode != 0:
            sys.exit(f"error: {name} failed:\n{self.said.read_text(encoding='utf-8')}")
        return used

    def results(self) -> dict[str, str]:
        """Return the checksum of each result."""
        found = {name: (self.folder / name).read_bytes() for name in RESULTS}
        return {name: hashlib.sha256(content).hexdigest() for name, content in found.items()}


def ended(process: subprocess.Popen[bytes]) -> float:
    """Wait for a process and return its CPU seconds, with those of its children."""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime


def here(project: Project) -> Run:
    """Run the stages on this machine."""
    client = {name: project.stage(name) for name in TIMED}
    return Run(client, 0.0, [], project.results())


def kill_when_busy(worker: subprocess.Popen[bytes], lost: list[float]) -> None:
    """Kill a worker with SIGKILL once it has computed for a while; add its CPU seconds."""
    process = psutil.Process(worker.pid)
    while sum(process.cpu_times()[:2]) < BUSY_S:
        time.sleep(0.1)
    os.kill(worker.pid, signal.SIGKILL)
    lost.append(ended(worker))


def on_cluster(project: Project, kill: bool) -> Run:
    """Run the stages on a cluster of two workers, of which one may be killed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    scheduler = project.start("workbench.cluster", "scheduler", "--port", str(port))
    words = ("workbench.cluster", "worker", address, "--threads", "1")
    workers = [project.start(*words) for _ in range(2)]
    lost: list[float] = []
    killer = threading.Thread(target=kill_when_busy, args=(workers[0], lost), daemon=True)
    try:
        if kill:
            killer.start()
        cluster = {"COMPUTE": "dask", "SCHEDULER": address}
        client = {name: project.stage(name, **cluster) for name in TIMED}
    finally:
        left = workers[len(lost) :]
        for each in (*left, scheduler):
            os.kill(each.pid, signal.SIGTERM)
    if kill and not lost:
        sys.exit("error: the worker ended before it could be killed")
    return Run(client, ended(scheduler), [*lost, *map(ended, left)], project.results())


def show(name: str, run: Run, first: Run) -> None:
    """Print one row."""
    same = "the same bytes" if run.results == first.results else "OTHER RESULTS"
    of_workers = sum(run.workers)
    client = "".join(f"{run.client[stage]:9.1f}" for stage in TIMED)
    print(
        f"{name:24}{client}{run.scheduler:11.1f}{of_workers:9.1f}{run.cpu:8.1f}"
        f"{run.cpu / first.cpu:7.2f}  {same}",
        flush=True,
    )


def main() -> None:
    """Print a table of the three runs."""
    problem = sys.argv[1] if len(sys.argv) > 1 else "house_prices"
    stages = "".join(f"{stage:>9}" for stage in TIMED)
    print(f"{problem + ', CPU s':24}{stages}{'scheduler':>11}{'workers':>9}{'all':>8}{'ratio':>7}")
    with tempfile.TemporaryDirectory() as folder:
        project = Project(generate(problem, Path(folder)))
        for stage in (*BEFORE, *TIMED):  # once before, so that all is compiled
            project.stage(stage)
        first = here(project)
        show("here, two threads", first, first)
        show("two workers", on_cluster(project, kill=False), first)
        show("two, one killed", on_cluster(project, kill=True), first)


if __name__ == "__main__":
    main()
