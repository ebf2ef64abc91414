"""What competes: the strong baseline, near emails, and every estimator of conf/model/."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.metrics.pairwise import cosine_similarity
from sklearn.neighbors import KNeighborsClassifier

from workbench.models import Candidates, assemble

from .features import NUMBERS, counted, steps

AT_ONCE = 10_000_000  # pairs of emails that are compared at once

SUSPECT = """
    $$$ !!! adult approved bonus buy cash casino cheap click credit debt deposit discount dollars
    earn free guarantee guaranteed income investment loan lottery lowest million mortgage offer
    order percent pills prize profit promotion refinance remove sale sex subscribe unlimited
    unsubscribe urgent viagra weight winner xxx
""".split()


class KeywordRule(ClassifierMixin, BaseEstimator):
    """What a support team keeps by hand: count the suspect words of an email.

    The rate of spam at each count is all that is learned.

    Args:
        most: Emails with more different suspect words count as having so many.
    """

    def __init__(self, most: int = 6) -> None:
        """Keep the setting; scikit-learn clones estimators by it."""
        self.most = most

    def hits(self, X: pd.DataFrame) -> NDArray[np.int64]:
        """Return how many different suspect words each text has, at most ``most``."""
        counts = counted(X["text"])
        suspect = [NUMBERS[word] for word in SUSPECT if word in NUMBERS]
        return np.minimum((counts[:, suspect] > 0).sum(axis=1), self.most)

    def fit(self, X: pd.DataFrame, y: pd.Series) -> "KeywordRule":
        """Learn the share of spam at each count; one email of each class is added everywhere."""
        self.classes_ = np.array([0, 1])
        hits, spam = self.hits(X), np.asarray(y)
        totals = np.bincount(hits, minlength=self.most + 1)
        spams = np.bincount(hits, spam, minlength=self.most + 1)
        self.rates_ = np.maximum.accumulate((spams + 1) / (totals + 2))
        return self

    def predict_proba(self, X: pd.DataFrame) -> NDArray[np.float64]:
        """Return the probability of each class, shape (n_emails, 2)."""
        rate = self.rates_[self.hits(X)]
        return np.column_stack([1 - rate, rate])


class NearestEmails(KNeighborsClassifier):
    """Nearest neighbors by cosine, equally near ones in the order in which they were fitted.

    An email without a known word is equally far from all. Which of them scikit-learn takes depends
    on the instructions of the processor, and so would the numbers of a run.
    """

    def fit(self, X: csr_matrix, y: pd.Series) -> "NearestEmails":
        """Keep the emails, shape (n_emails, n_words)."""
        self.emails_ = X
        return super().fit(X, y)

    def kneighbors(
        self,
        X: csr_matrix | None = None,
        n_neighbors: int | None = None,
        return_distance: bool = True,
    ) -> NDArray[np.int64] | tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Return distances and row numbers of the nearest emails, each (n_emails, n_neighbors)."""
        asked, kept = self.emails_ if X is None else X, n_neighbors or self.n_neighbors
        step, found = max(1, AT_ONCE // self.emails_.shape[0]), []
        for start in range(0, asked.shape[0], step):
            far = (1 - cosine_similarity(asked[start : start + step], self.emails_)).round(9)
            near = np.argsort(far, axis=1, kind="stable")[:, :kept]
            found.append((np.take_along_axis(far, near, axis=1), near))
        far, near = (np.concatenate(each) for each in zip(*found, strict=True))
        return (far, near) if return_distance else near


def finish(model: BaseEstimator) -> BaseEstimator:
    """Return the model as it is: its probabilities need no other scale."""
    return model


def build(name: str, candidates: Candidates) -> BaseEstimator:
    """Return the untrained model of a candidate: texts in, probabilities of spam out."""
    return finish(assemble(name, candidates, steps))


def predict(model: BaseEstimator, table: pd.DataFrame) -> NDArray[np.float64]:
    """Return the probability that each email is spam, shape (n_emails,)."""
    return model.predict_proba(table)[:, 1]


def mean_prediction(probabilities: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return what a blend predicts: the mean probability, as ``VotingClassifier`` takes it."""
    return np.mean(probabilities, axis=0)
