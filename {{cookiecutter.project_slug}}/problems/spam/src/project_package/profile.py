"""What the mails are like and how they were cut: the part of the facts that prepare knows."""

import numpy as np
import pandas as pd
from omegaconf import DictConfig
from sklearn.model_selection import train_test_split

from workbench.records import Check, Count

from .data_facts import Data, DataReport, KindCount, Split
from .grouping import fingerprint, near_copies, thread
from .schema import KINDS
from .task import TARGET, texts
from .words import counted


def kinds(train: pd.DataFrame, test: pd.DataFrame) -> list[KindCount]:
    """Return the number of mails of each kind."""
    mails = pd.concat([train, test])
    return [
        KindCount(
            kind=kind,
            meaning=meaning,
            rows=int((mails["kind"] == kind).sum()),
            test=int((test["kind"] == kind).sum()),
            html=float(mails.loc[mails["kind"] == kind, "html"].mean()),
        )
        for kind, meaning in KINDS.items()
        if (mails["kind"] == kind).any()
    ]


def by_time(mails: pd.DataFrame) -> tuple[float, float]:
    """Return the share of spam in the older and in the newer half of the dated mails."""
    dated = mails[mails["received"] != ""].sort_values("received", kind="stable")
    half = len(dated) // 2
    return float(dated[TARGET].iloc[:half].mean()), float(dated[TARGET].iloc[half:].mean())


def new_words(train: pd.DataFrame, test: pd.DataFrame) -> float:
    """Return the share of the words of test mails, as they stand, that no training mail has."""
    test_counts = counted(texts(test)["text"])
    train_counts = counted(texts(train)["text"])
    known = np.zeros(max(test_counts.shape[1], train_counts.shape[1]), bool)
    known[np.unique(train_counts.indices)] = True
    return float(test_counts.data[~known[test_counts.indices]].sum() / test_counts.sum())


def relatives(mails: pd.DataFrame, test_share: float, seed: int) -> float:
    """Return the share of a random test set whose groups are in training too."""
    train, test = train_test_split(
        mails["group"], test_size=test_share, random_state=seed, stratify=mails[TARGET]
    )
    return float(test.isin(set(train)).mean())


def none(name: str, question: str, finding: str, value: int) -> Check:
    """Return a check that passes when nothing was found."""
    return Check(
        name=name, question=question, finding=finding, limit="none", value=value, passed=value == 0
    )


def split_checks(train: pd.DataFrame, test: pd.DataFrame, alike: float) -> list[Check]:
    """Return what the split must not allow, each with the number found."""
    threads = [set(each["subject"].map(thread)) - {""} for each in (train, test)]
    prints = [set(fingerprint(each)) for each in (train, test)]
    both = pd.concat([train, test], ignore_index=True)
    pairs = near_copies(texts(both)["text"], alike)
    across = (pairs < len(train)).sum(axis=1) == 1
    return [
        none(
            "same thread",
            "Is a conversation in both parts?",
            "threads in both",
            len(threads[0] & threads[1]),
        ),
        none(
            "same mail",
            "Is a test mail a copy of a training mail?",
            "bodies in both",
            len(prints[0] & prints[1]),
        ),
        none(
            "near copies",
            "Is a test mail nearly the same as a training mail?",
            "pairs of near copies across the parts",
            int(across.sum()),
        ),
    ]


def profile(
    train: pd.DataFrame, test: pd.DataFrame, counts: list[Count], config: DictConfig
) -> DataReport:
    """Return what the documents say about the data and the split."""
    mails = pd.concat([train, test], ignore_index=True)
    words = counted(texts(mails)["text"])
    in_mails = np.bincount(words.indices)
    dates = mails.loc[mails["received"] != "", "received"]
    before, after = by_time(mails)
    return DataReport(
        data=Data(
            rows=len(mails),
            spam=float(mails[TARGET].mean()),
            counts=counts,
            kinds=kinds(train, test),
            first=dates.min()[:10],
            last=dates.max()[:10],
            spam_before=before,
            spam_after=after,
            groups=mails["group"].nunique(),
            largest_group=int(mails["group"].value_counts().max()),
            words=int((in_mails > 0).sum()),
            median_words=float(np.median(words.sum(axis=1))),
            once=float((in_mails == 1).sum() / (in_mails > 0).sum()),
        ),
        split=Split(
            asked_share=config.data.test_share,
            share=len(test) / len(mails),
            train=len(train),
            test=len(test),
            train_spam=float(train[TARGET].mean()),
            test_spam=float(test[TARGET].mean()),
            new_words=new_words(train, test),
            relatives=relatives(mails, config.data.test_share, config.seed),
            checks=split_checks(train, test, config.data.alike),
        ),
    )
