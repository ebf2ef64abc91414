"""The demo's price, range and reasons are those of the model."""

import pandas as pd
import pytest

from project_package.data import read
from project_package.models import predict
from workbench.files import TEST, TRAIN

from app import demo
from app.house import House

USUAL = demo.USUAL
LARGE = demo.HOUSES["the most expensive tenth"]


def price(house: House) -> float:
    """Return what the model says of the row that a house stands for."""
    return float(predict(demo.MODEL, demo.rows([house]))[0])


@pytest.mark.parametrize("house", demo.HOUSES.values(), ids=demo.HOUSES)
def test_the_demo_says_what_the_model_predicts(house):
    assert demo.answer(house).value == pytest.approx(price(house), rel=1e-9)


def test_every_reason_is_the_price_less_the_price_with_the_usual_value():
    answer = demo.answer(LARGE)
    assert len(answer.reasons) > 5
    titles = {each.title: name for name, each in House.model_fields.items()}
    for reason in answer.reasons:
        name = titles[reason.what.split(":")[0]]
        back = LARGE.model_copy(update={name: getattr(USUAL, name)})
        assert reason.weight == pytest.approx(price(LARGE) - price(back), abs=0.01)
    weights = [abs(reason.weight) for reason in answer.reasons]
    assert weights == sorted(weights, reverse=True)


def test_the_usual_house_needs_no_reason():
    assert demo.answer(USUAL).reasons == []


def test_one_change_is_the_whole_difference():
    changed = USUAL.model_copy(update={"overall_qual": USUAL.overall_qual + 2})
    (reason,) = demo.answer(changed).reasons
    assert reason.weight == pytest.approx(price(changed) - price(USUAL), abs=0.01)


def test_the_range_is_that_of_the_facts(facts):
    ends = (facts.price_range.low_percent, facts.price_range.high_percent)
    low, high = (price(LARGE) * (1 + each / 100) for each in ends)
    assert demo.answer(LARGE).uncertainty[0].startswith(f"${low:,.0f} to ${high:,.0f}: ")


def test_a_house_unlike_all_in_training_is_said_to_be_so():
    huge = LARGE.model_copy(update={"x1st_flr_sf": 6000})
    assert "No house in training" in demo.answer(huge).uncertainty[-1]
    assert "No house in training" not in demo.answer(USUAL).uncertainty[-1]


def test_a_house_without_basement_garage_and_fireplace_has_a_price():
    nothing = {"total_bsmt_sf": 0, "bsmtfin_sf_1": 0, "garage_cars": 0, "fireplaces": 0}
    bare = USUAL.model_copy(update=nothing)
    assert 0 < price(bare) < price(LARGE)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("neighborhood", "Atlantis", "Neighborhood must be one of those in the data"),
        ("bsmtfin_sf_1", 6000, "Finished basement must not be larger"),
        ("year_built", 2010, "Year last rebuilt must not be before"),
        ("overall_qual", 11, "less than or equal to 10"),
    ],
)
def test_a_house_that_cannot_be_is_refused(field, value, said):
    with pytest.raises(ValueError, match=said):
        House(**{**USUAL.model_dump(), field: value})


def test_no_example_is_a_row_of_the_data():
    rows = pd.concat([read(path)[0] for path in (TRAIN, TEST)])[list(House.model_fields)]
    for house in demo.EXAMPLES.values():
        assert not (rows == pd.Series(house)).all(axis=1).any()
