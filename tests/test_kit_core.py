"""The pure parts of the interview kit: facts, conditions, numbers, scores, order, schedule."""

from __future__ import annotations

import io
import json
import random
from datetime import UTC, date, datetime, timedelta

import pytest
from interview import (
    bank,
    expressions,
    facts,
    journal,
    numbers,
    picking,
    privacy,
    records,
    scoring,
    slots,
)
from interview.errors import InterviewError
from interview.knowing import unknown
from interview.prompting import ask_slot, predict
from interview.question import Question, Slot, filled
from interview.reviews import Review, append, replay
from interview.rules import CATEGORIES, Rule, parse
from interview.schedule import AGAIN, EASY, GOOD, HARD, clean_phrasings, due, rating
from interview.screen import Screen
from rich.console import Console

from kit import SKELETON, TEMPLATE, assemble, example_facts

FACTS = {
    "models": records.indexed([{"key": "ridge", "cv": {"value": 0.12}}, {"key": "tree", "cv": {}}]),
    "slices": [{"level": "small", "rows": 3}, {"level": "large", "rows": 30}],
    "values": {"items": 4},
    "label": "Ridge",
    "SVM": "SVM",
    "share": 0.25,
}

GAP = {"what": "the latency", "ask": "How long does one wait?", "why": "users wait"}


def question(**changes) -> Question:
    rule = {
        "id": "q",
        "category": "theory",
        "ask": ["Why {share:.0%}?", "b", "c"],
        "ideas": [{"must": "names the fold"}, {"may": "gives the 25%"}],
    }
    return filled(parse({**rule, **changes}, "test"), FACTS)


def test_the_kit_asks_about_the_gain_that_the_documents_tell():
    record = {"model": "B", "instead_of": "A", "gain": {"value": 1}, "untouched": ["A"]}
    fixed = [{"model": name, "gain": {"value": value}} for name, value in (("A", 2), ("B", 3))]
    assert facts.with_one_model(record)["gain"]["value"] == 1  # an earlier record
    assert facts.with_one_model({**record, "fixed": fixed[1:]})["gain"]["value"] == 3
    moved = {**record, "untouched": ["B"], "fixed": fixed[:1]}
    assert facts.with_one_model(moved)["gain"]["value"] == 2
    assert facts.with_one_model({**moved, "instead_of": None})["gain"]["value"] == 1


def test_records_are_found_by_their_key():
    assert records.lookup(FACTS, "models.ridge.cv.value") == 0.12
    assert records.lookup(FACTS, "slices.1.level") == "large"


@pytest.mark.parametrize("path", ["models.lasso", "slices.9.level", "share.low", "nothing"])
def test_a_path_to_nothing_says_so(path):
    with pytest.raises(records.NotRecordedError):
        records.lookup(FACTS, path)


def test_a_label_is_made_small_only_where_it_is_a_word():
    assert slots.fill("{label:lower} and {SVM:lower}, {share:.0%}", FACTS) == "ridge and SVM, 25%"


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("models.ridge.cv.value < 0.2 and share > 0.2", True),
        ("values.items", 4),
        ("first(slices, level='large').rows / 3", 10),
        ("top(slices, 'rows').level + bottom(slices, 'rows').level", "largesmall"),
        ("has(models, key='tree') and not has(models, key='svm')", True),
        ("values(models, 'cv.value')", [0.12]),
        ("known('models.ridge.cv.value') and not known('models.lasso')", True),
        ("count(slices, rows=3) + len(models)", 3),
    ],
)
def test_an_expression_reads_the_facts(expression, value):
    assert expressions.evaluate(expression, FACTS) == value


@pytest.mark.parametrize(
    "expression",
    ["gone > 1", "models.lasso.cv", "models.__class__", "1 / (share - 0.25)", "log(share - 1)"],
)
def test_an_expression_without_its_facts_is_not_recorded(expression):
    with pytest.raises(records.NotRecordedError):
        expressions.evaluate(expression, FACTS)


