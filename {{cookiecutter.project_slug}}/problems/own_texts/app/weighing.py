"""Reasons for a text: what the probability becomes when one word is taken out.

It needs nothing but predictions, so it is as true of naive Bayes as of a forest.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from project_package.features import NUMBERS, forget, words
from workbench.server.answers import Reason

MOST_WORDS = 150  # different ones that are weighed; each is one more text to predict
MOST_CHARACTERS = 400_000  # of all those texts: a long one has fewer of its words weighed
SHOWN = 10
ALONE = Lock()


@contextmanager
def forgetting() -> Iterator[None]:
    """Let nothing of a text stay behind: the pipeline keeps what it has taken apart."""
    with ALONE:
        known = len(NUMBERS)
        try:
            yield
        finally:
            forget(known)


def different(text: str) -> list[str]:
    """Return the different words of a text, in its order, as many as are weighed."""
    most = min(MOST_WORDS, MOST_CHARACTERS // max(len(text), 1))
    return list(dict.fromkeys(words(text)))[:most]


def reasons(found: list[str], chances: NDArray[np.float64], label: str) -> list[Reason]:
    """Return the words that moved the probability most, each with what it is without them.

    Args:
        found: The words that were taken out.
        chances: Of the text, and of the text without each word, shape (1 + n_words,).
        label: The class whose probability it is.
    """
    now, *others = chances
    moved = now - np.array(others)
    order = np.argsort(-np.abs(moved), kind="stable")[:SHOWN]
    return [
        Reason(
            what=found[i],
            effect=f"{'toward' if moved[i] > 0 else 'away from'} {label}",
            detail=f"{others[i]:.1%} without it instead of {now:.1%}",
            weight=float(moved[i]),
        )
        for i in order
        if abs(moved[i]) >= 0.0005
    ]
