"""The demo's list and its reasons are those of the model."""

import numpy as np
import pandas as pd
import pytest

from project_package.data import USER

from app import demo
from app.lifting import LATEST, lifts, own

READERS = [each.user for each in demo.FACTS.user_examples]


@pytest.mark.parametrize("user", [*READERS, demo.NEWCOMER])
def test_the_demo_offers_what_the_model_predicts(user):
    (films,) = demo.MODEL.predict(pd.DataFrame({USER: [user]}))
    assert demo.answer(demo.User(user=user)).value == films[: demo.FACTS.places].tolist()


@pytest.mark.parametrize("user", READERS)
def test_without_its_reason_a_film_stands_where_the_reason_says(user):
    watched, films = own(demo.MODEL, user), demo.offered(demo.User(user=user))
    seen = set(watched["item"])
    for film, lift in zip(films, lifts(demo.MODEL, watched, films), strict=True):
        if lift is None:
            continue
        less = watched[watched["item"] != lift.item].assign(user=0)
        now = pd.DataFrame({USER: [0]})
        (ranked,) = demo.MODEL.recommend(now, len(demo.PAST.items), less)
        ranked = [each for each in ranked if each not in seen]
        assert ranked.index(film) + 1 == lift.place
        assert lift.item in set(watched["item"].tail(LATEST))


def test_a_newcomer_gets_the_list_of_the_facts(facts):
    answer = demo.answer(demo.User(user=demo.NEWCOMER))
    assert demo.titles(np.array(answer.value)) == facts.newcomer.titles
    assert facts.newcomer.rule in answer.meaning[0]
    assert "was not measured" in answer.uncertainty[0]


def test_nobody_is_offered_what_was_watched():
    for user in READERS:
        assert not set(demo.offered(demo.User(user=user))) & set(own(demo.MODEL, user)["item"])


def test_the_share_of_users_with_a_hit_is_that_of_the_facts(facts):
    said = demo.answer(demo.User(user=READERS[0])).uncertainty
    assert said[0].startswith(f"For {facts.chosen.scores['hit_rate'].value:.0%}")
    assert len(said) == 2
