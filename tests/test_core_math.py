"""What the core bank says about mathematics, computed or simulated once more in another way."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest
import yaml
from interview import expressions
from interview.asking import says
from interview.contradictions import wrong_number
from interview.evidence import enough, weigh
from interview.question import Question, filled
from interview.rules import parse
from scipy import optimize, special, stats

from conftest import SKELETON, TEMPLATE

SUBJECTS = [
    "statistics", "probability", "linear_algebra", "calculus", "optimization", "neural_networks",
    "kernels", "dimensionality",
]  # fmt: skip


@cache
def questions() -> dict[str, dict[str, Any]]:
    folder = TEMPLATE / SKELETON / "interview" / "questions"
    paths = [folder / f"core_{subject}.yaml" for subject in SUBJECTS]
    loaded = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths]
    return {question["id"]: question for question in itertools.chain(*loaded)}


def asked(name: str) -> list[Question]:
    """Return a question as each of its phrasings puts it."""
    whole = filled(parse(questions()[name], name), {})
    return [whole.asked(place) for place in range(len(whole.phrasings))]


def texts(name: str) -> str:
    question = questions()[name]
    answer = question["answer"]
    found = [*question["ask"], *([answer] if isinstance(answer, str) else answer)]
    found += [question["wrong"], *(idea.get("must") or idea["may"] for idea in question["ideas"])]
    steps = [step for name, step in question["ladder"].items() if name != "what"]
    return "\n".join(found + [step[key] for step in steps for key in ("ask", "idea")])


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def sigmoid(z):
    return special.expit(z)


def gradient(function: Callable, at, h: float = 1e-5) -> np.ndarray:
    at = np.asarray(at, float)
    steps = np.eye(at.size) * h
    return np.array([(function(at + s) - function(at - s)) / (2 * h) for s in steps])


def two_layers(weights) -> float:
    hidden = max(weights[0] * 2, 0)
    return 0.5 * (weights[1] * hidden - 1) ** 2


def stationary(transition) -> np.ndarray:
    values, vectors = np.linalg.eig(np.asarray(transition).T)
    leading = np.real(vectors[:, np.argmax(np.real(values))])
    return leading / leading.sum()


def expected_steps(transition, start: int = 0) -> float:
    """Return the mean number of steps from ``start`` until the chain leaves these states."""
    size = len(transition)
    return float(np.linalg.solve(np.eye(size) - np.asarray(transition), np.ones(size))[start])


def double_descent_peak() -> float:
    """Return the number of columns with the worst test error, for 100 rows and no penalty."""
    draw, sizes = rng(1), [60, 90, 100, 110, 200]
    errors = dict.fromkeys(sizes, 0.0)
    for _ in range(4):
        columns = draw.normal(size=(400, 300))
        target = columns @ draw.normal(size=300) / 17 + draw.normal(size=400)
        for size in sizes:
            fit = np.linalg.lstsq(columns[:100, :size], target[:100], rcond=None)[0]
            errors[size] += float(np.mean((columns[100:, :size] @ fit - target[100:]) ** 2))
    return max(errors, key=lambda size: errors[size])


def receptive_field() -> float:
    signal = np.zeros(21)
    signal[10] = 1
    for _ in range(4):
        signal = np.convolve(signal, np.ones(3), mode="same")
    return float(np.count_nonzero(signal))


def bus_wait() -> float:
    gaps = rng().choice([5.0, 15.0], size=200_000)
    arrivals = np.sort(rng(1).uniform(0, gaps.sum(), size=200_000))
    ends = np.cumsum(gaps)
    return float(np.mean(ends[np.searchsorted(ends, arrivals)] - arrivals))


def coupon_wait(faces: int) -> float:
    """Return the mean number of throws until all faces were seen, by a chain of what is missing."""
    chain = np.zeros((faces, faces))
    for seen in range(faces):
        chain[seen, seen] = seen / faces
        if seen + 1 < faces:
            chain[seen, seen + 1] = 1 - seen / faces
    return expected_steps(chain)


def svm_multiplier() -> float:
    kernel = np.outer([-1, 1], [-1, 1])
    labels = np.array([-1, 1])

    def dual(alpha):
        return -(alpha.sum() - 0.5 * (alpha * labels) @ kernel @ (alpha * labels))

    equal = {"type": "eq", "fun": lambda alpha: alpha @ labels}
    found = optimize.minimize(dual, [0.1, 0.1], bounds=[(0, 10)] * 2, constraints=[equal])
    return float(found.x[0])


def lagrange_price() -> float:
    def best(budget: float) -> float:
        return max(x * (budget - x) for x in np.linspace(0, budget, 100_001))

    return (best(10.01) - best(9.99)) / 0.02


LEAST = {
    "statistics": 18, "probability": 16, "linear algebra": 14, "calculus": 9, "optimization": 10,
    "neural networks": 18, "kernels": 5, "dimensionality reduction": 6,
}  # fmt: skip


def test_each_subject_has_enough_questions_at_three_levels():
    for subject, least in LEAST.items():
        found = [each for each in questions().values() if each["subject"] == subject]
        assert len(found) >= least, subject
        assert {each.get("level", "core") for each in found} == {"warm-up", "core", "senior"}
    assert len(questions()) >= 95
    assert {each["subject"] for each in questions().values()} == set(LEAST)


def test_a_model_answer_states_every_must_of_its_phrasing():
    for name in questions():
        for place, question in enumerate(asked(name)):
            phrasing = question.phrasings[place]
            assert question.answer, name
            for idea in (each for each in question.ideas if each.must):
                verdict = weigh(idea, question.answer, phrasing)
                assert enough(verdict), (name, place + 1, idea.text, verdict)
                assert not wrong_number(idea, question.answer, question), name


def test_no_phrasing_gives_the_number_away_that_is_asked_for():
    for name in questions():
        question = asked(name)[0]
        assert not any(says(text, question.what) for text in question.phrasings), name


@cache
def heads_after_die() -> np.ndarray:
    draw = rng()
    return draw.binomial(draw.integers(1, 7, size=2 * 10**6), 0.5)


SLOTS: dict[str, Callable[[], float | np.floating]] = {
    "stats.standard_error": lambda: float(
        rng().normal(0, 10, (8_000, 400)).mean(axis=1).std(ddof=1)
    ),
    "stats.power": lambda: rows_needed(0.1) / rows_needed(0.2),
    "stats.multiple_testing": lambda: 1 - stats.binom.pmf(0, 20, 0.05),
    "stats.confidence_or_prediction": lambda: 2 * 1.96 * math.sqrt(10**2 + 10**2 / 100),
    "stats.bootstrap_mechanics": lambda: float(
        np.mean([len(set(row)) / 500 for row in rng().integers(500, size=(400, 500))])
    ),
    "stats.biased_estimator": lambda: 1 - float(rng().normal(size=(400_000, 5)).var(axis=1).mean()),
    "stats.correlation_regression": lambda: math.sqrt(np.prod(both_slopes(0.8, 2.5))),
    "stats.regression_to_mean": lambda: 20 * regression_toward_mean(0.6),
    "stats.simpson": lambda: 39 / 100,
    "stats.rule_of_three": lambda: 1 - 0.05 ** (1 / 300),
    "stats.design_effect": lambda: clustered_variance(20, 0.05),
    "stats.permutation_test": lambda: len(list(itertools.combinations(range(8), 4))),
    "prob.bayes_update": lambda: 12 / 18,
    "prob.prosecutor": lambda: 1 / (1 + 5e6 * 1e-6),
    "prob.linearity": lambda: np.mean(
        [sum(hat == place for place, hat in enumerate(p)) for p in itertools.permutations(range(6))]
    ),
    "prob.two_children": lambda: 1 / sum("b" in a + b for a in "bg" for b in "bg"),
    "prob.monty_hall": lambda: monty_hall(knows=True),
    "prob.binomial": lambda: stats.binom.std(400, 0.1),
    "prob.poisson": lambda: stats.poisson.pmf(0, 3),
    "prob.exponential": lambda: stats.expon.sf(10, scale=10),
    "prob.normal": lambda: np.std(rng().normal(0, 3, 10**6) + rng(1).normal(0, 4, 10**6)),
    "prob.geometric": lambda: expected_steps([[5 / 6]]),
    "prob.total_expectation": lambda: float(heads_after_die().mean()),
    "prob.markov_chain": lambda: stationary([[0.9, 0.1], [0.5, 0.5]])[0],
    "prob.birthday": lambda: math.comb(23, 2),
    "prob.coupon": lambda: coupon_wait(6),
    "prob.patterns": lambda: expected_steps([[0.5, 0.5], [0.5, 0]]),
    "prob.uncorrelated": lambda: np.full(10, 0.1) @ (0.5 * np.eye(10) + 0.5) @ np.full(10, 0.1),
    "prob.inspection_paradox": bus_wait,
    "prob.best_of_many": lambda: float(stats.beta.mean(9, 1)),
    "prob.jensen": lambda: float(stats.hmean([30, 60])),
    "la.dot_product": lambda: math.cos(math.pi / 4),
    "la.rank": lambda: np.linalg.matrix_rank(np.c_[np.ones(70), np.tile(np.eye(7), (10, 1))]),
    "la.matmul_order": lambda: (1000**3 + 1000**2) / (1000**2 + 1000**2),
    "la.determinant": lambda: np.linalg.cond(0.1 * np.eye(6)),
    "la.eigenvectors": lambda: np.linalg.eigvalsh([[2, 1], [1, 2]]).max(),
    "la.svd": lambda: np.linalg.eigvalsh(with_singular([4, 2, 1]).T @ with_singular([4, 2, 1]))[-1],
    "la.low_rank": lambda: (1000 * 10 + 10 * 1000) / 1000**2,
    "la.conditioning": lambda: np.linalg.cond(
        with_singular([1000, 1]).T @ with_singular([1000, 1])
    ),
    "la.projection": lambda: hat_matrix(100, 4).trace(),
    "la.least_squares": lambda: 1 - 6**2 / 10**2,
    "la.positive_definite": lambda: np.linalg.eigvalsh([[1, 2], [2, 1]])[0],
    "la.power_iteration": lambda: power_iteration_rate([10, 5, 1]),
    "la.ridge_spectrum": lambda: float(np.linalg.solve([[2 * 2 + 1]], [2 * 2])[0]),
    "la.least_norm": lambda: np.linalg.norm(np.linalg.pinv([[3, 4]]) @ [10]),
    "calc.gradient": lambda: np.linalg.norm(gradient(lambda w: w[0] ** 2 + 3 * w[1] ** 2, [2, 1])),
    "calc.chain_rule": lambda: np.gradient(sigmoid(np.linspace(-5, 5, 100_001)), 1e-4).max(),
    "calc.mean_minimizes": lambda: min(
        np.mean(np.abs(np.array([1, 2, 9]) - c)) for c in np.linspace(0, 10, 1001)
    ),
    "calc.jacobian_hessian": lambda: np.ones((2, 3)).size,
    "calc.backprop_by_hand": lambda: gradient(two_layers, [0.5, 3])[0],
    "calc.softmax_gradient": lambda: gradient(
        lambda z: -special.log_softmax(z)[0], np.log([0.7, 0.2, 0.1])
    )[0],
    "calc.taylor_newton": lambda: 3 - gradient(lambda w: w[0] ** 4, [3])[0] / (12 * 3**2),
    "calc.relu_kink": lambda: lasso_in_one_dimension(3),
    "opt.one_step": lambda: 3 - 0.1 * gradient(lambda w: w[0] ** 2, [3])[0],
    "opt.batch_size": lambda: batch_noise(256) / batch_noise(64),
    "opt.momentum": lambda: sum(0.9**step for step in range(1000)),
    "opt.adam": lambda: -adam([50.0], 0.001),
    "opt.schedule": lambda: (1 + math.cos(math.pi / 4)) / 2,
    "opt.lagrange": lagrange_price,
    "opt.clipping": lambda: 3 / np.hypot(3, 4),
    "opt.adamw": lambda: 1 - (1 - 0.001 * 0.1),
    "opt.second_order": lambda: 4 * 10.0**6 * 10.0**6 / 10**12,
    "opt.rate_of_convergence": lambda: best_rate(3),
    "nn.count_parameters": lambda: sum(np.size(part) for part in layers(20, 50, 1)),
    "nn.softmax": lambda: special.softmax([2, 0])[0],
    "nn.dropout": lambda: 1 / np.mean(rng().random(10**6) >= 0.2),
    "nn.embeddings": lambda: np.empty((10_000, 64)).size,
    "nn.convolution": lambda: np.empty((16, 3, 3, 3)).size + np.empty(16).size,
    "nn.receptive_field": receptive_field,
    "nn.vanishing": lambda: math.prod(sigmoid(0) * (1 - sigmoid(0)) for _ in range(5)),
    "nn.initialization": lambda: math.sqrt(2 / 200),
    "nn.batch_norm": lambda: stats.zscore([1, 3, 5, 7])[-1],
    "nn.layer_norm": lambda: math.sqrt(np.mean(np.square([3, 4]))),
    "nn.recurrent": lambda: math.prod([0.9] * 10),
    "nn.attention": lambda: special.softmax([2, 0]) @ [10, 0],
    "nn.transformer_block": lambda: (
        (4 * np.empty((512, 512)).size + 2 * np.empty((512, 2048)).size) / 1e6
    ),
    "nn.attention_cost": lambda: optimize.brentq(
        lambda length: 2 * length * 1024 - 2 * 1024 * (4 * 1024), 1, 10**5
    ),
    "nn.fine_tuning": lambda: (
        (np.empty((4096, 8)).size + np.empty((8, 4096)).size) / np.empty((4096, 4096)).size
    ),
    "nn.cross_entropy": lambda: -special.log_softmax(np.zeros(10))[0],
    "nn.double_descent": double_descent_peak,
    "nn.overconfidence": lambda: special.softmax(np.array([4, 0]) / 2)[0],
    "kern.hinge": lambda: max(0, 1 - 0.3),
    "kern.trick": lambda: squares([1, 2]) @ squares([3, 1]),
    "kern.rbf_width": lambda: math.exp(-0.5 * 2**2),
    "kern.cost": lambda: 50_000**2 * 8 / 1e9,
    "kern.svm_dual": svm_multiplier,
    "kern.validity": lambda: np.linalg.eigvalsh([[0, 1], [1, 0]])[0],
    "dim.scaling": lambda: (
        np.var(100 * np.arange(9.0)) / np.var(np.arange(9.0))
    ),
    "dim.pca_svd": lambda: first_variance(101, 20),
    "dim.explained_variance": lambda: np.diag([4, 3, 2, 1])[:2].sum() / np.trace(
        np.diag([4, 3, 2, 1])
    ),
    "dim.volume": lambda: optimize.brentq(lambda side: side**10 - 0.1, 0, 1),
    "dim.random_projection": lambda: 200 * (0.10 / 0.05) ** 2,
}  # fmt: skip


def rows_needed(effect: float) -> float:
    """Return the rows a group for 80% power at the 5% level, the effect in standard deviations."""
    return 2 * ((stats.norm.ppf(0.975) + stats.norm.ppf(0.8)) / effect) ** 2


def both_slopes(correlation: float, ratio: float) -> tuple[float, float]:
    draw = rng().normal(size=(2, 10**6))
    x, y = draw[0], ratio * (correlation * draw[0] + math.sqrt(1 - correlation**2) * draw[1])
    return np.polyfit(x, y, 1)[0], np.polyfit(y, x, 1)[0]


def regression_toward_mean(correlation: float) -> float:
    first = rng().normal(size=10**6)
    second = correlation * first + math.sqrt(1 - correlation**2) * rng(1).normal(size=10**6)
    worst = first < -2
    return float(second[worst].mean() / first[worst].mean())


def clustered_variance(rows: int, correlation: float) -> float:
    matrix = np.full((rows, rows), correlation) + (1 - correlation) * np.eye(rows)
    return float(matrix.sum() / rows)


def monty_hall(*, knows: bool) -> float:
    """Return how often switching wins among the games in which the host shows a goat."""
    won = shown = 0.0
    for car, pick in itertools.product(range(3), range(3)):
        others = [door for door in range(3) if door != pick]
        able = [door for door in others if door != car] if knows else others
        for opened in able:
            if opened == car:
                continue
            weight = 1 / len(able)
            shown += weight
            won += weight * (car == next(door for door in others if door != opened))
    return won / shown


def with_singular(values) -> np.ndarray:
    draw = rng()
    left = np.linalg.qr(draw.normal(size=(6, len(values))))[0]
    right = np.linalg.qr(draw.normal(size=(len(values), len(values))))[0]
    return left @ np.diag(values) @ right.T


def hat_matrix(rows: int, columns: int) -> np.ndarray:
    table = np.c_[np.ones(rows), rng().normal(size=(rows, columns))]
    return table @ np.linalg.solve(table.T @ table, table.T)


def power_iteration_rate(values) -> float:
    vector, errors = np.ones(len(values)), []
    for _ in range(30):
        vector = np.diag(values) @ vector
        vector /= np.linalg.norm(vector)
        errors.append(np.linalg.norm(vector[1:]))
    return float(errors[-1] / errors[-2])


def lasso_in_one_dimension(target: float) -> float:
    grid = np.linspace(-5, 5, 100_001)
    return float(grid[np.argmin(0.5 * (grid - target) ** 2 + np.abs(grid))])


def batch_noise(size: int) -> float:
    return float(rng().normal(size=(20_000, size)).mean(axis=1).std())


def adam(gradients, rate: float) -> float:
    first = second = weight = 0.0
    for step, slope in enumerate(gradients, start=1):
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        corrected = second / (1 - 0.999**step)
        weight -= rate * first / (1 - 0.9**step) / (math.sqrt(corrected) + 1e-12)
    return weight


def best_rate(condition: float) -> float:
    return min(max(abs(1 - rate), abs(1 - rate * condition)) for rate in np.linspace(0, 2, 20_001))


def layers(*sizes: int) -> list[np.ndarray]:
    pairs = itertools.pairwise(sizes)
    return [part for a, b in pairs for part in (np.empty((a, b)), np.empty(b))]


def squares(x) -> np.ndarray:
    return np.array([x[0] ** 2, math.sqrt(2) * x[0] * x[1], x[1] ** 2])


def first_variance(rows: int, singular: float) -> float:
    table = rng().normal(size=(rows, 3))
    table -= table.mean(axis=0)
    table *= singular / np.linalg.svd(table, compute_uv=False)[0]
    return np.linalg.eigvalsh(np.cov(table.T))[-1]


@pytest.mark.parametrize("name", SLOTS)
def test_a_number_asked_for_is_what_a_second_computation_gives(name):
    slot = questions()[name]["ladder"]["what"]
    scale = 100 if slot.get("percent") else 1
    asked = float(expressions.evaluate(str(slot["answer"]), {})) * scale
    tolerance = min(0.5 * 10.0 ** -slot["digits"], 0.02 * abs(asked))
    assert float(SLOTS[name]()) * scale == pytest.approx(asked, abs=tolerance, rel=0)


def test_every_number_asked_for_is_computed_here():
    asked = {name for name, question in questions().items() if "what" in question["ladder"]}
    assert asked == set(SLOTS)


STATED: list[tuple[str, str, Callable[[], float | np.floating], float]] = [
    ("stats.two_errors", "36%: of 1,000 ideas 80", lambda: 45 / (45 + 80), 0.36),
    ("stats.winners_curse", "by about 2.5 times", lambda: stats.truncnorm.mean(0.96, 9, 1), 2.5),
    ("stats.mle", "8 heads in 12, about 0.67", lambda: (7 + 1) / (10 + 2), 0.67),
    ("stats.simpson", "about 62% against 50%", lambda: (0.9 + 30 / 90) / 2, 0.62),
    ("stats.simpson", "about 62% against 50%", lambda: (0.8 + 0.2) / 2, 0.50),
    ("stats.simpson", "has 74% overall", lambda: (72 + 2) / 100, 0.74),
    ("stats.rule_of_three", "about 3,000", lambda: math.log(0.05) / math.log(0.999) / 1000, 3.0),
    ("stats.mean_or_median", "by about 10 million", lambda: 1e9 / 101 / 1e6, 10),
    ("stats.design_effect", "roughly 5,100", lambda: 10_000 / 1.95 / 100, 51),
    ("stats.credible_interval", "three quarters", lambda: stats.beta.mean(3, 1), 0.75),
    ("prob.bayes_update", "6 to 1, about 86%", lambda: 6 / 7, 0.86),
    ("prob.prosecutor", "20 to 1, about 95%", lambda: 20 / 21, 0.95),
    ("prob.linearity", "about 37% of the cases", lambda: derangements(8), 0.37),
    ("prob.monty_hall", "one half each", lambda: monty_hall(knows=False), 0.5),
    ("prob.monty_hall", "3 in 8 each", lambda: (1 - 1 / 4) / 2, 3 / 8),
    ("prob.exponential", "after 2 days", lambda: stats.expon.mean(scale=10 / 5), 2),
    ("prob.normal", "About 68% of the values", lambda: 1 - 2 * stats.norm.sf(1), 0.68),
    ("prob.normal", "99.7% within 3",
     lambda: 1 - 2 * stats.norm.sf(3), 0.997),
    ("prob.geometric", "The median is 4", lambda: stats.geom.median(1 / 6), 4),
    ("prob.geometric", "only about 33% do", lambda: stats.geom.sf(6, 1 / 6), 0.33),
    ("prob.total_expectation", "Together about 1.6", lambda: heads_after_die().var(), 1.6),
    ("prob.total_expectation", "35 over 48", lambda: np.var(np.arange(1, 7) / 2), 35 / 48),
    ("prob.birthday", "at 1,200 users", lambda: math.sqrt(2 * math.log(2) * 1e6) / 1000, 1.2),
    ("prob.birthday", "253 others", lambda: math.ceil(math.log(0.5) / math.log(364 / 365)), 253),
    ("prob.coupon", "roughly 7,500", lambda: sum(1000 / k for k in range(1, 1001)) / 1000, 7.5),
    ("prob.coupon", "about 37%, one over e", lambda: (1 - 1 / 1000) ** 1000, 0.37),
    ("prob.patterns", "heads-tails 4", lambda: expected_steps([[0.5, 0.5], [0, 0.5]]), 4),
    ("prob.best_of_many", "1.5 standard errors for 10", lambda: normal_maximum(10), 1.5),
    ("prob.best_of_many", "1.9 for 20", lambda: normal_maximum(20), 1.9),
    ("la.determinant", "one millionth", lambda: np.linalg.det(0.1 * np.eye(6)) * 1e6, 1),
    ("la.low_rank", "2 of 102, about 2%", lambda: (1 + 1) / (100 + 1 + 1), 0.02),
    ("la.dot_product", "so 0.03", lambda: cosine_spread(1000), 0.03),
    ("calc.backprop_by_hand", "falls from 2 to 0.5", lambda: two_layers([0.5, 3]), 2),
    ("calc.backprop_by_hand", "falls from 2 to 0.5", lambda: two_layers([-0.7, 2.8]), 0.5),
    ("opt.saddles", "once in about a million", lambda: 2.0**-20 * 1e6, 1),
    ("nn.receptive_field", "28 by 28", lambda: np.convolve(np.ones(32), np.ones(5), "valid").size,
     28),
    ("nn.attention_cost", "a quarter of the score", lambda: 4 * 1000**2 / 4000**2, 0.25),
    ("kern.trick", "degree 3: 176,851", lambda: math.comb(100 + 3, 3), 176_851),
    ("kern.rbf_width", "near 1,000", lambda: squared_distance(500) / 1000, 1),
    ("kern.cost", "has 8 terabytes", lambda: 8 * 1e6**2 / 1e12, 8),
    ("dim.volume", "12% at 20", lambda: 0.9**20, 0.12),
    ("dim.volume", "about 0.79", lambda: 0.1**0.1, 0.79),
]  # fmt: skip


def derangements(size: int) -> float:
    fixed = [
        any(p == i for i, p in enumerate(order)) for order in itertools.permutations(range(size))
    ]
    return 1 - float(np.mean(fixed))


def normal_maximum(tries: int) -> float:
    return float(rng().normal(size=(60_000, tries)).max(axis=1).mean())


def cosine_spread(size: int) -> float:
    a, b = rng().normal(size=(2, 2000, size))
    lengths = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
    return float(((a * b).sum(axis=1) / lengths).std())


def squared_distance(columns: int) -> float:
    a, b = rng().normal(size=(2, 1000, columns))
    return float(((a - b) ** 2).sum(axis=1).mean())


@pytest.mark.parametrize(("name", "says", "compute", "stated"), STATED)
def test_a_number_in_a_text_is_right_at_its_precision(name, says, compute, stated):
    assert says in texts(name)
    assert float(compute()) == pytest.approx(stated, rel=0.05, abs=0.005)


# What is said in words, simulated. Each test names the question that leans on it.


def covers_mean(draw: Callable, truth: float, rows: int, times: int = 4000) -> float:
    samples = draw(rng(), (times, rows))
    half = stats.t.ppf(0.975, rows - 1) * samples.std(axis=1, ddof=1) / math.sqrt(rows)
    return float(np.mean(np.abs(samples.mean(axis=1) - truth) < half))


def test_stats_clt_thirty_skewed_rows_cover_less_than_they_say():
    skewed = covers_mean(lambda r, size: r.lognormal(0, 1.5, size), math.exp(1.125), 30)
    even = covers_mean(lambda r, size: r.uniform(size=size), 0.5, 10)
    assert skewed < 0.88
    assert even > 0.93


def test_stats_p_value_is_uniform_under_the_null():
    draw = rng().normal(size=(4000, 2, 20))
    found = stats.ttest_ind(draw[:, 0], draw[:, 1], axis=1).pvalue
    assert stats.kstest(found, "uniform").pvalue > 0.01


def test_stats_multiple_testing_bonferroni_holds_under_dependence():
    shared = rng().normal(size=(20_000, 1))
    scores = math.sqrt(0.9) * shared + math.sqrt(0.1) * rng(1).normal(size=(20_000, 20))
    assert np.mean((2 * stats.norm.sf(np.abs(scores)) < 0.05 / 20).any(axis=1)) < 0.05


def test_stats_biased_estimator_n_plus_one_has_the_least_squared_error():
    squares_sum = rng().normal(size=(200_000, 8)).var(axis=1) * 8
    errors = {by: np.mean((squares_sum / by - 1) ** 2) for by in (7, 8, 9, 10)}
    assert min(errors, key=lambda by: errors[by]) == 9


def test_stats_correlation_regression_noise_in_x_shrinks_the_slope_by_its_reliability():
    x = rng().normal(size=400_000)
    seen = x + rng(1).normal(size=x.size)
    assert np.polyfit(seen, 3 * x, 1)[0] == pytest.approx(3 * 0.5, rel=0.01)


def test_stats_bootstrap_misses_the_maximum_and_few_rows():
    sample = rng().uniform(size=200)
    draws = rng(1).choice(sample, size=(4000, 200)).max(axis=1)
    assert np.mean(draws == sample.max()) == pytest.approx(0.63, abs=0.03)
    few = rng(2).normal(size=(1500, 15))
    picks = rng(3).integers(15, size=(300, 15))
    means = few[:, picks].mean(axis=2)
    low, high = np.percentile(means, [2.5, 97.5], axis=1)
    assert np.mean((low < 0) & (high > 0)) < 0.935


def test_stats_permutation_test_also_rejects_for_unequal_spreads():
    draw, rejected = rng(), 0
    for _ in range(300):
        both = np.r_[draw.normal(0, 4, 8), draw.normal(0, 1, 32)]
        observed = abs(both[:8].mean() - both[8:].mean())
        shuffled = draw.permuted(np.tile(both, (200, 1)), axis=1)
        gaps = np.abs(shuffled[:, :8].mean(axis=1) - shuffled[:, 8:].mean(axis=1))
        rejected += (1 + np.sum(gaps >= observed)) / 201 <= 0.05
    assert rejected / 300 > 0.10


def test_stats_missing_only_mcar_leaves_the_mean_of_complete_rows():
    age = rng().normal(size=10**6)
    income = age + rng(1).normal(size=age.size)
    luck = rng(2).random(age.size)
    kept = {
        "mcar": luck < 0.5,
        "mar": luck < special.expit(-age),
        "mnar": luck < special.expit(-income),
    }
    off = {name: income[rows].mean() for name, rows in kept.items()}
    assert abs(off["mcar"]) < 0.01
    assert max(off["mar"], off["mnar"]) < -0.2
    weight = 1 / special.expit(-age[kept["mar"]])
    assert abs(np.average(income[kept["mar"]], weights=weight)) < 0.02


def test_stats_design_effect_within_a_group_the_shared_part_cancels():
    matrix = np.full((20, 20), 0.05) + 0.95 * np.eye(20)
    contrast = np.repeat([1, -1], 10) / 10
    assert contrast @ matrix @ contrast < contrast @ contrast


def test_prob_two_children_a_random_child_gives_one_half():
    families = [(a, b) for a in "bg" for b in "bg"]
    met = [(family, child) for family in families for child in family]
    boys = [family for family, child in met if child == "b"]
    assert np.mean([family == ("b", "b") for family in boys]) == 0.5


def test_prob_coupon_uneven_users_take_longer():
    def wait(shares) -> float:
        subsets = (s for k in range(1, 5) for s in itertools.combinations(shares, k))
        return sum((-1) ** (len(s) + 1) / sum(s) for s in subsets)

    assert wait([0.25] * 4) < wait([0.4, 0.3, 0.2, 0.1])


def test_prob_uncorrelated_equal_correlations_have_a_floor():
    for size in (3, 10):
        matrix = np.full((size, size), -1 / (size - 1) - 0.01)
        np.fill_diagonal(matrix, 1)
        assert np.linalg.eigvalsh(matrix)[0] < 0


def test_prob_patterns_neither_is_more_likely_to_be_first():
    flips = rng().integers(2, size=(20_000, 60))
    first = [row[np.argmax(row) + 1] for row in flips if row[:50].any()]
    assert np.mean(first) == pytest.approx(0.5, abs=0.02)


def test_la_solving_beats_inverting_and_normal_equations_lose_digits():
    nodes = np.linspace(0, 1, 100)
    table = np.vander(nodes, 10)
    truth = np.ones(10)
    target = table @ truth
    by_qr = np.linalg.lstsq(table, target, rcond=None)[0]
    by_normal = np.linalg.inv(table.T @ table) @ (table.T @ target)
    assert np.abs(by_normal - truth).max() > 100 * np.abs(by_qr - truth).max()
    assert np.linalg.cond(table) ** 2 == pytest.approx(np.linalg.cond(table.T @ table), rel=0.01)


def test_la_projection_and_least_squares():
    hat, target = hat_matrix(50, 4), rng(5).normal(size=50)
    assert np.allclose(hat @ hat, hat)
    assert np.allclose(hat, hat.T)
    values = np.sort(np.linalg.eigvalsh(hat))
    assert np.allclose(values, [0] * 45 + [1] * 5)
    table = np.c_[np.ones(50), rng().normal(size=(50, 4))]
    assert np.allclose(table.T @ (target - hat @ target), 0)


def test_la_power_iteration_damping_bounds_the_second_eigenvalue():
    links = rng().random((30, 30))
    links /= links.sum(axis=0)
    google = 0.85 * links + 0.15 / 30
    assert np.sort(np.abs(np.linalg.eigvals(google)))[-2] <= 0.85


def test_la_ridge_spectrum():
    table, target = rng().normal(size=(40, 3)), rng(1).normal(size=40)
    left, singular, right = np.linalg.svd(table, full_matrices=False)
    ridge = np.linalg.solve(table.T @ table + 5 * np.eye(3), table.T @ target)
    plain = np.linalg.lstsq(table, target, rcond=None)[0]
    assert np.allclose(right @ ridge, singular**2 / (singular**2 + 5) * (right @ plain))
    assert left.shape == (40, 3)


def test_la_least_norm_is_where_gradient_descent_from_zero_arrives():
    table, target = rng().normal(size=(5, 12)), rng(1).normal(size=5)
    weights = np.zeros(12)
    for _ in range(5000):
        weights -= 0.02 * table.T @ (table @ weights - target)
    assert np.allclose(weights, np.linalg.pinv(table) @ target)
    start = rng(2).normal(size=12)
    moved = start + np.linalg.pinv(table) @ (target - table @ start)
    weights = start.copy()
    for _ in range(5000):
        weights -= 0.02 * table.T @ (table @ weights - target)
    assert np.allclose(weights, moved)


def test_la_pairwise_covariances_need_not_be_semidefinite():
    matrix = np.array([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]])
    assert np.linalg.eigvalsh(matrix)[0] < 0


def test_calc_central_differences_are_best_near_1e_5():
    def error(h: float) -> float:
        points = np.linspace(0.1, 1.5, 50)
        return float(
            np.abs((np.sin(points + h) - np.sin(points - h)) / (2 * h) - np.cos(points)).max()
        )

    assert error(1e-5) < min(error(1e-2), error(1e-10)) / 100
    assert error(1e-2) / error(1e-3) == pytest.approx(100, rel=0.05)


def test_calc_backprop_both_gradients_and_the_dead_unit():
    assert gradient(two_layers, [0.5, 3]) == pytest.approx([12, 2], rel=1e-6)
    assert gradient(two_layers, [-0.5, 3]) == pytest.approx([0, 0])


def test_calc_relu_kink_is_hit_often_by_sparse_inputs_without_a_bias():
    inputs = rng().random((2000, 50)) < 0.02
    assert 0.3 < np.mean(inputs @ rng(1).normal(size=50) == 0) < 0.42


def test_prob_binomial_is_narrower_for_fixed_shares_and_not_for_shares_drawn_at_random():
    fixed = rng().beta(0.5, 4.5, size=400)
    drawn = rng(1).beta(0.5, 4.5, size=(5000, 400))
    spread = {
        name: (rng(2).random((5000, 400)) < shares).sum(axis=1).var() / (400 * p * (1 - p))
        for name, shares, p in (("fixed", fixed, fixed.mean()), ("drawn", drawn, 0.1))
    }
    assert spread["fixed"] < 0.9
    assert spread["drawn"] == pytest.approx(1, abs=0.07)


def test_prob_markov_chain_one_closed_class_is_enough():
    chain = np.array([[1, 0], [0.5, 0.5]])
    assert np.linalg.matrix_power(chain, 60) == pytest.approx(np.array([[1, 0], [1, 0]]))


def test_opt_lagrange_a_penalized_point_is_the_best_within_its_own_norm():
    """For a loss that is not convex: no better point lies within the norm of the solution."""
    points = np.linspace(-4, 4, 8001)
    loss = np.cos(3 * points) + 0.1 * (points - 3) ** 2
    best = points[np.argmin(loss + 0.3 * points**2)]
    within = abs(points) <= abs(best) + 1e-9
    assert loss[within].min() == pytest.approx(loss[points == best][0])


def test_calc_relu_kink_zero_stays_while_the_pull_is_weak():
    assert lasso_in_one_dimension(0.5) == pytest.approx(0, abs=1e-6)


def test_calc_convexity_the_mean_of_two_swapped_networks_is_worse():
    x = np.linspace(-2, 2, 50)

    def loss(inner, outer) -> float:
        return float(np.mean((np.tanh(np.outer(x, inner)) @ outer - np.tanh(2 * x)) ** 2))

    inner, outer = np.array([2.0, -1.0]), np.array([1.0, 0.0])
    swapped = loss(inner[::-1], outer[::-1])
    assert loss(inner, outer) == pytest.approx(swapped, abs=1e-12)
    assert loss((inner + inner[::-1]) / 2, (outer + outer[::-1]) / 2) > swapped + 0.01


def test_opt_adam_ignores_the_scale_of_the_loss():
    slopes = rng().normal(1, 1, 50)
    assert adam(slopes, 0.01) == pytest.approx(adam(100 * slopes, 0.01))


def test_opt_one_step_diverges_above_two_over_the_curvature():
    assert abs(1 - 2 * 1.01) > 1 > abs(1 - 2 * 0.99)
    assert 1 - 2 * 0.5 == 0
    assert 1 - 2 * 1 == -1


def test_nn_initialization_he_keeps_the_size_of_signals():
    signal = rng().normal(size=(500, 200))
    before = np.mean(signal**2)
    for seed in range(20):
        weights = rng(seed + 1).normal(0, math.sqrt(2 / 200), (200, 200))
        signal = np.maximum(signal @ weights, 0)
    assert 0.3 < np.mean(signal**2) / before < 3


def attention(tokens, *, mask: bool = False):
    draw = rng(9)
    width = tokens.shape[1]
    query, key, value = (tokens @ draw.normal(size=(width, width)) for _ in range(3))
    scores = query @ key.T / math.sqrt(width)
    if mask:
        scores = np.where(np.tril(np.ones_like(scores)) > 0, scores, -np.inf)
    return special.softmax(scores, axis=1) @ value


def test_nn_positions_attention_is_blind_to_order_until_masked():
    tokens = rng().normal(size=(6, 8))
    order = np.array([3, 1, 5, 0, 4, 2])
    assert np.allclose(attention(tokens[order]), attention(tokens)[order])
    assert not np.allclose(attention(tokens[order], mask=True), attention(tokens, mask=True)[order])


def test_nn_attention_scores_have_the_variance_of_their_terms():
    query, key = rng().normal(size=(2, 15_000, 64))
    assert (query * key).sum(axis=1).var() == pytest.approx(64, rel=0.05)


def test_nn_softmax_constants_cancel_and_large_logits_overflow():
    logits = np.array([1.0, 3.0, 2.0])
    assert np.allclose(special.softmax(logits), special.softmax(logits + 100))
    with np.errstate(over="ignore", invalid="ignore"):
        assert np.isnan(np.exp(1000.0) / np.exp(1000.0))
    hot, cold = special.softmax(logits / 5), special.softmax(logits / 0.2)
    assert hot.max() < special.softmax(logits).max() < cold.max()


def test_nn_overconfidence_temperature_can_reorder_rows_with_three_classes():
    def top(row, temperature):
        return special.softmax(np.array(row) / temperature).max()

    first, second = [3.0, 2.0, -9.0], [3.0, 1.2, 1.2]
    assert (top(first, 1) < top(second, 1)) != (top(first, 4) < top(second, 4))


def test_nn_cross_entropy_beats_squared_error_on_a_confident_mistake():
    wrong = np.array([-8.0])
    by_log = gradient(lambda z: -np.log(sigmoid(z[0])), wrong)[0]
    by_square = gradient(lambda z: (1 - sigmoid(z[0])) ** 2, wrong)[0]
    assert by_log == pytest.approx(sigmoid(-8) - 1, rel=1e-4)
    assert abs(by_square) < 0.001


def test_nn_recurrent_and_vanishing_orthogonal_layers_keep_the_norm():
    turn = np.linalg.qr(rng().normal(size=(30, 30)))[0]
    vector = rng(1).normal(size=30)
    assert np.linalg.norm(np.linalg.matrix_power(turn, 50) @ vector) == pytest.approx(
        np.linalg.norm(vector)
    )


def test_kern_validity_a_distance_and_even_its_exponential_are_no_kernels():
    words = [
        "".join(letters) for size in range(4) for letters in itertools.product("ab", repeat=size)
    ]
    distances = np.array([[edit_distance(a, b) for b in words] for a in words])
    assert np.linalg.eigvalsh(distances)[0] < 0
    smallest = min(np.linalg.eigvalsh(np.exp(-rate * distances))[0] for rate in (0.1, 0.3, 1.0))
    assert smallest < -1e-6
    kernel = np.exp(-distances)
    few = [rng(seed).choice(len(words), 4, replace=False) for seed in range(50)]
    assert min(np.linalg.eigvalsh(kernel[np.ix_(rows, rows)])[0] for rows in few) > 0


def edit_distance(first: str, second: str) -> int:
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, start=1):
        before, row[0] = row[0], i
        for j, b in enumerate(second, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


def test_kern_rbf_width_both_ends():
    table = rng().normal(size=(100, 500))
    squared = ((table[:, None] - table) ** 2).sum(axis=2)
    assert np.exp(-squared)[~np.eye(100, dtype=bool)].max() < 1e-100


def test_kern_cost_four_times_the_fourier_features_halve_the_error():
    def error(size: int) -> float:
        x, y = np.array([0.3, -0.2]), np.array([-0.5, 0.4])
        waves, shift = (
            rng().normal(size=(3000, size, 2)),
            rng(1).uniform(0, 2 * np.pi, (3000, size)),
        )
        product = 2 * np.cos(waves @ x + shift) * np.cos(waves @ y + shift)
        return float(np.std(product.mean(axis=1) - np.exp(-0.5 * ((x - y) ** 2).sum())))

    assert error(50) / error(200) == pytest.approx(2, rel=0.1)


def test_dim_pca_in_shifted_data_the_first_direction_is_the_mean():
    table = rng().normal(size=(200, 3)) * [1, 5, 1] + [100, 0, 0]
    raw = np.linalg.svd(table)[2][0]
    centered = np.linalg.svd(table - table.mean(axis=0))[2][0]
    assert abs(raw[0]) > 0.99
    assert abs(centered[1]) > 0.99


def test_dim_autoencoder_spans_the_principal_subspace_with_another_basis():
    table = rng().normal(size=(300, 4)) * [4, 3, 0.5, 0.3]
    table -= table.mean(axis=0)
    encode, decode = rng(1).normal(0, 0.1, (4, 2)), rng(2).normal(0, 0.1, (2, 4))
    for _ in range(4000):
        code = table @ encode
        error = (code @ decode - table) / len(table)
        encode, decode = (
            encode - 0.02 * table.T @ error @ decode.T,
            decode - 0.02 * code.T @ error,
        )
    principal = np.linalg.svd(table, full_matrices=False)[2][:2]
    basis = np.linalg.qr(decode.T)[0]
    assert np.linalg.norm(principal @ basis, "fro") ** 2 == pytest.approx(2, abs=1e-3)
    unit = decode / np.linalg.norm(decode, axis=1, keepdims=True)
    assert abs(unit[0] @ unit[1]) > 0.01


def test_dim_random_projection_error_depends_on_its_dimensions_not_on_the_columns():
    def error(columns: int, size: int) -> float:
        draw, vector = rng(), np.full(columns, columns**-0.5)
        found = [np.mean((draw.normal(size=(size, columns)) @ vector) ** 2) for _ in range(600)]
        return float(np.std(found))

    assert error(20, 50) == pytest.approx(error(500, 50), rel=0.12)
    assert error(20, 50) / error(20, 200) == pytest.approx(2, rel=0.12)
