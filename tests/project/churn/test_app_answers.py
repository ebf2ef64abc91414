"""The demo's probability, decision and reasons are those of the model."""

import pandas as pd
import pytest

from project_package.data import read
from project_package.features import ADD_ONS
from project_package.metrics import payoff_of
from project_package.models import predict
from workbench.files import TEST, TRAIN, load_config
from workbench.server import chances

from app import demo
from app.customer import WITHOUT_INTERNET, Customer, row

LIKELY = list(demo.CUSTOMERS.values())[-1]


def probability(customer: Customer) -> float:
    """Return what the model says of the row that a customer stands for."""
    return float(predict(demo.MODEL, demo.rows([customer]))[0])


@pytest.mark.parametrize("customer", demo.CUSTOMERS.values(), ids=demo.CUSTOMERS)
def test_the_demo_says_what_the_model_predicts(customer):
    assert demo.answer(customer).value == pytest.approx(probability(customer), rel=1e-9)


def test_every_reason_is_the_probability_less_that_with_the_usual_value():
    answer = demo.answer(LIKELY)
    titles = {each.title: name for name, each in Customer.model_fields.items()}
    assert answer.reasons
    for reason in answer.reasons:
        name = titles[reason.what.split(":")[0]]
        back = LIKELY.model_copy(update={name: getattr(demo.USUAL, name)})
        assert reason.weight == pytest.approx(probability(LIKELY) - probability(back), abs=1e-9)


def test_the_usual_customer_needs_no_reason():
    assert demo.answer(demo.USUAL).reasons == []


def test_the_decision_is_that_of_the_threshold_and_pays_from_the_break_even(facts):
    payoff = payoff_of(load_config())
    for each in (0.0, payoff.break_even - 0.01, payoff.break_even + 0.01, 1.0):
        act, leave = chances.expected(each, facts.worth)
        assert (act > leave) == (each > payoff.break_even)
    for customer in demo.CUSTOMERS.values():
        answer = demo.answer(customer)
        acts = answer.value >= facts.threshold.value.value
        assert answer.meaning[1].startswith("At or above" if acts else "Below")


def test_what_was_observed_at_such_probabilities_is_that_of_the_facts(facts):
    for each in facts.calibration.bins:
        assert chances.nearest(each.said, facts.calibration) == each
        sentence = chances.measured(each.said, facts.calibration, demo.NAMES)
        assert sentence.startswith(f"Of the {each.rows} test")


def test_close_to_the_threshold_the_demo_says_that_it_could_go_either_way(facts):
    where = facts.threshold
    assert "the other one" in chances.from_threshold(where.value.value, where)
    assert "outside" in chances.from_threshold(where.value.high + 0.01, where)


def test_a_service_goes_with_the_one_that_it_needs():
    offline = LIKELY.model_copy(update={"internet_service": "No"})
    made = row(offline)
    assert {made[name] for name in ADD_ONS if name != "multiple_lines"} == {WITHOUT_INTERNET}
    online = row(offline.model_copy(update={"internet_service": "DSL", "tech_support": "Yes"}))
    assert online["tech_support"] == "Yes"


def test_no_example_is_a_row_of_the_data():
    rows = pd.concat([read(path)[0] for path in (TRAIN, TEST)])[list(Customer.model_fields)]
    for customer in demo.DEMO.examples.values():
        assert not (rows == pd.Series(customer)).all(axis=1).any()
