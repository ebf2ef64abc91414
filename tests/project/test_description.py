"""CITATION.cff, ro-crate-metadata.json and the front matter of the card: valid, whole, true."""

import json
import re
from urllib.parse import unquote

import pytest
import yaml
from conftest import ROOT, sentence, stage

from project_package import citation, crate, document
from project_package.errors import DocumentError

HOSTILE = 'Häuser: "A\\B" #1 - {x} [y] & <z> `w` 木🏠'
MIT = {"name": "x", "version": "1", "license": "MIT"}
RESERVED = {**MIT, "license": "LicenseRef-Proprietary"}
HUB_NAMES_OF_LICENCES = {"mit", "bsd-3-clause", "other"}
STORY = {"title": "T", "author": "A", "published": "2024-02-29"}


def graph(text: str) -> dict[str, dict]:
    """Return the entities of a crate by their name."""
    return {each["@id"]: each for each in json.loads(text)["@graph"]}


def committed() -> dict[str, dict]:
    """Return the entities of the project's crate."""
    return graph((ROOT / crate.CRATE_FILE).read_text(encoding="utf-8"))


def named(value) -> set[str]:
    """Return the names of all entities that a value refers to, at any depth."""
    if isinstance(value, dict):
        inner = set().union(*map(named, value.values()))
        return {value["@id"]} if set(value) == {"@id"} else inner
    return set().union(*map(named, value)) if isinstance(value, list) else set()


def told(**answers: str) -> None:
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


def test_every_part_of_the_crate_exists():
    parts = [each["@id"] for each in committed()["./"]["hasPart"]]
    assert len(parts) > 15
    assert [part for part in parts if not (ROOT / unquote(part)).exists()] == []


def test_every_reference_of_the_crate_leads_somewhere_and_nothing_is_left_over():
    entities = committed()
    outside = {crate.CRATE}
    referred = set().union(*(named(each) for each in entities.values()))
    assert referred - set(entities) == outside
    assert set(entities) - referred == {crate.CRATE_FILE.name}


def test_the_crate_has_what_its_standard_and_its_profile_ask_for():
    entities = committed()
    about, root, action = (entities[name] for name in (crate.CRATE_FILE.name, "./", "#run"))
    assert about["about"] == {"@id": "./"}
    assert about["conformsTo"] == {"@id": crate.CRATE}
    assert root["@type"] == "Dataset"
    assert root["conformsTo"] == {"@id": crate.PROFILE}
    assert {"name", "description", "datePublished", "license"} <= set(root)
    assert root["mentions"] == {"@id": "#run"}
    assert action["@type"] == "CreateAction"
    tools = [entities[each["@id"]]["@type"] for each in action["instrument"]]
    assert all({"SoftwareApplication", "SoftwareSourceCode"} & set(tool) for tool in tools)


def test_the_run_is_described_by_what_it_read_and_all_that_git_keeps_of_what_it_wrote(facts):
    entities = committed()
    action = entities["#run"]
    assert {each["@id"] for each in action["object"]} == {*crate.INPUTS, "#data"}
    results = {each["@id"] for each in action["result"]}
    assert {"reports/metrics.json", "README.md", "CITATION.cff", "reports/index.html"} <= results
    plots = {path.relative_to(ROOT).as_posix() for path in (ROOT / "reports/plots").iterdir()}
    assert plots <= results
    assert entities["#data-checksum"]["value"] == facts.source.checksum
    assert entities["#data"]["citation"] == facts.source.citation


def test_a_part_that_is_gone_is_found(project):
    (project / "LICENSE").unlink()
    with pytest.raises(DocumentError, match=r"ro-crate-metadata.json names .*: LICENSE"):
        document.run(check=True)


def test_titles_and_names_of_any_kind_arrive_as_they_are(project):
    told(title=HOSTILE, author=HOSTILE)
    texts = document.render()
    cited = yaml.safe_load(texts[document.CITATION])
    assert (cited["title"], cited["authors"]) == (HOSTILE, [{"name": HOSTILE}])
    entities = graph(texts[crate.CRATE_FILE])
    assert (entities["./"]["name"], entities["#author"]["name"]) == (HOSTILE, HOSTILE)
    assert front_matter(texts[document.Path("MODEL_CARD.md")])


def test_a_licence_that_no_list_has_is_told_by_the_file(facts):
    assert yaml.safe_load(citation.citation(facts.source, STORY, MIT))["license"] == "MIT"
    assert "license" not in yaml.safe_load(citation.citation(facts.source, STORY, RESERVED))
    card = yaml.safe_load(citation.hub_licence(RESERVED))
    assert (card["license"], card["license_link"]) == ("other", "LICENSE")
    assert graph(crate.crate(facts, STORY, RESERVED))["./"]["license"] == {"@id": "LICENSE"}


def test_data_is_cited_only_with_authors(facts):
    known = facts.source.model_copy(update={"authors": ["De Cock, D.", "A project"]})
    cited = yaml.safe_load(citation.citation(known, STORY, MIT))["references"][0]
    assert [len(author) for author in cited["authors"]] == [2, 1]
    unknown = facts.source.model_copy(update={"authors": []})
    assert "references" not in yaml.safe_load(citation.citation(unknown, STORY, MIT))


def test_the_front_matter_of_the_model_card_has_the_form_that_the_hub_reads():
    head = front_matter((ROOT / "MODEL_CARD.md").read_text(encoding="utf-8"))
    assert head["license"] in HUB_NAMES_OF_LICENCES
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
    told(published=day)
    assert "published:" in sentence(stage("document"))
