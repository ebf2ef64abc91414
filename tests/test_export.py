"""What is taken along: the file for Anki, and the page for a phone in a real browser."""

from __future__ import annotations

import html
import json
import re

import pytest
from interview import bank, export, facts, incoming, journal, opening
from interview.errors import InterviewError
from interview.reviews import replay
from interview.rules import read_rules
from interview.schedule import AGAIN, GOOD, HARD

from browser import PHONE, overflow, violations
from kit import assemble

HOSTILE = "1 < 2 & </script><script>document.title='taken'</script> <!-- \t \"q\""


@pytest.fixture
def cards(tmp_path) -> list[export.Card]:
    project = assemble("spam", tmp_path / "project")
    rules = read_rules(project / "interview" / "questions")
    opened = bank.raised_by(rules, facts.read(project))
    return [export.card(opened.question(name)) for name in opened.raised]


def hostile(card: export.Card) -> export.Card:
    return card._replace(ask=(HOSTILE,) * 3, ideas=(((HOSTILE, True), ("second", False)),) * 3)


def test_every_line_for_anki_has_an_id_a_front_a_back_and_a_tag(cards, tmp_path):
    export.to_anki([hostile(cards[0]), *cards[1:]], tmp_path / "cards.txt")
    lines = (tmp_path / "cards.txt").read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    assert "#guid column:1" in head
    rows = [line.split("\t") for line in lines[len(head) :]]
    assert [row[0] for row in rows] == [card.id for card in cards]
    assert {len(row) for row in rows} == {4}
    assert rows[0][1] == " ".join(html.escape(HOSTILE).split())
    assert rows[1][2].count("<li>") == len(cards[1].ideas[0])


def test_a_card_carries_the_model_answer_and_the_common_mistake(cards, tmp_path):
    card = next(card for card in cards if card.answers and card.wrong)
    assert len(card.answers) == len(card.ask)
    export.to_anki([card], tmp_path / "cards.txt")
    line = (tmp_path / "cards.txt").read_text(encoding="utf-8").splitlines()[-1]
    assert " ".join(html.escape(card.answers[0]).split()) in line
    assert " ".join(html.escape(card.wrong).split()) in line


def test_a_file_that_cannot_be_written_leaves_the_old_one(cards, tmp_path):
    (tmp_path / "folder").write_text("old")
    with pytest.raises(InterviewError, match="cannot write"):
        export.to_page(cards, tmp_path / "folder" / "page.html")
    assert (tmp_path / "folder").read_text() == "old"


def test_the_page_asks_the_network_for_nothing(cards, tmp_path):
    export.to_page(cards, tmp_path / "page.html")
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert not re.search(r"""(?:src|href)=["']|@import|https?://|fetch\(|url\(""", text)


ANSWER = """ticks => {
  byId("predicted").value = "1";
  byId("start").click();
  byId("stop").click();
  document.querySelectorAll("#ideas fieldset").forEach(
    (field, n) => field.querySelectorAll("button")[ticks[n] ?? 0].click());
  byId("next").click();
  return localStorage.getItem(KEY);
}"""


@pytest.fixture
def phone(chromium):
    with chromium.new_context(viewport=PHONE) as context:
        yield context.new_page()


def answered(cards, ticks, phone, tmp_path) -> list[dict]:
    """Write the page, answer its first question on a phone, and return what the phone keeps."""
    export.to_page(cards, tmp_path / "page.html")
    phone.goto((tmp_path / "page.html").as_uri())
    kept = json.loads(phone.evaluate(ANSWER, ticks))
    assert isinstance(kept, list)
    return kept


@pytest.mark.parametrize(("ticks", "rating"), [([0] * 5, GOOD), ([1] * 5, HARD), ([2] * 5, AGAIN)])
def test_an_answer_on_the_page_comes_back_into_the_log(ticks, rating, cards, phone, tmp_path):
    kept = answered(cards[:2], ticks, phone, tmp_path)
    assert "2 of 2" in phone.inner_text("body")
    saved, log = tmp_path / "saved.jsonl", tmp_path / "reviews.jsonl"
    for entry in kept:
        journal.append(saved, entry)
    assert incoming.bring(saved, log, {cards[0].id}, "spam").added == 1
    assert incoming.bring(saved, log, {cards[0].id}, "spam").added == 0
    review = replay(log)[0]
    assert (review.id, review.rating, review.predicted) == (cards[0].id, rating, 1)
    assert review.facts_hash == cards[0].facts_hash
    assert len(review.ticks) == len(cards[0].ideas[0])


def test_the_page_fits_a_phone_and_hostile_text_stays_text(cards, phone, tmp_path):
    assert len(answered([hostile(cards[0])], [0, 0], phone, tmp_path)) == 1
    assert phone.title() == "Interview practice"
    assert overflow(phone) == 0
    assert "That was all." in phone.inner_text("body")


def test_the_page_can_be_used_by_everybody(cards, phone, tmp_path):
    export.to_page(cards[:2], tmp_path / "page.html")
    phone.goto((tmp_path / "page.html").as_uri())
    assert violations(phone) == []
    phone.click("#start")
    phone.click("#stop")
    phone.click("summary")
    assert violations(phone) == []


def test_a_page_that_was_closed_goes_on_where_it_was(cards, phone, tmp_path):
    answered(cards[:2], [0] * 5, phone, tmp_path)
    phone.reload()
    assert "2 of 2" in phone.inner_text("#place")


def test_words_that_are_banned_are_said_on_the_page_too(tmp_path, monkeypatch):
    monkeypatch.chdir(assemble("spam", tmp_path))
    card = export.card(opening.open_bank().question("walk.outside"))
    assert all("Without these words: recall, precision" in text for text in card.ask)


@pytest.mark.parametrize("content", [None, "", "not json\n", '{"a": 1}\n'])
def test_a_file_without_reviews_is_refused_in_a_sentence(content, tmp_path):
    if content is not None:
        (tmp_path / "file").write_text(content)
    with pytest.raises(InterviewError, match=r"there is no file|holds no reviews"):
        incoming.bring(tmp_path / "file", tmp_path / "log", {"a"}, "spam")
    assert not (tmp_path / "log").exists()
