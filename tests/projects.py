"""Finished projects: how a reader runs commands in one, and one that runs in seconds."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import yaml

from conftest import TEMPLATE, load

EXAMPLES = TEMPLATE / "examples"
SUITE = TEMPLATE / "tests" / "project"
WORD = "project_package"
NO_BROWSER = {"ServerApp": {"open_browser": False, "allow_root": True}}  # as in a container
OUTER = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES"}  # of the make that runs the tests
# The same pipeline on the same rows and candidates, with fewer folds and repetitions, and no
# search. What only some problems have is changed where it is.
SMALLER = (
    ("params.yaml", r"^search: \w+", "search: none"),
    ("conf/config.yaml", r"^folds: \d+", "folds: 2"),
    ("conf/config.yaml", r"^learning_curve: \[.+\]", "learning_curve: [0.25, 0.5]"),
    ("conf/config.yaml", r"^importance_repeats: \d+", "importance_repeats: 2"),
    ("conf/config.yaml", r"draws: 10", "draws: 2"),
    ("conf/compute/local.yaml", r"^n_jobs: -1", "n_jobs: 1"),
    ("workbench/statistics.py", r"^RESAMPLES = \d+", "RESAMPLES = 200"),
)
SMALLER_EVERYWHERE = 3  # the first of them, without which it would not be small


SHARED = {path.name for path in SUITE.glob("test_*.py")}  # the others are one problem's own
# Of these, those to which no problem makes a difference: one project on shrunk settings has them.
ALIKE = {
    *("test_choices.py", "test_command_line.py", "test_description.py", "test_document_stage.py"),
    *("test_references.py", "test_site.py", "test_space.py", "test_tried.py"),
}
ALIKE_IN = "churn"
# Of a project's own tests, those of the one dvc.yaml that all have: DVC is asked six times.
OWN_ALIKE = "tests/test_configuration.py::test_an_edit_reruns_the_stages_that_it_affects"


# The candidates of the small project that several files share: the rest shows nothing more there.
FEW = frozenset({"auto", "median_price", "price_per_square_foot", "ridge"})


class Said(NamedTuple):
    """What a command printed, both streams, and its exit code."""

    code: int
    text: str


def reader_environment() -> dict[str, str]:
    """Return this environment for a reader's shell: one venv for all, no outer make, no browser."""
    jupyter = Path(tempfile.gettempdir(), "jupyter_without_browser")
    jupyter.mkdir(exist_ok=True)
    (jupyter / "jupyter_server_config.json").write_text(json.dumps(NO_BROWSER), encoding="utf-8")
    kept = {key: value for key, value in os.environ.items() if key not in OUTER}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ours = {"VENV": sys.prefix, "PATH": path, "PYTHONPATH": f"src{os.pathsep}."}
    ours["JUPYTER_CONFIG_DIR"] = str(jupyter)
    return {**kept, **ours, "GIT_CONFIG_GLOBAL": os.devnull}


def made_environment(**more: str) -> dict[str, str]:
    """Return what the Makefile of a project exports."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": f"src{os.pathsep}.", **more}


def shell(command: str, project: Path) -> subprocess.CompletedProcess[str]:
    """Run one line as a reader would type it."""
    return subprocess.run(
        command,
        shell=True,
        cwd=project,
        env=reader_environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def python(project: Path, *arguments: str, **more: str) -> Said:
    """Run Python in a project, as its Makefile does."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=project,
        env=made_environment(**more),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Said(done.returncode, done.stdout + done.stderr)


def worked(said: Said) -> None:
    """Insist that a command worked."""
    assert said.code == 0, said.text


def source(project: Path) -> Path:
    """Return the folder of the package."""
    return next((project / "src").glob("*/__init__.py")).parent


def commit(project: Path, message: str) -> None:
    """Commit everything."""
    load("scripts/example.py").commit(message, project)


