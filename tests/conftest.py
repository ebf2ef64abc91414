"""What several test files share: the template's files, and a rendered project of each problem."""

from __future__ import annotations

import fcntl
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

from browser import chromium  # noqa: F401  a fixture that several files use

TEMPLATE = Path(__file__).resolve().parent.parent
SKELETON = "{{cookiecutter.project_slug}}"
PROBLEMS = sorted(path.name for path in (TEMPLATE / SKELETON / "problems").iterdir())
# Those whose run is kept: a new problem has none until `make example`.
FINISHED = [name for name in PROBLEMS if (TEMPLATE / "examples" / name / "reports").exists()]
SHOWN = "house_prices"  # what takes long is tried on this one in `make test`, on all in test-all
FULLY = [name if name == SHOWN else pytest.param(name, marks=pytest.mark.full) for name in FINISHED]
sys.path.insert(0, str(TEMPLATE / SKELETON))  # kit and workbench are imported where they lie
collect_ignore = ["project"]  # runs inside a finished project: projects.py
LONG = (
    *("test_small.py", "test_run.py", "test_own_run.py", "test_verify.py", "test_experiments.py"),
    *("test_own_ratings_run.py", "test_problem.py", "test_drills.py"),
)
RENDERED = {"README.md", "pyproject.toml", "LICENSE", "story.yaml"}


def template_files() -> list[PurePosixPath]:
    """List the template's files as git sees them: tracked, or new and not ignored."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=TEMPLATE, capture_output=True, check=True).stdout
    paths = [PurePosixPath(name) for name in listed.decode().split("\0") if name]
    return [path for path in paths if (TEMPLATE / path).is_file()]


def project_files() -> list[PurePosixPath]:
    """List the files of the generated project's folder, relative to it."""
    return [PurePosixPath(*p.parts[1:]) for p in template_files() if p.parts[0] == SKELETON]


def copy_template(target: Path) -> Path:
    """Copy the template as it is in the working tree, without what git ignores."""
    for path in template_files():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes((TEMPLATE / path).read_bytes())
    return target


def load(script: str):
    """Import a hook or a script from where it lies."""
    path = TEMPLATE / script
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Generator:
    """Runs the real cookiecutter command, away from the settings of whoever runs the tests."""

    def __init__(self, folder: Path):
        """Keep cookiecutter's own files in ``folder``."""
        self.config = folder / "config.yaml"
        places = {"cookiecutters_dir": f"{folder}/cloned", "replay_dir": f"{folder}/replay"}
        self.config.write_text(json.dumps(places), encoding="utf-8")  # JSON is YAML

    def __call__(self, output: Path, template: Path = TEMPLATE, **answers: str):
        """Generate into ``output`` and return the finished process."""
        command = [sys.executable, "-m", "cookiecutter", "--no-input", "-o", str(output)]
        command += ["--config-file", str(self.config), str(template)]
        command += [f"{key}={value}" for key, value in answers.items()]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="session")
def generate(tmp_path_factory) -> Generator:
    return Generator(tmp_path_factory.mktemp("cookiecutter"))


@pytest.fixture(scope="session", params=PROBLEMS)
def problem(request) -> str:
    return request.param


@pytest.fixture(scope="session")
def project(problem, generate, tmp_path_factory) -> Path:
    """Return a project of one problem, whose package has the problem's name."""
    output = tmp_path_factory.mktemp(problem)
    done = generate(output, problem=problem, project_slug=problem.replace("_", "-"))
    assert done.returncode == 0, done.stdout + done.stderr
    return next(output.iterdir())


@pytest.fixture(scope="session")
def small_houses(tmp_path_factory) -> Path:
    """Return a finished, claimed and committed project that runs in seconds: one for all workers.

    Whoever changes it works on a copy.
    """
    from projects import FEW, small

    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    with (folder / "small_houses.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        place = folder / "small_houses"
        if not place.exists():
            small(SHOWN, tmp_path_factory.mktemp("small"), FEW).rename(place)
    return place


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first: the others fill what time the workers have left."""
    items.sort(key=lambda item: (*LONG, item.path.name).index(item.path.name))
