"""Where the model is weak: the error on parts of the test set, and its worst single cases."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .errors import check_parts
from .facts import Errors, House, Odd, Slice
from .metrics import bias_percent, headline, median_percent_error
from .stats import bootstrap
from .task import TARGET

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
SHOWN = [
    "area",
    "overall_qual",
    "overall_cond",
    "year_built",
    "lot_area",
    "bldg_type",
    "sale_type",
]


def bands(values: pd.Series, training: pd.Series, unit: str) -> pd.Series:
    """Return the band of each value, cut at the quartiles of training to the nearest hundred."""
    cuts = [round(float(cut), -2) for cut in training.quantile([0.25, 0.5, 0.75])]
    sign = "$" if unit == "$" else ""
    after = "" if unit == "$" else f" {unit}"
    low, middle, high = (f"{sign}{cut:,.0f}{after}" for cut in cuts)
    labels = [f"below {low}", f"{low} to {middle}", f"{middle} to {high}", f"above {high}"]
    return pd.cut(values, [-np.inf, *cuts, np.inf], labels=labels)


def features(train: pd.DataFrame, test: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the ways to cut the test set: for each row a level, as ordered categories."""
    return {
        "neighbourhood": test["neighborhood"].astype("category"),
        "price band": bands(test[TARGET], train[TARGET], "$"),
        "living area": bands(test["area"], train["area"], "sq ft"),
        "kind of sale": test["sale_condition"].map(SALES).astype("category"),
    }


def slices(
    train: pd.DataFrame, test: pd.DataFrame, predicted: NDArray[np.float64], least: int, seed: int
) -> list[Slice]:
    """Return the error on each level with at least ``least`` rows, worst first.

    Raises:
        ConfigError: A feature has no level with so many rows.
    """
    found, cuts = [], features(train, test)
    actual = test[TARGET].to_numpy()
    for feature, levels in cuts.items():
        for rank, level in enumerate(levels.cat.categories):
            rows = np.flatnonzero(levels == level)
            if len(rows) >= least:
                y, y_hat = actual[rows], predicted[rows]
                found.append(
                    Slice(
                        feature=feature,
                        level=str(level),
                        rank=rank,
                        rows=len(rows),
                        score=bootstrap(headline, y, y_hat, seed),
                        typical=median_percent_error(y, y_hat),
                        bias=bias_percent(y, y_hat),
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
        facts={name: getattr(row[name], "item", lambda name=name: row[name])() for name in SHOWN},
    )


def unusual(houses: pd.DataFrame) -> dict[str, NDArray[np.bool_]]:
    """Return the groups of houses that are looked at apart, each as a choice of rows."""
    return {
        "sales that were not normal": (houses["sale_condition"] != "Normal").to_numpy(),
        f"houses above {LARGE_SF:,} sq ft": (houses["area"] > LARGE_SF).to_numpy(),
    }


def odd(
    test: pd.DataFrame,
    predicted: NDArray[np.float64],
    train: pd.DataFrame,
    seen: NDArray[np.float64],
    seed: int,
) -> list[Odd]:
    """Return the error without each unusual group, on test rows and out of fold."""
    known, actual, groups = train[TARGET].to_numpy(), test[TARGET].to_numpy(), unusual(train)
    return [
        Odd(
            what=what,
            rows=int(rows.sum()),
            without=bootstrap(headline, actual[~rows], predicted[~rows], seed),
            cv_without=headline(known[~groups[what]], seen[~groups[what]]),
        )
        for what, rows in unusual(test).items()
    ]


def errors(test: pd.DataFrame, predicted: NDArray[np.float64], apart: list[Odd]) -> Errors:
    """Return how much of the squared error a few houses carry, and which ones they are."""
    actual = test[TARGET].to_numpy()
    squared = (np.log(predicted) - np.log(actual)) ** 2
    order = np.argsort(-squared, kind="stable")
    top, rest = order[:WORST], order[WORST:]
    return Errors(
        top=WORST,
        top_share=float(squared[top].sum() / squared.sum()),
        without_top=headline(actual[rest], predicted[rest]),
        odd=apart,
        worst=[house(test.iloc[i], predicted[i]) for i in top],
    )
