"""Where the model is weak: parts of the test set, its worst single cases, and what it leans on.

And how far off an estimate may be: the range around it, and houses unlike those of training.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.base import BaseEstimator

from workbench.files import OUT_OF_FOLD, existing
from workbench.importance import importance_of_topics
from workbench.records import Estimate, Importance
from workbench.slices import parts

from .data import KEY, TARGET, outside
from .facts import Errors, Extrapolation, House, HouseSlice, Odd, PriceRange
from .metrics import METRICS, headline, with_interval
from .models import predict, usual_ratios

LARGE_SF = 4000  # square feet: the author of the data advises to look at these sales apart
WORST = 5
SALES = {  # the codes of sale_condition, in words
    "Normal": "normal",
    "Abnorml": "abnormal (foreclosure, short sale, trade)",
    "AdjLand": "adjoining land",
    "Alloca": "two linked properties",
    "Family": "within a family",
    "Partial": "not finished when assessed",
}
SHOWN = ["area", "overall_qual", "overall_cond", "year_built", "lot_area", "bldg_type", "sale_type"]

Array = NDArray[np.float64]


def bands(values: pd.Series, training: pd.Series, form: str) -> pd.Series:
    """Return the band of each value, cut at the quartiles of training to the nearest hundred."""
    cuts = [round(float(cut), -2) for cut in training.quantile([0.25, 0.5, 0.75])]
    low, middle, high = (form.format(cut) for cut in cuts)
    labels = [f"below {low}", f"{low} to {middle}", f"{middle} to {high}", f"above {high}"]
    return pd.cut(values, [-np.inf, *cuts, np.inf], labels=labels)


def levels(train: pd.DataFrame, test: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the ways to cut the test set: for each row a level, as ordered categories."""
    return {
        "neighborhood": test["neighborhood"].astype("category"),
        "price band": bands(test[TARGET], train[TARGET], "${:,.0f}"),
        "living area": bands(test["area"], train["area"], "{:,.0f} sq ft"),
        "kind of sale": test["sale_condition"].map(SALES).astype("category"),
    }


def slices(
    train: pd.DataFrame, test: pd.DataFrame, predicted: Array, least: int, seed: int
) -> list[HouseSlice]:
    """Return the error on each level with at least ``least`` rows, worst first.

    Of the training rows, given as ``test``, it is out of fold if ``predicted`` is.

    Raises:
        ConfigError: A feature has no level with so many rows.
    """
    found = []
    for part in parts(levels(train, test), least):
        y, y_hat = test[TARGET].to_numpy()[part.rows], predicted[part.rows]
        found.append(
            HouseSlice(
                **part.named,
                score=with_interval(headline, y, y_hat, seed),
                typical=METRICS["median_percent"](y, y_hat),
                bias=METRICS["bias_percent"](y, y_hat),
            )
        )
    return sorted(found, key=lambda each: -each.score.value)


def worst_case(row: Mapping[Any, Any], predicted: float) -> House:
    """Return one house with what an agent would ask first."""
    return House(
        **{name: row[name] for name in (KEY, "sold_on", "neighborhood", TARGET)},
        predicted=predicted,
        error_percent=(predicted / row[TARGET] - 1) * 100,
        sale=SALES[row["sale_condition"]],
        facts={name: row[name] for name in SHOWN},
    )


def unusual(houses: pd.DataFrame, usual_sale: str) -> dict[str, NDArray[np.bool_]]:
    """Return the groups of houses that are looked at apart, each as a choice of rows."""
    return {
        "unusual sales": (houses["sale_condition"] != usual_sale).to_numpy(),
        f"houses above {LARGE_SF:,} sq ft": (houses["area"] > LARGE_SF).to_numpy(),
    }