@pytest.mark.parametrize("expression", ["open('x')", "share >", "share < label"])
def test_an_expression_that_is_none_is_refused(expression):
    with pytest.raises(InterviewError, match="cannot evaluate"):
        expressions.evaluate(expression, FACTS)


@pytest.mark.parametrize(
    ("text", "truth", "digits", "percent", "right"),
    [
        ("0.13", 0.1324, 3, False, True),
        ("0.1", 0.1324, 3, False, False),
        ("0.14", 0.1324, 3, False, False),
        ("87", 86.9, 0, True, True),
        ("0.87", 86.9, 0, True, True),
        ("86.9 per cent", 86.9, 0, True, True),
        ("78%", 86.9, 0, True, False),
        ("$12,440", 12440.2, 0, False, True),
        ("12.4k", 12440.2, 0, False, True),
        ("13 000", 12440.2, 0, False, False),
        ("-0.12", -0.1227, 3, False, True),
        ("0.12", -0.1227, 3, False, False),
        ("5", 5.0, 0, False, True),
        ("4", 5.0, 0, False, False),
        ("1.2e-3", 0.0012, 4, False, True),
        ("0,0175", 0.0175, 4, False, True),
        ("0,5", 0.5, 1, False, True),
        ("12,5", 12.5, 1, False, True),
        ("0,095", 0.095, 3, False, True),
        ("1,250", 1250.0, 0, False, True),
        ("8/3", 2.6667, 2, False, True),
        ("65 over 195", 0.3333, 2, False, True),
        ("about a third", 33.3, 0, True, True),
        ("63.2 %", 63.2, 0, True, True),
    ],
)
def test_a_number_is_judged_at_the_precision_at_which_it_was_stated(
    text, truth, digits, percent, right
):
    stated = numbers.read(text)
    assert stated is not None
    assert numbers.agrees(stated, truth, digits, percent) is right


@pytest.mark.parametrize("text", ["", "a few", "94 or 87", "a half or a third"])
def test_what_is_not_one_number_is_asked_again(text):
    assert numbers.read(text) is None


def test_a_number_that_the_question_does_not_know_is_listed_and_nothing_else():
    said = "In 2024 I had 3 folds, 25% of rows, and a score of 0.91."
    assert scoring.strange_numbers(said, question()) == ["0.91"]


@pytest.mark.parametrize(
    ("said", "strange"),
    [
        ("about 9,000", []),
        ("about 8,000", ["8,000"]),
        ("exactly 8,950", ["8,950"]),
        ("0.9", ["0.9"]),
    ],
)
def test_a_number_may_be_rounded_to_its_last_zeros(said, strange):
    typical = filled(
        Rule(id="q", category="theory", ask=["?"], numbers=["typical"]), {"typical": 8940}
    )
    assert scoring.strange_numbers(said, typical) == strange


@pytest.mark.parametrize(
    ("said", "strange"),
    [
        ("0.667 against 0.670", []),
        ("65 lost and 130 won, so it pays from 65 over 195", []),
        ("about 77% of them, or 0.77", []),
        ("it gains 2,600 and 2,600", ["2,600"]),
        ("it was 0.7731", []),
        ("it was 0.7712", ["0.7712"]),
    ],
)
def test_a_number_of_the_project_is_known_and_one_that_is_nowhere_is_listed_once(said, strange):
    printed = numbers.every("SMOTE gets 0.670, the threshold 0.667; 77.3% [68.8%, 84.4%]")
    shown = scoring.Shown(printed, [130.0, -65.0, 0.77305])
    assert scoring.strange_numbers(said, question(), shown) == strange


@pytest.mark.parametrize(
    "text",
    [
        "Don't know that one, sorry.", "I don\u2019t know", "Sorry, no idea.", "Hm, I'm not sure.",
        "No clue, honestly.", "I can't remember.", "Pass.", "Not sure about that one.",
        "I have no idea what that is.", "I don't know the answer to that", "Never heard of it.",
    ],
)  # fmt: skip
def test_not_knowing_is_understood_in_whatever_words(text):
    assert unknown(text)


