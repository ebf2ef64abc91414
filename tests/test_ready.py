"""`make ready` in projects as cookiecutter makes them: what is planted is found, gravest first."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import FINISHED, TEMPLATE, load
from workbench.experiments import records

EXAMPLES = TEMPLATE / "examples"
LOOK = """
import json
from {package}.pipeline import PROBLEM
from workbench.ready.checklist import checklist
print(json.dumps(checklist(PROBLEM)))
"""
made_up = load("tests/project/made_up.py")
TOKEN = "ghp_" + "aB3" * 12  # put together, so that none stands in this file
ADDRESS = "ann@" + "mail.net"
HOME = "/home/" + "ann/houses"


def shown(problem: str, folder: Path) -> Path:
    """Return a project as a visitor clones it: what git has after the run of the example."""
    example = load("scripts/example.py")
    project = example.generate(EXAMPLES / problem, folder)
    for path in (EXAMPLES / problem).rglob("*"):
        name = path.relative_to(EXAMPLES / problem)
        place = project / name
        if path.is_file() and name.parts[0] not in (*example.LINKED, example.ANSWERS):
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())
    git("add", "--all", project=project)
    git("commit", "--quiet", "--message", "first run", project=project)
    return project


def git(*arguments: str, project: Path) -> None:
    """Run git in the project."""
    subprocess.run(["git", *arguments], cwd=project, check=True, capture_output=True)


def python(*arguments: str, project: Path):
    """Run this Python in the project, as its Makefile does."""
    settings = {**os.environ, "PYTHONPATH": f"src{os.pathsep}."}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=project,
        env=settings,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def package(project: Path) -> str:
    """Return the name of the package."""
    return project.name.replace("-", "_")


def found(project: Path) -> list[list]:
    """Return what is found: rank, where, what, what to do."""
    done = python("-c", LOOK.format(package=package(project)), project=project)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("problem", FINISHED, indirect=True, scope="session")
def test_a_project_as_generated_raises_no_false_alarm(problem, tmp_path):
    project = shown(problem, tmp_path)
    asked = {"story.yaml", "dvc.yaml", "git"}  # its story, its data, and where it goes
    wheres = {where.partition(":")[0] for _, where, _, _ in found(project)}
    # By the run, so that they may be old.
    written = {"README.md", "WALKTHROUGH.md", "MODEL_CARD.md", "CITATION.cff"}
    assert {each for each in wheres - asked - written if not each.startswith("reports/")} == set()


def plant(project: Path) -> None:
    """Put one of each kind of fault into a project."""
    (project / "interview" / "mine").mkdir()
    (project / "interview" / "mine" / "reviews.jsonl").write_text("{}\n")
    git("add", "--force", "interview/mine", project=project)
    (project / ".env").write_text("A=1\n")
    git("add", "--force", ".env", project=project)
    git("commit", "--quiet", "--message", "oh no", project=project)
    git("rm", "--quiet", ".env", project=project)
    git("commit", "--quiet", "--message", "gone", project=project)
    (project / "src" / "old.py").write_text(f'TOKEN = "{TOKEN}"\n')
    git("add", "src/old.py", project=project)
    git("commit", "--quiet", "--message", "token", project=project)
    git("rm", "--quiet", "src/old.py", project=project)
    git("commit", "--quiet", "--message", "no token", project=project)
    (project / "src" / "post.py").write_text(f'"""Post."""\nTOKEN = "{TOKEN}"\n')
    (project / "notes.md").write_text(f"Ask {ADDRESS}.\n\n[more](nowhere.md), in {HOME}\n")
    (project / "mlflow.db-journal").write_text("x")
    (project / "weights.bin").write_bytes(b"\0" * 6_000_000)
    (project / "reports" / "facts.json").unlink()
    one = made_up.experiment(number=901)
    (project / records.place(one)).write_text(records.text(one), encoding="utf-8")
    (project / "src/house_prices/mine.py").write_text("a = 1\n")
    (project / "story.yaml").write_text(
        (project / "story.yaml").read_text().replace('author: "Ada Example"', 'author: "Your Name"')
    )
    (project / "LICENSE").unlink()


PLANTED = [  # in the order of the list; of one rank in the order in which it is looked for
    (".env", "still in the history"),
    ("src/old.py", "in the history since commit"),
    ("src/post.py:2", "token of GitHub"),
    ("interview/mine/reviews.jsonl", "while rehearsing"),
    ("weights.bin", "6 million bytes"),
    ("notes.md:1", "email address"),
    ("notes.md:3", "only your machine has"),
    ("reports/facts.json", "not found"),
    ("dvc.yaml", "Out of date"),
    ("git", "Not committed"),
    ("experiments/901-an-idea.yaml", "Experiment 901 is not decided: An idea"),
    ("experiments", "Changed, and not measured: src/house_prices/mine.py."),
    ("story.yaml:", "'Your Name'"),
    ("story.yaml", "Not answered"),
    ("LICENSE", "no license"),
    ("notes.md:3", "no `nowhere.md`"),
    ("reports/claim.json", "not claimed"),
    ("git", "no remote"),
]


def test_one_fault_of_each_kind_is_found_gravest_first(tmp_path):
    project = shown("house_prices", tmp_path)
    plant(project)
    (project / "reports" / "claim.json").unlink()
    listed = found(project)
    places = [
        next(
            (
                number
                for number, each in enumerate(listed)
                if each[1].startswith(where) and said in each[2]
            ),
            (where, said),
        )
        for where, said in PLANTED
    ]
    assert [place for place in places if not isinstance(place, int)] == []
    assert places == sorted(places)
    done = python("-m", package(project), "ready", project=project)
    assert done.returncode == 1
    assert done.stdout.startswith("To do before this goes public: ")
    assert TOKEN not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_what_cannot_be_read_is_on_the_list(tmp_path):
    project = shown("house_prices", tmp_path)
    (project / "reports" / "facts.json").write_text("{}")
    (project / "reports" / "claim.json").write_text("{")
    (project / "story.yaml").write_text("title: a: b: [")
    wheres = [where for _, where, _, _ in found(project)]
    assert {"reports/facts.json", "reports/claim.json", "story.yaml"} <= set(wheres)


def test_what_was_changed_is_not_asked_where_experiments_tell_it(tmp_path):
    project = shown("house_prices", tmp_path)
    asked = "Not answered: What did you change"
    assert any(asked in what and "`make try`" in do for _, _, what, do in found(project))
    one = made_up.experiment(verdict="dropped", because="gain within noise")
    (project / records.place(one)).write_text(records.text(one), encoding="utf-8")
    assert not any(asked in what for _, _, what, _ in found(project))
    (project / records.place(one)).write_text("number: 1\n", encoding="utf-8")
    assert any("is no record of an experiment" in what for _, _, what, _ in found(project))


def test_without_a_repository_it_says_what_to_run(generate, tmp_path):
    assert generate(tmp_path, problem="house_prices").returncode == 0
    settings = {"GIT_CEILING_DIRECTORIES": str(tmp_path)}
    os.environ.update(settings)
    try:
        done = python("-m", "house_prices", "ready", project=tmp_path / "house-prices")
    finally:
        del os.environ["GIT_CEILING_DIRECTORIES"]
    assert done.returncode == 1
    assert done.stderr == "error: there is no git repository here: run make setup\n"


def test_the_readme_of_a_project_names_it():
    readme = TEMPLATE / "templates/README.md.j2"
    assert re.search(r"`make ready`", readme.read_text(encoding="utf-8"))
