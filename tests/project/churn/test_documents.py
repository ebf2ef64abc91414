"""The documents say what the facts say, whatever the facts are."""

import re

import pytest
from conftest import ROOT
from test_telling import changed, rendered

from project_package import document
from project_package.compose import options
from project_package.errors import MissingInputError
from project_package.facts import Words
from project_package.files import (
    CONF,
    read_yaml,
)
from project_package.headline import headline
from project_package.records import Estimate

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
        document.run()


def test_a_baseline_that_is_not_beaten_should_be_kept(facts):
    text = rendered(changed(facts, "chosen", to_baseline=ZERO))
    assert "the baseline should be kept" in text
    assert "The model is ahead by" not in text


def test_remedies_are_credited_only_with_what_is_shown(facts):
    count = len(facts.imbalance.treated)
    none = rendered(with_gains(facts, average_precision=ZERO, best_payoff=ZERO, log_loss=ZERO))
    assert f"None of {count} remedies is shown to rank better" in none
    assert f"None of {count} is shown to be worth more" in none
    assert f"None of {count} is shown to raise the log loss" in none
    all_of_them = rendered(with_gains(facts, average_precision=GAIN, best_payoff=GAIN))
    assert f"{count} of {count} remedies are shown to rank better" in all_of_them
    assert f"{count} of {count} are shown to be worth more" in all_of_them
    assert "Choosing it does as much" not in all_of_them
    page = rendered(with_gains(facts, best_payoff=ZERO, log_loss=GAIN), "index.html.j2")
    assert f"None of {count} remedies is shown to be worth more" in page
    assert f"{count} to make the chances worse" in page


@pytest.mark.parametrize(
    ("gain", "said"),
    [(ZERO, "no difference is shown"), (GAIN, "a gain"), (LOSS, "a loss, so ask")],
    ids=["none", "gain", "loss"],
)
def test_the_threshold_is_held_to_its_promise_on_the_test_set(gain, said, facts):
    text = rendered(changed(facts, "threshold", gain=gain))
    assert re.search(rf"away from that at [\d.]+: {said}", text)


@pytest.mark.parametrize(("inside", "said"), [(True, "nothing speaks against"), (False, "outside")])
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
    fillings = [
        {**filled, "way": "median", "used": True, "gain": None},
        {**filled, "way": "median and a column that marks the gap", "used": False, "gain": GAIN},
    ]
    kind = type(facts.gaps).model_fields["fillings"].annotation.__args__[0]
    told = [kind(**each) for each in fillings]
    text = rendered(changed(facts, "gaps", fillings=told))
    assert "is shown to be better: that a cell is empty says something" in text
    same = [told[0], told[1].model_copy(update={"gain": ZERO})]
    assert "No way is shown to be better or worse" in rendered(
        changed(facts, "gaps", fillings=same)
    )
    assert "no training row has a gap" in rendered(changed(facts, "gaps", fillings=[]))


def test_differences_between_groups_are_shown_or_not(facts):
    count = len(facts.groups.disparities)
    equal = [each.model_copy(update={"difference": ZERO}) for each in facts.groups.disparities]
    other = changed(facts, "groups", disparities=equal)
    assert f"None of {count} differences is shown" in rendered(other)
    assert "- none." in rendered(other, "MODEL_CARD.md.j2")
    apart = [each.model_copy(update={"difference": GAIN}) for each in facts.groups.disparities]
    text = rendered(changed(facts, "groups", disparities=apart))
    assert f"{count} of {count} differences are shown" in text


@pytest.mark.parametrize(
    ("behind", "said"),
    [(ZERO, "no loss is shown"), (GAIN, "what they are worth"), (LOSS, "shown to be better")],
    ids=["none", "loss", "gain"],
)
def test_leaving_out_who_people_are_is_judged_by_its_interval(behind, said, facts):
    assert said in rendered(changed(facts, "blind", behind=behind))


def test_groups_are_called_equal_only_when_no_difference_is_left(facts):
    level = [each.model_copy(update={"blind": ZERO}) for each in facts.blind.changes]
    text = rendered(changed(facts, "blind", changes=level))
    assert "no difference between the groups is shown" in text
    apart = [each.model_copy(update={"blind": None}) for each in facts.blind.changes]
    text = rendered(changed(facts, "blind", changes=apart))
    assert "does not make the groups equal" in text
    assert "other groups are furthest apart" in text


def test_parts_that_do_not_pay_are_named_only_when_there_are_some(facts):
    paying = Estimate(value=2.0, low=1.0, high=3.0)
    all_pay = [each.model_copy(update={"payoff": paying}) for each in facts.slices]
    other = facts.model_copy(update={"slices": all_pay})
    assert "In every part where somebody is acted on" in rendered(other)
    assert "Not shown to pay" not in rendered(other, "MODEL_CARD.md.j2")
    costs = facts.slices[0].model_copy(update={"payoff": ZERO, "acted_on": GAIN})
    one = facts.model_copy(update={"slices": [costs, *all_pay[1:]]})
    assert "In 1 part somebody is acted on" in rendered(one)


@pytest.mark.parametrize(
    ("before", "said"), [(0.2, "rows may help"), (0.5999, "would help little")]
)
def test_more_rows_are_wished_for_only_when_they_helped(before, said, facts):
    first, last = facts.learning_curve[-2:]
    curve = [first.model_copy(update={"cv": before}), last.model_copy(update={"cv": 0.6})]
    text = rendered(facts.model_copy(update={"learning_curve": curve}))
    assert said.replace("rows", facts.words.rows) in text


def test_the_trees_are_dismissed_only_beside_a_line_that_is_as_good(facts):
    told = "more machinery buys nothing"
    assert told not in rendered(changed(facts, "chosen", family="tree"))
    line = [each.model_copy(update={"within_noise": False}) for each in facts.models]
    assert told not in rendered(facts.model_copy(update={"models": line}))


def test_money_is_written_as_the_data_say(facts):
    dollars = changed(facts, "words", money="$%s")
    assert (dollars.money(1234.4), dollars.money(-65), dollars.money(-0.2)) == (
        "$1,234",
        "-$65",
        "$0",
    )
    assert changed(facts, "words", money="%s units").money(-1500) == "-1,500 units"


def test_the_headline_is_in_the_words_of_the_data(facts):
    other = changed(facts, "words", positives="unicorns", rows="horses")
    assert "unicorns" in headline(other)[0]
    assert "a thousand horses" in headline(other)[0]


@pytest.mark.parametrize("choice", options("data", ROOT / "conf"))
@pytest.mark.parametrize("template", ["WALKTHROUGH.md.j2", "MODEL_CARD.md.j2", "index.html.j2"])
def test_every_choice_of_data_has_every_word_that_a_document_needs(choice, template, facts):
    data = read_yaml(ROOT / CONF / f"data/{choice}.yaml")
    words = Words(**data["words"])
    text = rendered(facts.model_copy(update={"words": words}), template)
    own = set(Words.model_fields)
    others = {read_yaml(path)["words"]["positive"] for path in (ROOT / CONF / "data").glob("*")}
    assert own == set(data["words"])
    spoken = re.sub(r"`[^`]*`|<svg.*?</svg>|\|.*?\|", "", text, flags=re.DOTALL)
    for word in others - {words.positive}:
        assert not re.search(rf"\b{word}s?\b", spoken), word