def shrink(project: Path, kept: Collection[str] = ()) -> None:
    """Let a project run in seconds.

    Args:
        project: As generated.
        kept: The models to keep; all, if none is named.
    """
    for number, (name, old, new) in enumerate(SMALLER):
        path = project / name
        text, changes = re.subn(old, new, path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert changes or number >= SMALLER_EVERYWHERE, (name, old)
        path.write_text(text, encoding="utf-8")
    for path in (project / "conf/model").glob("*.yaml"):
        if kept and path.stem not in kept:
            path.unlink()


def shrunk(problem: str, folder: Path, kept: Collection[str] = ()) -> Path:
    """Return a project as generated, committed with settings on which it runs in seconds."""
    project = load("scripts/example.py").generate(EXAMPLES / problem, folder)
    assert isinstance(project, Path)
    shrink(project, kept)
    commit(project, "smaller")
    return project


def small(problem: str, folder: Path, kept: Collection[str] = ()) -> Path:
    """Return a finished project that ran on shrunk settings, claimed and committed."""
    project = shrunk(problem, folder, kept)
    finish(project)
    return project


def as_generated(problem: str, folder: Path) -> Path:
    """Return a committed project of a problem that has no example, with the template's answers."""
    answers = folder / "example" / "answers.yaml"
    answers.parent.mkdir()
    answers.write_text(f"default_context:\n  problem: {problem}\n", encoding="utf-8")
    project = load("scripts/example.py").generate(answers.parent, folder / "project")
    assert isinstance(project, Path)
    return project


def nothing_is_left(project: Path) -> None:
    """Insist that a finished project agrees with its claim, and has nothing to run or commit."""
    worked(python(project, "-m", "workbench.sharing", "verify", "--fast"))
    assert "up to date" in python(project, "-m", "dvc", "status").text
    status = ["git", "status", "--porcelain"]
    listed = subprocess.run(status, cwd=project, capture_output=True, text=True, check=True)
    assert listed.stdout == ""


def finish(project: Path) -> None:
    """Run the pipeline of a committed project, claim what it gave, and commit that."""
    worked(python(project, "-m", "dvc", "repro", "--quiet"))
    worked(python(project, "-m", "workbench.sharing", "claim"))
    commit(project, "first run, claimed")


AT_ONCE = """
import sys
from importlib import import_module
from workbench.cli import main

package, *stages = sys.argv[1:]
problem = import_module(f"{package}.pipeline").PROBLEM
sys.exit(next((code for each in stages if (code := main(problem, [each]))), 0))
"""


def run_at_once(project: Path) -> None:
    """Run the stages of a committed project without DVC and MLflow, and commit what they wrote.

    All but the first, which the package reads as it is loaded, run in one process: nothing is
    started or imported twice. What DVC does with the stages is tried where `finish` is called.
    """
    named = yaml.safe_load((project / "dvc.yaml").read_text(encoding="utf-8"))["stages"]
    first, *others = (name for name in named if name != "track")
    package = source(project).name
    worked(python(project, "-m", package, first))
    worked(python(project, "-c", AT_ONCE, package, *others))
    commit(project, "first run")


class Tried(NamedTuple):
    """A finished project on shrunk settings, and what its own and the workbench's tests said."""

    project: Path
    own: Said
    workbench: Said


def try_small(problem: str, folder: Path) -> Tried:
    """Make a project that runs in seconds, and run the tests in it.

    One does what a reader does, with DVC, MLflow and a claim; of the others, the stages are run.
    """
    if problem == ALIKE_IN:
        project = small(problem, folder)
        return Tried(project, own_tests(project), run_suite(problem, project))
    project = shrunk(problem, folder)
    run_at_once(project)
    own = own_tests(project, "--deselect", OWN_ALIKE)
    return Tried(project, own, run_suite(problem, project, without=ALIKE))


def own_tests(project: Path, *arguments: str) -> Said:
    """Run the tests that a project has of its own."""
    return python(project, "-m", "pytest", "-p", "no:cacheprovider", *arguments)


def contract_of(package: str, modules: Mapping[str, str]) -> str:
    """Return code in which mypy holds modules of a package against protocols of the contract."""
    lines = [
        "from workbench import contract",
        *(f"import {package}.{each}" for each in modules.values()),
    ]
    held = [f"a{name}: contract.{name} = {package}.{each}" for name, each in modules.items()]
    return "\n".join([*lines, *held, ""])


def types(project: Path, folder: Path, modules: Mapping[str, str]) -> Said:
    """Return what mypy says of a project, and of its modules as the contract wants them.

    Args:
        project: As generated.
        folder: Where the code is written that says what the contract wants.
        modules: By protocol, the module that is held against it.
    """
    settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    held = folder / "held.py"
    held.write_text(contract_of(source(project).name, modules), encoding="utf-8")
    cache = TEMPLATE / ".mypy_cache" / "project"
    typed = [*settings["tool"]["mypy"]["files"], str(held)]
    return python(project, "-m", "mypy", "--cache-dir", str(cache), *typed)


@contextmanager
def suite_for(problem: str, project: Path, without: Collection[str] = ()) -> Iterator[Path]:
    """Give a folder with the tests of the workbench as they run inside one project.

    They share the fixtures of the project's own tests, and import its package by its name.

    Args:
        problem: Whose tests of its own come with them.
        project: A finished one.
        without: Files that are left out.
    """
    with tempfile.TemporaryDirectory(prefix="suite-") as place:
        here = "Path(__file__).resolve().parents[1]"
        shared = (project / "tests/conftest.py").read_text(encoding="utf-8")
        assert here in shared
        texts = {"conftest.py": shared.replace(here, f"Path({str(project)!r})")}
        for path in [*SUITE.glob("*.py"), *(SUITE / problem).glob("*.py")]:
            if path.name not in without:
                texts[path.name] = path.read_text(encoding="utf-8")
        for name, text in texts.items():
            content = text.replace(WORD, source(project).name)
            Path(place, name).write_text(content, encoding="utf-8")
        yield Path(place)


def run_suite(problem: str, project: Path, *arguments: str, without: Collection[str] = ()) -> Said:
    """Run the tests of the workbench inside a finished project."""
    with suite_for(problem, project, without) as suite:
        options = ["-c", "pyproject.toml", "--rootdir", ".", "-p", "no:cacheprovider"]
        path = os.pathsep.join(["src", ".", "tests"])  # they may use what its own tests have
        return python(project, "-m", "pytest", *options, *arguments, str(suite), PYTHONPATH=path)
