"""Machines that are set up to make things go wrong: each ends well, or in one sentence.

What has to end well is put together, so that one run stands for all of it.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import zc.lockfile

from conftest import SHOWN, load
from projects import EXAMPLES, FEW, Said, commit, made_environment, shrink
from workbench.git import git

WHO = (
    "-c",
    "user.name=Ann",
    "-c",
    "user.email=ann@example.com",
    "-c",
    "protocol.file.allow=always",
    "-c",
    "core.autocrlf=true",
)
NAME = "\u00dcber \"mich\" 'x' #1 50% off"  # of the folder
GIT_SETTINGS = """\
[core]
\tautocrlf = true
\thooksPath = {hooks}
\texcludesFile = {ignored}
[commit]
\tgpgSign = true
[gpg]
\tprogram = /bin/false
[init]
\tdefaultBranch = "mine/\u00e4"
[user]
\tname = Ann
\temail = ann@example.com
[diff]
\texternal = /bin/false
[status]
\tshowUntrackedFiles = no
[color]
\tui = always
"""
DVC_SETTINGS = """\
[core]
    autostage = true
    remote = away
    check_update = true
[cache]
    dir = {cache}
    type = copy
['remote "away"']
    url = http://127.0.0.1:9/dvc
"""
MATPLOTLIB = "text.usetex: True\nfont.family: serif\naxes.facecolor: black\n"
NOWHERE = dict.fromkeys(("PIP_TARGET", "PIP_CONSTRAINT", "PIP_INDEX_URL", "UV_INDEX_URL"), "/no")


def hostile(folder: Path) -> dict[str, str]:
    """Return settings of git, DVC, MLflow, Python and the shell that all lead astray."""
    hooks = folder / "hooks"
    hooks.mkdir()
    for name in ("pre-commit", "post-checkout", "post-commit", "commit-msg"):
        (hooks / name).write_text("#!/bin/sh\necho a hook >&2\nexit 1\n")
        (hooks / name).chmod(0o755)
    ignored = folder / "ignored"
    ignored.write_text("*.tmp\n.DS_Store\n")
    settings = folder / ".gitconfig"
    settings.write_text(GIT_SETTINGS.format(hooks=hooks, ignored=ignored), "utf-8")
    dvc = folder / "dvc"
    dvc.mkdir()
    (dvc / "config").write_text(DVC_SETTINGS.format(cache=folder / "cache"))
    (folder / "matplotlibrc").write_text(MATPLOTLIB)
    return {
        **NOWHERE,
        "GIT_CONFIG_GLOBAL": str(settings),
        "DVC_GLOBAL_CONFIG_DIR": str(dvc),
        "MATPLOTLIBRC": str(folder / "matplotlibrc"),
        "MLFLOW_TRACKING_URI": "http://ann:hunter2" + "@127.0.0.1:9",
        "LC_ALL": "C",
        "LANG": "C",
        "TZ": "Pacific/Chatham",
        "MAKEFLAGS": "-j8",
        "PYTHONHOME": "/no",
        "PYTHONPATH": "/no",
        "PYTHONSAFEPATH": "1",
        "PYTHONSTARTUP": "/no",
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_NUM_THREADS": "3",
        "COLUMNS": "20",
        "NO_COLOR": "1",
        "CDPATH": "/",
        "BASH_ENV": "/no",
        "MODEL": "nobody",
        "BIN": "/no",
        "PACKAGE": "nobody",
        "SEED": "7",
    }


def make(project: Path, *words: str, **settings: str | None) -> Said:
    """Run make as somebody with these settings; those that are None are taken away."""
    environment: dict[str, str | None] = {**os.environ, "VENV": sys.prefix, **settings}
    environment = {**environment, "VENV": sys.prefix}
    done = subprocess.run(
        ["make", *words],
        cwd=project,
        env={key: value for key, value in environment.items() if value is not None},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        umask=0o077,
    )
    return Said(done.returncode, done.stdout + done.stderr)


def sentences(said: Said) -> list[str]:
    """Return the lines that say what is wrong; there is no traceback among what was printed."""
    assert "Traceback" not in said.text, said.text
    return [line for line in said.text.splitlines() if line.startswith("error: ")]


@pytest.fixture(scope="module")
def odd(small_houses, tmp_path_factory) -> tuple[Path, Said, dict[str, str]]:
    """Return a project after `make run` on the most hostile machine there is.

    Its folder has an odd name, lies behind a link, and is a submodule; everything is private to
    its owner; HOME cannot be written.
    """
    folder = tmp_path_factory.mktemp("hostile")
    plain = load("scripts/example.py").generate(EXAMPLES / SHOWN, folder)
    shrink(plain, FEW)
    commit(plain, "smaller")
    home, outer = folder / "real home", folder / "home"
    home.mkdir()
    outer.symlink_to(home)
    assert git("init", "--quiet", folder=home).returncode == 0
    words = ("submodule", "--quiet", "add", "--depth", "1", plain.resolve().as_uri(), NAME)
    added = git(*WHO, *words, folder=home)
    assert added.returncode == 0, added.stderr
    shutil.rmtree(plain)
    settings = {**hostile(folder), "HOME": "/proc", "GIT_INDEX_FILE": "/no", "GIT_DIR": "/no"}
    return outer / NAME, make(outer / NAME, "run", **settings), settings


def test_a_run_on_a_hostile_machine_gives_the_same_numbers(odd, small_houses):
    project, said, _ = odd
    assert said.code == 0, said.text
    for name in ("metrics.json", "predictions.csv", "facts.json"):
        ours, theirs = (each / "reports" / name for each in (project, small_houses))
        assert same(ours.read_text("utf-8")) == same(theirs.read_text("utf-8")), name
    for plot in sorted((small_houses / "reports/plots").iterdir()):
        assert (project / "reports/plots" / plot.name).read_bytes() == plot.read_bytes(), plot.name


def same(text: str) -> str:
    """Return a report without what differs from run to run: how long something took."""
    return "\n".join(line for line in text.splitlines() if '_s":' not in line and "_ms" not in line)


def test_it_says_nothing_but_that_the_server_is_away(odd):
    _, said, _ = odd
    assert "hunter2" not in said.text
    assert [line for line in said.text.splitlines() if "not logged to MLflow at " in line]
    assert sentences(said) == []
    assert "Warning" not in said.text


def test_its_files_and_its_index_are_as_they_were(odd):
    project, _, _ = odd
    changed = git("status", "--porcelain", "--untracked-files=no", folder=project).stdout
    assert {line[3:] for line in changed.splitlines()} <= {"README.md", "dvc.lock"}  # autostage
    assert not Path("/no").exists()
    assert not (project / "mlruns").exists()


def test_nothing_is_left_to_run_there(odd):
    project, _, settings = odd
    said = make(project, "run", **settings)
    assert (said.code, sentences(said)) == (0, [])
    assert "evaluate  " not in said.text


@pytest.fixture
def copy(small_houses, tmp_path) -> Path:
    """Return a copy of a finished project."""
    return Path(shutil.copytree(small_houses, tmp_path / "houses", symlinks=True))


MACHINES: dict[str, dict[str, str | None]] = {
    "no HOME, Turkish": {"HOME": None, "XDG_CACHE_HOME": None, "LC_ALL": "tr_TR.UTF-8"},
    "every warning is an error, Latin-1": {
        "PYTHONWARNINGS": "error",
        "PYTHONIOENCODING": "latin-1",
        "PYTHONSAFEPATH": "1",
    },
}


@pytest.mark.parametrize("machine", MACHINES)
def test_a_finished_project_has_nothing_to_run_on_any_machine(machine, copy):
    said = make(copy, "run", **MACHINES[machine])
    assert (said.code, sentences(said)) == (0, []), said.text
    assert "reports/index.html" in said.text


def test_a_home_that_is_no_folder_is_told_in_one_sentence(copy):
    said = make(copy, "run", HOME="/dev/null")
    (sentence,) = sentences(said)
    assert said.code != 0
    assert "Not a directory: '/dev/null/" in sentence


def worktree(project: Path, folder: Path) -> Path:
    """Return a git worktree of a project."""
    assert git(*WHO, "worktree", "add", "--quiet", str(folder), folder=project).returncode == 0
    return folder


def shallow(project: Path, folder: Path) -> Path:
    """Return a shallow clone of a project."""
    words = ("clone", "--quiet", "--depth", "1", project.as_uri(), str(folder))
    assert git(*WHO, *words).returncode == 0
    return folder


@pytest.mark.parametrize("checked_out", [worktree, shallow])
def test_another_kind_of_checkout_is_verified_as_any(checked_out: Callable, copy, tmp_path):
    project = checked_out(copy, tmp_path / "other")
    settings = {**hostile(tmp_path), "PYTHONHOME": None}
    said = make(project, "verify", "DO=--fast", **settings)
    assert (said.code, sentences(said)) == (0, []), said.text
    assert "FAST CHECKS PASS" in said.text


@pytest.mark.full
def test_a_hostile_machine_reproduces_the_claim(copy, tmp_path):
    settings = {**hostile(tmp_path), "HOME": "/proc", "GIT_INDEX_FILE": ".git/index"}
    said = make(copy, "verify", **settings)
    assert "IDENTICAL" in said.text
    assert said.code == 0, said.text
    assert git("status", "--porcelain", folder=copy).stdout.count("\n") <= len(
        ("certificate.json", "certificate.md", "badge.svg")
    )


STAGES = ("compose", "fetch", "prepare", "compare", "train", "evaluate", "document")
QUICK = {"compose", "fetch", "document"}  # in `make test`


@pytest.mark.parametrize(
    "stage",
    [pytest.param(each, marks=[] if each in QUICK else pytest.mark.full) for each in STAGES],
)
def test_a_full_disk_ends_a_stage_in_one_sentence_and_loses_nothing(stage, copy):
    before = {path: path.read_bytes() for path in sorted((copy / "reports").rglob("*.*"))}
    package = next((copy / "src").glob("*/__main__.py")).parent.name
    story = copy / "story.yaml"
    story.write_text(story.read_text("utf-8").replace("title:", "title: Other"), "utf-8")
    done = subprocess.run(
        [sys.executable, "-B", "-m", package, stage],
        cwd=copy,
        env=made_environment(),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),
    )
    said = Said(done.returncode, done.stdout + done.stderr)
    (sentence,) = sentences(said)
    assert said.code == 1
    assert sentence.startswith("error: cannot read or write ")
    assert "too large" in sentence.lower()
    kept = {path: path.read_bytes() for path in sorted((copy / "reports").rglob("*.*"))}
    assert kept == before


def test_a_second_run_at_once_says_so_and_leaves_the_first_alone(copy):
    package = next((copy / "src").glob("*/__main__.py")).parent
    (package / "metrics.py").write_text("", "utf-8")  # something to run
    lock = zc.lockfile.LockFile(str(copy / ".dvc/tmp/lock"), content_template="{pid}")
    try:
        said = make(copy, "run")
    finally:
        lock.close()
    assert said.code != 0
    assert "Traceback" not in said.text
    assert "another" in said.text.lower() or "lock" in said.text.lower()
