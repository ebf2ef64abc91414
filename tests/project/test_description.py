"""CITATION.cff and the front matter of the card are valid and true, whatever the names are."""

import json
import re

import pytest
import yaml

from conftest import ROOT
from project_package.pipeline import PROBLEM
from workbench.documents import citation
from workbench.documents import stage as document
from workbench.errors import DocumentError

HOSTILE = 'Häuser: "A\\B" #1 - {x} [y] & <z> `w` 木🏠'
MIT = {"name": "x", "version": "1", "license": "MIT"}
RESERVED = {**MIT, "license": "LicenseRef-Proprietary"}
HUB_NAMES_OF_LICENSES = {"mit", "bsd-3-clause", "other"}
STORY = {"title": "T", "author": "A", "published": "2024-02-29"}


def set_story(**answers: str) -> None:
    """Write answers into the story of the project that the test runs in."""
    text = document.STORY.read_text(encoding="utf-8")
    for key, answer in answers.items():
        line = f"{key}: {json.dumps(answer, ensure_ascii=False)}"
        text = re.sub(rf"^{key}:.*$", lambda _, line=line: line, text, flags=re.MULTILINE)
    document.STORY.write_text(text, encoding="utf-8")


def front_matter(text: str) -> dict:
    """Return what stands between the first two lines of dashes."""
    before, head, _ = text.split("---\n", 2)
    assert before == ""
    return yaml.safe_load(head)


def test_titles_and_names_of_any_kind_arrive_as_they_are(project):
    set_story(title=HOSTILE, author=HOSTILE)
    texts = document.render(PROBLEM)
    cited = yaml.safe_load(texts[document.CITATION])
    assert (cited["title"], cited["authors"]) == (HOSTILE, [{"name": HOSTILE}])
    assert front_matter(texts[document.Path("MODEL_CARD.md")])


def test_a_license_that_no_list_has_is_told_by_the_file(facts):
    assert yaml.safe_load(citation.citation(facts.source, STORY, MIT))["license"] == "MIT"
    assert "license" not in yaml.safe_load(citation.citation(facts.source, STORY, RESERVED))
    card = yaml.safe_load(citation.hub_license(RESERVED))
    assert (card["license"], card["license_link"]) == ("other", "LICENSE")


def test_data_is_cited_only_with_authors(facts):
    known = facts.source.model_copy(update={"authors": ["De Cock, D.", "A project"]})
    cited = yaml.safe_load(citation.citation(known, STORY, MIT))["references"][0]
    assert [len(author) for author in cited["authors"]] == [2, 1]
    unknown = facts.source.model_copy(update={"authors": []})
    assert "references" not in yaml.safe_load(citation.citation(unknown, STORY, MIT))


def test_the_front_matter_of_the_model_card_has_the_form_that_the_hub_reads():
    head = front_matter((ROOT / "MODEL_CARD.md").read_text(encoding="utf-8"))
    assert head["license"] in HUB_NAMES_OF_LICENSES
    (model,) = head["model-index"]
    assert isinstance(model["name"], str)
    (result,) = model["results"]
    assert isinstance(result["task"]["type"], str)
    assert {"type", "name"} <= set(result["dataset"])
    assert "/" not in result["dataset"]["type"]  # the hub would link it to a data set of its own
    for metric in result["metrics"]:
        assert isinstance(metric["value"], int | float)
        assert {"type", "name"} <= set(metric)


@pytest.mark.parametrize("day", ["", "soon", "2024-02-30", "29.2.2024"])
def test_a_day_that_is_none_is_refused_in_one_sentence(day, project):
    set_story(published=day)
    with pytest.raises(DocumentError, match="published:"):
        document.story()
