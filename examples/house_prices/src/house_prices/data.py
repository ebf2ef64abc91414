"""What a row is, how the table is cut into train, test and folds, and what the data is like."""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig

from workbench.errors import DataError
from workbench.records import Check, Count, Missing

from .facts import Data, DataReport, Period, Split

TARGET = "price"
KEY = "pid"  # the parcel; it is sold once here
KEYS = [KEY, "sold_on"]  # name a sale; no model sees them
MOST_MISSING = 8  # columns shown
# By what an absent thing is told from one that was not recorded.
SIZES = {"pool_qc": "pool_area", "misc_feature": "misc_val", "fireplace_qu": "fireplaces"}
SIZES |= {"mas_vnr_type": "mas_vnr_area", "garage_yr_blt": "garage_area"}
BY_DESIGN = {"yr_sold"}  # outside the training years, because the split is by time


def read(path: Path) -> tuple[pd.DataFrame, pd.Series]:
    """Return the columns that a model may use, and the sale prices in US dollars."""
    table = pd.read_parquet(path)
    return table.drop(columns=[TARGET, *KEYS]), table[TARGET].astype(float)


def split(houses: pd.DataFrame, test_share: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (train, test), where test is the whole months whose sales are nearest to the share.

    Args:
        houses: Clean rows, oldest first, with ``sold_on`` as YYYY-MM.
        test_share: Of the rows, above 0 and below 1.

    Raises:
        DataError: All sales are of one month, or one part would be empty.
    """
    newer = houses["sold_on"].value_counts(sort=False).sort_index()[::-1].cumsum() / len(houses)
    months = newer[newer < 1]
    if months.empty:
        raise DataError("all sales are of one month, so none can be kept for testing by time")
    first = (months - test_share).abs().idxmin()
    test = houses["sold_on"] >= first
    return houses[~test].reset_index(drop=True), houses[test].reset_index(drop=True)


def folds(
    table: pd.DataFrame, target: pd.Series, number: int, seed: int
) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Return (training, validation) row numbers; each fold has its share of every price decile."""
    from sklearn.model_selection import StratifiedKFold

    decile = pd.qcut(target.rank(method="first"), 10, labels=False)
    splitter = StratifiedKFold(number, shuffle=True, random_state=seed)
    return list(splitter.split(table, decile))


def outside(train: pd.DataFrame, test: pd.DataFrame) -> pd.Series:
    """Return, for each test row, whether a number lies outside those of the training rows."""
    columns = train.select_dtypes("number").columns.difference([TARGET, *KEYS, *BY_DESIGN])
    low, high = train[columns].min(), train[columns].max()
    return ((test[columns] < low) | (test[columns] > high)).any(axis=1)


def split_checks(train: pd.DataFrame, test: pd.DataFrame) -> list[Check]:
    """Return what the split must not allow, each with the number of cases."""
    features = train.columns.difference([TARGET, *KEYS]).tolist()
    twins = len(test[features].merge(train[features].drop_duplicates(), on=features))
    last = "test sales not later than the last training sale"
    early = int((test["sold_on"] <= train["sold_on"].max()).sum())
    both = len(set(train[KEY]) & set(test[KEY]))
    alike = "Is a test house the same as a training house in every column?"
    before = "Was a test house sold before the last training sale?"
    return [
        Check.none(
            "same parcel", "Is a parcel in both training and test set?", "parcels in both", both
        ),
        Check.none("twin rows", alike, "test rows with a twin in training", twins),
        Check.none("time order", before, last, early),
    ]


def missing(houses: pd.DataFrame) -> list[Missing]:
    """Return the columns with most missing values: absent things apart from unknown values."""
    shares = houses.isna().mean().sort_values(ascending=False, kind="stable").head(MOST_MISSING)

    def meaning(column: str) -> str:
        if column in SIZES:
            unknown = int(houses.loc[houses[column].isna(), SIZES[column]].ne(0).sum())
            apart = f"; not recorded in {unknown} row{'s' * (unknown > 1)}" if unknown else ""
            return f"the house has none{apart}, according to {SIZES[column]}"
        number = houses[column].dtype == float
        return "not recorded" if number else "usually, the house has none"

    return [
        Missing(column=str(column), share=float(share), meaning=meaning(str(column)))
        for column, share in shares[shares > 0].items()
    ]


def period(houses: pd.DataFrame) -> Period:
    """Return how many sales there are, from when to when, at which typical price."""
    sold, median = houses["sold_on"], float(houses[TARGET].median())
    return Period(rows=len(houses), first=sold.min(), last=sold.max(), median_price=median)


def described(
    houses: pd.DataFrame, prices: pd.Series, counts: list[Count], usual_sale: str
) -> Data:
    """Return what the documents say about the cleaned table; ``prices`` are of training rows."""
    from scipy.stats import skew

    from .features import GRADES

    features = houses.drop(columns=[TARGET, *KEYS])
    return Data(
        rows=len(houses),
        features=features.shape[1],
        numeric=features.select_dtypes("number").shape[1],
        grades=len(GRADES),
        counts=counts,
        missing=missing(features),
        median_price=float(prices.median()),
        lowest_price=float(prices.min()),
        highest_price=float(prices.max()),
        target_skew=float(skew(prices, bias=False)),
        log_target_skew=float(skew(np.log(prices), bias=False)),
        odd_sales=float((houses["sale_condition"] != usual_sale).mean()),
    )


def profile(
    train: pd.DataFrame, test: pd.DataFrame, counts: list[Count], config: DictConfig
) -> DataReport:
    """Return what the documents say about the data and the split."""
    houses = pd.concat([train, test], ignore_index=True)
    cut = Split(
        asked_share=config.data.test_share,
        share=len(test) / len(houses),
        cut=test["sold_on"].min(),
        train=period(train),
        test=period(test),
        outside=float(outside(train, test).mean()),
        checks=split_checks(train, test),
    )
    data = described(houses, train[TARGET], counts, config.data.usual_sale)
    return DataReport(data=data, split=cut)
