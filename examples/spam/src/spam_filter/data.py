"""What an email is to a model, which belong together, how they are cut, and what they are like."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.model_selection import StratifiedGroupKFold, train_test_split

from workbench.errors import DataError
from workbench.grouping import linked, near_copies
from workbench.records import Check, Count

from .facts import Data, DataReport, KindCount, Split
from .features import counted

TARGET = "spam"
KEY = "id"  # of an email: its place in the published corpus
KINDS = {  # the folders of the corpus, in words
    "easy-ham-1": "easy real email, first batch",
    "easy-ham-2": "easy real email, second batch",
    "hard-ham-1": "hard real email",
    "spam-1": "spam, first batch",
    "spam-2": "spam, second batch",
}
PREFIX = re.compile(r"^\s*(?:(?:re|fwd?|aw|sv)(?:\[\d+\])?\s*:|\[[^\]]{1,40}\])\s*", re.IGNORECASE)
SHORT = 20  # characters: bodies below this are the same by chance


def read_table(emails: pd.DataFrame) -> pd.DataFrame:
    """Return what a model sees of emails: subject and body, without headers and list footers."""
    return pd.DataFrame({"text": emails["subject"] + "\n" + emails["body"]})


def read(path: Path) -> tuple[pd.DataFrame, pd.Series]:
    """Return the text of each email with its group, for the folds, and 1 for spam, else 0.

    The texts are split into words here, once a process, so that no candidate's time includes it.
    """
    emails = pd.read_parquet(path)
    table = read_table(emails)
    counted(table["text"])
    return table.assign(group=emails["group"]), emails[TARGET]


def thread(subject: str) -> str:
    """Return the subject without reply marks, list names, numbers and case.

    >>> thread("Re: [ILUG] FW: Kernel 2.4")
    'kernel 0.0'
    """
    while (shorter := PREFIX.sub("", subject)) != subject:
        subject = shorter
    return re.sub(r"\d+", "0", " ".join(subject.lower().split()))


def fingerprint(emails: pd.DataFrame) -> pd.Series:
    """Return a text that two copies share: the body without case, numbers and spaces."""
    body = emails["body"].str.lower().str.replace(r"\d+|\s+", "", regex=True)
    return body.where(body.str.len() >= SHORT, emails["subject"].str.lower() + body)


def groups(emails: pd.DataFrame, alike: float) -> NDArray[np.int64]:
    """Return the number of each email's group: same thread, or near copies, directly or not.

    An email without a subject starts no thread.

    Args:
        emails: The emails, without copies.
        alike: The least cosine of two near copies.
    """
    threads = emails["subject"].map(thread)
    pairs = near_copies(counted(read_table(emails)["text"]), alike)
    return linked(threads.where(threads != "", emails[KEY]), pairs)


def folds(
    table: pd.DataFrame, target: pd.Series, number: int, seed: int
) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Return (training, validation) row numbers: no group in both, a share of spam in each.

    Raises:
        DataError: A class has so few or so uneven groups that a part would be without it.
    """
    threads = table["group"].groupby(target).nunique().reindex([0, 1], fill_value=0).min()
    few = f"a class has {threads} thread(s): too few for {number} parts that need both classes"
    if threads < number:
        raise DataError(few)
    splitter = StratifiedGroupKFold(number, shuffle=True, random_state=seed)
    cuts = list(splitter.split(table, target, table["group"]))
    if any(target.iloc[rows].nunique() < 2 for _, rows in cuts):
        raise DataError(few)
    return cuts


def split(emails: pd.DataFrame, test_share: float, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (train, test), where no group is in both and each has its share of spam.

    Raises:
        DataError: There are too few groups for the share.
    """
    train, test = folds(emails, emails[TARGET], round(1 / test_share), seed)[0]
    return emails.iloc[train].reset_index(drop=True), emails.iloc[test].reset_index(drop=True)


def split_checks(train: pd.DataFrame, test: pd.DataFrame, alike: float) -> list[Check]:
    """Return what the split must not allow, each with the number found."""
    threads = [set(each["subject"].map(thread)) - {""} for each in (train, test)]
    prints = [set(fingerprint(each)) for each in (train, test)]
    shared, same = len(threads[0] & threads[1]), len(prints[0] & prints[1])
    texts = read_table(pd.concat([train, test]))["text"]
    across = (near_copies(counted(texts), alike) < len(train)).sum(axis=1) == 1
    return [
        Check.none(
            "same thread", "Is a thread in both training and test set?", "threads in both", shared
        ),
        Check.none(
            "same email", "Is a test email a copy of a training email?", "bodies in both", same
        ),
        Check.none(
            "near copies",
            "Is a test email nearly the same as a training email?",
            "near copies across training and test set",
            int(across.sum()),
        ),
    ]


def profile(
    train: pd.DataFrame, test: pd.DataFrame, counts: list[Count], config: DictConfig
) -> DataReport:
    """Return what the documents say about the data and the split."""
    emails = pd.concat([train, test], ignore_index=True)
    dated = emails[emails["received"] != ""].sort_values("received", kind="stable")
    older, newer = np.split(dated[TARGET].to_numpy(), [len(dated) // 2])
    words = counted(read_table(emails)["text"])
    in_emails, tested = np.bincount(words.indices), words[len(train) :]
    new = ~np.isin(tested.indices, words[: len(train)].indices)
    share, seed, spam = config.data.test_share, config.seed, emails[TARGET]
    dealt = train_test_split(emails["group"], test_size=share, random_state=seed, stratify=spam)
    kinds = [
        KindCount(
            kind=str(kind),
            meaning=KINDS[str(kind)],
            rows=len(rows),
            test=int((test["kind"] == kind).sum()),
            html=float(rows["html"].mean()),
        )
        for kind, rows in emails.groupby("kind")
    ]
    return DataReport(
        data=Data(
            rows=len(emails),
            spam=float(spam.mean()),
            counts=counts,
            kinds=kinds,
            first=dated["received"].iloc[0][:10],
            last=dated["received"].iloc[-1][:10],
            spam_before=float(older.mean()),
            spam_after=float(newer.mean()),
            groups=emails["group"].nunique(),
            largest_group=int(emails["group"].value_counts().max()),
            words=int((in_emails > 0).sum()),
            median_words=float(np.median(words.sum(axis=1))),
            once=float((in_emails == 1).sum() / (in_emails > 0).sum()),
        ),
        split=Split(
            share=len(test) / len(emails),
            train=len(train),
            test=len(test),
            train_spam=float(train[TARGET].mean()),
            test_spam=float(test[TARGET].mean()),
            new_words=float(tested.data[new].sum() / tested.sum()),
            relatives=float(dealt[1].isin(set(dealt[0])).mean()),
            checks=split_checks(train, test, config.data.alike),
        ),
    )
