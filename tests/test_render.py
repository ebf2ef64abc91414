"""What is generated: exactly the files it should be, clean, legal everywhere, and updatable."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import PurePosixPath

import pytest
from cookiecutter.generate import is_copy_only_path

from conftest import (
    FULLY,
    PROBLEMS,
    RENDERED,
    SHOWN,
    SKELETON,
    TEMPLATE,
    copy_template,
    load,
    project_files,
    template_files,
)
from kit import parts
from projects import types, worked
from workbench.contract import MODULES

WORD = "project_package"
CREDIT = b"the template cookiecutter-ml-portfolio"  # a project says where it came from
DEVICES = load("hooks/pre_gen_project.py").WINDOWS_DEVICES
BAD_ON_WINDOWS = set('<>:"|?*\\')
CONTRACT = {protocol.__name__: name for name, protocol in MODULES.items()}


def owners(problem: str) -> dict[PurePosixPath, list[PurePosixPath]]:
    """Map each file of a project to the files of the template that claim to be it.

    Worked out from git's list and layers.txt alone, without the hook. The README.md of a problem is
    no file of its own: the skeleton's README.md includes it.
    """
    list_of_layers = PurePosixPath("problems", problem, "layers.txt")
    taken = {list_of_layers, list_of_layers.with_name("README.md")}
    wanted = (TEMPLATE / SKELETON / list_of_layers).read_text(encoding="utf-8").split()
    roots = [PurePosixPath("layers", name) for name in wanted]
    roots.append(PurePosixPath("problems", problem))
    found: dict[PurePosixPath, list[PurePosixPath]] = {}
    for path in project_files():
        root = next((root for root in roots if path.is_relative_to(root)), PurePosixPath())
        if path in taken or (path.parts[0] in {"layers", "problems"} and not root.parts):
            continue
        target = str(path.relative_to(root)).replace(WORD, problem)
        found.setdefault(PurePosixPath(target), []).append(path)
    return found


def files_of(project) -> set[PurePosixPath]:
    """List the files of a generated project, relative to it, but the one that the hook writes."""
    found = (path for path in project.rglob("*") if path.is_file())
    files = {PurePosixPath(path.relative_to(project).as_posix()) for path in found}
    return files - {PurePosixPath("interview/.gitignore")}


def run(*command: str, cwd) -> subprocess.CompletedProcess[str]:
    """Run a tool of this environment and return what it said."""
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def git(folder, *command: str) -> None:
    """Run git with an author of its own, whatever the machine's settings."""
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"]
    subprocess.run(["git", *identity, *command], cwd=folder, check=True, capture_output=True)


def test_the_choices_are_exactly_the_problems_that_exist():
    answers = json.loads((TEMPLATE / "cookiecutter.json").read_text(encoding="utf-8"))
    assert sorted(answers["problem"]) == PROBLEMS
    assert sorted(answers["_names"]) == PROBLEMS
    assert sorted(set(answers["__prompts__"]["problem"]) - {"__prompt__"}) == PROBLEMS


def test_every_file_has_one_owner(problem):
    assert {str(k): v for k, v in owners(problem).items() if len(v) > 1} == {}


def test_a_project_has_exactly_the_files_of_skeleton_layers_and_problem(project, problem):
    assert files_of(project) == set(owners(problem))
    assert not (project / "layers").exists()
    assert not (project / "problems").exists()


def test_every_layer_is_used():
    layers = {path.parts[1] for path in project_files() if path.parts[0] == "layers"}
    problems = [TEMPLATE / SKELETON / "problems" / problem for problem in PROBLEMS]
    lists = [folder / "layers.txt" for folder in (*problems, TEMPLATE / "scaffold")]
    used = {name for path in lists for name in path.read_text(encoding="utf-8").split()}
    assert layers == used


def test_only_four_kinds_of_file_are_rendered():
    answers = json.loads((TEMPLATE / "cookiecutter.json").read_text(encoding="utf-8"))
    context = {"cookiecutter": answers}
    rendered = {
        path
        for path in project_files()
        if not any(is_copy_only_path(str(part), context) for part in [path, *path.parents[:-1]])
    }
    assert rendered == {PurePosixPath(name) for name in RENDERED}


def test_all_other_files_arrive_as_they_are_but_for_the_name_of_the_package(project, problem):
    for target, (source,) in owners(problem).items():
        if str(target) not in RENDERED:
            wanted = (TEMPLATE / SKELETON / source).read_bytes()
            if b"\0" not in wanted:
                wanted = wanted.replace(WORD.encode(), problem.encode())
            assert (project / target).read_bytes() == wanted, target


def test_nothing_of_the_template_is_left_in_a_project(project):
    left = {}
    for path in sorted(files_of(project)):
        text = (project / path).read_bytes().replace(CREDIT, b"")
        marks = [b"cookiecutter", WORD.encode()]
        marks += [b"{{", b"{%", b"{#"] if str(path) in RENDERED else []
        left[str(path)] = [mark for mark in marks if mark in text.lower()]
    assert {path: marks for path, marks in left.items() if marks} == {}


