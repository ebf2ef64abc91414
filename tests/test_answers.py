"""Answers that people really give, and some that they should not: kept intact, or refused."""

from __future__ import annotations

import ast
import json
import tomllib

import pytest
import yaml

from conftest import FULLY

KEPT = {
    "apostrophe": "Tom's houses",
    "quotes": 'The "best" houses',
    "triple quotes": "a '''house''' and a \"\"\"house\"\"\"",
    "backslashes": "C:\\new\\table \\",
    "quote after backslash": 'a \\" house',
    "shell": "House $(whoami) `id` ${HOME} $$ %s",
    "markup": "<b>House</b> & *house* [a](b) # house",
    "yaml": "house: [a, b] - !x &y *z | > @ %",
    "yaml word": "null",
    "emoji only": "\U0001f3e0\u2764\ufe0f",
    "joined emoji": "House \U0001f469\u200d\U0001f680",
    "cyrillic": "\u0426\u0435\u043d\u044b \u0434\u043e\u043c\u043e\u0432",
    "chinese": "\u623f\u4ef7 \U00020000",
    "arabic": "\u0623\u0633\u0639\u0627\u0631 \u0627\u0644\u0645\u0646\u0627\u0632\u0644",
    "combining": "Hau\u0308ser",
    "braces": "house } } {x}",
    "long": "house " * 32,
}

REFUSED = {
    "no name": {"project_name": ""},
    "blank name": {"project_name": "  "},
    "no author": {"author": ""},
    "line break in name": {"project_name": "two\nlines"},
    "carriage return in author": {"author": "two\rlines"},
    "line separator": {"author": "two\u2028lines"},
    "escape sequence": {"project_name": "red \x1b[31m house"},
    "bytes that are no text": {"author": "J\udcfcrgen"},
    "template marks": {"project_name": "{% raw %}{{ house }}{% endraw %}"},
    "our placeholder": {"author": "project_package"},
    "very long author": {"author": "x" * 201},
    "keyword": {"project_name": "Class"},
    "standard library": {"project_name": "Statistics"},
    "installed package": {"project_name": "NumPy"},
    "folder of the project": {"project_name": "Tests"},
    "leading digit": {"project_name": "2nd house"},
    "windows device": {"project_slug": "nul"},
    "capital letter": {"project_slug": "House"},
    "outside": {"project_slug": "../house"},
    "long slug": {"project_slug": "a" * 41},
}


def strings(node) -> list[str]:
    """Return every string in nested lists and dictionaries."""
    if isinstance(node, dict):
        return [text for value in node.values() for text in strings(value)]
    if isinstance(node, list):
        return [text for value in node for text in strings(value)]
    return [node] if isinstance(node, str) else []


@pytest.mark.parametrize("problem", FULLY, indirect=True, scope="session")
@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_a_hostile_name_and_author_arrive_intact_in_valid_files(text, generate, problem, tmp_path):
    done = generate(tmp_path, problem=problem, project_name=text, author=f"{text}, PhD")
    assert done.returncode == 0, done.stdout + done.stderr
    project = next(tmp_path.iterdir())

    settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert settings["description"] == text
    assert settings["authors"] == [{"name": f"{text}, PhD"}]
    assert f"{text}, PhD" in (project / "LICENSE").read_text(encoding="utf-8")
    assert text in (project / "README.md").read_text(encoding="utf-8")
    story = yaml.safe_load((project / "story.yaml").read_text(encoding="utf-8"))
    assert text in strings(story)

    for path in project.rglob("*.py"):
        ast.parse(path.read_text(encoding="utf-8"))
    for path in [*project.rglob("*.json"), *project.rglob("*.ipynb")]:
        json.loads(path.read_text(encoding="utf-8"))
    for path in [*project.rglob("*.yaml"), *project.rglob("*.yml")]:
        yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("answers", REFUSED.values(), ids=REFUSED)
def test_an_impossible_answer_is_refused_in_one_sentence_and_leaves_nothing(
    answers, generate, tmp_path
):
    output = tmp_path / "output"
    output.mkdir()
    done = generate(output, **answers)
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("error: ")
    assert lines[0].endswith(".")
    assert [path.name for path in tmp_path.iterdir()] == ["output"]
    assert list(output.iterdir()) == []


def test_a_name_without_letters_falls_back_to_the_name_of_the_problem(generate, problem, tmp_path):
    assert generate(tmp_path, problem=problem, project_name="\U0001f3e0").returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == [problem.replace("_", "-")]


def test_a_long_name_gives_a_folder_of_at_most_forty_characters(generate, tmp_path):
    assert generate(tmp_path, project_name="price " * 30).returncode == 0
    assert len(next(tmp_path.iterdir()).name) <= 40


def test_a_folder_with_someones_work_in_it_is_left_alone(generate, tmp_path):
    (tmp_path / "house-prices").mkdir()
    work = tmp_path / "house-prices" / "README.md"
    work.write_text("five years of work", encoding="utf-8")
    assert generate(tmp_path, project_slug="house-prices").returncode == 1
    assert work.read_text(encoding="utf-8") == "five years of work"
    assert [path.name for path in (tmp_path / "house-prices").iterdir()] == ["README.md"]


@pytest.mark.parametrize(
    ("choice", "spdx", "words"),
    [
        ("MIT", "MIT", "MIT License"),
        ("BSD-3-Clause", "BSD-3-Clause", "BSD 3-Clause License"),
        ("All rights reserved", "LicenseRef-Proprietary", "All rights reserved."),
    ],
)
def test_each_license_has_its_text_and_its_short_name(choice, spdx, words, generate, tmp_path):
    assert generate(tmp_path, license=choice, author="Ann").returncode == 0
    project = next(tmp_path.iterdir())
    settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (project / "LICENSE").read_text(encoding="utf-8")
    assert settings["license"] == spdx
    assert words in text
    assert "Copyright (c) Ann" in text
    assert text == text.strip() + "\n"
