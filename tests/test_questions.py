"""Every question of the interview kit, on the facts of each example and on extreme ones."""

from __future__ import annotations

import copy
import random
import re
from collections import Counter
from functools import cache
from typing import Any

import pytest
import yaml
from interview import bank, evidence, expressions, facts, records, slots
from interview.expressions import FUNCTIONS
from interview.question import Idea, Question
from interview.rules import CATEGORIES, STEPS, Rule, asked_in, complaints, parse, read_rules

from conftest import FINISHED, TEMPLATE
from kit import assemble, example_facts, project_paths
from scenes import SCENES

LEAST = 12  # questions a category
WORDS = 60  # of a model answer: what can be said in half a minute
NO_NUMBER = re.compile(r"\bnan\b|\binf\b|\bNone\b")
FORBIDDEN = re.compile(r"[{}]|\d\.\d{6,}")

LEANS_ON_ANOTHER = re.compile(  # "that part" means nothing after a phrasing that names no part
    r"\b(?:those|these|them|such)\b"
    r"|\bthat (?:part|topic|check|limit|date|tenth|estimate|one)\b"
    r"|\b(?:does|did|is|was) it\b"
)
NUMBER_SLOT = re.compile(r"\{[^{}:]+:[^{}]*[fdg%,]\}")
EXAMPLE = re.compile(r"\(here (?:[^()]|\([^()]*\))*\)")
UNGROUPED = re.compile(r"(?<![\d.,-])(?!(?:19|20)\d\d\b)[1-9]\d{3,}(?![\d-])")

ALGORITHMS = [
    "linear regression", "logistic regression", "decision tree", "random forest",
    "gradient boosting", "svm", "k-means", "naive bayes", "neural network", "k-nn",
]  # fmt: skip
METRICS = [
    "accuracy", "precision", "recall", "f1", "roc-auc", "log loss", "confusion matrix",
    "roc curve", "mse", "mae", "rmse", "ndcg", "recall@k",
]  # fmt: skip
ASPECTS = ["use", "assumptions", "limits", "compare"]
TOPICS = [
    "cross-validation", "grid and random search", "bias and variance", "gradient descent",
    "kinds of learning",
]  # fmt: skip


@cache
def project(problem: str):
    import tempfile
    from pathlib import Path

    return assemble(problem, Path(tempfile.mkdtemp(prefix="kit-")))


@cache
def rules(problem: str) -> list[Rule]:
    return read_rules(project(problem) / "interview" / "questions")


def absent(problem: str) -> Rule:
    path = project(problem) / "interview" / "missing.yaml"
    return parse(facts.read_yaml(path), path.name)


def known(problem: str, measured: dict[str, Any], story: dict[str, str] | None = None):
    words = facts.read_yaml(project(problem) / "interview" / "problem.yaml")
    return facts.named({**records.indexed(measured), "story": story or {}}, words)


def leaves(value: Any, path: tuple = ()):
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, (*path, key))
    else:
        yield path, value


def put(value: Any, path: tuple, new: Any) -> None:
    for key in path[:-1]:
        value = value[key]
    value[path[-1]] = new


def changed(measured: dict[str, Any], change) -> dict[str, Any]:
    result = copy.deepcopy(measured)
    for path, value in list(leaves(measured)):
        if isinstance(value, int | float) and not isinstance(value, bool):
            put(result, path, change(value))
    return result


def jittered(measured: dict[str, Any], draw: random.Random) -> dict[str, Any]:
    return changed(measured, lambda v: v * draw.choice([0, 0.3, 1, 3, -1]))


def emptied(value: Any, drop: random.Random | None) -> Any:
    if isinstance(value, dict):
        kept = {k: v for k, v in value.items() if drop is None or drop.random() > 0.15}
        return {key: emptied(inner, drop) for key, inner in kept.items()}
    if isinstance(value, list):
        return [] if drop is None else [emptied(inner, drop) for inner in value]
    return value