@pytest.mark.parametrize(
    "text",
    [
        "I don't know the cause, so I measure it.", "Nothing I think.", "Not sure, maybe 0.5.",
        "I am not sure that the split is right, so I test it.", "Pass the training mean.",
        "I forgot to scale.", "It depends.",
    ],
)  # fmt: skip
def test_an_answer_that_speaks_of_not_knowing_is_one(text):
    assert not unknown(text)


class Typist(Screen):
    """Somebody who types one line after the other."""

    def __init__(self, *lines: str):
        super().__init__(Console(file=io.StringIO(), width=80))
        self.lines = list(lines)

    def line(self, prompt: str) -> str:
        """Type the next line."""
        return self.lines.pop(0)


def test_a_whole_answer_at_a_prompt_for_a_number_is_kept():
    kept: list[str] = []
    whole = "I draw rows with replacement and take the median of each draw."
    slot = Slot("What share?", 63.2, 0, percent=True)
    assert ask_slot(slot, Typist(whole, f"{whole} A third.", "63,2 %"), kept.append)
    assert predict(question(), Typist(whole), kept.append) is None
    assert kept == [whole, f"{whole} A third.", whole]


def test_a_number_prompt_takes_not_knowing_for_an_answer():
    slot = Slot("What share?", 63.2, 0, percent=True)
    assert ask_slot(slot, Typist("No idea, sorry.")) is False


def test_reciting_is_told_by_runs_of_words():
    text = "the baseline is the price per square foot of the neighborhood"
    assert scoring.recited(text, [f"We said: {text.upper()}."]) == 1
    assert scoring.recited(text, ["something else altogether was said here"]) == 0
    assert scoring.recited("too short", [text]) is None


def test_banned_words_are_found_in_the_plural_and_as_phrases():
    said = "Both models have a false alarm; the remodeled one does not."
    assert scoring.banned_words(said, ["model", "false alarm", "AUC"]) == ["model", "false alarm"]


def test_quoted_words_stand_side_by_side_in_the_answer():
    assert scoring.quoted("Groups stay together, always.", "stay together always")
    assert not scoring.quoted("Groups stay together", "together stay")


WHOLE = {"id": "a", "category": "theory", "ask": ["x?", "y?"], "ideas": [{"must": "z"}]}


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        (
            {"id": "a", "category": "theory", "ask": [], "ideas": [], "whn": "1"},
            "unknown keys: whn",
        ),
        ({"id": "a", "category": "cooking", "missing": GAP}, "category is one of"),
        ({"id": "a", "category": "theory", "missing": {"what": "x"}}, "needs what, ask and why"),
        ({"id": "a", "category": "theory"}, "a is not a question"),
        ("text", "an entry is not a question"),
        ({**WHOLE, "level": "easy"}, "level is one of warm-up, core, senior"),
        ({**WHOLE, "answer": ["one"]}, "1 answers for 2 phrasings"),
        ({**WHOLE, "ideas": [{"must": "x", "for": [3]}]}, "`for` holds numbers .* from 1 to 2"),
        ({**WHOLE, "ideas": [{"must": "x"}, {"must": "y", "for": []}]}, "`for` holds numbers"),
        ({**WHOLE, "ideas": [{"must": "x", "for": [1]}, {"may": "y"}]}, "phrasing 2 has no must"),
        ({**WHOLE, "ideas": [{"must": "x", "may": "y"}]}, "an idea is a `must` or a `may`"),
        ({**WHOLE, "ideas": [{"must": "x", "phrasings": [1]}]}, "an idea is a `must` or a `may`"),
        ({**WHOLE, "ideas": [{"must": "x", "for": 1}]}, "a is not a question"),
    ],
)
def test_a_broken_question_is_named_with_its_file(entry, wrong):
    with pytest.raises(InterviewError, match=f"own.yaml: .*{wrong}"):
        parse(entry, "own.yaml")


