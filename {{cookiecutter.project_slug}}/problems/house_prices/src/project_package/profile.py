"""What the data is like and how it was cut: the part of the facts that prepare knows."""

import numpy as np
import pandas as pd
from omegaconf import DictConfig
from scipy.stats import skew

from .data_facts import Data, DataReport, Period, Split
from .features import GRADES, numbers, texts
from .records import Check, Count, Missing
from .task import KEYS, TARGET

MOST_MISSING = 8  # columns shown
ABSENT_WITH = {"garage_yr_blt": "garage_type"}  # a number that is missing because the thing is
NOT_TOLD = {"electrical"}  # a text that is missing although every house has the thing
NONE = "none"
BY_DESIGN = {"yr_sold"}  # outside the training years, because the split is by time


def missing(houses: pd.DataFrame) -> list[Missing]:
    """Return the columns with most missing values: absent things apart from unknown values."""
    shares = houses.isna().mean().sort_values(ascending=False, kind="stable")
    absent = {*texts(houses), *ABSENT_WITH} - NOT_TOLD
    return [
        Missing(
            column=str(column),
            share=float(share),
            meaning="the house has none" if column in absent else "not recorded",
        )
        for column, share in shares.head(MOST_MISSING).items()
        if share > 0
    ]


def period(houses: pd.DataFrame) -> Period:
    """Return how many sales there are, from when to when, at which typical price."""
    return Period(
        rows=len(houses),
        first=houses["sold_on"].min(),
        last=houses["sold_on"].max(),
        median_price=float(houses[TARGET].median()),
    )


def outside(train: pd.DataFrame, test: pd.DataFrame) -> pd.Series:
    """Return, for each test row, whether a number lies outside what training has seen."""
    columns = [c for c in numbers(train) if c not in {TARGET, *KEYS, *BY_DESIGN}]
    low, high = train[columns].min(), train[columns].max()
    return ((test[columns] < low) | (test[columns] > high)).any(axis=1)


def split_checks(train: pd.DataFrame, test: pd.DataFrame) -> list[Check]:
    """Return what the split must not allow, each with the number found."""
    both = len(set(train["pid"]) & set(test["pid"]))
    features = [column for column in train if column not in (TARGET, *KEYS)]
    twins = len(test[features].merge(train[features].drop_duplicates(), on=features))
    early = int((test["sold_on"] <= train["sold_on"].max()).sum())
    return [
        Check(
            name="same parcel",
            question="Is a parcel in both parts?",
            finding="parcels in both",
            limit=NONE,
            value=both,
            passed=both == 0,
        ),
        Check(
            name="twin rows",
            question="Is a test house the same as a training house in every column?",
            finding="test rows with a twin in training",
            limit=NONE,
            value=twins,
            passed=twins == 0,
        ),
        Check(
            name="time order",
            question="Was a test house sold before the last training sale?",
            finding="test sales not later than the last training sale",
            limit=NONE,
            value=early,
            passed=early == 0,
        ),
    ]


def profile(
    train: pd.DataFrame, test: pd.DataFrame, counts: list[Count], config: DictConfig
) -> DataReport:
    """Return what the documents say about the data and the split."""
    houses = pd.concat([train, test], ignore_index=True)
    price = houses[TARGET]
    return DataReport(
        data=Data(
            rows=len(houses),
            features=houses.shape[1] - len([TARGET, *KEYS]),
            numeric=len(numbers(houses.drop(columns=[TARGET, *KEYS]))),
            grades=len(GRADES),
            counts=counts,
            missing=missing(houses.drop(columns=KEYS)),
            median_price=float(price.median()),
            lowest_price=float(price.min()),
            highest_price=float(price.max()),
            target_skew=float(skew(price, bias=False)),
            log_target_skew=float(skew(np.log(price), bias=False)),
            odd_sales=float((houses["sale_condition"] != config.data.usual_sale).mean()),
        ),
        split=Split(
            asked_share=config.data.test_share,
            share=len(test) / len(houses),
            cut=test["sold_on"].min(),
            train=period(train),
            test=period(test),
            outside=float(outside(train, test).mean()),
            checks=split_checks(train, test),
        ),
    )