def extremes(measured: dict[str, Any]):
    yield "all zero", changed(measured, lambda v: type(v)(0))
    yield "all one", changed(measured, lambda v: type(v)(1))
    yield "huge", changed(measured, lambda v: v * 10**6)
    yield "negated", changed(measured, lambda v: -v)
    yield "tiny", changed(measured, lambda v: v / 10**6)
    yield "empty lists", emptied(measured, None)
    for seed in range(10):
        yield f"gaps {seed}", emptied(measured, random.Random(seed))
        yield f"jitter {seed}", jittered(measured, random.Random(seed))


def texts(question: Question) -> list[str]:
    steps = [question.what, question.what_if, question.attack]
    found = [*question.phrasings, *(idea.text for idea in question.ideas)]
    found += [step.ask for step in steps if step]
    found += [*question.answers, *([question.wrong] if question.wrong else [])]
    return found + [step.idea for step in (question.what_if, question.attack) if step]


def faults(rule: Rule, text: str) -> list[str]:
    """Return what a slot left behind; a question may speak of None itself."""
    written = " ".join(rule.texts())
    return FORBIDDEN.findall(text) + [w for w in NO_NUMBER.findall(text) if w not in written]


@pytest.mark.parametrize("problem", FINISHED)
def test_every_text_is_filled_from_the_examples_facts(problem):
    raised = bank.raised_by(rules(problem), known(problem, example_facts(problem)), absent(problem))
    for name in raised.raised:
        for text in texts(raised.question(name)):
            assert not faults(raised.raised[name], text), (name, text)
            assert text == text.strip(), name


@pytest.mark.parametrize("problem", FINISHED)
def test_a_number_is_asked_for_in_words_that_need_no_question_before_them(problem):
    asked = {
        rule.id: rule.ladder["what"]["ask"] for rule in rules(problem) if "what" in rule.ladder
    }
    assert {name: text for name, text in asked.items() if LEANS_ON_ANOTHER.search(text)} == {}


@pytest.mark.parametrize("problem", FINISHED)
def test_large_numbers_are_shown_in_groups_of_three_digits(problem):
    measured = example_facts(problem)
    opened = bank.raised_by(rules(problem), known(problem, measured), absent(problem))
    shown = {name: " ".join(texts(opened.question(name))) for name in opened.raised}
    assert {name: found for name, text in shown.items() if (found := UNGROUPED.findall(text))} == {}


@pytest.mark.parametrize("problem", FINISHED)
def test_extreme_facts_never_break_a_text(problem):
    for name, measured in extremes(example_facts(problem)):
        raised = bank.raised_by(rules(problem), known(problem, measured), absent(problem))
        for rule in raised.raised:
            for text in texts(raised.question(rule)):
                left = [each for each in faults(raised.raised[rule], text) if not each[0].isdigit()]
                assert not left, (name, rule, text)


@pytest.mark.parametrize("problem", FINISHED)
def test_a_question_is_whole(problem):
    for rule in rules(problem):
        if rule.missing and not rule.ask:
            continue
        assert len(set(rule.ask)) == len(rule.ask) >= (1 if rule.subject else 3), rule.id
        for place in range(1, len(rule.ask) + 1):
            asked = [idea for idea in rule.ideas if asked_in(idea, [place])]
            assert 2 <= len(asked) <= 5, (rule.id, place)
        assert {"what_if", "attack"} <= set(rule.ladder) <= set(STEPS), rule.id
        of_the_run = rule.when and not rule.when.startswith("problem.task ==")
        if of_the_run and rule.category != "behavioral" and not rule.missing:
            assert "what" in rule.ladder, rule.id
        assert bool(rule.when) <= bool(rule.about), rule.id
        assert not (rule.subject and (rule.when or rule.belongs)), rule.id
        assert rule.answers, rule.id
        assert rule.wrong, rule.id
        for answer in (*rule.answers, rule.wrong):
            assert len(answer.split()) <= WORDS, (rule.id, answer)
        assert 1 <= rule.weakness <= 3, rule.id
        for idea in rule.ideas:
            assert all(cue == cue.lower() for cue in idea.get("cues", ())), rule.id


