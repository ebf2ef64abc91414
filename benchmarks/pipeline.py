"""Time a project's pipeline: cold, with nothing to do, and as one process without DVC and MLflow.

.venv/bin/python benchmarks/pipeline.py [problem] [cores]

Cold means a project as generated, with no cache. The one process runs the same stages but `track`,
whose only work is MLflow's. Memory is the sum over a stage and its workers, sampled 20 times a
second. On Linux the runs are held to the number of cores given (2 unless said otherwise).
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import psutil
import yaml

TEMPLATE = Path(__file__).resolve().parent.parent
ONE_PROCESS = """
import importlib, sys
from workbench.cli import found
problem = importlib.import_module(f"{sys.argv[1]}.pipeline").PROBLEM
for stage in sys.argv[2:]:
    found(stage, problem)()
"""


class Cost(NamedTuple):
    """What a command took: seconds and the largest memory of its processes together, in MB."""

    wall: float
    cpu: float
    memory: float


def memory(process: psutil.Process) -> float:
    """Return the resident memory of a process and its descendants, in MB."""
    total = 0
    try:
        for each in [process, *process.children(recursive=True)]:
            total += each.memory_info().rss
    except psutil.NoSuchProcess:
        pass
    return total / 1e6


def cost(command: list[str], project: Path) -> Cost:
    """Run a command in the project and return what it took; stop when it fails."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": f"src{os.pathsep}."}
    start, before, peak = time.perf_counter(), os.times(), 0.0
    quiet = subprocess.DEVNULL
    running = psutil.Popen(command, cwd=project, env=environment, stdout=quiet, stderr=quiet)
    while running.poll() is None:
        peak = max(peak, memory(running))
        time.sleep(0.05)
    wall, after = time.perf_counter() - start, os.times()
    if running.returncode != 0:
        sys.exit(f"error: `{' '.join(command)}` failed")
    cpu = after.children_user + after.children_system
    return Cost(wall, cpu - before.children_user - before.children_system, peak)


def generate(problem: str, folder: Path, template: Path = TEMPLATE) -> Path:
    """Render a project into a git repository and return its folder."""
    command = [sys.executable, "-m", "cookiecutter", "--no-input", "-o", str(folder)]
    command += [str(template), f"problem={problem}"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    project = next(folder.iterdir())
    subprocess.run(["git", "init", "--quiet"], cwd=project, check=True)
    return project


def stages(project: Path) -> list[str]:
    """Return the stages of a project, in order; the last is `track`."""
    return list(yaml.safe_load((project / "dvc.yaml").read_text(encoding="utf-8"))["stages"])


def show(name: str, each: Cost, note: str = "") -> None:
    """Print one row."""
    row = f"{name:24}{each.wall:8.1f}{each.cpu:8.1f}{each.memory:9.0f}  {note}"
    print(row.rstrip(), flush=True)


def main() -> None:
    """Print a table of the whole pipeline and of each stage."""
    problem = sys.argv[1] if len(sys.argv) > 1 else "house_prices"
    cores = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    dvc = str(Path(sys.executable).with_name("dvc"))
    print(f"{problem + f', {cores} cores':24}{'wall s':>8}{'CPU s':>8}{'peak MB':>9}")
    with tempfile.TemporaryDirectory() as folder:
        project = generate(problem, Path(folder, "dvc"))
        package = project.name.replace("-", "_")
        cold = cost([dvc, "repro", "--quiet"], project)
        idle = cost([dvc, "repro", "--quiet"], project)
        bare = generate(problem, Path(folder, "bare"))
        one = cost([sys.executable, "-c", ONE_PROCESS, package, *stages(bare)[:-1]], bare)
        show("dvc repro, cold", cold, f"{cold.wall / one.wall:.2f} of one process")
        show("dvc repro, nothing to do", idle)
        show("one process", one, "no DVC, no MLflow")
        for stage in stages(project):
            show(f"  {stage}", cost([sys.executable, "-m", package, stage], project))


if __name__ == "__main__":
    main()