def test_a_phrasing_has_its_own_ideas_and_its_own_answer():
    shared, first, second = {"may": "s"}, {"must": "1", "for": [1]}, {"must": "2", "for": [2]}
    answers = ["The first.", "{size} rows."]
    entry = {**WHOLE, "ideas": [shared, first, second], "answer": answers, "wrong": "No {size}."}
    asked = filled(parse(entry, "test"), {"size": 5})
    assert [idea.text for idea in asked.asked(0).ideas] == ["s", "1"]
    assert [idea.text for idea in asked.asked(1).ideas] == ["s", "2"]
    assert [asked.asked(place).answer for place in (0, 1)] == ["The first.", "5 rows."]
    assert asked.asked(1).phrasings == asked.phrasings
    assert (asked.wrong, asked.level, asked.numbers) == ("No 5.", "core", (5,))


def test_one_answer_serves_every_phrasing():
    asked = filled(parse({**WHOLE, "answer": "Both."}, "test"), {})
    assert [asked.asked(place).answer for place in (0, 1)] == ["Both.", "Both."]
    assert filled(parse(WHOLE, "test"), {}).asked(1).answer == ""


def test_what_was_not_recorded_becomes_a_question_about_the_gap():
    entry = {"id": "ops", "category": "practical", "when": "gone > 1", "missing": GAP}
    rule = parse(entry, "test")
    idea = {"must": "knows: {why}"}
    absent = Rule(id="missing", category="theory", ask=["No {what}?"], ideas=[idea])
    opened = bank.raised_by([rule], FACTS, absent)
    asked = opened.question("missing.ops")
    assert asked.phrasings == ("How long does one wait?", "No the latency?")
    assert asked.ideas[0].text == "knows: users wait"
    assert list(opened.not_recorded) == ["ops"]


def test_a_gap_keeps_the_ideas_of_its_own_question_and_the_phrasings_without_facts():
    texts = {"ask": ["It is {gone}. Why?", "Who waits?"], "ideas": [{"must": "names who waits"}]}
    entry = {"id": "ops", "category": "practical", "when": "gone > 1", "missing": GAP, **texts}
    absent = Rule(id="missing", category="theory", ask=["No {what}?"], ideas=[{"must": "a"}])
    asked = bank.raised_by([parse(entry, "test")], FACTS, absent).question("missing.ops")
    assert asked.phrasings == ("How long does one wait?", "Who waits?")
    assert asked.ideas[0].text == "names who waits"


def test_a_gap_keeps_each_idea_with_the_phrasing_that_asks_for_it():
    texts = {
        "ask": ["It is {gone}. Why?", "Who waits?"],
        "ideas": [{"must": "why", "for": [1]}, {"must": "who", "for": [2]}, {"must": "both"}],
        "answer": ["Because.", "Users."],
    }
    entry = {"id": "ops", "category": "practical", "when": "gone > 1", "missing": GAP, **texts}
    absent = Rule(id="missing", category="theory", ask=["No {what}?"], ideas=[{"must": "a"}])
    asked = bank.raised_by([parse(entry, "test")], FACTS, absent).question("missing.ops")
    found = [[idea.text for idea in asked.asked(place).ideas] for place in (0, 1)]
    assert found == [["why", "both"], ["who", "both"]]


def test_a_question_that_supersedes_another_is_asked_alone():
    plain = Rule(id="a", category="theory", ask=["x"], ideas=[{"must": "y"}])
    sharper = Rule(id="b", category="theory", ask=["x"], ideas=[{"must": "y"}], supersedes=["a"])
    assert list(bank.raised_by([sharper, plain], FACTS).raised) == ["b"]


