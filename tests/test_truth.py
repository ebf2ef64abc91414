"""No question says what the facts deny, or asks about what the project does not have."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from interview import bank, expressions
from interview.records import NotRecordedError

from conftest import FINISHED, TEMPLATE
from kit import example_facts
from scenes import SCENES, one_candidate
from test_questions import ALGORITHMS, METRICS, absent, known, rules, texts
from truth import checker

CLAIMS = yaml.safe_load((TEMPLATE / "tests" / "claims.yaml").read_text(encoding="utf-8"))

HAVE = {
    "linear regression": {"ridge", "linear_regression", "ease", "logistic_regression"},
    "logistic regression": {"logistic_regression"},
    "decision tree": {"decision_tree", "random_forest", "gradient_boosting"},
    "random forest": {"random_forest"},
    "gradient boosting": {"gradient_boosting", "hist_gradient_boosting", "random_forest"},
    "svm": {"linear_svm", "support_vectors"},
    "k-means": {"segments"},
    "naive bayes": {"naive_bayes", "complement_bayes", "multinomial_bayes"},
    "neural network": {"neural_network"},
    "k-nn": {"nearest_neighbors", "item_neighbors"},
}
TASKS = {
    "classification": METRICS[:8],
    "regression": ["mse", "mae", "rmse"],
    "recommendation": ["ndcg", "recall@k", "rmse"],
}


def raised_in(problem: str, measured: dict[str, Any], *, beyond: bool = False) -> bank.Bank:
    return bank.raised_by(rules(problem), known(problem, measured), absent(problem), beyond=beyond)


def lies(asked: bank.Bank, measured: dict[str, Any]) -> list[str]:
    """Return what the questions say against the facts, and the claims that do not hold."""
    complaints = checker(measured)
    found = [
        f"{name}: {complaint}"
        for name in asked.raised
        for text in texts(asked.question(name))
        for complaint in complaints(text)
    ]
    return found + [
        f"{name} claims that {CLAIMS[name]}"
        for name in set(CLAIMS) & set(asked.raised)
        if expressions.evaluate(CLAIMS[name], asked.facts) is not True
    ]


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("problem", FINISHED)
def test_no_question_says_what_the_facts_deny(problem, scene):
    measured = SCENES[scene](example_facts(problem))
    asked = raised_in(problem, measured)
    assert len(asked.raised) > 80
    assert not lies(asked, measured)


@pytest.mark.parametrize("problem", FINISHED)
def test_what_a_run_did_not_record_is_not_asked_about(problem):
    """Each part of the facts is taken out in turn; what needs it falls silent."""
    whole = example_facts(problem)
    for part in whole:
        measured = {key: value for key, value in whole.items() if key != part}
        for name, rule in raised_in(problem, measured).raised.items():
            used = {path.split(".")[0] for path in rule.paths() if "known(" not in str(rule.when)}
            assert part not in used, (name, part)


@pytest.mark.parametrize("problem", FINISHED)
def test_a_general_question_is_about_what_the_project_has(problem):
    measured = example_facts(problem)
    asked = raised_in(problem, measured)
    keys = {*measured, *(model["key"] for model in measured["models"])}
    task = asked.facts["problem"]["task"]
    for name, rule in asked.raised.items():
        about = {topic.split("/")[0] for topic in rule.covers if "/" in topic}
        methods, metrics = about & set(ALGORITHMS), about & set(METRICS)
        assert not methods or any(HAVE[method] & keys for method in methods), name
        coding = rule.category == "coding"  # as the drills, for every project
        assert coding or not metrics or metrics & set(TASKS[task]), name


@pytest.mark.parametrize("problem", FINISHED)
def test_methods_that_the_project_does_not_have_are_asked_on_request(problem):
    narrow = raised_in(problem, example_facts(problem)).raised
    wide = raised_in(problem, example_facts(problem), beyond=True).raised
    assert set(narrow) < set(wide)
    covered = {topic.split("/")[0] for rule in wide.values() for topic in rule.covers}
    assert set(ALGORITHMS + METRICS) <= covered


def test_a_candidate_that_was_not_compared_is_not_asked_about():
    asked = raised_in("house_prices", one_candidate(example_facts("house_prices")))
    for gone in ("network.small_table", "forest.training_score", "boosting.two_kinds"):
        assert gone not in asked.raised


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("Ridge scored 0.900 on your folds.", "Ridge did not score"),
        ("Your ridge (0.121) is -0.020 ahead.", "less than nothing"),
        ("Tuning gained 0.0000. Why?", "nothing, or"),
        ("The paired interval, 0.4 to 0.1, excludes zero.", "backwards"),
        ("Why did your naive Bayes lose?", "the run has none"),
        ("You compared 1 candidates.", "not a number to compare"),
    ],
)
def test_a_text_against_the_facts_is_noticed(text, complaint):
    found = checker(example_facts("house_prices"))(text)
    assert any(complaint in each for each in found), found


def test_a_claim_that_does_not_hold_is_noticed():
    """The rule of the run picks the blend; a tree set by hand did not beat anything."""
    measured = example_facts("house_prices")
    asked = raised_in("house_prices", measured)
    measured["chosen"]["key"] = "decision_tree"
    asked.facts["chosen"] = measured["chosen"]
    assert any(each.startswith("pick.best_taken") for each in lies(asked, measured))


def test_every_claim_is_of_a_question_and_can_be_evaluated():
    names = {rule.id for problem in FINISHED for rule in rules(problem)}
    assert set(CLAIMS) <= names
    for claim in CLAIMS.values():
        try:
            expressions.evaluate(claim, known("spam", example_facts("spam")))
        except NotRecordedError:
            continue
