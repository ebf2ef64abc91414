"""What the tests share: the finished run of this project, and copies of it to break."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from omegaconf import DictConfig

from project_package.facts import Facts
from workbench.files import FACTS, MODELS, TEST, load_config, read_json

ROOT = Path(__file__).resolve().parents[1]
NOT_COPIED = (".git", ".venv", "mlflow.db*", "mlartifacts", "__pycache__", "*.egg-info", ".*_cache")


def pytest_configure(config):
    """Let a fit that stopped early fail its test, since its numbers do not repeat.

    Not in pyproject.toml: there pytest imports scikit-learn before the package can ask for one
    thread, and the tests would fit with other threads than the stages.
    """
    config.addinivalue_line("filterwarnings", "error::sklearn.exceptions.ConvergenceWarning")


def pytest_sessionstart():
    """Run the tests from the project's folder, and only with the results of a run in it."""
    os.chdir(ROOT)
    missing = [str(path) for path in (FACTS, TEST, MODELS / "model.joblib") if not path.exists()]
    if missing:
        pytest.exit(f"{missing[0]} not found: `make run` first, then `make test`", 1)


@pytest.fixture(scope="session")
def facts() -> Facts:
    """Return the facts of the last run."""
    return Facts(**read_json(FACTS, "evaluate"))


@pytest.fixture(scope="module")
def config() -> DictConfig:
    """Return the configuration, with two folds and one worker."""
    config = load_config()
    config.compute.n_jobs = 1
    config.folds = 2
    return config


def copy_project(target: Path) -> Path:
    """Copy the project with its data, models and DVC's cache into a git repository of its own."""
    shutil.copytree(ROOT, target, ignore=shutil.ignore_patterns(*NOT_COPIED), symlinks=True)
    subprocess.run(["git", "init", "--quiet"], cwd=target, check=True)
    return target


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """Return a copy of the project to change; the test runs inside it."""
    copy = copy_project(tmp_path / "project")
    monkeypatch.chdir(copy)
    return copy


def stage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the package in the present folder, as a reader would type it."""
    return subprocess.run(
        [sys.executable, "-m", "project_package", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", **environment},
    )


def sentence(done: subprocess.CompletedProcess[str]) -> str:
    """Return the one sentence that a refused command says, after checking that it is one."""
    lines = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert done.returncode == 1
    assert len(lines) == 1, done.stderr
    assert "Traceback" not in done.stderr
    return lines[0]
