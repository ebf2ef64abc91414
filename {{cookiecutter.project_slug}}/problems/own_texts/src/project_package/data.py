"""What a text is to a model, which belong together, how they are cut, and what they are like."""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedGroupKFold

from workbench.errors import DataError
from workbench.grouping import linked, near_copies
from workbench.own.records import Own
from workbench.own.splits import cut, rarest
from workbench.own.table import BY, ROW, TARGET, told
from workbench.own.texts import plain
from workbench.records import Check, Count

from .facts import Data, DataReport, Split
from .features import counted, words

__all__ = ["GROUP", "KEY", "ONE", "ROW", "TARGET", "TEXT", "folds", "read", "read_table", "told"]

TEXT = "text"
CUTTING = ("category", "boolean", "ordinal", "number")  # roles that cut the test set into slices
KEY = ROW  # the number of a row in the file; no model sees it
GROUP = "own_group"  # texts with the same number stay on one side of every cut
ONE = "word"  # what may give the answer away alone
ALIKE = 0.9  # cosine of two texts' rarer words: from here on they count as near copies
LEAST = 10  # different texts that begin or end alike, for that to be a mark of their source
PURE = 0.98  # of them in one class
ENDS = 3  # words at either end


def read_table(table: pd.DataFrame) -> pd.DataFrame:
    """Return what a model sees; the index says which texts stay together."""
    return table.set_index(GROUP)[[TEXT]]


def read(path: Path) -> tuple[pd.DataFrame, pd.Series]:
    """Return the texts, and the number of each one's class.

    The texts are taken apart here, once a process, so that no candidate's time includes it.
    """
    table = pd.read_parquet(path)
    counted(table[TEXT])
    return read_table(table), table.set_index(GROUP)[TARGET]


def example() -> pd.DataFrame:
    """Return two made-up texts as a model takes them: no text of the data."""
    return pd.DataFrame({TEXT: ["The first example.", "Another one, a little longer!"]})


def groups(rows: pd.DataFrame, own: Own) -> NDArray[np.int64]:
    """Return the number of each text's group: copies, near copies, or what the split is by.

    Copies are the same but for case, digits and marks. Groups are linked directly or not.
    """
    pairs = near_copies(counted(rows[TEXT]), ALIKE)
    copies = pd.factorize(plain(rows[TEXT]))[0]
    first = pd.Series(np.arange(len(rows))).groupby(copies).transform("first").to_numpy()
    pairs = np.concatenate([pairs, np.column_stack([np.arange(len(rows)), first])])
    alone = pd.Series(np.arange(len(rows)).astype(str))
    return linked(rows[BY].astype(str) if own.split.how == "group" else alone, pairs)


