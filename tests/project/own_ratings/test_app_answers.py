"""The demo's list is the model's, and of a user of the data it shows nothing else."""

import pandas as pd
import pytest
from pydantic import ValidationError

from project_package.data import ITEM, TIME, USER

from app import demo

SOMEBODY = int(demo.PAST.users[0])
ENTERED = ", ".join(map(str, demo.made_up()))


def test_a_user_of_the_data_gets_what_the_model_predicts():
    asked = pd.DataFrame({USER: [SOMEBODY], TIME: demo.LAST})
    (items,) = demo.MODEL.predict(asked)
    answer = demo.answer(demo.Question(user=SOMEBODY))
    assert answer.value == items[: demo.FACTS.places].tolist()


def test_what_a_user_took_is_not_shown():
    answer = demo.answer(demo.Question(user=SOMEBODY))
    assert not any(each.detail for each in answer.reasons)
    assert "private" in answer.meaning[0]


def test_items_that_are_entered_are_not_offered_again_and_are_the_reasons():
    answer = demo.answer(demo.Question(items=ENTERED))
    entered = demo.Question(items=ENTERED).taken
    assert len(entered) == 3
    assert not set(entered) & set(answer.value)
    causes = [each.detail for each in answer.reasons if each.detail]
    assert all(any(f"item {item}:" in cause for item in entered) for cause in causes)


def test_an_item_that_nobody_knows_is_said_to_be_left_out():
    unknown = int(demo.PAST.items.max()) + 5
    history = demo.entered(demo.Question(items=f"{ENTERED}, {unknown}"))
    assert unknown not in set(history[ITEM])
    assert "1 more" in demo.meaning(demo.Question(items=f"{ENTERED}, {unknown}"))[0]


def test_somebody_new_gets_a_list_whose_quality_was_not_measured():
    answer = demo.answer(demo.Question())
    assert len(answer.value) == demo.FACTS.places
    assert "was not measured" in answer.uncertainty[0]


@pytest.mark.parametrize("said", ["a, b", "1; 2", "-3", "1.5", ", ".join(["1"] * 300)])
def test_what_is_no_list_of_numbers_is_refused_in_a_sentence(said):
    with pytest.raises(ValidationError, match="Items must be whole numbers"):
        demo.Question(items=said)