def without(
    train: pd.DataFrame,
    test: pd.DataFrame,
    predicted: Array,
    out_of_fold: Array,
    config: DictConfig,
) -> list[Odd]:
    """Return the error without each unusual group, on the test set and in cross-validation."""
    actual, train_prices = (part[TARGET].to_numpy() for part in (test, train))
    usual_sale, seed = config.data.usual_sale, config.seed
    in_train, records = unusual(train, usual_sale), []
    for what, odd in unusual(test, usual_sale).items():
        rest, train_rest = ~odd, ~in_train[what]
        score = with_interval(headline, actual[rest], predicted[rest], seed)
        cv = headline(train_prices[train_rest], out_of_fold[train_rest])
        records.append(Odd(what=what, rows=int(odd.sum()), without=score, cv_without=cv))
    return records


def worst_cases(
    train: pd.DataFrame,
    test: pd.DataFrame,
    predicted: Array,
    out_of_fold: Array,
    config: DictConfig,
) -> Errors:
    """Return how much of the squared error a few houses carry, which, and the error without some.

    Args:
        train: Training rows.
        test: Test rows.
        predicted: Their estimates, US dollars, shape (n_test,).
        out_of_fold: Estimates of the training rows by models not fitted on them, shape (n_train,).
        config: Names the usual sale, and the seed of the intervals.
    """
    actual = test[TARGET].to_numpy()
    squared = (np.log(predicted) - np.log(actual)) ** 2
    order = np.argsort(-squared, kind="stable")
    top, rest = order[:WORST], order[WORST:]
    worst = zip(test.iloc[top].to_dict("records"), predicted[top].tolist(), strict=True)
    return Errors(
        top=WORST,
        top_share=float(squared[top].sum() / squared.sum()),
        without_top=headline(actual[rest], predicted[rest]),
        odd=without(train, test, predicted, out_of_fold, config),
        worst=[worst_case(row, estimated) for row, estimated in worst],
    )


def importance(model: BaseEstimator, test: pd.DataFrame, config: DictConfig) -> list[Importance]:
    """Return by how much the error grows when the columns of one topic are shuffled together."""
    return importance_of_topics(
        lambda table: predict(model, table),
        lambda predicted: float(headline(test[TARGET], predicted)),
        test,
        config.data.topics,
        config.importance_repeats,
        config.seed,
    )


def shared_error(known: Array, members: Sequence[str]) -> float | None:
    """Return how much the errors of a blend's members agree: the lowest correlation of two.

    Args:
        known: Prices of the training houses, US dollars, shape (n_train,).
        members: The candidates that are blended; of fewer than two there is nothing to compare.
    """
    if len(members) < 2:
        return None
    said = pd.read_parquet(existing(OUT_OF_FOLD, "compare"), columns=list(members))
    return float(np.corrcoef(np.log(said.T) - np.log(known)).min())


def price_range(ratios: Array, actual: Array, predicted: Array, config: DictConfig) -> PriceRange:
    """Return the range around an estimate that holds for ``range_level`` of the training houses.

    Args:
        ratios: Price over out-of-fold prediction of each training house, shape (n_train,).
        actual: Prices of the test houses, US dollars, shape (n_test,).
        predicted: Their estimates.
        config: The resolved configuration.
    """
    level = config.range_level
    low, high = usual_ratios(ratios, level)

    def held(actual: Array, estimated: Array, axis: int = -1) -> Any:
        return np.mean((actual >= estimated * low) & (actual <= estimated * high), axis=axis)

    return PriceRange(
        level=level,
        low_percent=(low - 1) * 100,
        high_percent=(high - 1) * 100,
        held=with_interval(held, actual, predicted, config.seed),
    )


def extrapolation(
    train: pd.DataFrame, test: pd.DataFrame, predicted: Array, seed: int
) -> Extrapolation:
    """Return the error on test houses inside and outside the ranges of the training houses."""
    away, actual = outside(train, test).to_numpy(), test[TARGET].to_numpy()

    def error(rows: NDArray[np.bool_]) -> Estimate:
        return with_interval(headline, actual[rows], predicted[rows], seed)

    beyond = error(away) if away.sum() > 1 else None
    return Extrapolation(rows=int(away.sum()), inside=error(~away), outside=beyond)
