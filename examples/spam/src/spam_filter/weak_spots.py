"""Where the filter is weak: parts of the test set, the surest mistakes, the words that decided.

Reports are public, the emails are not: a word is named only if it is a plain word of many training
emails and nobody's name.
"""

import re
from collections import Counter
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.pipeline import Pipeline

from workbench.occlusion import alone, left_out

from .data import KINDS, TARGET, read_table
from .evaluate import Evaluation
from .facts import Mistake, Mistakes, Word
from .features import WordCounts, counted, split, words
from .models import predict

SHOWN = 5  # mistakes of each kind
DECIDING = 6  # words of each mistake
TELLING = 12  # words for each class
PLAIN = re.compile(r"(?:subject:)?([a-z]{3,14})")  # longer ones are runs of text
PLACE = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)+\b")  # addresses, hosts
LETTERS = re.compile(r"[^\W\d_]+")  # each part of a double name is a name
ENGLISH = frozenset("a and are for have i in is it of on that the this to was with you".split())
OFTEN = 0.1  # share of an email's words: such words are a quarter of English text


def length_bands(train: pd.DataFrame, test: pd.DataFrame) -> pd.Series:
    """Return the band of words of each test email, cut at the quartiles of training."""
    known, found = (counted(read_table(each)["text"]).sum(axis=1) for each in (train, test))
    cuts = [round(float(cut), -1) for cut in np.quantile(known, [0.25, 0.5, 0.75])]
    low, middle, high = (f"{cut:,.0f}" for cut in cuts)
    bands = [f"below {low}", f"{low} to {middle}", f"{middle} to {high}", f"above {high}"]
    labels = [f"{band} words" for band in bands]
    return pd.cut(pd.Series(found), [-np.inf, *cuts, np.inf], labels=labels)


def language(test: pd.DataFrame, foreign: float) -> pd.Series:
    """Return the language of each email, as far as its commonest words and its letters tell.

    Args:
        test: The emails.
        foreign: Share of characters outside ASCII from which an email is in another script.
    """
    found = [split(text) for text in read_table(test)["text"]]
    small = [sum(map(ENGLISH.__contains__, each)) / max(len(each), 1) for each in found]
    levels = ["English", "another script", "another language, or too short to tell"]
    latin = np.where(np.array(small) >= OFTEN, levels[0], levels[2])
    names = np.where(test["foreign"] >= foreign, levels[1], latin)
    return pd.Series(names).astype(pd.CategoricalDtype(levels))


def either(condition: pd.Series, yes: str, no: str) -> pd.Series:
    """Return one of two levels for each row, in that order."""
    return pd.Series(np.where(condition, yes, no)).astype(pd.CategoricalDtype([yes, no]))


def cuts(config: DictConfig, train: pd.DataFrame, test: pd.DataFrame) -> dict[str, pd.Series]:
    """Return for each feature the level of each test email, as ordered categories."""
    kind = pd.CategoricalDtype(list(KINDS.values()))
    return {
        "kind of email": test["kind"].map(KINDS).astype(kind),
        "length": length_bands(train, test),
        "format": either(test["html"], "with HTML", "in plain text only"),
        "attachments": either(test["attachments"] > 0, "with attachments", "without attachments"),
        "language": language(test, config.data.foreign),
    }


def speakable(train: pd.DataFrame, least: int) -> set[str]:
    """Return the words that may stand in a report.

    Args:
        train: Training emails.
        least: The number of them that must have the word outside addresses and links.
    """
    emails = read_table(train)["text"].str.replace(PLACE, " ", regex=True)
    names = set().union(*map(LETTERS.findall, train["people"].str.lower()))
    seen = Counter(word for text in emails for word in set(words(text)))
    plain = ((PLAIN.fullmatch(word), word) for word, times in seen.items() if times >= least)
    return {word for found, word in plain if found and found[1] not in names}


def counts_words(model: Any) -> bool:
    """Return whether words can be taken out of what the model sees."""
    return isinstance(model, Pipeline) and isinstance(model[0], WordCounts)


def effects(model: Any, text: str) -> dict[str, float]:
    """Return by how much each word of a text moves the log-odds of spam, the largest first.

    Each word is taken out in turn and the model asked again, so any model can be asked.

    Args:
        model: A fitted pipeline. If its first step does not count words, none can be taken out.
        text: The subject, a line feed, and the body.
    """
    if not counts_words(model):
        return {}
    row = model[0].transform(pd.DataFrame({"text": [text]}))
    moved = left_out(partial(predict, model[1:]), row)
    found = dict(zip(model[0].words_[row.indices], moved, strict=True))
    return dict(sorted(found.items(), key=lambda each: (-abs(each[1]), each[0])))


def mistake(row: pd.Series, probability: float, model: Any, allowed: set[str]) -> Mistake:
    """Return one mistaken email with the words that may be named."""
    text = f"{row['subject']}\n{row['body']}"
    found = effects(model, text).items()
    named = [Word(word=word, effect=float(moved)) for word, moved in found if word in allowed]
    return Mistake(
        id=row["id"],
        kind=row["kind"],
        spam=bool(row[TARGET]),
        probability=float(probability),
        html=bool(row["html"]),
        attachments=int(row["attachments"]),
        length=len(words(text)),
        words=named[:DECIDING],
    )


def strongest_words(model: Any, allowed: set[str]) -> tuple[list[Word], list[Word]]:
    """Return the words that speak most for spam and for real email, each alone in an email."""
    if not counts_words(model):
        return [], []
    column_of = {word: column for column, word in enumerate(model[0].words_)}
    named = sorted(allowed & set(column_of))
    columns = np.array([column_of[word] for word in named], int)
    moved = alone(partial(predict, model[1:]), columns, len(column_of))
    order = np.argsort(-moved, kind="stable")
    found = [Word(word=named[i], effect=float(moved[i])) for i in order]
    return found[:TELLING], found[: -TELLING - 1 : -1]


def mistakes(data: Evaluation, chosen: str) -> Mistakes:
    """Return the surest mistakes at the threshold and the words that speak for each class.

    Args:
        data: What there is to measure.
        chosen: The name of the chosen model.
    """
    model, least = data.models[chosen], data.config.common_word
    spam, acted = data.actual == 1, data.rule.acts(data.probability)
    allowed = speakable(data.train, least)

    def worst(rows: NDArray[np.bool_], surest: NDArray[np.float64]) -> list[Mistake]:
        order = [i for i in np.argsort(-surest, kind="stable") if rows[i]][:SHOWN]
        return [mistake(data.test.iloc[i], data.probability[i], model, allowed) for i in order]

    for_spam, for_real = strongest_words(model, allowed)
    return Mistakes(
        common_word=least,
        lost=worst(acted & ~spam, data.probability),
        let_through=worst(~acted & spam, -data.probability),
        for_spam=for_spam,
        for_real=for_real,
    )