@pytest.mark.parametrize("problem", FINISHED)
def test_no_must_demands_a_number_of_the_run(problem):
    """A number that should be known is asked for by its slot; in a must it is only an example."""
    walks = facts.read_yaml(project(problem) / "interview" / "walkthrough.yaml")["questions"]
    written = [*rules(problem), *(parse(entry, "walkthrough.yaml") for entry in walks)]
    musts = [(rule.id, idea["must"]) for rule in written for idea in rule.ideas if "must" in idea]
    assert [(name, text) for name, text in musts if NUMBER_SLOT.search(EXAMPLE.sub("", text))] == []


def ideas_of(rule, place: int) -> list[Idea]:
    """Return the ideas that a phrasing asks for, their slots not filled."""
    own = rule.category == "behavioral"
    return [
        Idea(
            idea.get("must") or idea["may"],
            must="must" in idea,
            cues=tuple(idea.get("cues", ())),
            open=idea.get("open", own),
        )
        for idea in rule.ideas
        if asked_in(idea, [place])
    ]


@pytest.mark.parametrize("problem", FINISHED)
def test_the_model_answer_says_every_must_of_its_phrasing(problem):
    """As the kit itself judges what a candidate says."""
    missed = []
    for rule in rules(problem):
        for place, answer in enumerate(rule.answers, start=1):
            ideas = ideas_of(rule, place)
            for must in (each for each in ideas if each.must):
                verdict = evidence.weigh(must, answer, rule.ask[place - 1], ideas)
                if not evidence.enough(verdict) and verdict.kind != evidence.OPEN:
                    missed.append((rule.id, place, must.text))
    assert missed == []


@pytest.mark.parametrize("problem", FINISHED)
def test_the_common_wrong_answer_seldom_passes_for_a_right_one(problem):
    """The checker knows words and no sense, so a few that use the right words do pass."""
    passed, asked = 0, 0
    for rule in rules(problem):
        said = re.match(r'"(.+?)"', rule.wrong or "")
        if not said:
            continue
        for place in range(1, len(rule.ask) + 1):
            asked += 1
            ideas = ideas_of(rule, place)
            verdicts = [
                evidence.weigh(each, said[1], rule.ask[place - 1], ideas)
                for each in ideas
                if each.must
            ]
            passed += all(map(evidence.enough, verdicts))
    assert passed < 0.05 * asked


@pytest.mark.parametrize("problem", FINISHED)
def test_a_gap_in_the_story_is_a_whole_question(problem):
    gaps = [bank.about_gap(rule, absent(problem)) for rule in rules(problem) if rule.missing]
    assert gaps
    assert {gap.id: found for gap in gaps if (found := list(complaints(gap)))} == {}


@pytest.mark.parametrize("problem", FINISHED)
def test_every_name_in_a_rule_stands_in_the_facts_of_an_example(problem):
    """A typing mistake in a path would silence its question for ever."""
    story = dict.fromkeys(
        ["user", "decision", "costs", "own_part", "reversed_decision", "next_step"], "written"
    )
    every = [known(other, example_facts(other), story) for other in FINISHED]
    raising = overrides()
    for rule in rules(problem):
        if rule.missing:
            continue
        for path in (rule.paths() | expressions.paths([rule.belongs or "1"])) - {"story"}:
            found = any(_stands(one, path) for one in every)
            keys = raising.get(rule.id, {}).get("set", {})
            given = any(path.startswith(key) or key.startswith(f"{path}.") for key in keys)
            assert found or given or path.split(".")[0] in FUNCTIONS, (rule.id, path)


