"""The demo's chance, decision and reasons are those of the model."""

import pandas as pd
import pytest

from project_package.files import TEST, TRAIN, load_config
from project_package.payoff import payoff_of
from project_package.task import predict, read

from app import chances, demo
from app.person import Person, row
from app.typical import as_table

USUAL = demo.USUAL
LIKELY = list(demo.PEOPLE.values())[-1]


def chance(person: Person) -> float:
    """Return what the model says of the row that a person stands for."""
    return float(predict(demo.MODEL, as_table([row(person)]))[0])


@pytest.mark.parametrize("person", demo.PEOPLE.values(), ids=demo.PEOPLE)
def test_the_demo_says_what_the_task_predicts(person):
    assert demo.answer(person).value == pytest.approx(chance(person), rel=1e-9)


def test_every_reason_is_the_chance_less_the_chance_with_the_usual_value():
    answer = demo.answer(LIKELY)
    titles = {each.title: name for name, each in Person.model_fields.items()}
    assert answer.reasons
    for reason in answer.reasons:
        name = titles[reason.what.split(":")[0]]
        back = LIKELY.model_copy(update={name: getattr(USUAL, name)})
        assert reason.weight == pytest.approx(chance(LIKELY) - chance(back), abs=1e-9)


def test_the_usual_person_needs_no_reason():
    assert demo.answer(USUAL).reasons == []


def test_the_decision_is_that_of_the_threshold_and_pays_from_the_break_even(facts):
    payoff = payoff_of(load_config())
    for each in (0.0, payoff.break_even - 0.01, payoff.break_even + 0.01, 1.0):
        act, leave = chances.expected(each, facts.worth)
        assert (act > leave) == (each > payoff.break_even)
    for person in demo.PEOPLE.values():
        answer = demo.answer(person)
        acts = answer.value >= facts.threshold.value.value
        assert answer.meaning[1].startswith("At or above" if acts else "Below")


def test_what_happened_at_such_chances_is_that_of_the_facts(facts):
    for each in facts.calibration.bins:
        assert chances.nearest(each.said, facts.calibration) == each
        said = chances.measured(each.said, facts.calibration, demo.NAMES)
        assert said.startswith(f"Of the {each.rows} test")


def test_close_to_the_threshold_the_demo_says_that_it_could_go_either_way(facts):
    where = facts.threshold
    assert "the other one" in chances.from_threshold(where.value.value, where)
    assert "outside" in chances.from_threshold(where.value.high + 0.01, where)


def test_no_example_is_a_row_of_the_data():
    rows = pd.concat([read(path)[0] for path in (TRAIN, TEST)])[list(Person.model_fields)]
    for person in demo.EXAMPLES.values():
        assert not (rows == pd.Series(person)).all(axis=1).any()
