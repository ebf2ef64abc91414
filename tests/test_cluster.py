"""Tasks on a real scheduler and workers, as processes: the same numbers, and what may go wrong."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import psutil
import pytest
from omegaconf import OmegaConf

from conftest import FINISHED, SKELETON, TEMPLATE
from projects import as_generated, made_environment, python, shrink, shrunk, source, worked
from workbench import files
from workbench.cluster import client, machine
from workbench.errors import ClusterError, ConfigError
from workbench.parallel import run_tasks

PATIENCE_S = 60
TASKS = '''
"""Tasks of a small project: fits on its table, and a sum that waits for a word."""

import os
import time
from functools import cache
from pathlib import Path

import pandas as pd
from workbench.files import TRAIN


@cache
def table():
    return pd.read_parquet(TRAIN)


def fit(number):
    from sklearn.ensemble import HistGradientBoostingRegressor

    rows = table().sample(frac=0.8, random_state=number)
    model = HistGradientBoostingRegressor(max_iter=5, random_state=number)
    return model.fit(rows[["a", "b"]], rows["y"]).predict(table()[["a", "b"]])


def total(number):
    return float(table()["y"].sum()) + number


def waiting(folder, number):
    (Path(folder) / f"{os.getpid()}.pid").touch()
    while not (Path(folder) / "go").exists():
        time.sleep(0.02)
    return total(number)


def failing(number):
    raise ValueError(f"no {number}")
'''


def save_table(project: Path, factor: float = 1.0) -> None:
    """Write the training table of the small project."""
    rng = np.random.default_rng(0)
    rows = pd.DataFrame(rng.normal(size=(300, 2)), columns=["a", "b"])
    files.save_parquet(project / files.TRAIN, rows.assign(y=factor * (rows.a + rows.b**2)))


class Cluster:
    """A scheduler and its workers, as processes."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.scheduler = self.start("scheduler", "--port", "0")
        self.address = self.line(self.scheduler).split()[2].rstrip(";")
        self.workers: list[subprocess.Popen[str]] = []

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start a part of the cluster in the project."""
        return subprocess.Popen(
            [sys.executable, "-m", "workbench.cluster", *words],
            cwd=self.project,
            env=made_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    @staticmethod
    def line(process: subprocess.Popen[str]) -> str:
        """Return the first line that a part prints: it is there."""
        assert process.stdout
        return process.stdout.readline()

    def work(self, number: int) -> Cluster:
        """Start workers."""
        words = ("worker", self.address, "--threads", "1")
        self.workers = [self.start(*words) for _ in range(number)]
        assert all("worker at" in self.line(each) for each in self.workers)
        return self

    def compute(self, **more):
        """Return what conf/compute/dask.yaml would say."""
        settings = {"backend": "dask", "scheduler": self.address, "data": None, "wait_s": 20}
        return OmegaConf.create({**settings, **more})

    def end(self) -> None:
        """End all of it."""
        for each in (*self.workers, self.scheduler):
            each.kill()
            each.wait()


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """Return a small project that has what a worker looks at."""
    made = tmp_path_factory.mktemp("cluster") / "small project"
    shutil.copytree(
        TEMPLATE / SKELETON / "workbench",
        made / "workbench",
        ignore=shutil.ignore_patterns("__pycache__", "*.j2"),
    )
    (made / "requirements.txt").write_text("numpy==0 \\\npandas==0 \\\n", encoding="utf-8")
    (made / "src" / "small").mkdir(parents=True)
    (made / "src" / "small" / "__init__.py").touch()
    (made / "src" / "small" / "tasks.py").write_text(TASKS, encoding="utf-8")
    save_table(made)
    return made


@pytest.fixture(autouse=True)
def inside(project, monkeypatch):
    """Be in the project, as a stage is."""
    monkeypatch.chdir(project)
    monkeypatch.syspath_prepend(project / "src")
    monkeypatch.setattr(machine, "PROJECT", project)
    monkeypatch.setattr(machine, "PINS", project / "requirements.txt")


@pytest.fixture(scope="module")
def two(project) -> Iterator[Cluster]:
    """Return a cluster of two workers that no test harms."""
    cluster = Cluster(project).work(2)
    yield cluster
    cluster.end()


@pytest.fixture
def fresh(project) -> Iterator[Cluster]:
    """Return a cluster of the test's own, with no worker yet."""
    cluster = Cluster(project)
    yield cluster
    cluster.end()


