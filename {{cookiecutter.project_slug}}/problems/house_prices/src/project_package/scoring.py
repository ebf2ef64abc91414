"""The test set in numbers: every metric with its interval, ranges, and what lies outside."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from . import metrics
from .facts import Chosen, Derived, Extrapolation, PriceRange, Scores, TestResult
from .profile import outside
from .records import Candidate, Estimate
from .stats import Metric, bootstrap


def scores(actual: pd.Series, predicted: NDArray[np.float64], seed: int) -> Scores:
    """Return every metric on the test set with its bootstrap interval over houses."""

    def of(metric: Metric) -> Estimate:
        return bootstrap(metric, actual, predicted, seed)

    return Scores(
        rmse_log=of(metrics.headline),
        mean_dollars=of(metrics.mean_dollar_error),
        median_dollars=of(metrics.median_dollar_error),
        median_percent=of(metrics.median_percent_error),
        ninetieth_percent=of(metrics.ninetieth_percent_error),
        within_ten=of(metrics.within_ten_score),
        bias_percent=of(metrics.bias_percent),
        r2=of(metrics.r2_score),
    )


def price_range(
    ratios: NDArray[np.float64],
    actual: NDArray[np.float64],
    predicted: NDArray[np.float64],
    level: float,
    seed: int,
) -> PriceRange:
    """Return the range around an estimate that holds for ``level`` of the training houses.

    Args:
        ratios: Price over out-of-fold prediction of each training house, shape (n_train,).
        actual: Prices of the test houses, US dollars, shape (n_test,).
        predicted: Their estimates.
        level: Share of houses in the range, above 0 and below 1.
        seed: Of the interval of how often the range held on the test set.

    Source:
        Barber, Candes, Ramdas and Tibshirani, Predictive inference with the jackknife+, Annals of
        Statistics 49 (2021): the cross-validation residuals, without its correction.
    """
    low, high = np.quantile(ratios, [(1 - level) / 2, (1 + level) / 2])

    def held(actual: NDArray[np.float64], estimated: NDArray[np.float64]) -> float:
        return float(np.mean((actual >= estimated * low) & (actual <= estimated * high)))

    return PriceRange(
        level=level,
        low_percent=float((low - 1) * 100),
        high_percent=float((high - 1) * 100),
        held=bootstrap(held, actual, predicted, seed),
    )


def extrapolation(
    train: pd.DataFrame, test: pd.DataFrame, predicted: NDArray[np.float64], seed: int
) -> Extrapolation:
    """Return the error on test houses inside and outside the ranges that training has seen."""
    away = outside(train, test).to_numpy()
    actual = test["price"].to_numpy()

    def of(rows: NDArray[np.bool_]) -> Estimate:
        return bootstrap(metrics.headline, actual[rows], predicted[rows], seed)

    return Extrapolation(
        rows=int(away.sum()), inside=of(~away), outside=of(away) if away.any() else None
    )


def derived(chosen: Chosen, baseline: TestResult, test_minus_cv: Estimate) -> Derived:
    """Return the ratios that the documents use."""
    ours, theirs = chosen.scores, baseline.scores
    return Derived(
        lift=1 - ours.rmse_log.value / theirs.rmse_log.value,
        gap=chosen.cv.value / chosen.train - 1,
        test_minus_cv=test_minus_cv,
    )


def results(
    actual: pd.Series,
    predictions: dict[str, NDArray[np.float64]],
    candidates: dict[str, Candidate],
    seed: int,
) -> dict[str, TestResult]:
    """Return the test scores of the chosen model and of each baseline, by name."""
    return {
        name: TestResult(
            key=name,
            label=candidates[name].label,
            scores=scores(actual, predicted, seed),
        )
        for name, predicted in predictions.items()
    }
