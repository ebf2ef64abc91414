"""Rows that belong together: nearly the same words, or the same label, directly or not."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import TfidfTransformer

__all__ = ["linked", "near_copies"]

COMMON = 0.05  # of the rows: words in more of them say nothing about copies


def near_copies(counts: sparse.csr_array, alike: float) -> NDArray[np.int64]:
    """Return pairs of row numbers whose rarer words are nearly the same, shape (n_pairs, 2).

    All pairs are compared.

    Args:
        counts: How often each word is in each text, shape (n_texts, n_words).
        alike: The least cosine of two TF-IDF vectors, above 0 and at most 1.
    """
    texts = np.bincount(counts.indices, minlength=counts.shape[1])
    rarer = counts[:, np.flatnonzero((texts > 1) & (texts <= max(2, COMMON * counts.shape[0])))]
    if not rarer.nnz:
        return np.empty((0, 2), np.int64)
    weights = TfidfTransformer(sublinear_tf=True).fit_transform(rarer)
    cosine = sparse.triu(sparse.csr_array(weights @ weights.T), k=1).tocoo()
    return np.column_stack([cosine.row, cosine.col])[cosine.data >= alike]


def linked(labels: pd.Series, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the number of each row's group: of one label or one pair, directly or not.

    Args:
        labels: Of the rows, shape (n_rows,).
        pairs: Row numbers that belong together, shape (n_pairs, 2).
    """
    codes, number = labels.astype("category").cat.codes.to_numpy(), len(labels)
    rows = np.concatenate([np.arange(number), pairs[:, 0]])
    columns = np.concatenate([number + codes, pairs[:, 1]])
    size = number + codes.max() + 1
    links = sparse.coo_array((np.ones(len(rows)), (rows, columns)), shape=(size, size))
    return pd.factorize(connected_components(links, directed=False)[1][:number])[0]