def here(task, arguments):
    return run_tasks(task, arguments, OmegaConf.create({"backend": "threading", "n_jobs": 1}), "")


def meanwhile(task, folder: Path, number: int, compute):
    """Run waiting tasks in a thread; return it, with the list that takes its outcome."""
    outcome: list = []

    def run() -> None:
        try:
            arguments = [(str(folder), each) for each in range(number)]
            outcome.extend(run_tasks(task, arguments, compute, ""))
        except ClusterError as error:
            outcome.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    return thread, outcome


def busy(folder: Path, number: int) -> list[int]:
    """Wait until so many workers have begun a task; return their numbers."""
    until = time.monotonic() + PATIENCE_S
    while len(found := list(folder.glob("*.pid"))) < number and time.monotonic() < until:
        time.sleep(0.05)
    assert len(found) == number
    return [int(path.stem) for path in found]


def test_workers_give_the_same_bytes_and_the_run_computes_nothing(two, monkeypatch):
    from small import tasks

    expected = here(tasks.fit, [(number,) for number in range(6)])
    monkeypatch.setattr(tasks, "table", None)  # here it could not be computed now
    found = run_tasks(tasks.fit, [(number,) for number in range(6)], two.compute(), "")
    assert [each.tobytes() for each in found] == [each.tobytes() for each in expected]


def test_a_worker_that_is_killed_costs_no_number(fresh, tmp_path):
    from small import tasks

    thread, outcome = meanwhile(tasks.waiting, tmp_path, 6, fresh.work(2).compute())
    pids = busy(tmp_path, 2)
    assert sorted(pids) == sorted(each.pid for each in fresh.workers)
    os.kill(pids[0], signal.SIGKILL)
    (tmp_path / "go").touch()
    thread.join(PATIENCE_S)
    assert outcome == here(tasks.total, [(number,) for number in range(6)])


RUN = """
import sys
from omegaconf import OmegaConf
from small import tasks
from workbench.errors import ended
from workbench.parallel import run_tasks
compute = OmegaConf.create({"backend": "dask", "scheduler": sys.argv[1], "data": None, "wait_s": 9})
arguments = [(sys.argv[2], each) for each in range(4)]
sys.exit(ended(lambda: print(run_tasks(tasks.waiting, arguments, compute, ""))))
"""


