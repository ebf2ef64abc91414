"""What the READMEs name is there: files, settings, code, and the environment of a command."""

from __future__ import annotations

import re

import pytest
import yaml

from conftest import FINISHED, TEMPLATE, load

EXAMPLES = TEMPLATE / "examples"


def test_the_readme_names_what_a_project_has_at_its_top(project):
    readme = (TEMPLATE / "README.md").read_text(encoding="utf-8")
    tree = readme.split("## What do I get?")[1].split("##")[0]
    names = {
        word for line in re.findall(r"^    (.+?)(?:   |$)", tree, re.M) for word in line.split()
    }
    made_by_the_run = (project / "dvc.yaml").read_text(encoding="utf-8")
    top = {name.split("/")[0] for name in names}
    assert len(top) > 10
    missing = [name for name in top if not (project / name).exists()]
    assert [name for name in missing if name not in made_by_the_run] == []


def links(path):
    """Yield the files to which a document links, relative to its folder."""
    text = path.read_text(encoding="utf-8")
    found = re.findall(r"\]\(([^)\s]+)\)", text)
    found += re.findall(r'(?:href|src|srcset)="([^"]+)"', text)
    yield from {each.partition("#")[0] for each in found if not re.match(r"[a-z]+:|#", each)}


def test_the_examples_link_to_files_that_are_there():
    documents = [*EXAMPLES.rglob("*.md"), *EXAMPLES.rglob("*.html"), TEMPLATE / "README.md"]
    assert len(documents) > 20
    named = [(each, link) for each in documents for link in links(each)]
    assert [(each, link) for each, link in named if not (each.parent / link).exists()] == []


@pytest.mark.parametrize("problem", FINISHED)
def test_an_example_shows_the_code_that_is_generated(problem, tmp_path):
    example = load("scripts/example.py")
    project = example.generate(EXAMPLES / problem, tmp_path)
    for name in example.linked(project):
        shown = (EXAMPLES / problem / name).read_text(encoding="utf-8")
        dated = re.compile(r'^published: ".*"$', re.M)
        made = (project / name).read_text(encoding="utf-8")
        assert dated.sub("", shown) == dated.sub("", made), f"make example PROBLEM={problem}"


def test_the_readme_of_a_project_opens_the_environment_before_it_needs_it(project):
    lines = re.findall(r"^ {4}(\S.*)$", (project / "README.md").read_text(encoding="utf-8"), re.M)
    needs = [line for line in lines if not line.startswith(("make ", "git "))]
    assert needs[0] == ". .venv/bin/activate"
    assert needs[1].startswith("dvc ")


def test_the_readme_sets_only_what_a_project_has(project):
    readme = (project / "README.md").read_text(encoding="utf-8")
    settings = re.findall(r"-S '?([^\s']+)=([^\s']+)", readme)
    assert settings
    choices = yaml.safe_load((project / "params.yaml").read_text(encoding="utf-8"))
    for place, value in settings:
        if ":" not in place:
            assert place in choices
            assert (project / "conf" / place / f"{value}.yaml").exists(), (place, value)
            continue
        file, _, keys = place.partition(":")
        content = yaml.safe_load((project / file).read_text(encoding="utf-8"))
        for key in keys.split("."):
            content = content[key]
        assert content != yaml.safe_load(value), place


def test_the_readme_edits_code_that_is_there(project):
    readme = (project / "README.md").read_text(encoding="utf-8")
    section = readme.split("## Change it")[1].split("\n## ")[0]
    named = re.findall(r"`(\w+)` of `(src/[\w/]+\.py)`", section)
    named += re.findall(r"`([A-Z, ]+ =) [^`]+` in `(src/[\w/]+\.py)`", section)
    assert named
    for name, file in named:
        code = (project / file).read_text(encoding="utf-8")
        assert re.search(rf"^(def )?{re.escape(name)}", code, re.M), (name, file)


def test_the_tree_in_the_readme_of_a_project_is_there(project):
    tree = (project / "README.md").read_text(encoding="utf-8").split("```")[1]
    package, *names = re.findall(r"^ *([\w./]+)", tree, re.M)[1:]
    assert len(names) > 10
    places = [project / (f"{package}{name}" if name.endswith(".py") else name) for name in names]
    assert [place for place in [project / package, *places] if not place.exists()] == []


def test_the_readme_of_a_project_is_short(project):
    text = (project / "README.md").read_text(encoding="utf-8")
    assert len(text.split()) < 600 - 120, "the table of the results has to fit in, too"


COMMAND = re.compile(r"`(make [a-z-]+)[^`]*`|^ {4}(make [a-z-]+)", re.MULTILINE)


def test_the_notes_for_agents_name_commands_and_files_that_are_there(project):
    text = (project / "AGENTS.md").read_text(encoding="utf-8")
    makefiles = [project / "Makefile", *project.glob("*/*.mk")]
    targets = "\n".join(path.read_text(encoding="utf-8") for path in makefiles)
    named = {first or second for first, second in COMMAND.findall(text)}
    assert len(named) > 8
    for command in named:
        assert re.search(rf"^{command.split()[1]}:", targets, re.M), command
    stages = (project / "dvc.yaml").read_text(encoding="utf-8")
    paths = {word for word in re.findall(r"`([^` ]+)`", text) if re.search(r"[./]", word)}
    assert len(paths) > 12
    for path in paths - {"dvc.lock"}:  # the first run writes it
        assert (project / path).exists() or path in stages, path


def test_the_notes_for_agents_are_short_and_stop_at_the_folders_of_others(project):
    text = (project / "AGENTS.md").read_text(encoding="utf-8")
    assert len(text.split()) < 300
    kept = {"src/", "tests/", "app/", "notebooks/", "conf/", "documents/"}
    kept |= {"workbench/", "reports/", "experiments/"}
    folders = {f"{path.name}/" for path in project.iterdir() if path.is_dir()}
    private = {"interview/", "requirements/", ".dvc/", ".github/"}
    assert folders - private == kept - {"reports/"} | ({"reports/"} & folders)
    assert all(f"`{name}`" in text for name in kept)


def test_the_test_set_is_scored_by_the_stage_that_the_notes_for_agents_name(project):
    stages = yaml.safe_load((project / "dvc.yaml").read_text(encoding="utf-8"))["stages"]
    test = {"data/split", "data/split/test.parquet"}
    readers = [name for name, each in stages.items() if test & set(each["deps"])]
    assert readers == ["evaluate", "track"]  # track shows three rows as an example of the input
    assert "Only the stage `evaluate` scores the test set" in (project / "AGENTS.md").read_text(
        encoding="utf-8"
    )
