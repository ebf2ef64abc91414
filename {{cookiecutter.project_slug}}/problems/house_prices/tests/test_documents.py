"""The documents say what the facts say, whatever the facts are."""

import json
import re

import pytest
import yaml
from conftest import ROOT, sentence, stage
from pydantic import ValidationError

from project_package import document
from project_package.errors import DocumentError
from project_package.facts import Facts
from project_package.records import Estimate

TEMPLATES = ROOT / "src" / document.__package__ / "templates"
WALKTHROUGH = "WALKTHROUGH.md"
ZERO = Estimate(value=0.0, low=-0.01, high=0.01)
TYPED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|<style>.*?</style>|<[^>]*>|^---.*?^---", re.S | re.M)


def rendered(facts, template=f"{WALKTHROUGH}.j2"):
    """Return a document as other facts would have it."""
    project = {"name": "houses", "license": "MIT"}
    engine = document.environment()
    return engine.get_template(template).render(
        facts=facts, story=document.story(), project=project
    )


def test_the_documents_are_up_to_date():
    done = stage("document", "--check")
    assert done.returncode == 0, done.stderr
    assert "say what the facts say" in done.stdout


def test_a_number_changed_by_hand_is_found(project):
    text = (project / WALKTHROUGH).read_text(encoding="utf-8")
    number = re.search(r"\d\.\d\d\d", text)[0]
    (project / WALKTHROUGH).write_text(text.replace(number, "0.001", 1), encoding="utf-8")
    assert f"{WALKTHROUGH} does not say what the facts say" in sentence(
        stage("document", "--check")
    )


def test_facts_that_changed_since_are_found(project):
    facts = json.loads((project / "reports/facts.json").read_text())
    facts["chosen"]["scores"]["rmse_log"]["value"] *= 1.1
    (project / "reports/facts.json").write_text(json.dumps(facts))
    assert "does not say what the facts say" in sentence(stage("document", "--check"))


def test_a_path_that_is_gone_is_found(project):
    (project / "requirements.txt").unlink()
    assert "names what does not exist: requirements.txt" in sentence(stage("document", "--check"))


def test_a_readme_without_its_block_says_how_to_get_it_back(project):
    (project / "README.md").write_text("# Mine\n", encoding="utf-8")
    assert "<!-- results -->" in sentence(stage("document"))


def test_what_stands_around_the_block_of_the_readme_is_kept(project):
    text = (project / "README.md").read_text(encoding="utf-8")
    (project / "README.md").write_text(f"{text}\nMy own words.\n", encoding="utf-8")
    assert stage("document").returncode == 0
    assert (project / "README.md").read_text(encoding="utf-8") == f"{text}\nMy own words.\n"


@pytest.mark.parametrize("template", sorted(path.name for path in TEMPLATES.glob("*.j2")))
def test_no_number_is_typed_by_hand(template):
    typed = TYPED.sub("", (TEMPLATES / template).read_text(encoding="utf-8"))
    assert re.findall(r"\d+", typed.replace("SHA-256", "")) == []


def answer(project, text):
    """Write one answer into the story."""
    story = (project / "story.yaml").read_text(encoding="utf-8")
    story = re.sub(r"^user: .*", f"user: {text}", story, flags=re.M)
    (project / "story.yaml").write_text(story, encoding="utf-8")


def test_an_unanswered_question_is_asked_and_an_answered_one_is_not(project):
    question = "Who uses the estimate, and what do they do differently because of it?"
    answer(project, '""')
    assert question in rendered_now()
    answer(project, "Three agents.")
    assert "Three agents." in rendered_now()
    assert question not in rendered_now()


def rendered_now():
    """Return the walk-through that the files in the present folder give."""
    return {path.name: text for path, text in document.render().items()}[WALKTHROUGH]


def test_a_story_without_a_title_is_one_sentence(project):
    (project / "story.yaml").write_text("user: me\n", encoding="utf-8")
    with pytest.raises(DocumentError, match="has no title"):
        document.story()


