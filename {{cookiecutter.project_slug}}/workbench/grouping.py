"""Rows that belong together: nearly the same words, or the same label, directly or not."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import TfidfTransformer

__all__ = ["linked", "near_copies"]

COMMON = 0.05  # of the rows: words in more of them say nothing about copies
MOST_ROWS = 500  # with a word: the same limit where there are very many rows
AT_ONCE = 20_000_000  # pairs compared at once, which bounds the memory


def near_copies(counts: sparse.csr_array, alike: float) -> NDArray[np.int64]:
    """Return pairs of row numbers whose rarer words are nearly the same, shape (n_pairs, 2).

    All pairs are compared, some rows with all others at a time.

    Args:
        counts: How often each word is in each text, shape (n_texts, n_words).
        alike: The least cosine of two TF-IDF vectors, above 0 and at most 1.
    """
    texts = np.bincount(counts.indices, minlength=counts.shape[1])
    most = max(2, min(MOST_ROWS, COMMON * counts.shape[0]))
    rarer = counts[:, np.flatnonzero((texts > 1) & (texts <= most))]
    if not rarer.nnz:
        return np.empty((0, 2), np.int64)
    weights = sparse.csr_array(TfidfTransformer(sublinear_tf=True).fit_transform(rarer))
    others, found = weights.T.tocsr(), []
    step = max(1, AT_ONCE // weights.shape[0])
    for start in range(0, weights.shape[0], step):
        cosine = (weights[start : start + step] @ others).tocoo()
        near = (cosine.data >= alike) & (cosine.col > cosine.row + start)
        found.append(np.column_stack([cosine.row[near] + start, cosine.col[near]]))
    return np.concatenate(found).astype(np.int64)


def linked(labels: pd.Series, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the number of each row's group: of one label or one pair, directly or not.

    Args:
        labels: Of the rows, shape (n_rows,).
        pairs: Row numbers that belong together, shape (n_pairs, 2).
    """
    codes, number = labels.astype("category").cat.codes.to_numpy(np.int64), len(labels)
    rows = np.concatenate([np.arange(number), pairs[:, 0]])
    columns = np.concatenate([number + codes, pairs[:, 1]])
    size = number + codes.max() + 1
    links = sparse.coo_array((np.ones(len(rows)), (rows, columns)), shape=(size, size))
    return pd.factorize(connected_components(links, directed=False)[1][:number])[0]
