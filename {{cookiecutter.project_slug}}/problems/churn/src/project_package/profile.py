"""What the data is like and how it was cut: the part of the facts that prepare knows."""

import pandas as pd
from omegaconf import DictConfig

from workbench.records import Check, Count, Missing

from .data_facts import Data, Part, Split
from .features import numbers
from .task import KEY, TARGET

NOT_TOLD = "not recorded"
MOST_TWINS = 0.05  # of the test rows: more would mean that the test set was partly learned by heart


def missing(table: pd.DataFrame, meanings: DictConfig) -> list[Missing]:
    """Return the columns with gaps, most first, and what an empty cell means in each."""
    shares = table.isna().mean().sort_values(ascending=False, kind="stable")
    return [
        Missing(column=str(name), share=float(share), meaning=meanings.get(str(name), NOT_TOLD))
        for name, share in shares.items()
        if share > 0
    ]


def part(table: pd.DataFrame) -> Part:
    """Return how many rows there are and how many of them are positive."""
    return Part(rows=len(table), positives=int(table[TARGET].sum()))


def split_checks(train: pd.DataFrame, test: pd.DataFrame) -> list[Check]:
    """Return what the split must not allow, each with the number found."""
    both = len(set(train[KEY]) & set(test[KEY]))
    features = [column for column in train if column not in (TARGET, KEY)]
    twins = len(test[features].merge(train[features].drop_duplicates(), on=features)) / len(test)
    return [
        Check(
            name="same row",
            question="Is a row of the published table in both parts?",
            finding="rows in both",
            limit="none",
            value=both,
            passed=both == 0,
        ),
        Check(
            name="twin rows",
            question="How much of the test set looks exactly like a training row?",
            finding="share of test rows with a twin in training",
            limit=f"below {MOST_TWINS}",
            value=twins,
            passed=twins < MOST_TWINS,
        ),
    ]


def described(
    table: pd.DataFrame, before: pd.DataFrame, counts: list[Count], data: DictConfig
) -> Data:
    """Return what the documents say about the table.

    Args:
        table: All clean rows.
        before: The same rows before the repairs, whose gaps are counted.
        counts: What cleaning did.
        data: The choice of data, for the meaning of gaps.
    """
    features = table.drop(columns=[TARGET, KEY])
    return Data(
        rows=len(table),
        features=features.shape[1],
        numeric=len(numbers(features)),
        positives=int(table[TARGET].sum()),
        rate=float(table[TARGET].mean()),
        counts=counts,
        missing=missing(before.drop(columns=[TARGET, KEY]), data.meanings),
        rows_with_gaps=int(before.isna().any(axis=1).sum()),
        gaps_left=int(features.isna().to_numpy().sum()),
    )


def cut(train: pd.DataFrame, test: pd.DataFrame) -> Split:
    """Return what the documents say about the split."""
    return Split(
        share=len(test) / (len(train) + len(test)),
        train=part(train),
        test=part(test),
        checks=split_checks(train, test),
    )
