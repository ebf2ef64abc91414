"""What competes: the best single word, near texts, and every estimator of conf/model/."""

from collections.abc import Sequence
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.metrics.pairwise import cosine_similarity

from workbench.models import Candidates, assemble

from .data import told
from .features import WordCounts, steps

Array = NDArray[np.float64]
SMOOTHING = 20  # texts of the average added to either side of a word, so that few claim little
AT_ONCE = 10_000_000  # pairs of texts that are compared at once


def rates(counts: Array, average: Array) -> Array:
    """Return the share of each class, the last axis of the counts, drawn to the average."""
    smoothed = counts + SMOOTHING * average
    return smoothed / smoothed.sum(axis=-1, keepdims=True)


class BestWord(ClassifierMixin, BaseEstimator):
    """The shares of the classes with and without one word: the one that alone tells most.

    Args:
        min_texts: Training texts that the word has to be in.
    """

    def __init__(self, min_texts: int = 20) -> None:
        """Keep the setting; scikit-learn clones estimators by it."""
        self.min_texts = min_texts

    def fit(self, X: pd.DataFrame, y: ArrayLike) -> Self:
        """Find the word from texts and the numbers of their classes, shape (n_texts,).

        It is the one with the lowest log loss on these texts, the first of equally good ones.
        """
        self.classes_, labels = np.unique(np.asarray(y), return_inverse=True)
        one_hot = np.eye(len(self.classes_))[labels]
        self.average_ = one_hot.mean(axis=0)
        counter = WordCounts(self.min_texts).fit(X)
        there = (counter.transform(X) > 0).astype(float)
        inside = np.asarray(there.T @ one_hot)
        outside = one_hot.sum(axis=0) - inside
        sides = np.stack([rates(outside, self.average_), rates(inside, self.average_)])
        gains = (outside * np.log(sides[0]) + inside * np.log(sides[1])).sum(axis=1)
        best = int(np.argmax(gains.round(9))) if len(gains) else -1
        self.word_ = str(counter.words_[best]) if best >= 0 else ""
        self.rates_ = sides[:, best] if best >= 0 else np.stack([self.average_] * 2)
        self.counter_ = WordCounts(self.min_texts)
        self.counter_.words_ = np.array([self.word_], object)
        return self

    def predict_proba(self, X: pd.DataFrame) -> Array:
        """Return the probability of each class, shape (n_texts, n_classes)."""
        there = self.counter_.transform(X).toarray()[:, 0] > 0
        return self.rates_[there.astype(int)]

    def predict(self, X: pd.DataFrame) -> Array:
        """Return the likeliest class with the word and without it, shape (n_texts,)."""
        return self.classes_[self.predict_proba(X).argmax(axis=1)]


class NearestTexts(ClassifierMixin, BaseEstimator):
    """What the nearest texts by cosine were, the nearer counting more.

    Equally near ones are taken in the order in which they were fitted, so that every processor
    takes the same. Blocks of texts are compared, so the memory does not grow with their number.

    Args:
        n_neighbors: How many are asked.
        rows: Training texts that are kept: more would take minutes, and gain little.
        random_state: Of the draw of those that are kept.
    """

    def __init__(self, n_neighbors: int = 10, rows: int = 10_000, random_state: int = 0) -> None:
        """Keep the settings; scikit-learn clones estimators by them."""
        self.n_neighbors = n_neighbors
        self.rows = rows
        self.random_state = random_state

    def fit(self, X: sparse.csr_array, y: ArrayLike) -> Self:
        """Keep the texts, shape (n_texts, n_words), and their classes, shape (n_texts,)."""
        self.classes_, labels = np.unique(np.asarray(y), return_inverse=True)
        drawn = np.random.default_rng(self.random_state).permutation(len(labels))[: self.rows]
        kept = np.sort(drawn)
        self.texts_, self.one_hot_ = X[kept], np.eye(len(self.classes_))[labels[kept]]
        return self

    def predict_proba(self, X: sparse.csr_array) -> Array:
        """Return the probability of each class, shape (n_texts, n_classes)."""
        step = max(1, AT_ONCE // self.texts_.shape[0])
        found = []
        for start in range(0, X.shape[0], step):
            near = cosine_similarity(X[start : start + step], self.texts_).round(9)
            order = np.argsort(-near, axis=1, kind="stable")[:, : self.n_neighbors]
            weights = np.take_along_axis(near, order, axis=1) + 1e-6
            votes = (weights[:, :, None] * self.one_hot_[order]).sum(axis=1)
            found.append(votes / votes.sum(axis=1, keepdims=True))
        return np.concatenate(found)

    def predict(self, X: sparse.csr_array) -> Array:
        """Return the class with most votes, shape (n_texts,)."""
        return self.classes_[self.predict_proba(X).argmax(axis=1)]


def finish(model: BaseEstimator) -> BaseEstimator:
    """Return the model as it is: it learns classes and predicts probabilities already."""
    return model


def build(name: str, candidates: Candidates) -> BaseEstimator:
    """Return the untrained model of a candidate: texts in, probabilities out."""
    return finish(assemble(name, candidates, steps))


def predict(model: BaseEstimator, table: pd.DataFrame) -> Array:
    """Return the probability of the positive class, shape (n_texts,), or of each of several.

    Then the shape is (n_texts, n_classes); a class that the model has not seen gets none.
    """
    number, said = len(told()["classes"]), model.predict_proba(table)
    found = np.zeros((len(said), number))
    found[:, np.asarray(model.classes_, int)] = said
    return found if number > 2 else found[:, 1]


def mean_prediction(predictions: Sequence[Array]) -> Array:
    """Return what a blend predicts: the mean probability."""
    return np.mean(predictions, axis=0)
