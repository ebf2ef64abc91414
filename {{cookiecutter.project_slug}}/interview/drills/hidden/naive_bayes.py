"""Multinomial naive Bayes against scikit-learn."""

from collections.abc import Iterator

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.naive_bayes import MultinomialNB

from ..checking import Case
from ..rows import Rows


def ask(counts_train: np.ndarray, y_train: np.ndarray, counts: np.ndarray, alpha: float) -> Case:
    """Ask for the probabilities of some texts."""
    model = MultinomialNB(alpha=alpha).fit(counts_train, y_train)
    given = {"counts_train": counts_train, "y_train": y_train, "counts": counts, "alpha": alpha}
    right = (model.classes_, model.predict_log_proba(counts))
    return Case("log_probabilities", given, right)


def random() -> Iterator[Case]:
    """Yield short texts, long ones, and words that a class has never had."""
    for seed in range(10):
        rng = np.random.default_rng(seed)
        n, v = 4 + seed, 3 + seed
        y_train = np.append([9, 2], rng.choice([2, 7, 9], n - 2))  # not met in order
        counts_train = rng.poisson(0.7, (n, v))
        yield ask(counts_train, y_train, rng.poisson(0.7, (3, v)), (1.0, 0.1, 3.0)[seed % 3])
    yield ask(counts_train, y_train, 1000 * rng.poisson(2, (3, v)), 0.5)
    given = {"counts_train": counts_train, "y_train": y_train}
    for counts, alpha in ((counts_train, 0.0), (counts_train, -1.0), (-1 - counts_train, 1.0)):
        yield Case(
            "log_probabilities", {**given, "counts": counts, "alpha": alpha}, raises=ValueError
        )


def own(rows: Rows) -> Iterator[Case]:
    """Yield the words of the project's texts, every second text for training."""
    texts = [text[:500] for text in rows.texts]
    counts = CountVectorizer(token_pattern=r"\w+", max_features=200).fit_transform(texts)
    table = np.asarray(counts.toarray(), dtype=int)
    yield ask(table[::2], rows.label[::2], table[1::2], 1.0)
