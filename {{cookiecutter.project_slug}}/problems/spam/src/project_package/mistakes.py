"""Which mails were mistaken, and which words decided, without a letter of anybody's text.

A word is named only if it is a plain word of many training mails and nobody's name: reports are
public, the mails are not. `make show ID=...` prints a mail and all its words on the terminal.
"""

import re
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import logit
from sklearn.pipeline import Pipeline

from .spam_facts import Mistake, Mistakes, Word
from .task import TARGET, texts
from .words import WordCounts, words

SHOWN = 5  # mistakes of each kind
DECIDING = 6  # words of each mistake
TELLING = 12  # words for each class
LENGTHS = (3, 14)  # letters of a word that may be named; longer ones are runs of text
PLACE = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)+\b")  # addresses, hosts
LETTERS = re.compile(r"[^\W\d_]+")  # each part of a double name is a name
NEVER_SURE = 1e-6  # probabilities nearer to 0 or 1 have no finite log-odds


def speakable(train: pd.DataFrame, least: int) -> set[str]:
    """Return the words that may stand in a report.

    Args:
        train: Training mails.
        least: The number of them that must have the word outside addresses and links.
    """
    mails = texts(train)["text"].str.replace(PLACE, " ", regex=True)
    names = set().union(*map(LETTERS.findall, train["people"].str.lower()))
    seen: dict[str, int] = {}
    for text in mails:
        for word in set(words(text)):
            seen[word] = seen.get(word, 0) + 1
    plain = (word for word, times in seen.items() if times >= least)
    return {
        word
        for word in plain
        if (bare := word.removeprefix("subject:")).isascii()
        and bare.isalpha()
        and LENGTHS[0] <= len(bare) <= LENGTHS[1]
        and bare not in names
    }


def log_odds(probability: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the log-odds of probabilities, finite for all of them."""
    return logit(np.clip(probability, NEVER_SURE, 1 - NEVER_SURE))


def effects(model: Pipeline, text: str) -> dict[str, float]:
    """Return by how much each word of a text moves the log-odds of spam, the largest first.

    Each word is taken out in turn and the model asked again, so any model can be asked.

    Args:
        model: A fitted pipeline whose first step counts words.
        text: The subject, a line feed, and the body.

    Raises:
        TypeError: The model does not count words.
    """
    counter = model[0]
    if not isinstance(counter, WordCounts):
        raise TypeError("the model does not count words, so none can be taken out")
    row = counter.transform(pd.DataFrame({"text": [text]}))
    there = row.indices
    kept = np.vstack([np.ones(len(there)), 1 - np.eye(len(there))]) * row.data
    at, which = np.nonzero(kept)
    shape = (len(there) + 1, row.shape[1])
    copies = sparse.csr_array((kept[at, which], (at, there[which])), shape=shape)
    said = log_odds(model[1:].predict_proba(copies)[:, 1])
    found = dict(zip(counter.words_[there], said[0] - said[1:], strict=True))
    return dict(sorted(found.items(), key=lambda each: (-abs(each[1]), each[0])))


def counts_words(model: Any) -> bool:
    """Return whether words can be taken out of what the model sees."""
    return isinstance(model, Pipeline) and isinstance(model[0], WordCounts)


def mistake(row: pd.Series, probability: float, model: Any, allowed: set[str]) -> Mistake:
    """Return one mistaken mail with the words that may be named."""
    text = texts(row.to_frame().T)["text"].iloc[0]
    found = effects(model, text) if counts_words(model) else {}
    named = [Word(word=word, effect=float(e)) for word, e in found.items() if word in allowed]
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


def telling(model: Any, allowed: set[str]) -> tuple[list[Word], list[Word]]:
    """Return the words that speak most for spam and for real mail, each alone in a mail."""
    if not counts_words(model):
        return [], []
    named = sorted(allowed.intersection(model[0].words_))
    column_of = {word: column for column, word in enumerate(model[0].words_)}
    columns = [column_of[word] for word in named]
    shape = (len(named) + 1, len(column_of))
    ones = sparse.csr_array((np.ones(len(named)), (range(len(named)), columns)), shape=shape)
    said = log_odds(model[1:].predict_proba(ones)[:, 1])
    order = np.argsort(-said[:-1], kind="stable")
    found = [Word(word=named[i], effect=float(said[i] - said[-1])) for i in order]
    return found[:TELLING], found[: -TELLING - 1 : -1]


def mistakes(
    train: pd.DataFrame,
    test: pd.DataFrame,
    probability: NDArray[np.float64],
    threshold: float,
    model: Any,
    least: int,
) -> Mistakes:
    """Return the surest mistakes at the threshold and the words that speak for each class."""
    spam, acted = test[TARGET].to_numpy() == 1, probability >= threshold
    allowed = speakable(train, least)

    def worst(rows: NDArray[np.bool_], surest: NDArray[np.float64]) -> list[Mistake]:
        order = [i for i in np.argsort(-surest, kind="stable") if rows[i]][:SHOWN]
        return [mistake(test.iloc[i], probability[i], model, allowed) for i in order]

    for_spam, for_real = telling(model, allowed)
    return Mistakes(
        common_word=least,
        lost=worst(acted & ~spam, probability),
        let_through=worst(~acted & spam, -probability),
        for_spam=for_spam,
        for_real=for_real,
    )
