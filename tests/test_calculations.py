"""Calculations of the interview kit: well posed, never twice the same, and right."""

from __future__ import annotations

import copy
import math
import random

import pytest
from interview import calculations
from interview.calculations import core

from conftest import FINISHED
from kit import example_facts, known_facts, use_calculations

SEEDS = range(60)


@pytest.fixture(params=FINISHED)
def problem(request, monkeypatch) -> str:
    use_calculations(request.param, monkeypatch)
    return request.param


def tasks(problem: str, measured=None):
    facts = known_facts(problem, measured or example_facts(problem))
    for name in core.makers():
        for seed in SEEDS:
            yield name, core.instance(name, facts, random.Random(seed))


def test_every_problem_has_calculations_of_its_own(problem):
    assert len(core.makers()) >= 16


def test_every_instance_is_well_posed_and_fits_the_screen(problem):
    for name, task in tasks(problem):
        assert task is not None, name
        assert core.well_posed(task), name
        assert len(task.ask) < 320, name
        assert all(len(step) < 76 for step in task.steps), (name, task.steps)
        assert "nan" not in " ".join([task.ask, *task.steps, task.why])


def test_instances_of_one_calculation_differ(problem):
    found: dict[str, set[str]] = {}
    for name, task in tasks(problem):
        found.setdefault(name, set()).add(task.ask)
    assert {name: len(asked) for name, asked in found.items() if len(asked) < 8} == {}


def test_the_right_answer_is_taken_and_one_that_is_a_tenth_off_is_not(problem):
    for name, task in tasks(problem):
        assert core.check(core.stated(task), task).right, (name, task)
        off = abs(task.answer) * 0.1 + 1.1 * 10.0**-task.digits
        wrong = task.answer + off
        assert not core.check(f"{wrong:.{task.digits + 2}f}", task).right, (name, task)


def test_extreme_facts_give_a_sound_task_or_none(problem):
    measured = example_facts(problem)
    for factor in (0, 1e-9, 1e9, -1):
        changed = copy.deepcopy(measured)
        scale(changed, factor)
        for _, task in tasks(problem, changed):
            assert task is None or core.well_posed(task)


def scale(value, factor) -> None:
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(inner, dict | list):
            scale(inner, factor)
        elif isinstance(inner, int | float) and not isinstance(inner, bool):
            value[key] = type(inner)(inner * factor)


@pytest.mark.parametrize("text", ["23.2", "$23.3", "23.2k", "23.2 thousand dollars"])
def test_thousands_may_be_said_or_left_out(text):
    unit = "thousand dollars"
    task = calculations.Calculation("evaluation", (), "?", 23.25, 1, unit, (), "")
    assert core.check(text, task).right


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("400", "Not that: 200 s. Yours is 2 times that."),
        ("100", "Not that: 200 s. Yours is half of that."),
        ("20", "Not that: 200 s. Yours is a tenth of that."),
        ("2,000", "Not that: 200 s. Yours is 10 times that."),
        ("-200", "Not that: 200 s. Yours has the other sign."),
        ("170", "Not that: 200 s."),
        ("600/3", "Right: 200 s."),
    ],
)
def test_a_usual_slip_is_named_by_its_exact_factor(text, said):
    task = calculations.Calculation("practical", (), "?", 200.0, 0, "s", (), "")
    assert core.check(text, task).message == said


@pytest.mark.parametrize("text", ["", "many", "3 or 4"])
def test_what_is_not_one_number_is_asked_again(text):
    task = calculations.Calculation("theory", (), "?", 4.5, 1, "", (), "")
    assert not core.check(text, task).understood


def test_a_task_that_prints_its_answer_or_has_a_trivial_one_is_refused():
    sound = calculations.Calculation("theory", (), "Half of 9?", 4.5, 1, "", (), "")
    assert core.well_posed(sound)
    assert not core.well_posed(sound._replace(ask="Half of 9, or 4.5?"))
    assert not core.well_posed(sound._replace(answer=math.inf))
    assert not core.well_posed(sound._replace(answer=0.01))
    assert not core.well_posed(sound._replace(answer=100.0, unit="%"))


def numbers_of(task) -> list[float]:
    return [number.value for number in core.numbers.every(task.ask)]


def again(name: str, task) -> float:
    """Work an answer out a second time, from the numbers of the text alone."""
    n = numbers_of(task)
    ways = {
        "grid_fits": lambda: n[0] * n[1] * n[2] * n[3],
        "f1_from_its_parts": lambda: 2 / (1 / n[-2] + 1 / n[-1]),
        "gini_impurity": lambda: 2 * n[0] * n[1] / (n[0] + n[1]) ** 2,
        "random_search_luck": lambda: 100 - 100 * math.exp(n[0] * math.log(1 - n[-1] / 100)),
        "log_error_in_per_cent": lambda: 100 * math.expm1(n[-1]),
        "memory_of_a_matrix": lambda: n[1] ** 2 * 8 / 1e9,
        "end_of_an_interval": lambda: n[0] - 1.96 * n[1],
        "cheaper_threshold": lambda: min(n[0] + n[4] * n[1], n[2] + n[4] * n[3]),
        "false_alarms_from_precision": lambda: n[0] * n[1] / 100 * n[2] * (1 - n[3]) / n[3],
    }
    return ways[name.removeprefix("calc.")]()


@pytest.mark.parametrize(
    ("problem", "name"),
    [
        ("spam", "calc.grid_fits"),
        ("spam", "calc.f1_from_its_parts"),
        ("churn", "calc.gini_impurity"),
        ("movies", "calc.random_search_luck"),
        ("house_prices", "calc.log_error_in_per_cent"),
        ("movies", "calc.memory_of_a_matrix"),
        ("house_prices", "calc.end_of_an_interval"),
        ("churn", "calc.cheaper_threshold"),
        ("spam", "calc.false_alarms_from_precision"),
    ],
    indirect=["problem"],
)
def test_an_answer_follows_from_the_text_alone(problem, name):
    facts = known_facts(problem, example_facts(problem))
    for seed in SEEDS:
        task = core.instance(name, facts, random.Random(seed))
        assert task is not None
        assert again(name, task) == pytest.approx(task.answer), task


@pytest.mark.parametrize("problem", ["spam", "churn"], indirect=True)
def test_auc_of_a_few_is_what_scikit_learn_says(problem):
    from sklearn.metrics import roc_auc_score

    facts = known_facts(problem, example_facts(problem))
    for seed in SEEDS:
        task = core.instance("calc.auc_of_a_few", facts, random.Random(seed))
        assert task is not None
        assert roc_auc_score([1, 1, 1, 0, 0, 0], numbers_of(task)) == pytest.approx(task.answer)


@pytest.mark.parametrize("problem", ["movies"], indirect=True)
def test_ndcg_of_a_list_is_what_scikit_learn_says(problem):
    from sklearn.metrics import ndcg_score

    facts = known_facts(problem, example_facts(problem))
    for seed in SEEDS:
        task = core.instance("calc.ndcg_of_a_list", facts, random.Random(seed))
        assert task is not None
        held, _, *places, _ = numbers_of(task)
        missing = int(held) - len(places)
        truth = [1.0 if place in places else 0.0 for place in range(1, 6)] + [1.0] * missing
        scores = [float(len(truth) - place) for place in range(len(truth))]
        assert ndcg_score([truth], [scores], k=5) == pytest.approx(task.answer)
