"""Progress of a rehearsal: tallies, calibration, coverage, common mistakes, and the status page."""

from __future__ import annotations

import io
import re
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from interview import advice, cli, status
from interview.bank import Bank
from interview.reviews import RETRY, Review
from interview.rules import Rule
from interview.schedule import GOOD, Card, due
from interview.screen import Screen
from rich.console import Console

NOW = datetime(2030, 5, 10, 18, tzinfo=UTC)


def review(category: str = "theory", ticks: str = "yyn", days_ago: float = 0, **changes) -> Review:
    said = {"y": "yes", "p": "partly", "n": "no"}
    plain = {
        "ts": (NOW - timedelta(days=days_ago)).isoformat(),
        "id": f"{category}.{days_ago}",
        "category": category,
        "rating": GOOD,
        "ticks": tuple(said[tick] for tick in ticks),
        "must": (True,) * len(ticks),
    }
    return Review(**{**plain, **changes})


def test_calibration_is_told_day_by_day():
    log = [
        review(days_ago=2, predicted=3),
        review(days_ago=2, predicted=2),
        review(ticks="ypn", predicted=1),
        review(predicted=None),
    ]
    days = advice.calibration(log)
    assert [(day.answers, day.off) for day in days] == [(2, 0.5), (1, -0.5)]
    assert days[0].day < days[1].day


@pytest.mark.skipif(sys.platform == "win32", reason="no time zone of a process there")
def test_a_late_evening_belongs_to_its_own_day(monkeypatch):
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    time.tzset()
    evening = review(ts="2030-05-10T04:00:00+00:00", predicted=2)
    assert [day.day.isoformat() for day in advice.calibration([evening])] == ["2030-05-09"]
    monkeypatch.undo()
    time.tzset()


def test_solved_drills_are_counted_with_what_a_machine_has_checked():
    log = [review("coding", machine={"tests": [9, 9]}), review(machine={"slots": [1, 2]})]
    assert advice.tallies(log)["Numbers"] == "1 of 2 right"
    assert advice.tallies(log)["Drills"] == "1 solved"


def test_recordings_are_summed_up_day_by_day():
    slow = {"seconds": 30.0, "spoken": 25.0, "pauses": 5, "long": 2, "pace": 3.0, "fillers": 4}
    fast = {"seconds": 60.0, "spoken": 50.0, "pauses": 5, "long": 1, "pace": 5.0}
    log = [
        review(days_ago=2, machine={"speech": fast}),
        review(machine={"speech": slow}),
        review(machine={"speech": fast}),
        review(),
    ]
    before, today = advice.spoken(log).values()
    assert before == "5.0 syllables a second, 1.0 long pauses an answer"
    assert today == "4.0 syllables a second, 1.5 long pauses an answer, 8.0 fillers a minute"


def test_coverage_counts_questions_and_not_how_often_they_were_asked():
    log = [review(id="a"), review(id="a"), review(id="gone")]
    assert advice.coverage(log, {"theory": ["a", "b"], "coding": []}) == {
        "theory": (1, 2),
        "coding": (0, 0),
    }


def test_the_weakest_topics_are_those_with_the_smallest_share_of_ideas():
    log = [review(ticks="nn", covers=("f1/use",))] * 2 + [review(ticks="yy", covers=("svm",))] * 2
    log += [review(ticks="yn", covers=("leakage",))] * 2 + [review(ticks="nn", covers=("once",))]
    log += [review(ticks="yyyp", covers=("known",))] * 2
    assert advice.weakest_topics(log) == [("f1", 0.0), ("leakage", 0.5)]


def one_mistake(log: list[Review]) -> str:
    found = advice.mistakes(log)
    assert len(found) == 1, found
    return found[0]


def test_only_algorithms_is_said_with_its_numbers():
    log = [review("algorithm")] * 3 + [review("evaluation")]
    assert "3 of your 4 questions" in one_mistake(log)


def test_evaluation_that_was_never_asked_is_said_and_is_the_one_thing_to_do():
    log = [review("theory", "yyy", id=f"{n}") for n in range(4)]
    assert "none of your 4 questions" in one_mistake(log)
    retried = [*log, review("theory", "yyy", id="0", mode=RETRY)]
    assert "none of your 4 questions" in one_mistake(retried)


