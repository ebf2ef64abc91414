"""What the question bank claims, computed: each claim is named by the questions that rest on it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import average_precision_score, ndcg_score, roc_auc_score


def scored(rng: np.random.Generator, rows: int, share: float = 0.2) -> tuple[np.ndarray, ...]:
    y = (rng.random(rows) < share).astype(int)
    return y, rng.normal(size=rows) + 1.5 * y


def test_isotonic_calibration_creates_ties_that_cost_average_precision():
    """metric.calibration, clf.not_calibrated; Platt scaling keeps the order."""
    lost = []
    for seed in range(8):
        rng = np.random.default_rng(seed)
        fitted, (y, score) = scored(rng, 200), scored(rng, 4_000)
        isotonic = IsotonicRegression(out_of_bounds="clip").fit(fitted[1], fitted[0])
        platt = LogisticRegression().fit(fitted[1][:, None], fitted[0])
        before = average_precision_score(y, score)
        assert average_precision_score(y, platt.predict_proba(score[:, None])[:, 1]) == (
            pytest.approx(before)
        )
        calibrated = isotonic.predict(score)
        assert (np.diff(calibrated[np.argsort(score)]) >= 0).all()
        assert len(np.unique(calibrated)) < len(y) / 10
        lost.append(before - average_precision_score(y, calibrated))
    assert min(lost) > 0
    assert np.mean(lost) > 0.02


def estimate(x: np.ndarray, y: np.ndarray, folds: int) -> float:
    """Return the cross-validated mean squared error of least squares."""
    if folds == len(y):  # in closed form, from one fit
        hat = x @ np.linalg.pinv(x)
        return float(np.mean(((y - hat @ y) / (1 - np.diag(hat))) ** 2))
    errors: list[float] = []
    for held in np.array_split(np.arange(len(y)), folds):
        kept = np.setdiff1d(np.arange(len(y)), held)
        weights = np.linalg.lstsq(x[kept], y[kept], rcond=None)[0]
        errors.extend((y[held] - x[held] @ weights) ** 2)
    return float(np.mean(errors))


def test_two_equally_good_models_mostly_differ_by_a_thousandth():
    """linear.close_to_forest, linear.penalty_paid: a raw difference is no order."""
    differences = []
    for seed in range(60):
        rng = np.random.default_rng(seed)
        y, score = scored(rng, 7_000, share=0.26)
        one, other = score + 0.4 * rng.normal(size=(2, len(y)))
        differences.append(average_precision_score(y, one) - average_precision_score(y, other))
    assert np.mean(np.abs(differences) >= 0.001) > 0.7


def test_a_paired_difference_can_be_real_far_below_the_width_of_the_interval():
    """metric.headline_digits."""
    levels, differences = [], []
    for seed in range(80):
        rng = np.random.default_rng(seed)
        y, score = scored(rng, 2_000, share=0.3)
        noisier = score + 0.25 * rng.normal(size=len(y))
        levels.append(roc_auc_score(y, score))
        differences.append(levels[-1] - roc_auc_score(y, noisier))
    assert np.mean(differences) < 0.3 * 3.92 * np.std(levels)
    assert np.mean(differences) > 2 * np.std(differences)


def test_a_model_without_signal_lies_below_the_diagonal_in_pooled_folds_of_few_rows():
    """metric.roc_curve: what is left out shifts the fit against it."""
    areas = []
    for seed in range(100):
        rng = np.random.default_rng(seed)
        x, y, pooled = rng.normal(size=(40, 3)), rng.permutation(np.arange(40) % 2), np.zeros(40)
        for held in np.array_split(np.arange(40), 10):
            kept = np.setdiff1d(np.arange(40), held)
            design = np.column_stack([np.ones(40), x])
            weights = np.linalg.lstsq(design[kept], y[kept], rcond=None)[0]
            pooled[held] = design[held] @ weights
        areas.append(roc_auc_score(y, pooled))
    assert np.mean(areas) < 0.45
    assert np.mean(np.array(areas) < 0.4) > 0.3


def test_leaving_one_out_is_not_noisier_than_folds_for_least_squares():
    """theory.cross_validation: true of stable learners."""
    found: dict[int, list[float]] = {40: [], 10: [], 5: []}
    rng = np.random.default_rng(0)
    for _ in range(200):
        x = rng.normal(size=(40, 6))
        y = x.sum(axis=1) + rng.normal(size=40)
        for folds, values in found.items():
            values.append(estimate(x, y, folds))
    spread = {folds: np.std(values) for folds, values in found.items()}
    assert spread[40] < 1.02 * spread[10] < 1.02 * spread[5]
    assert np.mean(found[40]) < np.mean(found[10]) < np.mean(found[5])  # and less pessimistic


def test_each_positive_test_multiplies_the_odds_by_the_same_factor():
    """theory.probability_base_rate: 0.1% to 9% to 91%."""
    odds = [0.001 / 0.999 * 99**tests for tests in range(3)]
    shares = [each / (1 + each) for each in odds]
    assert shares == pytest.approx([0.001, 0.0902, 0.9075], abs=5e-5)
    assert shares[1] == pytest.approx(99 / (99 + 999))


def test_ridge_shrinks_a_column_with_small_numbers_more():
    """linear.penalty_paid, choice.scaling: kilometers need the larger weight."""
    rng = np.random.default_rng(0)
    meters = rng.normal(scale=1_000, size=200)
    y = meters / 1_000 + rng.normal(size=200)
    effect = {
        unit: Ridge(alpha=50).fit(x[:, None], y).coef_[0] * x.std()
        for unit, x in {"m": meters, "km": meters / 1_000}.items()
    }
    plain = [
        np.polyval(np.polyfit(x, y, 1), x) for x in (meters, meters / 1_000)
    ]  # least squares does not care
    assert effect["km"] < 0.9 * effect["m"]
    assert plain[0] == pytest.approx(plain[1])


def test_the_discount_of_ndcg_is_one_over_the_logarithm_of_the_place_plus_one():
    """metric.ndcg: 1, 0.63 and 0.29 at the places 1, 2 and 10."""
    for place, value in {1: 1, 2: 0.63, 10: 0.29}.items():
        relevant = np.arange(1, 11) == place
        score = ndcg_score([relevant], [-np.arange(10.0)])
        assert score == pytest.approx(1 / math.log2(place + 1))
        assert score == pytest.approx(value, abs=0.005)


def test_the_median_error_does_not_see_that_a_total_of_exponentiated_logs_is_low():
    """house.back_transform: low by about half the residual variance."""
    prices = np.exp(np.random.default_rng(0).normal(12, 0.4, 100_000))
    predicted = np.full_like(prices, np.exp(np.log(prices).mean()))
    assert abs(np.median(predicted / prices) - 1) < 0.01
    assert predicted.sum() / prices.sum() == pytest.approx(math.exp(-(0.4**2) / 2), abs=0.01)
    smeared = predicted * np.exp(np.log(prices) - np.log(predicted)).mean()
    assert smeared.sum() / prices.sum() == pytest.approx(1)


def test_doubled_negatives_move_average_precision_and_not_roc_auc():
    """metric.roc_or_pr, clf.auc_and_ap."""
    y, score = scored(np.random.default_rng(0), 2_000)
    twice = np.concatenate([np.arange(len(y)), np.flatnonzero(y == 0)])
    assert roc_auc_score(y[twice], score[twice]) == pytest.approx(roc_auc_score(y, score))
    ratio = average_precision_score(y[twice], score[twice]) / average_precision_score(y, score)
    assert ratio < 0.9


def test_twenty_random_draws_land_among_the_best_five_percent_two_times_in_three():
    """theory.grid_random: 64% with 20 draws, 95% with 60."""
    assert [round(1 - 0.95**draws, 2) for draws in (20, 60)] == [0.64, 0.95]


def test_columns_selected_on_all_rows_predict_random_labels():
    """theory.feature_selection: well above 80% outside the folds, a half inside."""
    scores: dict[str, list[float]] = {"outside": [], "inside": []}
    for seed in range(2):
        rng = np.random.default_rng(seed)
        x, y = rng.normal(size=(50, 3_000)), np.repeat([0, 1], 25)
        every = best(x, y)
        for held in np.array_split(rng.permutation(50), 5):
            kept = np.setdiff1d(np.arange(50), held)
            for where, columns in {"outside": every, "inside": best(x[kept], y[kept])}.items():
                model = LogisticRegression().fit(x[np.ix_(kept, columns)], y[kept])
                scores[where].append(model.score(x[np.ix_(held, columns)], y[held]))
    assert np.mean(scores["outside"]) > 0.85
    assert 0.35 < np.mean(scores["inside"]) < 0.65


def best(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the ten columns whose class means differ most."""
    return np.argsort(-np.abs(x[y == 1].mean(axis=0) - x[y == 0].mean(axis=0)))[:10]