def test_a_scheduler_that_dies_in_the_middle_is_one_sentence(fresh, tmp_path):
    fresh.work(1)
    run = subprocess.Popen(
        [sys.executable, "-c", RUN, fresh.address, str(tmp_path)],
        env=made_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    busy(tmp_path, 1)
    fresh.scheduler.kill()
    said = (
        f"error: the scheduler at {fresh.address} has gone; finished stages are kept: start it and "
        "the workers again, then make run again, or go on here: make run COMPUTE=local\n"
    )
    assert (*run.communicate(timeout=PATIENCE_S), run.returncode) == ("", said, 1)


def test_no_worker_and_no_scheduler_are_told(fresh, tmp_path):
    from small import tasks

    with pytest.raises(ClusterError, match=r"has no worker: start one on each machine: make worke"):
        run_tasks(tasks.total, [(1,)], fresh.compute(wait_s=1), "")
    thread, outcome = meanwhile(tasks.waiting, tmp_path, 2, fresh.work(1).compute(wait_s=2))
    os.kill(busy(tmp_path, 1)[0], signal.SIGKILL)
    thread.join(PATIENCE_S)
    assert "all workers have gone, and none came back in 2 s" in str(outcome[0])
    fresh.end()
    nowhere = fresh.compute(wait_s=1, scheduler="tcp://127.0.0.1:9")
    with pytest.raises(ClusterError, match=r"no scheduler answers at tcp://127.0.0.1:9: start it"):
        run_tasks(tasks.total, [(1,)], nowhere, "")


def test_a_worker_with_other_versions_or_code_is_refused(two, monkeypatch):
    from small import tasks

    there = machine.versions()["pandas"]
    with monkeypatch.context() as other:
        other.setattr(machine, "versions", lambda: {"pandas": "3.9"})
        with pytest.raises(ClusterError, match=f"has pandas {there}, here it is 3.9: install the"):
            run_tasks(tasks.total, [(1,)], two.compute(), "")
    monkeypatch.setattr(machine, "code", lambda: "edited")
    with pytest.raises(ClusterError, match="has other code of this project: bring the same commit"):
        run_tasks(tasks.total, [(1,)], two.compute(), "")


def test_a_new_table_is_read_and_one_that_workers_cannot_reach_is_told(fresh, project, tmp_path):
    from small import tasks

    fresh.work(1)
    first = run_tasks(tasks.total, [(1,)], fresh.compute(data=f"file://{tmp_path}"), "")
    assert [path.name[16:] for path in tmp_path.iterdir()] == ["-train.parquet"]
    save_table(project, factor=2.0)
    try:
        with pytest.raises(ClusterError, match=r"is without the data: cannot read memory://nowher"):
            run_tasks(tasks.total, [(1,)], fresh.compute(data="memory://nowhere"), "")
        second = run_tasks(tasks.total, [(1,)], fresh.compute(), "")
    finally:
        save_table(project)
    assert second[0] - 1 == pytest.approx(2 * (first[0] - 1))


def test_what_a_task_raises_is_raised_here(two):
    from small import tasks

    with pytest.raises(ValueError, match="no 7"):
        run_tasks(tasks.failing, [(7,)], two.compute(), "")


OWN = "own_classification"
STAGES = ("compare", "train", "evaluate")
WRITTEN = (
    *("reports/candidates.json", "reports/search.json", "reports/metrics.json"),
    *("reports/predictions.csv", "data/out_of_fold.parquet", "data/fold_predictions.parquet"),
)
BUSY_S = 3.0  # of CPU; about 2 are a worker's imports


def kill_when_busy(worker: subprocess.Popen[str]) -> None:
    """Kill a worker with SIGKILL once it has computed for a while."""
    process = psutil.Process(worker.pid)
    while sum(process.cpu_times()[:2]) < BUSY_S:
        time.sleep(0.05)
    os.kill(worker.pid, signal.SIGKILL)


@pytest.mark.full
@pytest.mark.parametrize("problem", [*FINISHED, OWN])
def test_a_problem_gives_the_same_bytes_on_two_workers_of_which_one_is_killed(problem, tmp_path):
    if problem == OWN:
        made = as_generated(problem, tmp_path)
        shrink(made)
        worked(python(made, "-m", "workbench.own", "example", "--yes"))
    else:
        made = shrunk(problem, tmp_path)
    package = source(made).name
    for stage in ("compose", "fetch", "prepare", *STAGES):
        worked(python(made, "-m", package, stage))
    here = [(made / name).read_bytes() for name in WRITTEN]
    for name in WRITTEN:
        (made / name).unlink()
    cluster = Cluster(made).work(2)
    threading.Thread(target=kill_when_busy, args=cluster.workers[:1], daemon=True).start()
    try:
        for stage in STAGES:
            more = {"COMPUTE": "dask", "SCHEDULER": cluster.address}
            worked(python(made, "-m", package, stage, **more))
        assert cluster.workers[0].poll() == -signal.SIGKILL
    finally:
        cluster.end()
    assert [(made / name).read_bytes() for name in WRITTEN] == here


def test_compute_can_be_chosen_for_one_run(project, monkeypatch):
    (project / "conf/compute").mkdir(parents=True)
    for name in ("local", "dask"):
        shutil.copy(TEMPLATE / SKELETON / f"conf/compute/{name}.yaml", project / "conf/compute")
    Path("params.yaml").write_text("compute: local\n", encoding="utf-8")
    Path("config.lock.yaml").write_text("seed: 1\n", encoding="utf-8")
    assert files.load_config().compute.backend == "threading"
    monkeypatch.setenv("COMPUTE", "dask")
    monkeypatch.setenv("SCHEDULER", "tcp://10.0.0.5:8786")
    assert files.load_config().compute.scheduler == "tcp://10.0.0.5:8786"
    monkeypatch.setenv("COMPUTE", "dusk")
    with pytest.raises(ConfigError, match="did you mean 'dask'"):
        files.load_config()


def test_a_run_without_the_packages_says_how_to_get_them(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match="run make with-cluster"):
        client.connect("tcp://127.0.0.1:9", 1)
