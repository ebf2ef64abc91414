"""The document stage: it writes what the facts and the story say, and finds what they do not."""

import json
import re

import pytest
import yaml
from pydantic import ValidationError

from conftest import ROOT, sentence, stage
from project_package.facts import Facts
from project_package.pipeline import PROBLEM
from workbench.documents import stage as document
from workbench.errors import DocumentError

EVERY = [*(ROOT / document.OWN).glob("*.j2"), *document.SHARED.glob("*.j2")]
TEMPLATES = [path for path in EVERY if not path.name.endswith(".css.j2")]  # a style says nothing
WALKTHROUGH = "WALKTHROUGH.md"
OWN = [key for key in document.ANSWERS if key != "changes"]
NOT_TEXT = r"\{\{.*?\}\}|\{%.*?%\}|<style>.*?</style>|</?[a-z!][^<>]*>|\]\(.*?\)"


def test_the_documents_are_up_to_date():
    done = stage("document", "--check")
    assert done.returncode == 0, done.stderr
    assert "say what the facts say" in done.stdout


def test_a_number_changed_by_hand_is_found(project):
    text = (project / WALKTHROUGH).read_text(encoding="utf-8")
    number = re.search(r"\d\.\d\d\d", text)[0]
    (project / WALKTHROUGH).write_text(text.replace(number, "0.001", 1), encoding="utf-8")
    with pytest.raises(DocumentError, match=f"{WALKTHROUGH} does not say what the facts say"):
        document.run(PROBLEM, check=True)


def test_facts_that_changed_since_are_found(project):
    facts = json.loads((project / "reports/facts.json").read_text())
    facts["run"]["seed"] += 1
    (project / "reports/facts.json").write_text(json.dumps(facts))
    with pytest.raises(DocumentError, match="does not say what the facts say"):
        document.run(PROBLEM, check=True)


def test_a_path_that_is_gone_is_found(project):
    (project / "requirements.txt").unlink()
    assert "names what does not exist: requirements.txt" in sentence(stage("document", "--check"))


def test_a_command_that_is_gone_is_found(project):
    makefile = (project / "Makefile").read_text(encoding="utf-8")
    (project / "Makefile").write_text(makefile.replace("\nsetup:", "\nprepare:"), encoding="utf-8")
    with pytest.raises(DocumentError, match=r"names what does not exist: .*make setup"):
        document.run(PROBLEM, check=True)


def test_a_path_that_the_author_mistypes_in_the_readme_is_found(project):
    with (project / "README.md").open("a", encoding="utf-8") as readme:
        readme.write("\nSee `src/nowhere.py`.\n")
    with pytest.raises(DocumentError, match=r"README.md names .*: src/nowhere.py"):
        document.run(PROBLEM, check=True)


def test_a_readme_without_its_block_says_how_to_get_it_back(project):
    (project / "README.md").write_text("# Mine\n", encoding="utf-8")
    with pytest.raises(DocumentError, match="<!-- results -->"):
        document.run(PROBLEM)


def test_what_stands_around_the_block_of_the_readme_is_kept(project):
    text = (project / "README.md").read_text(encoding="utf-8")
    (project / "README.md").write_text(f"{text}\nMy own words.\n", encoding="utf-8")
    document.run(PROBLEM)
    assert (project / "README.md").read_text(encoding="utf-8") == f"{text}\nMy own words.\n"


def typed(text):
    """Return the numbers of a template outside expressions, markup, links and names like F1."""
    return re.findall(r"(?<![\w-])\d+", re.sub(NOT_TEXT, "", text, flags=re.DOTALL))


@pytest.mark.parametrize("path", sorted(TEMPLATES), ids=lambda path: path.name)
def test_no_number_is_typed_by_hand(path):
    assert typed(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    ["# Result\n\nOff by 7.9 %.", "{{ a }} of 5 {{ b }}", "<h1>Top 3</h1>", "if 2 < {{ a }} > 1"],
)
def test_a_number_typed_by_hand_is_found(text):
    assert typed(text)


def answered(**answers):
    """Write answers into the story of the project that the test runs in."""
    story = yaml.safe_load(document.STORY.read_text(encoding="utf-8"))
    document.STORY.write_text(yaml.safe_dump({**story, **answers}), encoding="utf-8")


def test_a_question_without_an_answer_leaves_no_trace(project):
    files = (ROOT / "interview").glob("story*.yaml")
    questions = re.findall(r'ask: "(.+)"', "".join(path.read_text() for path in files))
    assert len(questions) > len(OWN)
    for path, text in document.render(PROBLEM).items():
        assert [each for each in questions if each in text] == [], path
        assert not re.search(r"^- \*\*[^*]+\*\* *$", text, re.MULTILINE), path


@pytest.mark.parametrize("key", OWN)
def test_an_answer_is_told_in_the_walk_through(key, project):
    answered(**{key: f"Told about {key}."})
    assert f"Told about {key}." in document.render(PROBLEM)[document.Path(WALKTHROUGH)]


def test_a_story_without_a_title_is_one_sentence(project):
    (project / "story.yaml").write_text("user: me\n", encoding="utf-8")
    with pytest.raises(DocumentError, match="has no title"):
        document.story()


def test_facts_of_another_shape_are_refused(facts):
    content = facts.content()
    with pytest.raises(ValidationError, match="surprise"):
        Facts(**content, surprise=1)
    with pytest.raises(ValidationError, match="chosen"):
        Facts(**{key: value for key, value in content.items() if key != "chosen"})


def test_no_fact_is_null():
    assert "null" not in (ROOT / "reports/facts.json").read_text(encoding="utf-8")
