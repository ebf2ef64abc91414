"""What a model sees of a mail: its words, counted or weighted."""

from sklearn.base import BaseEstimator
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.feature_selection import SelectKBest, chi2

from .words import WordCounts

MOST_TELLING = 500  # words for models that cannot take tens of thousands


def steps(encoding: str) -> list[tuple[str, BaseEstimator]]:
    """Return the steps before the estimator.

    ``raw`` is the text, ``counts`` how often each word is in it, ``tfidf`` counts on a log scale
    weighted by how rare a word is, ``telling`` the words of these that differ most between classes.
    """
    if encoding == "raw":
        return []
    counts: list[tuple[str, BaseEstimator]] = [("words", WordCounts())]
    if encoding == "counts":
        return counts
    weighted = [*counts, ("tfidf", TfidfTransformer(sublinear_tf=True))]
    if encoding == "tfidf":
        return weighted
    return [*weighted, ("telling", SelectKBest(chi2, k=MOST_TELLING))]