def test_evaluation_that_was_calculated_or_asked_before_was_asked():
    log = [review("practical", "yyy", id=f"{n}") for n in range(4)]
    sum_ = review("evaluation", mode="calculation", machine={"slots": [1, 1]})
    assert advice.mistakes([*log, sum_]) == []
    assert advice.mistakes(log, [review("evaluation", "yy")]) == []


def test_every_number_of_an_advice_is_of_the_same_questions():
    log = [review("theory", id=f"{n}") for n in range(5)] + [review("theory", id="0", mode=RETRY)]
    found = advice.mistakes(log, [review("evaluation", "yy")])
    assert [sentence.split(".")[0] for sentence in found] == [
        "All of your 5 questions were about algorithms or theory"
    ]


def test_every_advice_ends_in_a_command_that_is_understood():
    logs = [
        [review("algorithm")] * 3 + [review("evaluation")],
        [review("practical", "yyy")] * 4,
        [review("evaluation", "nnny")] * 2 + [review("coding")] * 2,
        [review("evaluation"), review("coding", machine={"recited": 0.9})],
    ]
    for log in logs:
        typed = re.findall(r'make rehearse DO="([^"]+)"', one_mistake(log))
        assert len(typed) == 1
        cli.parser().parse_args(typed[0].split())


def test_evaluation_that_stays_thin_is_said():
    log = [review("evaluation", "nnny")] * 2 + [review("coding")] * 2
    assert "ticked 25%" in one_mistake(log)


def test_reciting_is_said():
    log = [review("evaluation"), review("coding", machine={"recited": 0.9})]
    assert "1 of 1 typed answers" in one_mistake(log)


def test_a_missing_domain_is_said():
    log = [review("practical", "nnnn")] * 4 + [review("evaluation", "yy")]
    assert "in 4 answers on use and people you ticked 0%" in one_mistake(log)


def test_a_varied_log_gives_no_warning():
    names = ["theory", "algorithm", "practical", "evaluation", "coding", "behavioral"]
    assert advice.mistakes([review(name, "yyy") for name in names]) == []
    assert advice.mistakes([]) == []


def shown(log: list[Review], cards: dict[str, Card] | None = None) -> str:
    screen = Screen(Console(file=io.StringIO(), width=80))
    there = {"theory.0": "theory", "theory.9": "theory", "c": "coding", "e": "evaluation"}
    rules = {name: Rule(id=name, category=category) for name, category in there.items()}
    rules["theory.9"] = replace(rules["theory.9"], subject="statistics")
    cards = due(log, NOW, None, {}) if cards is None else cards
    status.show(screen, log, Bank(rules, {}, {}), cards, NOW)
    assert isinstance(screen.console.file, io.StringIO)
    text = screen.console.file.getvalue()
    assert max(len(line) for line in text.splitlines()) <= 80
    return " ".join(text.split())


def test_an_empty_log_says_how_to_begin():
    assert "session --minutes 10" in shown([])


def test_the_status_tells_what_is_due_asked_and_predicted():
    text = shown([review(predicted=3), review(days_ago=9, predicted=2)])
    assert "theory 2 of 2" in text
    assert "coding 0 of 1" in text
    assert "now 1" in text
    assert "+1.0 in 1 answer +++++" in text
    assert "Nothing asked yet in: evaluation, coding." in text
    assert "do one mock interview with a person" in text
    assert "%" not in text.split("Weakest topics")[0]


def test_the_status_lists_what_was_missed_by_subject_until_it_is_passed():
    log = [review(ticks="ny"), review(ticks="ny", days_ago=9), review("coding", "n")]
    text = shown(log)
    assert "theory 1 theory.0 statistics 1 theory.9 coding 1 coding.0" in text
    assert "Most was missed in" not in text
    twice = [review(ticks="n", id=name) for name in ("theory.0", "theory.1")]
    assert "DO=\"session --minutes 10 --category 'theory'\"" in shown(twice)
    passed = review(ticks="yy", days_ago=9)
    assert "statistics 1" in shown([*log, replace(passed, mode=RETRY)])
    assert "statistics 1" not in shown([*log, passed])


def test_what_was_retired_or_changed_is_counted():
    cards = {
        "a": Card(NOW, 1.0, 3, retired=True, changed=False),
        "b": Card(NOW, 1.0, 0, retired=False, changed=True),
    }
    text = shown([review()], cards)
    assert "done 1" in text
    assert "changed 1" in text