def rules(number: int = 24) -> list[Rule]:
    return [
        Rule(
            id=f"r{n}",
            category=CATEGORIES[n % 6],
            ask=["a", "b", "c"],
            ideas=[{"must": "x"}],
            weakness=1 + n % 3,
            about=f"fact{n // 2}",
        )
        for n in range(number)
    ]


def chosen(number: int = 6, due_now=(), asked=None, seed: int = 0) -> list[Rule]:
    return picking.choose(
        bank.Bank({rule.id: rule for rule in rules()}, {}, {}),
        number,
        due=due_now,
        asked=picking.Asked(asked or {}),
        draw=random.Random(seed),
    )


@pytest.mark.parametrize("seed", range(30))
def test_a_session_covers_the_categories_and_asks_one_question_a_fact(seed):
    picked = chosen(seed=seed)
    assert len({rule.category for rule in picked}) == 6
    assert len({rule.fact for rule in picked}) == 6


def test_what_is_due_comes_first():
    assert [rule.id for rule in chosen(due_now=["r9", "r4"])[:2]] == ["r9", "r4"]


def test_weak_spots_are_asked_more_often_than_others():
    first = [chosen(1, asked={"earlier": [0]}, seed=s)[0].weakness for s in range(600)]
    assert first.count(3) > first.count(2) > first.count(1)


def test_a_phrasing_that_was_not_heard_comes_before_one_that_was():
    asked = picking.Asked({"r0": [0, 2, 2]})
    assert {asked.next_phrasing(rules()[0], random.Random(s)) for s in range(20)} == {1}


def test_a_long_session_has_a_calculation_and_comes_back_to_its_first_idea():
    turns = picking.plan(chosen(8), ["calc.a", "calc.b"], picking.Asked({}), random.Random(1))
    echo = next(turn for turn in turns if turn.kind == "echo")
    assert echo.id == turns[0].id
    assert echo.phrasing != turns[0].phrasing
    assert 3 <= turns.index(echo) <= 5
    assert [turn.kind for turn in turns].count("calculation") == 2


def test_a_cut_line_is_put_aside_and_the_next_one_is_whole(tmp_path):
    path = tmp_path / "log.jsonl"
    journal.append(path, {"a": 1})
    path.write_bytes(path.read_bytes() + b'{"a": 2, "cu')
    assert journal.read(path) == [{"a": 1}]
    journal.append(path, {"a": 3})
    assert journal.read(path) == [{"a": 1}, {"a": 3}]
    assert (tmp_path / "log.jsonl.broken").read_bytes() == b'{"a": 2, "cu\n'


def test_a_log_that_cannot_be_written_is_said_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InterviewError, match="cannot write"):
        journal.append(tmp_path / "file" / "log.jsonl", {"a": 1})


NOW = datetime(2030, 5, 1, 18, tzinfo=UTC)


def review(days_ago: float = 0, score: int = GOOD, **changes) -> Review:
    at = (NOW - timedelta(days=days_ago)).isoformat()
    return Review(**{"ts": at, "id": "q", "category": "theory", "rating": score, **changes})


def test_a_review_is_read_as_it_was_written(tmp_path):
    written = review(covers=("f1/use",), ticks=("yes", "no"), must=(True, False), band=2)
    append(tmp_path / "log", written)
    journal.append(tmp_path / "log", {"not": "a review"})
    line = {**json.loads((tmp_path / "log").read_text().splitlines()[0]), "later": "field"}
    journal.append(tmp_path / "log", line)
    assert replay(tmp_path / "log") == [written, written]


def days(log, interview=None, now=NOW, hashes=None) -> float:
    card = due(log, now, interview, hashes or {})["q"]
    return (card.due.date() - log[-1].at.date()).days


def test_a_miss_comes_back_the_next_day_and_a_pass_later():
    assert days([review(score=AGAIN)]) == 1
    assert days([review(score=GOOD)]) > days([review(score=HARD)]) >= 1
    assert days([review(9), review(7), review()]) > days([review()])