def split(rows: pd.DataFrame, own: Own, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (train, test), cut as the record says: the newest, whole groups, or at random.

    Copies and near copies are never in both: where time cuts them, the later ones are dropped.

    Raises:
        DataError: A part would be empty, or without one of the classes.
    """
    together = pd.Series(groups(rows, own), rows.index)
    labels = rows[TARGET].map(pd.Series(rows.attrs["classes"], dtype=object))
    by = {"time": rows.get(BY), "group": together, "random": None}[own.split.how]
    test = cut(own.split, by, labels, together, own.test_share, seed)
    kept = rows.assign(**{GROUP: together})
    if own.split.how == "time":
        seen = test & together.isin(together[~test]).to_numpy()
        kept, test = kept[~seen], test[~seen]
    parts = kept[~test].reset_index(drop=True), kept[test].reset_index(drop=True)
    for part in parts:
        part.attrs = rows.attrs
        if part[TARGET].nunique() < len(part.attrs["classes"]):
            raise DataError(
                f"split {own.split}: without copies a part lacks a class; choose another"
            )
    return parts


def folds(
    table: pd.DataFrame, target: pd.Series, number: int, seed: int
) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Return (training, validation) row numbers: no group in both, a share of each class in each.

    Raises:
        DataError: A class has so few groups that a part would be without it.
    """
    groups, labels = table.index.to_numpy(), target.to_numpy(int)
    splitter = StratifiedGroupKFold(number, shuffle=True, random_state=seed)
    fewest = pd.Series(groups).groupby(labels).nunique().min()
    cuts = list(splitter.split(labels, labels, groups)) if fewest >= number else []
    there = len(np.unique(labels))
    if not cuts or any(len(np.unique(labels[fit])) < there for fit, _ in cuts):
        raise DataError(
            f"a class has {fewest} group(s) of texts, too few for {number} folds: lower `folds`"
        )
    return cuts


def names_its_class(texts: pd.Series, labels: pd.Series, classes: list[str]) -> float:
    """Return how much more often a text names its own class than another, as shares of texts."""
    named = [set(words(each)) for each in classes]
    found = [set(words(text)) for text in texts]
    there = np.array([[bool(name) and name <= text for name in named] for text in found], float)
    own = there[np.arange(len(texts)), labels.to_numpy(int)]
    others = (there.sum(axis=1) - own) / max(1, len(classes) - 1)
    return float((own - others).mean())


def marked(train: pd.DataFrame) -> float:
    """Return the share of texts that begin or end like many others, nearly all of one class.

    Such a mark is often of the source of a text, and not of what the text says. Near copies count
    once.
    """
    single = train.drop_duplicates(GROUP)
    found = [words(text) for text in single[TEXT]]
    usual = single[TARGET].value_counts(normalize=True).max()
    given = np.zeros(len(single), bool)
    for place in (slice(None, ENDS), slice(-ENDS, None)):
        ends = pd.Series([" ".join(each[place]) for each in found], single.index)
        classes = pd.crosstab(ends, single[TARGET])
        times, most = classes.sum(axis=1), classes.max(axis=1)
        telling = (times >= LEAST) & (most >= PURE * times) & (usual < PURE)
        given |= ends.isin(telling.index[telling]).to_numpy()
    return float(given.mean())


def split_checks(train: pd.DataFrame, test: pd.DataFrame, own: Own) -> list[Check]:
    """Return what the split must not allow, and what would give a label away."""
    both = len(set(train[ROW]) & set(test[ROW]))
    same = len(set(plain(train[TEXT])) & set(plain(test[TEXT])))
    pairs = near_copies(counted(pd.concat([train[TEXT], test[TEXT]])), ALIKE)
    across = int(((pairs < len(train)).sum(axis=1) == 1).sum())
    named = names_its_class(train[TEXT], train[TARGET], train.attrs["classes"])
    checks = [
        Check.none("same row", "Is a row of the file in both parts?", "rows in both", both),
        Check.none("same text", "Is a test text a copy of a training text?", "texts in both", same),
        Check.none(
            "near copies", "Is a test text nearly a training text?", "near copies across", across
        ),
        Check.below(
            0.2,
            "label words",
            "Do texts name their own class?",
            "share of training texts that do, less the share that name another",
            named,
        ),
        Check.below(
            0.1,
            "source marks",
            "Do texts begin or end like many others of the same class?",
            "share of training texts that do",
            marked(train),
        ),
    ]
    if own.split.how == "group":
        shared = len(set(train[BY].astype(str)) & set(test[BY].astype(str)))
        question = f"Is one {own.split.by} in both parts?"
        checks.append(Check.none("groups apart", question, "found in both", shared))
    if own.split.how == "time":
        early = int((test[BY] <= train[BY].max()).sum())
        question, finding = "Is a test text older than a training text?", "test texts not later"
        checks.append(Check.none("time order", question, finding, early))
    return checks


def conflicts(rows: pd.DataFrame) -> list[int]:
    """Return the rows of the file whose text another row has with another label, from 1."""
    labels = rows.groupby(plain(rows[TEXT]))[TARGET].transform("nunique")
    return sorted(int(row) + 1 for row in rows.loc[labels > 1, ROW])


def profile(train: pd.DataFrame, test: pd.DataFrame, counts: list[Count], own: Own) -> DataReport:
    """Return what the documents say about the data and the split."""
    rows = pd.concat([train, test], ignore_index=True)
    found = [words(text) for text in rows[TEXT]]
    seen = pd.Series([word for each in found for word in set(each)]).value_counts()
    known = {word for text in train[TEXT] for word in words(text)}
    tested = [word for text in test[TEXT] for word in words(text)]
    sizes = rows[GROUP].value_counts()
    return DataReport(
        data=Data(
            name=own.source.name,
            text=str(own.text),
            target=own.target,
            rows_are=own.rows_are,
            rows=len(rows),
            counts=counts,
            copies=int(plain(rows[TEXT]).duplicated().sum()),
            grouped=int(sizes[sizes > 1].sum()),
            largest_group=int(sizes.max()),
            conflicts=conflicts(rows),
            words=len(seen),
            once=float((seen == 1).mean()),
            median_words=float(np.median([len(each) for each in found])),
            new_words=float(np.mean([word not in known for word in tested])),
            cutting=[name for name in own.of_role(*CUTTING) if name in rows],
            open=own.questions,
            confirmed=own.confirmed,
            overruled=own.overruled,
            sampled_from=own.source.sampled_from,
            published=own.source.may_be_published,
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
