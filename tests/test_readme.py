"""What the READMEs name is there: files, settings, code, and the environment of a command."""

from __future__ import annotations

import re

import yaml

from conftest import TEMPLATE


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