@pytest.mark.parametrize(("left", "most"), [(2, 1), (5, 2), (9, 3), (30, 10)])
def test_a_question_comes_back_before_the_interview_and_not_every_day(left, most):
    log = [review(60, EASY), review(40, EASY), review(20, EASY), review(0, EASY)]
    assert days(log, (NOW + timedelta(days=left)).date()) == most


def test_everything_is_due_on_the_day_before():
    assert due([review(1)], NOW, date(2030, 5, 2), {})["q"].due <= NOW


def test_a_question_retires_after_three_clean_passes_in_other_words():
    log = [review(9, phrasing=0), review(6, phrasing=1), review(3, phrasing=2)]
    assert due(log, NOW, None, {})["q"].retired
    assert not due([*log[:2], review(3, phrasing=1)], NOW, None, {})["q"].retired
    assert not due([*log, review(1, AGAIN)], NOW, None, {})["q"].retired


def test_changed_facts_bring_a_question_back():
    log = [review(9 - n, phrasing=n, facts_hash="old") for n in range(3)]
    card = due(log, NOW, None, {"q": "new"})["q"]
    assert card.changed
    assert not card.retired
    assert card.due <= NOW
    assert len(clean_phrasings([*log, review(facts_hash="new")])) == 1


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"must_missed": True, "level": 4}, AGAIN),
        ({"slot_wrong": True}, AGAIN),
        ({"over_time": True}, HARD),
        ({"partly": True}, HARD),
        ({}, GOOD),
        ({"level": 3}, EASY),
        ({"level": 3, "unseen_phrasing": False}, GOOD),
    ],
)
def test_the_rating_follows_what_was_missed(given, expected):
    plain = dict.fromkeys(("must_missed", "slot_wrong", "over_time", "partly"), False)
    assert rating(**{**plain, "level": 2, "unseen_phrasing": True, **given}) == expected


def test_the_kit_is_private_until_the_candidate_says_otherwise(tmp_path):
    privacy.change(tmp_path, private=True)
    assert privacy.is_private(tmp_path)
    privacy.change(tmp_path, private=False)
    assert "/mine/" in (tmp_path / ".gitignore").read_text()
    assert privacy.state(tmp_path).startswith("Public")


@pytest.mark.parametrize(
    ("name", "content", "wrong"),
    [
        ("reports/facts.json", None, "run `make run` first"),
        ("reports/facts.json", "{", "is not valid JSON"),
        ("reports/facts.json", "[]", "holds no facts"),
        ("story.yaml", "a: [", "is not valid YAML"),
        ("interview/problem.yaml", None, "is missing"),
    ],
)
def test_a_missing_or_broken_file_is_said_in_a_sentence(name, content, wrong, tmp_path):
    project = assemble("spam", tmp_path)
    (project / name).unlink(missing_ok=True)
    if content is not None:
        (project / name).write_text(content, encoding="utf-8")
    with pytest.raises(InterviewError, match=wrong):
        facts.read(project)


def test_an_unanswered_story_is_as_absent_as_a_missing_fact(tmp_path):
    project = assemble("spam", tmp_path)
    (project / "story.yaml").write_text('user: " "\ncosts: They told me.\n', encoding="utf-8")
    assert facts.read(project)["story"] == {"costs": "They told me."}


def test_the_kit_shares_no_code_with_the_pipeline():
    for path in (TEMPLATE / SKELETON / "interview").rglob("*.py"):
        assert "project_package" not in path.read_text(encoding="utf-8"), path


def test_a_fingerprint_changes_with_the_facts_of_its_question_alone():
    measured = example_facts("spam")
    before = facts.fingerprint(measured, ["chosen.cv.value"])
    measured["positives"] += 1
    assert facts.fingerprint(measured, ["chosen.cv.value"]) == before
    measured["chosen"]["cv"]["value"] /= 2
    assert facts.fingerprint(measured, ["chosen.cv.value"]) != before
