"""The documents say what the facts say, whatever the facts are."""

import pytest
from rendering import changed, rendered

from project_package.facts import Filling
from project_package.pipeline import PROBLEM
from workbench.classification.records import Because
from workbench.documents import stage
from workbench.errors import MissingInputError
from workbench.records import Estimate

ZERO = Estimate(value=0.0, low=-0.01, high=0.01)
GAIN = Estimate(value=0.02, low=0.01, high=0.03)
LOSS = Estimate(value=-0.02, low=-0.03, high=-0.01)


def with_gains(facts, **gains):
    """Return the facts in which every remedy changes the scores by as much."""
    remedies = [
        each.model_copy(update={"gains": each.gains.model_copy(update=gains)})
        if each.gains
        else each
        for each in facts.imbalance.remedies
    ]
    return changed(facts, "imbalance", remedies=remedies)


def test_a_plot_that_is_gone_names_the_stage_that_draws_it(project):
    (project / "reports/plots/wrong_order.svg").unlink()
    with pytest.raises(MissingInputError, match=r"wrong_order.svg not found: .* evaluate"):
        stage.run(PROBLEM)


def test_a_baseline_that_is_not_beaten_should_be_kept(facts):
    text = rendered(changed(facts, "chosen", to_baseline=ZERO))
    assert "the baseline should be kept" in text
    assert "the model beats the baseline by" not in text


def test_remedies_are_credited_only_with_what_is_shown(facts):
    count = len(facts.imbalance.treated)
    none = rendered(with_gains(facts, average_precision=ZERO, best_payoff=ZERO, log_loss=ZERO))
    assert f"Clearly better than no remedy: none of {count}." in none
    assert f"its own best threshold: none of {count}." in none
    assert f"Log loss clearly higher: none of {count}." in none
    all_of_them = rendered(with_gains(facts, average_precision=GAIN, best_payoff=GAIN))
    assert f"Clearly better than no remedy: {count} of {count}." in all_of_them
    assert f"its own best threshold: {count} of {count}." in all_of_them
    assert "Choosing the threshold earns" not in all_of_them
    page = rendered(with_gains(facts, best_payoff=ZERO, log_loss=GAIN), "index.html.j2")
    assert f"Of {count} remedies, none is shown to be worth more" in page
    assert f"{count} are shown to make the probabilities worse" in page


def test_the_worth_of_an_offer_is_explained_only_while_the_reason_gives_it(facts):
    said = "0.25 x 780 - 65 = 130 dollars"
    because = Because(accept=0.25, saved=780, act=65)
    assert said in rendered(changed(facts, "worth", because=because))
    assert "x 780" not in rendered(changed(facts, "worth", because=because, true_positive=260.0))
    assert "x 780" not in rendered(changed(facts, "worth", because=None))


def test_the_rule_that_pays_best_has_a_column_of_its_own(facts):
    first, *others = facts.costs
    best = next(each for each in facts.other_baselines if each.at_chosen.acted_on.value)
    shown = facts.model_copy(update={"costs": [first.model_copy(update={"rival": best.label})]})
    for template in ("WALKTHROUGH.md.j2", "MODEL_CARD.md.j2", "results.md.j2"):
        assert f"{facts.baseline.label} (baseline) | {best.label} (baseline) |" in rendered(
            shown, template
        )
    alone = first.model_copy(update={"rival": facts.baseline.label})
    text = rendered(facts.model_copy(update={"costs": [alone, *others]}))
    assert f"{best.label} (baseline)" not in text


@pytest.mark.parametrize(
    ("gain", "said"),
    [(ZERO, "is not shown to differ"), (GAIN, "is higher by"), (LOSS, "is lower by")],
    ids=["none", "gain", "loss"],
)
def test_the_threshold_is_held_to_its_promise_on_the_test_set(gain, said, facts):
    assert f"the payoff per thousand customers {said}" in rendered(
        changed(facts, "threshold", gain=gain)
    )


