"""What a row is, how the table is cut into train, test and folds, and what the data is like."""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold, KFold, StratifiedKFold

from workbench.errors import DataError
from workbench.files import TRAIN, existing
from workbench.own.records import UNKNOWN, Own
from workbench.own.splits import cut, rarest, strata
from workbench.own.table import BY, ROW, TARGET, told, twins
from workbench.records import Check, Count, Missing
from workbench.server.typical import as_table, typical

from .facts import Data, DataReport, Split
from .features import numbers

__all__ = ["GROUP", "KEY", "ONE", "ROW", "TARGET", "folds", "read", "read_table", "split", "told"]

KEY = ROW  # the number of a row in the file; no model sees it
GROUP = "own_group"  # rows with the same number stay on one side of every cut
ONE = "column"  # what may give the answer away alone
MOST_MISSING = 8  # columns shown


def read_table(table: pd.DataFrame) -> pd.DataFrame:
    """Return the columns that a model may use; the index says which rows stay together."""
    return table.set_index(GROUP).drop(columns=[ROW, TARGET, BY], errors="ignore")


def read(path: Path) -> tuple[pd.DataFrame, pd.Series]:
    """Return the columns that a model may use, and the target: an amount or a class's number."""
    table = pd.read_parquet(path)
    return read_table(table), table.set_index(GROUP)[TARGET]


def example() -> pd.DataFrame:
    """Return the typical row, made up of medians and usual levels: no row of the data."""
    table = read(existing(TRAIN, "prepare"))[0]
    return as_table([typical(table.drop(columns=told()["hidden"]))], table)


def split(rows: pd.DataFrame, own: Own, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (train, test), cut as the record says: the newest, whole groups, or at random.

    Rows that are the same in every feature stay together, unless time cuts them.

    Raises:
        DataError: A part would be empty, or without one of the classes.
    """
    alike = twins(rows[own.features])
    named = pd.Series(rows.attrs["classes"], dtype=object)
    target = rows[TARGET] if named.empty else rows[TARGET].map(named)
    by = rows.get(BY)
    test = cut(own.split, by, target, alike, own.test_share, seed)
    together = alike if by is None or own.split.how == "time" else pd.factorize(by.astype(str))[0]
    kept = rows.assign(**{GROUP: together})
    parts = kept[~test].reset_index(drop=True), kept[test].reset_index(drop=True)
    for part in parts:
        part.attrs = rows.attrs
    return parts


def folds(
    table: pd.DataFrame, target: pd.Series, number: int, seed: int
) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Return (training, validation) row numbers: stratified, and no group in two folds.

    Raises:
        DataError: There are fewer groups than folds, or a class is too small for them.
    """
    groups = pd.Series(table.index.to_numpy())
    first = ~groups.duplicated()
    firsts = groups[first]
    y = pd.Series(target.to_numpy())
    if len(firsts) < number:
        raise DataError(f"{len(firsts)} group(s) are too few for {number} folds: lower `folds`")
    if len(firsts) < len(groups) / 2:  # true groups, whose first row does not speak for the rest
        splitter = GroupKFold(number, shuffle=True, random_state=seed)
        return list(splitter.split(y, groups=groups))
    labels = strata(y if told()["metric"] in ("mae", "rmse_log") else y.astype(int))[first]
    even = labels.value_counts().min() >= number
    kind = StratifiedKFold if even else KFold
    cuts = kind(number, shuffle=True, random_state=seed).split(firsts, labels)
    held = [groups.isin(firsts.iloc[rows]).to_numpy() for _, rows in cuts]
    return [(np.flatnonzero(~each), np.flatnonzero(each)) for each in held]


def missing(table: pd.DataFrame, own: Own) -> list[Missing]:
    """Return the columns with most gaps, and what the author says an empty cell means there."""
    shares = table.isna().mean().sort_values(ascending=False, kind="stable").head(MOST_MISSING)
    said = {name: own.columns[name].empty_means for name in own.features}
    return [
        Missing(
            column=str(name),
            share=float(share),
            meaning="not told" if said[str(name)] == UNKNOWN else said[str(name)],
        )
        for name, share in shares[shares > 0].items()
    ]


def split_checks(train: pd.DataFrame, test: pd.DataFrame, own: Own) -> list[Check]:
    """Return what the split must not allow, each with the number of cases."""
    both = len(set(train[ROW]) & set(test[ROW]))
    alike = len(set(train[GROUP]) & set(test[GROUP]))
    checks = [
        Check.none("same row", "Is a row of the file in both parts?", "rows in both", both),
    ]
    if own.split.how == "time":
        early = int((test[BY] <= train[BY].max()).sum())
        finding = "test rows not later than the last training row"
        checks.append(
            Check.none("time order", "Is a test row older than a training row?", finding, early)
        )
    else:
        what = f"Is any {own.split.by}" if own.split.by else "Are rows with the same features"
        checks.append(Check.none("groups apart", f"{what} in both parts?", "found in both", alike))
    return checks


def profile(train: pd.DataFrame, test: pd.DataFrame, counts: list[Count], own: Own) -> DataReport:
    """Return what the documents say about the data and the split."""
    rows = pd.concat([train, test], ignore_index=True)
    features = rows[own.features]
    aside = {name: each.reason or each.role for name, each in own.columns.items() if not each.use}
    return DataReport(
        data=Data(
            name=own.source.name,
            target=own.target,
            unit=own.unit,
            rows_are=own.rows_are,
            rows=len(rows),
            features=len(own.features),
            numeric=len(numbers(features)),
            twins=int(features.duplicated().sum()),
            counts=counts,
            missing=missing(features, own),
            set_aside=aside,
            open=own.questions,
            confirmed=own.confirmed,
            overruled=own.overruled,
            sampled_from=own.source.sampled_from,
            published=own.source.may_be_published,
            best_column=own.best_column,
        ),
        split=Split(
            how=own.split.how,
            by=own.split.by or "",
            share=len(test) / len(rows),
            train=len(train),
            test=len(test),
            checks=split_checks(train, test, own),
            **rarest(test[TARGET], train.attrs["classes"]),
        ),
    )