def _stands(one: dict[str, Any], path: str) -> bool:
    try:
        records.lookup(one, path)
    except records.NotRecordedError:
        return False
    return True


def overrides() -> dict[str, Any]:
    """Return the changes of an example's facts that raise the rules which no example raises."""
    found: dict[str, Any] = {}
    for path in sorted((TEMPLATE / "tests" / "raising").glob("*.yaml")):
        found.update(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
    return found


def with_changes(problem: str, changes: dict[str, Any]) -> dict[str, Any]:
    measured, story = example_facts(problem), {}
    full = records.indexed(measured)
    for path, value in changes.items():
        if path.startswith("story."):
            story[path.removeprefix("story.")] = value
            continue
        at = full
        *parents, last = path.split(".")
        for part in parents:
            at = at[int(part)] if isinstance(at, list) else at.setdefault(part, {})
        at[int(last) if isinstance(at, list) else last] = value
    words = facts.read_yaml(project(problem) / "interview" / "problem.yaml")
    return facts.named({**full, "story": story}, words)


def test_every_rule_is_raised_by_an_example_or_by_a_change_of_one():
    raised: set[str] = set()
    seen: dict[str, str] = {}
    for problem in FINISHED:
        facts_here = known(problem, example_facts(problem))
        asked = bank.raised_by(rules(problem), facts_here, absent(problem))
        raised |= set(asked.raised) | set(asked.not_recorded)
        for rule in rules(problem):
            seen.setdefault(rule.id, problem)
        for scene in SCENES.values():
            here = known(problem, scene(example_facts(problem)))
            raised |= set(bank.raised_by(rules(problem), here).raised)
    for name, change in overrides().items():
        problem = change.get("base", seen.get(name))
        assert problem, f"tests/raising names {name}, which is no question"
        asked = bank.raised_by(rules(problem), with_changes(problem, change["set"]))
        assert name in asked.raised, f"{name} is not raised by {change} on {problem}"
        for text in texts(asked.question(name)):
            assert not faults(asked.raised[name], text), (name, text)
        raised.add(name)
    superseded = {n for p in FINISHED for rule in rules(p) for n in rule.supersedes}
    assert not set(seen) - raised - superseded, "add changes that raise them to tests/raising/"


@pytest.mark.parametrize("problem", FINISHED)
def test_there_are_enough_questions_of_every_category(problem):
    raised = bank.raised_by(rules(problem), known(problem, example_facts(problem)), absent(problem))
    numbers = Counter(rule.category for rule in raised.raised.values())
    assert min(numbers[name] for name in CATEGORIES) >= LEAST, numbers
    assert numbers.total() >= 120, numbers


def test_every_algorithm_and_metric_is_covered_from_every_side():
    covered = {topic for rule in rules(FINISHED[0]) for topic in rule.covers}
    wanted = {f"{name}/{aspect}" for name in ALGORITHMS + METRICS for aspect in ASPECTS}
    assert not wanted - covered
    assert not set(TOPICS) - covered


@pytest.mark.parametrize("problem", FINISHED)
def test_where_to_read_on_is_a_file_of_the_project(problem):
    written = {"WALKTHROUGH.md", "MODEL_CARD.md", "README.md", "reports/facts.json", "dvc.lock"}
    there = set(project_paths(problem)) | written | {"config.lock.yaml", "reports/metrics.json"}
    for rule in rules(problem):
        assert (
            rule.see is None
            or rule.see in there
            or rule.see in {str(path).rsplit("/", 1)[0] for path in there}
        ), (rule.id, rule.see)


def test_a_slot_that_the_facts_lack_silences_its_question():
    rule = Rule(
        id="x", category="theory", ask=["{gone:.1f}"] * 3, ideas=[{"must": "a"}, {"may": "b"}]
    )
    assert not bank.raised_by([rule], {}).raised
    with pytest.raises(records.NotRecordedError):
        slots.fill("{gone}", {})