def test_a_model_that_is_not_better_is_said_to_be_no_better(facts):
    chosen = facts.chosen.model_copy(update={"to_baseline": ZERO})
    text = rendered(facts.model_copy(update={"chosen": chosen}))
    assert "not shown to be better" in text
    assert "the baseline should be kept" in text
    assert "off the baseline's error" not in text


def test_tuning_is_told_as_it_went(facts):
    gain = Estimate(value=0.01, low=0.005, high=0.015)
    search = facts.search.model_copy(update={"kept": "tuned", "gain": gain})
    assert "so it was kept" in rendered(facts.model_copy(update={"search": search}))
    none = facts.search.model_copy(
        update={"method": "none", "best": None, "gain": None, "trials": [], "edges": []}
    )
    assert "No search was run" in rendered(facts.model_copy(update={"search": none}))


def test_a_model_named_by_hand_is_not_credited_to_the_rule(facts):
    run = facts.run.model_copy(update={"choices": {**facts.run.choices, "model": "ridge"}})
    chosen = facts.chosen.model_copy(update={"key": "ridge"})
    text = rendered(facts.model_copy(update={"run": run, "chosen": chosen}))
    assert "the rule was not asked" in text
    assert "behind the best candidate" in text


def test_a_simpler_pick_is_set_beside_the_best(facts):
    models = [
        each.model_copy(update={"to_best": ZERO}) if each.key == facts.chosen.key else each
        for each in facts.models
    ]
    pick = facts.pick.model_copy(update={"best": facts.runner_up.key})
    text = rendered(facts.model_copy(update={"models": models, "pick": pick}))
    assert f"{facts.runner_up.label} has the lowest error" in text


def test_a_failed_check_is_not_hidden(facts):
    failed = facts.leakage[0].model_copy(update={"passed": False})
    text = rendered(facts.model_copy(update={"leakage": [failed, *facts.leakage[1:]]}))
    assert "explain them before you quote the score" in text


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(-0.01, 0.01, "not shown to differ"), (0.01, 0.03, "is harder"), (-0.03, -0.01, "is easier")],
)
def test_the_test_error_is_set_beside_the_cross_validated_one(low, high, said, facts):
    moved = Estimate(value=(low + high) / 2, low=low, high=high)
    derived = facts.derived.model_copy(update={"test_minus_cv": moved})
    assert said in rendered(facts.model_copy(update={"derived": derived}))


@pytest.mark.parametrize("template", ["index.html.j2", "MODEL_CARD.md.j2", "results.md.j2"])
def test_every_document_renders_without_a_search_or_a_gain(template, facts):
    search = facts.search.model_copy(update={"best": None, "gain": None, "trials": []})
    chosen = facts.chosen.model_copy(update={"to_baseline": ZERO})
    other = facts.model_copy(update={"search": search, "chosen": chosen})
    assert facts.chosen.label in rendered(other, template)


def test_facts_of_another_shape_are_refused(facts):
    content = facts.content()
    with pytest.raises(ValidationError, match="surprise"):
        Facts(**content, surprise=1)
    with pytest.raises(ValidationError, match="chosen"):
        Facts(**{key: value for key, value in content.items() if key != "chosen"})


def test_no_fact_is_null():
    assert "null" not in (ROOT / "reports/facts.json").read_text(encoding="utf-8")


def test_the_header_of_the_model_card_is_valid_metadata():
    header = (ROOT / "MODEL_CARD.md").read_text(encoding="utf-8").split("---")[1]
    card = yaml.safe_load(header)
    assert card["model-index"][0]["results"][0]["metrics"][0]["type"] == "rmse"


def test_the_page_needs_nothing_from_outside():
    page = (ROOT / "reports/index.html").read_text(encoding="utf-8")
    assert not re.search(r'<(?:script|link|img)\b|url\((?!#)|src="', page)
    assert len(page) < 1_000_000


def test_a_plot_drawn_again_has_the_same_bytes(facts, project):
    from project_package import plots

    before = (project / "reports/plots/candidates.svg").read_bytes()
    (project / "reports/plots/candidates.svg").unlink()
    plots.candidates(facts)
    assert (project / "reports/plots/candidates.svg").read_bytes() == before
