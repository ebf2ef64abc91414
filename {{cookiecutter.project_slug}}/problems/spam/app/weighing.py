"""Reasons for an email: what the probability becomes when one word is taken out.

It needs nothing but predictions, so it is as true of naive Bayes as of a forest.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from project_package.features import NUMBERS, WORD, numbered, split
from workbench.occlusion import log_odds
from workbench.server.answers import Reason

MOST_WORDS = 150  # different ones that are weighed; each is one more email to predict
MOST_CHARACTERS = 400_000  # of all those emails: a long one has fewer of its words weighed
SHOWN = 10
ALONE = Lock()


@contextmanager
def forgetting() -> Iterator[None]:
    """Let nothing of an email stay behind: the pipeline keeps the words of texts it has split."""
    with ALONE:
        known = len(NUMBERS)
        try:
            yield
        finally:
            numbered.cache_clear()
            for word in list(NUMBERS)[known:]:
                del NUMBERS[word]


def without(text: str, word: str) -> str:
    """Return a text without a word, wherever it stands.

    >>> without("Free gift, FREE money", "free")
    '  gift,   money'
    """
    return WORD.sub(lambda found: " " if found[0].lower() == word else found[0], text)


def different(text: str) -> list[str]:
    """Return the different words of a text, in its order, as many as are weighed."""
    most = min(MOST_WORDS, MOST_CHARACTERS // max(len(text), 1))
    return list(dict.fromkeys(split(text)))[:most]


def percent(chance: float) -> str:
    """Return a chance with as many decimals as tell it from certainty.

    >>> percent(0.31), percent(0.99987), percent(0.0)
    ('31.0%', '99.987%', '0.0%')
    """
    away = 100 * min(chance, 1 - chance)
    digits = 1 if away < 1e-7 else max(1, 1 - int(np.floor(np.log10(away))))
    return f"{chance * 100:.{digits}f}%"


def reasons(words: list[str], chances: NDArray[np.float64]) -> list[Reason]:
    """Return the words that moved the probability most, each with what it is without them.

    Args:
        words: Those that were taken out.
        chances: Of the email, and of the email without each word, shape (1 + n_words,).
    """
    now, *others = chances
    odds = log_odds(chances, 1e-12)
    moved = odds[0] - odds[1:]
    order = np.argsort(-np.abs(moved), kind="stable")[:SHOWN]
    return [
        Reason(
            what=words[i],
            effect="toward spam" if moved[i] > 0 else "toward real email",
            detail=f"{percent(float(others[i]))} without it instead of {percent(float(now))}",
            weight=float(moved[i]),
        )
        for i in order
        if moved[i] != 0
    ]
