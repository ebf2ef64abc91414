"""The demo's probability and words are those of the model, and nothing of an email stays."""

import pandas as pd
import pytest

from project_package import features as words
from project_package.models import predict
from workbench.files import TEST, TRAIN

from app import demo
from app.emails import EMAILS, LONGEST, Email
from app.weighing import without

MARK = "qzvxwkennwort"


def chance(text: str) -> float:
    """Return what the model says of a text."""
    return float(predict(demo.MODEL, pd.DataFrame({"text": [text]}))[0])


@pytest.mark.parametrize("email", EMAILS.values(), ids=EMAILS)
def test_the_demo_says_what_the_model_predicts(email):
    answer = demo.answer(email)
    assert answer.value == pytest.approx(chance(f"{email.subject}\n{email.body}"), rel=1e-9)


@pytest.mark.parametrize("email", EMAILS.values(), ids=EMAILS)
def test_every_reason_is_what_is_said_of_the_email_without_the_word(email):
    text = f"{email.subject}\n{email.body}"
    for reason in demo.answer(email).reasons:
        less = without(text, reason.what)
        assert reason.what not in words.split(less)
        assert (reason.weight > 0) == (chance(text) > chance(less))
        assert reason.detail.startswith(demo.percent(chance(less)))


def test_an_offer_is_more_suspect_than_an_ordinary_email():
    offer, ordinary = (demo.answer(EMAILS[each]) for each in ("an offer", "an ordinary email"))
    assert offer.value > 0.5 > ordinary.value


def test_the_decision_is_that_of_the_threshold(facts):
    for email in EMAILS.values():
        answer = demo.answer(email)
        acts = answer.value >= facts.threshold.value.value
        assert answer.meaning[0].startswith("At or above" if acts else "Below")


@pytest.mark.parametrize("text", ["", "\n\n", "!!!", "日本語", "\x00", "a " * 9000])
def test_every_text_gets_an_answer(text):
    assert 0 <= demo.answer(Email(body=text)).value <= 1


def test_nothing_of_an_email_stays_in_the_process():
    before = len(words.NUMBERS)
    answer = demo.answer(Email(subject=MARK, body=f"free money {MARK}"))
    assert "free" in [reason.what for reason in answer.reasons]
    assert words.numbered.cache_info().currsize == 0
    assert len(words.NUMBERS) == before
    assert MARK not in words.NUMBERS


def test_an_email_that_is_too_long_is_refused_without_repeating_it():
    with pytest.raises(ValueError, match="at most 20000 characters"):
        Email(body=MARK * LONGEST)


def test_the_examples_are_nobodys_email():
    emails = pd.concat([pd.read_parquet(path) for path in (TRAIN, TEST)])
    for email in EMAILS.values():
        assert not emails["body"].str.strip().eq(email.body.strip()).any()
        assert not emails["subject"].eq(email.subject).any()
