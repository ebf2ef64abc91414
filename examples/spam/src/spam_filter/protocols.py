"""Other ways to judge: at random, by thread, on later email, and on email from another source.

Emails were collected from few mailboxes, so their headers tell whose they are, and that tells spam
from real email in this collection and nowhere else. A part whose score falls when the emails come
from another source or a later time has learned the source, not spam. Training emails only: the
test set is scored once.
"""

from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from workbench.classification.decisions import f1_at, rates
from workbench.files import TRAIN, existing, plain
from workbench.models import Candidates, kept_settings
from workbench.parallel import run_tasks
from workbench.records import Estimate, Training
from workbench.statistics import interval, proportion

from .data import TARGET, folds
from .evaluate import Evaluation
from .facts import HardEmail, PartScores, Transfer
from .features import WordCounts
from .folds import training_data
from .metrics import headline, headline_draws
from .models import build, predict

PARTS = {
    "headers without the subject": ["headers"],
    "whole email": ["headers", "subject", "body", "footer"],
    "subject and body with list footers": ["subject", "body", "footer"],
    "subject and body": ["subject", "body"],
}
USED = "subject and body"  # what data.read_table gives the models
FIRST_SOURCE = ("easy-ham-1", "spam-1")
HARD = "hard-ham-1"
NEWEST = 0.2  # share of the dated emails that count as later
Rows = NDArray[np.int64]
Array = NDArray[np.float64]


@cache
def training_emails() -> pd.DataFrame:
    """Read the training emails, once a process."""
    return pd.read_parquet(existing(TRAIN, "prepare"))


def joined(emails: pd.DataFrame, parts: list[str]) -> pd.DataFrame:
    """Return some parts of each email as one text, the subject in its first line."""
    first = emails["subject"] if "subject" in parts else pd.Series("", index=emails.index)
    rest = [emails[part] for part in parts if part != "subject"]
    return pd.DataFrame({"text": ["\n".join(each) for each in zip(first, *rest, strict=True)]})


@cache
def protocols(number: int, seed: int) -> dict[str, list[tuple[Rows, Rows]]]:
    """Return, for each way to judge, pairs of training and validation row numbers.

    Raises:
        DataError: The emails have too few threads for the folds.
    """
    emails = training_emails()
    spam, rows = emails[TARGET], np.arange(len(emails))
    at_random = StratifiedKFold(number, shuffle=True, random_state=seed)
    first = emails["kind"].isin(FIRST_SOURCE).to_numpy()
    dated = rows[emails["received"] != ""]
    ordered = dated[np.argsort(emails["received"].to_numpy()[dated], kind="stable")]
    cut = len(ordered) - round(NEWEST * len(ordered))
    return {
        "at random": list(at_random.split(emails, spam)),
        "by thread": folds(emails, spam, number, seed),
        "later email": [(ordered[:cut], ordered[cut:])],
        "other source": [(rows[first], rows[~first])],
    }


def f1_of(parts: list[str], number: int, seed: int) -> dict[str, Estimate]:
    """Return the F1 of a linear support vector machine under every protocol.

    It is that of email with one share of spam, that of all training emails, so that protocols with
    other shares can be compared.

    Args:
        parts: Of the emails, what the machine sees.
        number: Of folds.
        seed: Of the folds, the solver and the resamples.
    """
    emails, found = training_emails(), {}
    texts, spam = joined(emails, parts), emails[TARGET].to_numpy(int)
    for way, cuts in protocols(number, seed).items():
        flagged = []
        for fit_rows, rows in cuts:
            machine = LinearSVC(C=3.0, random_state=seed)
            model = make_pipeline(WordCounts(), TfidfTransformer(sublinear_tf=True), machine)
            model.fit(texts.iloc[fit_rows], spam[fit_rows])
            flagged.append(model.predict(texts.iloc[rows]) == 1)
        actual = spam[np.concatenate([rows for _, rows in cuts])]
        found[way] = f1_at(spam.mean(), actual, np.concatenate(flagged), seed)
    return found


def ablation(config: DictConfig) -> list[PartScores]:
    """Return the F1 that each part of the emails gives, under every protocol."""
    tasks = [(parts, config.folds, config.seed) for parts in PARTS.values()]
    found = run_tasks(f1_of, tasks, config.compute, "parts of an email")
    return [
        PartScores(name=name, used=name == USED, scores=scores)
        for name, scores in zip(PARTS, found, strict=True)
    ]


def probabilities(name: str, candidates: Candidates, fit_rows: Rows, rows: Rows) -> Array:
    """Fit a candidate on some training emails and return what it says of others."""
    table, target = training_data()
    model = build(name, candidates).fit(table.iloc[fit_rows], target.iloc[fit_rows])
    return predict(model, table.iloc[rows])


def judged(way: str, actual: Rows, said: Array, data: Evaluation) -> Transfer:
    """Return the scores of probabilities on some emails, at the threshold in use."""
    seed = data.config.seed
    found = rates(actual, data.rule.acts(said), data.rule.payoff, seed)
    return Transfer(
        way=way,
        emails=len(actual),
        spam=int(actual.sum()),
        average_precision=interval(headline(actual, said), headline_draws(actual, said, seed)),
        **{name: found[name] for name in ("f1", "recall", "false_alarms", "payoff")},
    )


def other_sources(data: Evaluation, trained: Training) -> tuple[list[Transfer], HardEmail]:
    """Return the scores by thread, on later email and on another source; and on hard real email.

    The threshold was chosen on these emails out of fold, so what is said by thread is a little
    kind.
    """
    config, hard = data.config, (data.train["kind"] == HARD).to_numpy()
    ways = protocols(config.folds, config.seed)
    cuts = {way: ways[way][0] for way in ("later email", "other source")}
    unseen = [(fit[~hard[fit]], rows[hard[rows]]) for fit, rows in ways["by thread"]]
    model = trained.search.model, kept_settings(plain(config.candidates), trained.search)
    tasks = [(*model, *cut) for cut in (*cuts.values(), *unseen)]
    done = run_tasks(probabilities, tasks, config.compute, "email from elsewhere")
    found = [judged("by thread", data.known, data.out_of_fold, data)]
    for (way, (_, rows)), said in zip(cuts.items(), done, strict=False):
        found.append(judged(way, data.known[rows], said, data))
    flagged = data.rule.acts(np.concatenate(done[len(cuts) :]))
    number = int(hard.sum())
    return found, HardEmail(
        rows=number,
        seen=proportion(int(data.rule.acts(data.out_of_fold[hard]).sum()), number),
        unseen=proportion(int(flagged.sum()), number),
    )
