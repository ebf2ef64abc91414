"""The documents tell the choice of the model as it went, whatever the facts are."""

import re

import pytest
import yaml
from rendering import changed, rendered

from conftest import ROOT
from workbench import summary
from workbench.documents.readme import BLOCK, README
from workbench.records import Estimate

ZERO = Estimate(value=0.0, low=-0.01, high=0.01)
DOCUMENTS = ["WALKTHROUGH.md.j2", "index.html.j2", "MODEL_CARD.md.j2", "results.md.j2"]


def test_a_model_that_is_not_better_is_said_to_be_no_better(facts):
    same = changed(facts, "chosen", to_baseline=ZERO)
    for template in set(DOCUMENTS) - {"MODEL_CARD.md.j2"}:
        assert "not shown to be better" in rendered(same, template), template


def test_a_model_that_is_better_is_not_said_to_be_no_better(facts):
    clear = changed(facts, "chosen", to_baseline=Estimate(value=-2, low=-3, high=-1))
    for template in DOCUMENTS:
        assert "not shown to be better" not in rendered(clear, template), template


@pytest.mark.parametrize("template", DOCUMENTS)
def test_every_document_renders_without_a_search_or_a_gain(template, facts):
    other = changed(facts, "search", best=None, gain=None, trials=[], edges=[])
    assert rendered(changed(other, "chosen", to_baseline=ZERO), template)


def test_tuning_is_told_as_it_went(facts):
    if not facts.search.trials:
        pytest.skip("the search of this run had nothing to try")
    gain = Estimate(value=0.01, low=0.005, high=0.015)
    found = facts.search.trials[0]
    text = rendered(changed(facts, "search", kept="tuned", gain=gain, best=found))
    assert "so it was kept" in text
    assert "no gain is shown" not in text
    same = {"kept": "default", "gain": ZERO, "best": found, "edges": ["estimator.C"]}
    text = rendered(changed(facts, "search", **same))
    assert "no gain is shown" in text
    assert "on the edge of what was tried for `estimator.C`" in text


def test_a_check_of_columns_that_do_not_reach_the_model_is_not_called_passed(facts):
    idle = facts.leakage[0].model_copy(update={"columns": ["one_column"], "passed": False})
    rest = [each.model_copy(update={"passed": True}) for each in facts.leakage[1:]]
    checked = facts.model_copy(update={"leakage": [idle, *rest], "unused": []})
    text = rendered(checked)
    assert f"1 of {len(facts.leakage)} checks failed" in text
    left = checked.model_copy(update={"unused": ["one_column", "other"]})
    text = rendered(left)
    row = next(line for line in text.splitlines() if line.startswith(f"| {idle.name} | "))
    assert row.endswith("| it does not reach the model | " + f"{idle.limit} | not applicable |")
    assert f"All {len(rest)} checks that apply passed." in text
    assert "never sees them" in text
    page, card = (rendered(left, each) for each in ("index.html.j2", "MODEL_CARD.md.j2"))
    assert "<strong>Not applicable.</strong>" in page
    assert "2 of the columns do not reach the chosen model: one" in card
    assert "reach the chosen model" not in rendered(checked, "MODEL_CARD.md.j2")


def test_a_topic_on_which_no_prediction_depends_is_not_the_least_important_one(facts):
    found = getattr(facts, "importance", [])
    if len(found) < 2 or not hasattr(found[0], "is_idle"):
        pytest.skip("this problem has no permutation importance by topic")
    idle = found[-1].model_copy(update={"topic": "nothing", "increase": 0.0, "sd": 0.0})
    used = [each for each in found[:-1] if not each.is_idle]
    text = rendered(facts.model_copy(update={"importance": [*used, idle]}))
    if "Permutation importance" not in text:
        pytest.skip("this problem tells single words")
    said = ("No prediction depends on nothing.", "it changes nothing to speak of")
    assert any(each in text for each in said)
    assert "nothing matters least" not in text
    assert "least for nothing" not in text


def test_a_run_without_a_search_says_so(facts):
    none = changed(facts, "search", method="none", best=None, gain=None, trials=[], edges=[])
    assert "No search was run" in rendered(none)


def test_a_model_named_by_hand_is_not_credited_to_the_rule(facts):
    last = facts.models[-1]
    by_hand = changed(facts, "run", choices={**facts.run.choices, "model": last.key})
    text = rendered(changed(by_hand, "chosen", key=last.key))
    assert "the selection rule was not used" in text
    assert "behind the best candidate" in text


def test_a_simpler_pick_is_set_beside_the_best(facts):
    models = [
        each.model_copy(update={"to_best": ZERO}) if each.key == facts.chosen.key else each
        for each in facts.models
    ]
    asked = changed(facts, "run", choices={**facts.run.choices, "model": "auto"})
    other = changed(asked, "pick", best=facts.runner_up.key).model_copy(update={"models": models})
    text = rendered(other)
    assert f"{facts.runner_up.label} has the best" in text
    assert "which spans zero. The rule breaks a tie in favor of the simpler one" in text


@pytest.mark.parametrize(
    ("simpler", "said"), [(-1, "because it is less simple"), (0, "Both are equally simple")]
)
def test_a_tie_of_the_two_best_is_called_one_with_why_the_rule_took_which(facts, simpler, said):
    best, tied = (
        facts.chosen,
        facts.runner_up.model_copy(
            update={
                "to_best": ZERO.model_copy(update={"value": 1.0}),
                "within_noise": True,
                "simplicity": facts.chosen.simplicity - simpler,
            }
        ),
    )
    models = [
        e.model_copy(update={"to_best": None}) if e.key == best.key else e for e in facts.models
    ]
    asked = changed(facts, "run", choices={**facts.run.choices, "model": "auto"})
    picked = changed(asked, "pick", best=best.key)
    text = rendered(picked.model_copy(update={"models": models, "runner_up": tied}))
    assert re.search(r"the two tie: it is 1\.0+ behind", text)  # decimals follow the unit
    assert said in text


def test_a_failed_check_is_not_hidden(facts):
    failed = facts.leakage[0].model_copy(update={"passed": False})
    text = rendered(facts.model_copy(update={"leakage": [failed, *facts.leakage[1:]]}))
    assert "Do not trust the score" in text


def test_the_header_of_the_model_card_is_valid_metadata():
    header = (ROOT / "MODEL_CARD.md").read_text(encoding="utf-8").split("---")[1]
    result = yaml.safe_load(header)["model-index"][0]["results"][0]
    assert result["task"]["type"]
    assert all(isinstance(each["value"], float | int) for each in result["metrics"])


def test_the_page_needs_nothing_from_outside():
    page = (ROOT / "reports/index.html").read_text(encoding="utf-8")
    assert not re.search(r'<(?:script|link|img)\b|url\((?!#)|src="', page)
    assert len(page) < 1_000_000


def test_a_run_ends_with_the_results_as_the_readme_has_them(capsys):
    summary.main()
    said = capsys.readouterr().out
    block = BLOCK.search((ROOT / README).read_text(encoding="utf-8"))[0]
    numbers = re.findall(r"\d[\d.,]*\d", block.partition("<picture>")[0])
    assert len(numbers) > 4
    assert not [each for each in numbers if each not in said]
    assert "not measured" not in said
    assert "or open reports/index.html." in said
