"""Rows that belong together: nearly the same words, or the same label, directly or not."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import TfidfTransformer

__all__ = ["linked", "near_copies"]

COMMON = 0.05  # of the rows: words in more of them say nothing about copies
MOST_ROWS = 500  # with a word: the same limit where there are very many rows
AT_ONCE = 1_000_000  # candidates found, or words compared, at once: it bounds the memory
SLACK = 1e-9  # of a cosine: sums in another order end in other digits


def first_words(weights: sparse.csr_array, alike: float) -> sparse.csr_array:
    """Return 1 for the rarest words of each text, without which it is shorter than ``alike``."""
    texts = np.bincount(weights.indices, minlength=weights.shape[1])
    rows = np.repeat(np.arange(weights.shape[0]), np.diff(weights.indptr))
    order = np.lexsort((weights.indices, texts[weights.indices], rows))
    squares = weights.data[order] ** 2
    before = np.cumsum(squares) - squares
    begin = np.append(before, 0)[weights.indptr[:-1]]
    kept = order[1 - (before - begin[rows]) >= (alike - SLACK) ** 2]
    cells = (np.ones(len(kept)), (rows[kept], weights.indices[kept]))
    return sparse.csr_array(cells, shape=weights.shape)


def blocks(work: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Return row numbers in blocks whose work is about ``AT_ONCE``, or a single row."""
    done = np.cumsum(work) // AT_ONCE
    return np.split(np.arange(len(work)), np.flatnonzero(np.diff(done)) + 1)


def candidates(first: sparse.csr_array) -> Iterator[NDArray[np.int64]]:
    """Give the pairs of rows that have a column in common, a bounded number at a time."""
    others, texts = first.T.tocsr(), np.bincount(first.indices, minlength=first.shape[1])
    for part in blocks(first @ texts):
        shared = (first[part] @ others).tocoo()
        later = shared.col > part[shared.row]
        yield np.column_stack([part[shared.row[later]], shared.col[later]])


def near_copies(counts: sparse.csr_array, alike: float) -> NDArray[np.int64]:
    """Return pairs of row numbers whose rarer words are nearly the same, shape (n_pairs, 2).

    Only texts that have one of their rarest words in common are compared. No pair is missed:
    without those words a vector is shorter than ``alike``, and so is its product with another.

    Args:
        counts: How often each word is in each text, shape (n_texts, n_words).
        alike: The least cosine of two TF-IDF vectors, above 0 and at most 1.

    Source:
        Bayardo, Ma and Srikant, Scaling Up All Pairs Similarity Search (WWW 2007).
    """
    texts = np.bincount(counts.indices, minlength=counts.shape[1])
    most = max(2, min(MOST_ROWS, COMMON * counts.shape[0]))
    rarer = counts[:, np.flatnonzero((texts > 1) & (texts <= most))]
    if not rarer.nnz:
        return np.empty((0, 2), np.int64)
    weights = sparse.csr_array(TfidfTransformer(sublinear_tf=True).fit_transform(rarer))
    words, found = np.diff(weights.indptr), []
    for pairs in candidates(first_words(weights, alike)):
        for part in blocks(words[pairs].sum(axis=1)):
            ours, theirs = pairs[part].T
            cosine = (weights[ours] * weights[theirs]).sum(axis=1)
            found.append(pairs[part][cosine >= alike])
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
