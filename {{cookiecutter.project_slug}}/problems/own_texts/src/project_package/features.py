"""What a model sees of a text: its words, or the pieces of its words. Yours go into ``marks``.

Nothing here is made for one language: no list of words, no stems. Taking a text apart is most of
the cost and does not depend on any other text, so each is taken apart once a process; what depends
on the training texts (which words are kept, how rare they are) is learned in ``fit``.
"""

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.feature_selection import SelectKBest, chi2
from sklearn.utils.validation import check_is_fitted

SIGN = "\u3040-\u30ff\u3400-\u9fff"  # scripts without spaces: each sign counts as a word
WORD = re.compile(rf"[{SIGN}]|(?:(?![{SIGN}])\w)+(?:['\u2019](?:(?![{SIGN}])\w)+)*|[!?]+")
LINK = re.compile(r"https?://|www\.")
NUMBERS: dict[str, int] = {}  # a number for each word that this process has met
LONGEST = 40  # characters of a word; longer runs are codes
MOST_TELLING = 500  # words for models that cannot take tens of thousands
PIECES = 2**18  # columns that pieces of words share; two rarely meet in one


def words(text: str) -> list[str]:
    """Return the words of a text in small letters, and its runs of ``!`` and ``?``.

    >>> words("Don't wait, 3 left!!")
    ["don't", 'wait', '3', 'left', '!!']
    """
    return [word for word in WORD.findall(text.lower()) if len(word) <= LONGEST]


def marks(text: str) -> list[str]:
    """Return what else is worth knowing of a text; each mark counts like a word.

    This is the place for what you know of your texts: an order number, a greeting, a signature.
    Give a mark a name that no word has, such as ``has:order``.

    >>> marks("SEE www.example.org 24/7")
    ['has:link', 'has:digits', 'has:capitals']
    """
    found = {
        "has:link": bool(LINK.search(text)),
        "has:digits": any(map(str.isdigit, text)),
        "has:capitals": any(len(each) > 1 and each.isupper() for each in text.split()),
    }
    return [name for name, there in found.items() if there]


def grams(text: str) -> list[str]:
    """Return words, pairs of neighboring words, and marks.

    >>> grams("not good")
    ['not', 'good', 'not good']
    """
    single = words(text)
    return [*single, *map(" ".join, pairwise(single)), *marks(text)]


@cache
def numbered(text: str) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return the different grams of a text as numbers, ascending, and how often each is there."""
    found = [NUMBERS.setdefault(gram, len(NUMBERS)) for gram in grams(text)]
    numbers, times = np.unique(np.array(found, np.int32), return_counts=True)
    return numbers, times


def counted(texts: Iterable[str]) -> sparse.csr_array:
    """Return how often each gram is in each text, shape (n_texts, grams met by this process)."""
    rows = [numbered(text) for text in texts]
    starts = np.cumsum([0, *(len(numbers) for numbers, _ in rows)], dtype=np.int32)
    columns = np.concatenate([*(numbers for numbers, _ in rows), np.empty(0, np.int32)])
    times = np.concatenate([*(each for _, each in rows), np.empty(0)])
    return sparse.csr_array((times, columns, starts), shape=(len(rows), len(NUMBERS)))


class WordCounts(TransformerMixin, BaseEstimator):
    """Count the words that enough training texts have, and the pairs of neighbors among them.

    Args:
        min_texts: What fewer training texts have is left out.
        pairs: Whether pairs count, too.
    """

    def __init__(self, min_texts: int = 2, pairs: bool = False) -> None:
        """Keep the settings; scikit-learn clones estimators by them."""
        self.min_texts = min_texts
        self.pairs = pairs

    def fit(self, X: pd.DataFrame, y: object = None) -> "WordCounts":
        """Learn which words to count from a table with a column ``text``."""
        counts = counted(X["text"])
        texts = np.bincount(counts.indices, minlength=counts.shape[1])
        met = np.array(list(NUMBERS), object)[: len(texts)]
        often = met[texts >= self.min_texts]
        self.words_ = np.array(sorted(w for w in often if self.pairs or " " not in w), object)
        return self

    def transform(self, X: pd.DataFrame) -> sparse.csr_array:
        """Return the counts, shape (n_texts, n_words), columns as in ``words_``."""
        check_is_fitted(self)
        counts = counted(X["text"])
        unknown = counts.shape[1]
        counts.resize(counts.shape[0], unknown + 1)  # an empty column for words met nowhere here
        numbers = [NUMBERS.get(word, unknown) for word in self.words_]
        found = counts[:, np.array(np.minimum(numbers, unknown), int)]
        found.sort_indices()  # sums run in the same order in every process
        return found


HASHED = HashingVectorizer(
    analyzer="char_wb", ngram_range=(2, 4), n_features=PIECES, norm=None, alternate_sign=False
)


@cache
def pieces(text: str) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Return the columns of the pieces of 2 to 4 letters in a text, and how often each is there."""
    row = HASHED.transform([text])
    return row.indices, row.data


class PieceCounts(TransformerMixin, BaseEstimator):
    """Count pieces of words: endings, stems and typing errors, whatever the language."""

    def fit(self, X: pd.DataFrame, y: object = None) -> "PieceCounts":
        """Learn nothing: a piece has its column by its letters."""
        self.n_features_in_ = 1
        return self

    def transform(self, X: pd.DataFrame) -> sparse.csr_array:
        """Return the counts, shape (n_texts, PIECES)."""
        rows = [pieces(text) for text in X["text"]]
        starts = np.cumsum([0, *(len(columns) for columns, _ in rows)], dtype=np.int32)
        columns = np.concatenate([*(each for each, _ in rows), np.empty(0, np.int32)])
        times = np.concatenate([*(each for _, each in rows), np.empty(0)])
        found = sparse.csr_array((times, columns, starts), shape=(len(rows), PIECES))
        found.sort_indices()
        return found


def forget(known: int) -> None:
    """Forget every text that was taken apart, and the words met since ``known`` were."""
    numbered.cache_clear()
    pieces.cache_clear()
    for word in list(NUMBERS)[known:]:
        del NUMBERS[word]


def without(text: str, word: str) -> str:
    """Return a text without a word, wherever it stands.

    >>> without("Free gift, FREE money", "free")
    '  gift,   money'
    """
    return WORD.sub(lambda found: " " if found[0].lower() == word else found[0], text)


def steps(encoding: str) -> list[tuple[str, BaseEstimator]]:
    """Return the steps before the estimator.

    ``raw`` is the text, ``counts`` how often each word is in it, ``tfidf`` words and pairs on a log
    scale weighted by how rare they are, ``pieces`` the same of pieces of words, ``telling`` the
    words that differ most between classes.
    """

    def weighted() -> tuple[str, BaseEstimator]:
        return "tfidf", TfidfTransformer(sublinear_tf=True)

    telling = ("telling", SelectKBest(chi2, k=MOST_TELLING))
    kinds: dict[str, list[tuple[str, BaseEstimator]]] = {
        "raw": [],
        "counts": [("words", WordCounts())],
        "tfidf": [("words", WordCounts(pairs=True)), weighted()],
        "pieces": [("pieces", PieceCounts()), weighted()],
        "telling": [("words", WordCounts()), weighted(), telling],
    }
    return kinds[encoding]