@pytest.mark.parametrize(("inside", "said"), [(True, "inside that"), (False, "outside")])
def test_arithmetic_and_the_chosen_threshold_are_compared(inside, said, facts):
    low = facts.threshold.break_even - (0.1 if inside else -0.1)
    value = Estimate(value=low + 0.15, low=low, high=low + 0.3)
    assert said in rendered(changed(facts, "threshold", value=value))


@pytest.mark.parametrize(
    ("moved", "said"),
    [(ZERO, "cannot settle"), (GAIN, "test set is easier"), (LOSS, "test set is harder")],
    ids=["none", "easier", "harder"],
)
def test_the_test_score_is_set_beside_the_cross_validated_one(moved, said, facts):
    assert said in rendered(changed(facts, "derived", test_minus_cv=moved))


def test_gaps_are_told_of_as_they_are(facts):
    filled = {"model": "m", "label": "Some line", "cv": 0.5}
    used = Filling(**filled, way="median", used=True)
    other = Filling(**filled, way="mean", used=False, gain=GAIN)
    text = rendered(changed(facts, "gaps", fillings=[used, other]))
    assert 'Some line does better with "mean"' in text
    same = [used, other.model_copy(update={"gain": ZERO})]
    text = rendered(changed(facts, "gaps", fillings=same))
    assert "No way is clearly better or worse" in text


def test_differences_between_groups_are_shown_or_not(facts):
    count = len(facts.groups.disparities)
    equal = [each.model_copy(update={"difference": ZERO}) for each in facts.groups.disparities]
    other = changed(facts, "groups", disparities=equal)
    assert f"excludes zero: none of {count}. A well-calibrated" in rendered(other)
    assert "- none." in rendered(other, "MODEL_CARD.md.j2")
    apart = [each.model_copy(update={"difference": GAIN}) for each in facts.groups.disparities]
    text = rendered(changed(facts, "groups", disparities=apart))
    assert f"excludes zero: {count} of {count}. A well-calibrated" in text


def test_parts_that_do_not_pay_are_named_only_when_there_are_some(facts):
    paying = Estimate(value=2.0, low=1.0, high=3.0)
    all_pay = [each.model_copy(update={"payoff": paying}) for each in facts.slices]
    other = facts.model_copy(update={"slices": all_pay})
    assert "In every slice where customers get offers" in rendered(other)
    assert "Not clear that offers pay" not in rendered(other, "MODEL_CARD.md.j2")
    costs = facts.slices[0].model_copy(update={"payoff": ZERO, "acted_on": GAIN})
    one = facts.model_copy(update={"slices": [costs, *all_pay[1:]]})
    assert "In 1 slice it is not clear that the offers pay" in rendered(one)


@pytest.mark.parametrize(
    ("before", "said"), [(0.2, "rows may help"), (0.5999, "would help little")]
)
def test_more_rows_are_wished_for_only_when_they_helped(before, said, facts):
    first, last = facts.learning_curve[-2:]
    curve = [first.model_copy(update={"cv": before}), last.model_copy(update={"cv": 0.6})]
    text = rendered(facts.model_copy(update={"learning_curve": curve}))
    assert said.replace("rows", facts.words["rows"]) in text


def test_the_trees_are_dismissed_only_beside_a_line_that_is_as_good(facts):
    claim = "A more complex model shows no gain"
    assert claim not in rendered(changed(facts, "chosen", family="tree"))
    line = [each.model_copy(update={"within_noise": False}) for each in facts.models]
    assert claim not in rendered(facts.model_copy(update={"models": line}))


def test_money_is_written_as_the_data_say(facts):
    written = [facts.money(amount) for amount in (1234.4, -65, -0.2)]
    assert written == ["$1,234", "-$65", "$0"]
    words = {**facts.words, "money": "%s units"}
    assert facts.model_copy(update={"words": words}).money(-1500) == "-1,500 units"