def test_every_name_is_legal_on_windows(project):
    names = [*template_files(), *files_of(project)]
    for path in names:
        assert not any(BAD_ON_WINDOWS & set(part) for part in path.parts), path
        assert not any(part.endswith((".", " ")) for part in path.parts), path
        assert not any(part.split(".")[0].lower() in DEVICES for part in path.parts), path
        assert len(str(path)) < 140, path  # of 260, with room for the folders above
    for group in (template_files(), files_of(project)):
        assert len({str(path).lower() for path in group}) == len(list(group))


def test_text_ends_its_lines_as_git_stores_them(project):
    crlf = [str(path) for path in files_of(project) if b"\r\n" in (project / path).read_bytes()]
    assert crlf == []


@pytest.mark.parametrize("tool", [("check",), ("format", "--check")], ids=["lint", "format"])
def test_ruff_finds_nothing_in_the_template_where_it_lies(tool):
    done = run("ruff", *tool, "--no-cache", ".", cwd=TEMPLATE)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("tool", [("check",), ("format", "--check")], ids=["lint", "format"])
def test_ruff_finds_nothing_in_a_project(tool, project):
    done = run("ruff", *tool, "--no-cache", ".", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("slug", ["a", "a-name-as-long-as-a-name-is-allowed-here"])
def test_the_length_of_the_name_does_not_break_the_style(slug, problem, generate, tmp_path):
    assert generate(tmp_path, problem=problem, project_slug=slug).returncode == 0
    for tool in (("check",), ("format", "--check")):
        done = run("ruff", *tool, "--no-cache", ".", cwd=tmp_path / slug)
        assert done.returncode == 0, done.stdout + done.stderr


def test_a_project_is_typed_and_its_modules_keep_the_contract(problem, project, tmp_path):
    # movies has no rows with a target, and its own folds.py: the contract is not for it
    supervised = PurePosixPath("layers/supervised") in parts(problem)
    worked(types(project, tmp_path, CONTRACT if supervised else {}))


@pytest.mark.parametrize("problem", [SHOWN], indirect=True, scope="session")
def test_a_module_that_breaks_the_contract_is_found(project, tmp_path):
    said = types(project, tmp_path, dict.fromkeys(CONTRACT, "cleaning"))
    for protocol in CONTRACT:
        assert f'variable has type "{protocol}"' in said.text


def test_mypy_finds_nothing_in_the_template():
    done = run("mypy", cwd=TEMPLATE)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_file_with_two_owners_stops_the_generation(problem, generate, tmp_path):
    template = copy_template(tmp_path / "template")
    (template / SKELETON / "problems" / problem / "LICENSE").write_text("a second one")
    done = generate(tmp_path / "output", template, problem=problem)
    assert done.returncode == 1
    assert "LICENSE has a second owner" in done.stderr
    assert list((tmp_path / "output").iterdir()) == []


@pytest.mark.parametrize("problem", FULLY, indirect=True, scope="session")
def test_cruft_makes_a_project_and_brings_it_up_to_date(problem, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    template = copy_template(tmp_path / "template")
    git(template, "init", "--quiet")
    git(template, "add", "--all")
    git(template, "commit", "--quiet", "--message", "first")
    answers = json.dumps({"problem": problem, "project_slug": "ames"})
    done = run(
        "cruft", "create", "--no-input", str(template), "--extra-context", answers, cwd=tmp_path
    )
    assert done.returncode == 0, done.stdout + done.stderr
    project = tmp_path / "ames"
    assert files_of(project) == {
        PurePosixPath(str(path).replace(f"src/{problem}", "src/ames")) for path in owners(problem)
    } | {PurePosixPath(".cruft.json")}

    git(project, "init", "--quiet")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "first")
    changed = template / SKELETON / "src" / WORD / "__init__.py"
    changed.write_text(changed.read_text(encoding="utf-8") + "# project_package, newer\n")
    kit = template / SKELETON / "interview" / "missing.yaml"
    kit.write_text(kit.read_text(encoding="utf-8") + "# newer\n")
    git(template, "commit", "--quiet", "--all", "--message", "second")
    done = run("cruft", "update", "--skip-apply-ask", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (project / "src/ames/__init__.py").read_text().endswith("# ames, newer\n")
    assert (project / "interview/missing.yaml").read_text().endswith("# newer\n")


TRACES = (
    r"interview/|-m interview|rehears|simpleeval|fsrs"  # the kit
    r"|interviewer|interviews? you|you will be asked|(they|somebody|whoever \w+) (will|may) ask"
    r"|you (should|could) say|\baloud\b|impress(es|ed)?\b|too much to defend"
    r"|not written yet|expect \*|\*(better|worse|the same)\*"  # its coaching
)


def test_the_repository_of_a_project_holds_no_trace_of_the_interview_kit(project, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(project, copy)
    git(copy, "init", "--quiet")
    git(copy, "add", "--all")
    command = ["git", "ls-files"]
    listed = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=True)
    names = listed.stdout.split()
    assert "README.md" in names
    for name in names:
        content = (copy / name).read_bytes().decode(errors="ignore")
        trace = re.search(TRACES, f"{name} {content}", re.IGNORECASE)
        assert trace is None, (name, trace)