def test_bagging_leaves_least_squares_as_it_is():
    """theory.ensembles: the average of linear fits is a linear fit, and nearly the same."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(300, 5))
    y = x @ np.arange(1, 6) + rng.normal(size=300)
    plain = np.linalg.lstsq(x, y, rcond=None)[0]
    drawn = (rng.integers(0, 300, 300) for _ in range(200))
    bagged = np.mean([np.linalg.lstsq(x[rows], y[rows], rcond=None)[0] for rows in drawn], axis=0)
    assert bagged == pytest.approx(plain, abs=0.02)


def test_no_error_in_a_few_rows_still_allows_many():
    """code.wilson, parts.too_few: up to 7% after 50 rows, a sixth after 20."""
    upper = {rows: 1.96**2 / (rows + 1.96**2) for rows in (20, 50)}  # Wilson's at zero errors
    assert upper[20] == pytest.approx(1 / 6, abs=0.01)
    assert upper[50] == pytest.approx(0.07, abs=0.005)


def test_a_copied_column_multiplies_the_evidence_of_naive_bayes_and_not_of_logistic_regression():
    """bayes.assumptions: ten copies are counted ten times."""
    rng = np.random.default_rng(0)
    y = np.repeat([0, 1], 500)
    x = rng.normal(size=(1_000, 1)) + y[:, None]
    ten = np.repeat(x, 10, axis=1)
    one_column = x[:, 0] - 0.5  # log-odds of Gaussian naive Bayes with means 0 and 1
    assert (ten - 0.5).sum(axis=1) == pytest.approx(10 * one_column)
    single, copied = (LogisticRegression(C=1e3).fit(each, y) for each in (x, ten))
    assert copied.decision_function(ten) == pytest.approx(single.decision_function(x), abs=0.05)


def test_roc_auc_can_be_high_overall_and_random_inside_every_part():
    """parts.harder_inside, churn.weak_segment: the pairs across parts are the easy ones."""
    rng = np.random.default_rng(0)
    part = rng.integers(0, 2, 20_000)
    y = (rng.random(20_000) < np.where(part == 1, 0.8, 0.2)).astype(int)
    score = part + rng.normal(scale=0.01, size=20_000)
    assert roc_auc_score(y, score) > 0.75
    for each in (0, 1):
        assert abs(roc_auc_score(y[part == each], score[part == each]) - 0.5) < 0.02


def error_rates(cells: dict[float, float]) -> tuple[float, float, float]:
    """Return base rate, false-positive and miss rate at 0.5 of calibrated scores and shares."""
    base = sum(score * share for score, share in cells.items())
    flagged = {score: share for score, share in cells.items() if score >= 0.5}
    wrong = sum((1 - score) * share for score, share in flagged.items())
    found = sum(score * share for score, share in flagged.items())
    return base, wrong / (1 - base), 1 - found / base


def test_calibrated_groups_of_unequal_base_rates_can_share_one_error_rate_and_not_both():
    """churn.calibrated_and_unequal, churn.groups_differ."""
    share = 0.173 / 0.712  # makes the false-positive rates equal
    few, many = error_rates({0.1: 0.5, 0.6: 0.5}), error_rates({0.3: share, 0.9: 1 - share})
    assert many[0] - few[0] > 0.3
    assert many[1] == pytest.approx(few[1], abs=0.001)
    assert few[2] - many[2] > 0.03


@pytest.mark.parametrize(
    ("said", "is_so"),
    [
        ("own.labels: 92% right where 85% agree", (1 + math.sqrt(2 * 0.85 - 1)) / 2 / 0.92),
        ("metric.mae: RMSE is 1.25 times MAE for normal errors", math.sqrt(math.pi / 2) / 1.25),
        ("logistic.reading_a_weight: a weight of 0.7 doubles the odds", math.exp(0.7) / 2),
        ("code.dense_matrix: 800 gigabytes", 1_000_000 * 100_000 * 8 / 800e9),
        ("code.vectorize: 800 megabytes", 10_000 * 10_000 * 8 / 800e6),
        ("metric.f1: 0.02 for flagging everybody at 1%", 2 * 0.01 / 1.01 / 0.02),
        ("metric.roc_or_pr: two of three flags wrong", 0.0198 / 0.0298 / (2 / 3)),
    ],
)
def test_a_number_that_an_answer_states_is_right(said, is_so):
    assert is_so == pytest.approx(1, abs=0.02), said
