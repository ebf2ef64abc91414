"""What a model sees of an email: its words, counted or weighted.

Splitting text into words is nearly all of the cost and does not depend on any other email, so each
text is split once a process; what depends on the training rows (which words are kept, how rare
they are) is learned in ``fit``.
"""

import re
from collections.abc import Iterable
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.feature_selection import SelectKBest, chi2
from sklearn.utils.validation import check_is_fitted

WORD = re.compile(r"[^\W_][\w'$!-]*[\w$!]|[$!]+")
NUMBERS: dict[str, int] = {}  # a number for each word that this process has met
MOST_TELLING = 500  # words for models that cannot take tens of thousands
LONGEST = 40  # characters; longer runs are encoded data, not words


def words(text: str) -> list[str]:
    r"""Return the words of a text in small letters; runs of ``!`` and ``$`` count as words.

    The first line is the subject: its words come once more, marked as such.

    >>> words("FAST money")
    ['fast', 'money', 'subject:fast', 'subject:money']
    >>> words("\nMake $$$ FAST!! Don't wait")
    ['make', '$$$', 'fast!!', "don't", 'wait']
    """
    subject = text.partition("\n")[0]
    marked = [f"subject:{word}" for word in split(subject)]
    return [*split(text), *marked]


def split(text: str) -> list[str]:
    """Return the words of a text in small letters, without those that are too long."""
    return [word for word in WORD.findall(text.lower()) if len(word) <= LONGEST]


@cache
def numbered(text: str) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return the different words of a text as numbers, ascending, and how often each is there."""
    found = [NUMBERS.setdefault(word, len(NUMBERS)) for word in words(text)]
    numbers, times = np.unique(np.array(found, np.int32), return_counts=True)
    return numbers, times


def counted(texts: Iterable[str]) -> sparse.csr_array:
    """Return how often each word is in each text, shape (n_texts, words met by this process)."""
    rows = [numbered(text) for text in texts]
    starts = np.cumsum([0, *(len(numbers) for numbers, _ in rows)], dtype=np.int32)
    columns = np.concatenate([*(numbers for numbers, _ in rows), np.empty(0, np.int32)])
    times = np.concatenate([*(each for _, each in rows), np.empty(0)])
    return sparse.csr_array((times, columns, starts), shape=(len(rows), len(NUMBERS)))


class WordCounts(TransformerMixin, BaseEstimator):
    """Count the words that enough training emails have.

    Args:
        min_emails: A word in fewer training emails is left out.
    """

    def __init__(self, min_emails: int = 2) -> None:
        """Keep the setting; scikit-learn clones estimators by it."""
        self.min_emails = min_emails

    def fit(self, X: pd.DataFrame, y: object = None) -> "WordCounts":
        """Learn which words to count from a table with a column ``text``."""
        counts = counted(X["text"])
        emails = np.bincount(counts.indices, minlength=counts.shape[1])
        met = np.array(list(NUMBERS), object)[: len(emails)]
        self.words_ = np.sort(met[emails >= self.min_emails])
        return self

    def transform(self, X: pd.DataFrame) -> sparse.csr_array:
        """Return the counts, shape (n_emails, n_words), columns as in ``words_``."""
        check_is_fitted(self)
        counts = counted(X["text"])
        unknown = counts.shape[1]
        counts.resize(counts.shape[0], unknown + 1)  # an empty column for words met nowhere here
        numbers = [NUMBERS.get(word, unknown) for word in self.words_]
        found = counts[:, np.minimum(numbers, unknown)]
        found.sort_indices()  # sums run in the same order in every process
        return found


def steps(encoding: str) -> list[tuple[str, BaseEstimator]]:
    """Return the steps before the estimator.

    ``raw`` is the text, ``counts`` how often each word is in it, ``tfidf`` counts on a log scale
    weighted by how rare a word is, ``telling`` the words of these that differ most between classes.
    """
    counts: list[tuple[str, BaseEstimator]] = [("words", WordCounts())]
    tfidf = [*counts, ("tfidf", TfidfTransformer(sublinear_tf=True))]
    telling = [*tfidf, ("telling", SelectKBest(chi2, k=MOST_TELLING))]
    return {"raw": [], "counts": counts, "tfidf": tfidf, "telling": telling}[encoding]
