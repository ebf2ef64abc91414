"""What the checker of ticks makes of answers that were written by hand, right and wrong ones."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
import yaml
from interview import evidence, facts, meanings, opening, ticking
from interview.contradictions import wrong_number
from interview.mistakes import mistake, says_mistake
from interview.question import Idea, Question
from interview.screen import Screen

from kit import assemble

ANSWERS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "answers.yaml").read_text(encoding="utf-8")
)
PARTS = ("earns", "fails", "missed", "reader")
SYNONYMS = Path(evidence.__file__).parent / "synonyms.yaml"


@pytest.fixture(scope="module")
def banks(tmp_path_factory) -> dict[str, Any]:
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        for problem in ("churn", "house_prices", "movies", "spam"):
            folder = tmp_path_factory.mktemp(problem)
            patch.chdir(assemble(problem, folder))
            found[problem] = opening.open_bank(beyond=True)
    return found


def taken(question: Question, idea: Idea, asked: str, answer: str) -> bool:
    """Return whether a tick stands when the candidate points at the best sentence if asked."""
    if wrong_number(idea, answer, question):
        return False
    checker = ticking.Checker(question, asked, answer, Screen())
    verdict, _ = checker.weighed(idea)
    if evidence.enough(verdict):
        return True
    return any(not checker.fault(idea, each) for each in ticking.sentences(answer))


@pytest.mark.parametrize("group", ANSWERS, ids=lambda g: f"{g['question']}-{g['idea'][:20]}")
def test_a_tick_stands_on_what_was_said(group, banks):
    question = banks[group.get("project", "house_prices")].question(group["question"])
    (idea,) = [each for each in question.ideas if group["idea"] in each.text]
    phrasing = group.get("phrasing", min(idea.phrasings, default=0) + 1) - 1
    asked = question.phrasings[phrasing]
    question = question.asked(phrasing)
    stands = {"earns": True, "fails": False, "missed": False, "reader": True}
    wrong = [
        (part, answer)
        for part in PARTS
        for answer in group.get(part, {}).values()
        if taken(question, idea, asked, answer) is not stands[part]
    ]
    assert wrong == []


def questions(banks) -> list[tuple[str, Question]]:
    """Return every question of every project, with its name."""
    return [(name, bank.question(name)) for bank in banks.values() for name in bank.raised]


def test_a_common_mistake_is_quoted_and_no_right_answer_says_it(banks):
    found, unquoted = [], set()
    for name, question in questions(banks):
        if not question.wrong:
            continue
        if not mistake(question.wrong):
            unquoted.add(name)
        texts = [*question.answers, *(idea.text for idea in question.ideas)]
        for group in ANSWERS:
            if group["question"] == name:
                texts += group.get("earns", {}).values()
        sentences = [part for text in texts for part in ticking.sentences(text)]
        found += [(name, each) for each in sentences if says_mistake(each, question.wrong)]
    assert (found, unquoted) == ([], set())


MISTAKES = {
    "stats.p_value": "It is the probability of the null hypothesis, given the data.",
    "stats.standard_error": "With more data the standard deviation gets smaller.",
    "stats.bootstrap_mechanics": "More resamples give you more information.",
    "dim.pca_in_folds": "No, it doesn't use the target, so it can't leak.",
    "boost.missing": "XGBoost fills in the mean.",
    "ab.peeking": "More data only makes it more right, so stopping early is safe.",
    "mon.feedback": "I would take the blocked payments as fraud.",
}


@pytest.mark.parametrize("name", MISTAKES)
def test_the_common_mistake_is_known_in_words_that_are_nearly_its_own(name, banks):
    wrong = banks["churn"].question(name).wrong
    assert says_mistake(MISTAKES[name], wrong)
    assert not says_mistake(f"It is wrong to say: {MISTAKES[name]}", wrong)


def test_the_words_of_one_idea_rarely_earn_the_tick_of_another(banks):
    earned = pairs = 0
    bank = banks["churn"]
    for name in bank.raised:
        whole = bank.question(name)
        for phrasing, asked in enumerate(whole.phrasings):
            ideas = whole.asked(phrasing).ideas
            for idea, other in itertools.permutations(ideas, 2):
                pairs += 1
                earned += evidence.enough(evidence.weigh(idea, other.text, asked, ideas))
    assert pairs > 5000
    assert earned / pairs < 0.04


def spoken() -> dict[tuple[str, int], str]:
    """Return right answers as one speaks, by question and phrasing."""
    folder = Path(__file__).parent
    files = [folder / "math_answers.yaml", folder / "practice_answers.yaml"]
    found = [item for file in files for item in facts.read_yaml(file).items()]
    return {(key.split("/")[0], int(key.split("/")[1]) - 1): text for key, text in found}


def test_an_answer_as_one_speaks_earns_its_musts_and_seldom_those_of_another_question(banks):
    answers, bank = spoken(), banks["churn"]
    own: list[bool] = []
    others: list[bool] = []
    for name, phrasing in answers:
        whole = bank.question(name)
        ideas, asked = whole.asked(phrasing).ideas, whole.phrasings[phrasing]
        for other, text in answers.items():
            if other[0].split(".")[0] != name.split(".")[0]:
                continue
            found = [
                evidence.enough(evidence.weigh(idea, text, asked, ideas))
                for idea in ideas
                if idea.must
            ]
            if other == (name, phrasing):
                own += found
            elif other[0] != name:
                others += found
    assert len(answers) > 150
    assert sum(own) / len(own) > 0.96
    assert sum(others) / len(others) < 0.11


def test_there_are_enough_answers_of_each_kind_and_few_that_are_judged_wrongly():
    counts = {part: sum(len(group.get(part, {})) for group in ANSWERS) for part in PARTS}
    assert counts["earns"] >= 60
    assert counts["fails"] >= 60
    assert counts["missed"] / (counts["earns"] + counts["missed"]) < 0.1
    kinds = [kind for group in ANSWERS for part in PARTS for kind in group.get(part, {})]
    for kind in ("nothing", "other words", "wrong number", "number in words", "denied", "keywords"):
        assert kinds.count(kind) >= 3, kind


def test_the_words_of_an_idea_earn_its_tick_to_every_phrasing(banks):
    refused, seen = [], set()
    for bank in banks.values():
        for name, rule in bank.raised.items():
            whole = bank.question(name)
            for phrasing, asked in enumerate(whole.phrasings):
                question = whole.asked(phrasing)
                for idea in question.ideas:
                    if (idea, asked) in seen:
                        continue
                    seen.add((idea, asked))
                    wrong = wrong_number(idea, idea.text, question)
                    if wrong or not evidence.enough(
                        evidence.weigh(idea, idea.text, asked, question.ideas)
                    ):
                        refused.append((rule.id, phrasing, idea.text))
    assert refused == []
    assert len(seen) > 3000


def test_no_word_stands_for_two_things():
    lines = [{meanings.stem(word) for word in line.split()} for line in facts.read_yaml(SYNONYMS)]
    every = [root for line in lines for root in line]
    assert sorted(every) == sorted(set(every))
