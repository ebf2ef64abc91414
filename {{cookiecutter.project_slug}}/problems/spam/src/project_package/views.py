"""What the parts of a mail give away: one plain model on each part, judged in four ways.

Mails were collected from few mailboxes, so their headers tell whose they are, and that tells spam
from real mail in this collection and nowhere else. A part whose score falls when the mails come
from another source or a later time has learned the source, not spam. Training mails only.
"""

from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from workbench.files import TRAIN
from workbench.parallel import run_tasks
from workbench.records import Estimate

from . import scoring
from .payoff import Payoff
from .spam_facts import View
from .task import TARGET
from .words import WordCounts

PARTS = {
    "headers without the subject": ["headers"],
    "whole mail": ["headers", "subject", "body", "footer"],
    "subject and body with list footers": ["subject", "body", "footer"],
    "subject and body": ["subject", "body"],
}
USED = "subject and body"  # what task.texts gives the models
FIRST_SOURCE = ("easy-ham-1", "spam-1")
HARD = "hard-ham-1"
NEWEST = 0.2  # share of the dated mails that count as later
Rows = NDArray[np.int64]


@lru_cache(maxsize=1)
def training_mails() -> pd.DataFrame:
    """Read the training mails, once a process."""
    return pd.read_parquet(TRAIN)


def joined(mails: pd.DataFrame, parts: list[str]) -> pd.DataFrame:
    """Return some parts of each mail as one text, the subject in its first line."""
    first = mails["subject"] if "subject" in parts else pd.Series("", index=mails.index)
    rest = [mails[part] for part in parts if part != "subject"]
    lines = zip(first, *rest, strict=True)
    return pd.DataFrame({"text": ["\n".join(each) for each in lines]})


def protocols(mails: pd.DataFrame, number: int, seed: int) -> dict[str, list[tuple[Rows, Rows]]]:
    """Return, for each way to judge, pairs of training and validation row numbers.

    Raises:
        ValueError: The mails have too few threads for the folds.
    """
    spam, rows = mails[TARGET], np.arange(len(mails))
    threads = StratifiedGroupKFold(number, shuffle=True, random_state=seed)
    at_random = StratifiedKFold(number, shuffle=True, random_state=seed)
    first = mails["kind"].isin(FIRST_SOURCE).to_numpy()
    dated = rows[mails["received"] != ""]
    ordered = dated[np.argsort(mails["received"].to_numpy()[dated], kind="stable")]
    cut = len(ordered) - round(NEWEST * len(ordered))
    return {
        "at random": list(at_random.split(mails, spam)),
        "by thread": list(threads.split(mails, spam, mails["group"])),
        "later mail": [(ordered[:cut], ordered[cut:])],
        "other source": [(rows[first], rows[~first])],
    }


def flagged(parts: list[str], fit_rows: Rows, rows: Rows, seed: int) -> NDArray:
    """Fit a linear support vector machine and return its decisions, 1 for spam, shape (n_rows,).

    Args:
        parts: Of the mails, what the model sees.
        fit_rows: Row numbers of the training mails to learn from.
        rows: Row numbers to decide on.
        seed: Of the solver.
    """
    mails = training_mails()
    texts = joined(mails, parts)
    machine = LinearSVC(C=3.0, random_state=seed)
    model = make_pipeline(WordCounts(), TfidfTransformer(sublinear_tf=True), machine)
    model.fit(texts.iloc[fit_rows], mails[TARGET].iloc[fit_rows])
    return model.predict(texts.iloc[rows])


def decided(parts: list[str], folds: int, seed: int) -> dict[str, NDArray]:
    """Return the decisions on all validation mails of each way, in the order of its cuts."""
    return {
        way: np.concatenate([flagged(parts, *cut, seed) for cut in cuts])
        for way, cuts in protocols(training_mails(), folds, seed).items()
    }


def judged(cuts: list[tuple[Rows, Rows]]) -> Rows:
    """Return the row numbers that the decisions of ``decided`` are on."""
    return np.concatenate([rows for _, rows in cuts])


def rates(actual: NDArray, decisions: NDArray, seed: int) -> dict[str, Estimate]:
    """Return every rate of decisions, 1 for spam, with intervals over mails."""
    return scoring.rates(actual, decisions == 1, Payoff(0, 0, 0, 0), seed)


def views(config: DictConfig) -> list[View]:
    """Return the F1 of every part under every protocol, with intervals over mails."""
    mails, folds, seed = training_mails(), config.folds, config.seed
    ways = protocols(mails, folds, seed)
    spam = mails[TARGET].to_numpy()
    tasks = [(parts, folds, seed) for parts in PARTS.values()]
    all_done = run_tasks(decided, tasks, config.compute, "parts of a mail")
    found = []
    for name, done in zip(PARTS, all_done, strict=True):
        scores = {
            way: rates(spam[judged(cuts)], done[way], seed)["f1"] for way, cuts in ways.items()
        }
        found.append(View(name=name, used=name == USED, scores=scores))
    return found
