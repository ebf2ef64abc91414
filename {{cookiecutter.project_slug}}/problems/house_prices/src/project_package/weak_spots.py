"""Where the model is weak: parts of the test set, its worst single cases, and what it leans on."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.base import BaseEstimator

from workbench.errors import check_parts
from workbench.importance import importance_of_topics
from workbench.records import Importance

from .cleaning import TARGET
from .facts import Errors, House, HouseSlice, Odd
from .metrics import METRICS, estimate, headline
from .models import predict

LARGE_SF = 4000  # square feet: the author of the data advises to look at these sales apart
WORST = 5
SALES = {  # the codes of sale_condition, in words
    "Normal": "normal",
    "Abnorml": "abnormal (foreclosure, short sale, trade)",
    "AdjLand": "adjoining land",
    "Alloca": "two properties in one deed",
    "Family": "within a family",
    "Partial": "not finished when assessed",
}
SHOWN = ["area", "overall_qual", "overall_cond", "year_built", "lot_area", "bldg_type", "sale_type"]


def bands(values: pd.Series, training: pd.Series, form: str) -> pd.Series:
    """Return the band of each value, cut at the quartiles of training to the nearest hundred."""
    cuts = [round(float(cut), -2) for cut in training.quantile([0.25, 0.5, 0.75])]
    low, middle, high = (form.format(cut) for cut in cuts)
    labels = [f"below {low}", f"{low} to {middle}", f"{middle} to {high}", f"above {high}"]
    return pd.cut(values, [-np.inf, *cuts, np.inf], labels=labels)


def features(train: pd.DataFrame, test: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the ways to cut the test set: for each row a level, as ordered categories."""
    return {
        "neighbourhood": test["neighborhood"].astype("category"),
        "price band": bands(test[TARGET], train[TARGET], "${:,.0f}"),
        "living area": bands(test["area"], train["area"], "{:,.0f} sq ft"),
        "kind of sale": test["sale_condition"].map(SALES).astype("category"),
    }


def slices(
    train: pd.DataFrame, test: pd.DataFrame, predicted: NDArray[np.float64], least: int, seed: int
) -> list[HouseSlice]:
    """Return the error on each level with at least ``least`` rows, worst first.

    Raises:
        ConfigError: A feature has no level with so many rows.
    """
    found, cuts, actual = [], features(train, test), test[TARGET].to_numpy()
    for feature, levels in cuts.items():
        for rank, level in enumerate(levels.cat.categories):
            rows = np.flatnonzero(levels == level)
            if len(rows) >= least:
                y, y_hat = actual[rows], predicted[rows]
                found.append(
                    HouseSlice(
                        feature=feature,
                        level=str(level),
                        rank=rank,
                        rows=len(rows),
                        score=estimate(headline, y, y_hat, seed),
                        typical=METRICS["median_percent"](y, y_hat),
                        bias=METRICS["bias_percent"](y, y_hat),
                    )
                )
    check_parts(cuts, [each.feature for each in found], least)
    return sorted(found, key=lambda each: -each.score.value)


def house(row: pd.Series, predicted: float) -> House:
    """Return one house with what an agent would ask first."""
    return House(
        pid=int(row["pid"]),
        sold_on=row["sold_on"],
        neighborhood=row["neighborhood"],
        price=float(row[TARGET]),
        predicted=float(predicted),
        error_percent=float((predicted / row[TARGET] - 1) * 100),
        sale=SALES[row["sale_condition"]],
        facts=row[SHOWN]
        .map(lambda value: value if isinstance(value, str) else value.item())
        .to_dict(),
    )


def unusual(houses: pd.DataFrame) -> dict[str, NDArray[np.bool_]]:
    """Return the groups of houses that are looked at apart, each as a choice of rows."""
    return {
        "sales that were not normal": (houses["sale_condition"] != "Normal").to_numpy(),
        f"houses above {LARGE_SF:,} sq ft": (houses["area"] > LARGE_SF).to_numpy(),
    }


def errors(
    train: pd.DataFrame,
    test: pd.DataFrame,
    predicted: NDArray[np.float64],
    out_of_fold: NDArray[np.float64],
    seed: int,
) -> Errors:
    """Return how much of the squared error a few houses carry, which, and the error without some.

    Args:
        train: Training rows.
        test: Test rows.
        predicted: Their estimates, US dollars, shape (n_test,).
        out_of_fold: Estimates of the training rows when they were not seen, shape (n_train,).
        seed: Of the intervals.
    """
    actual, known, groups = test[TARGET].to_numpy(), train[TARGET].to_numpy(), unusual(train)
    squared = (np.log(predicted) - np.log(actual)) ** 2
    order = np.argsort(-squared, kind="stable")
    top, rest = order[:WORST], order[WORST:]
    odd = [
        Odd(
            what=what,
            rows=int(rows.sum()),
            without=estimate(headline, actual[~rows], predicted[~rows], seed),
            cv_without=headline(known[~groups[what]], out_of_fold[~groups[what]]),
        )
        for what, rows in unusual(test).items()
    ]
    return Errors(
        top=WORST,
        top_share=float(squared[top].sum() / squared.sum()),
        without_top=headline(actual[rest], predicted[rest]),
        odd=odd,
        worst=[house(test.iloc[i], predicted[i]) for i in top],
    )


def importance(model: BaseEstimator, test: pd.DataFrame, config: DictConfig) -> list[Importance]:
    """Return by how much the error grows when the columns of one topic are shuffled together."""

    def error(table: pd.DataFrame) -> float:
        return float(headline(test[TARGET], predict(model, table)))

    return importance_of_topics(
        error, test, config.data.topics, config.importance_repeats, config.seed
    )
