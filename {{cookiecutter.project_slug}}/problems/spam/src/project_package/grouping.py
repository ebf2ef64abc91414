"""Which mails belong together: a thread, or nearly the same text. A group is never split up."""

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import TfidfTransformer

from .words import counted

PREFIX = re.compile(r"^\s*(?:(?:re|fwd?|aw|sv)(?:\[\d+\])?\s*:|\[[^\]]{1,40}\])\s*", re.IGNORECASE)
COMMON = 0.05  # of the mails: words in more of them say nothing about copies
SHORT = 20  # characters: bodies below this are the same by chance


def thread(subject: str) -> str:
    """Return the subject without reply marks, list names, numbers and case.

    >>> thread("Re: [ILUG] FW: Kernel 2.4")
    'kernel 0.0'
    """
    while (shorter := PREFIX.sub("", subject)) != subject:
        subject = shorter
    return re.sub(r"\d+", "0", " ".join(subject.lower().split()))


def fingerprint(mails: pd.DataFrame) -> pd.Series:
    """Return a text that two copies of a mail share: the body without case, numbers and spaces."""
    body = mails["body"].str.lower().str.replace(r"\d+|\s+", "", regex=True)
    return body.where(body.str.len() >= SHORT, mails["subject"].str.lower() + body)


def near_copies(texts: pd.Series, alike: float) -> NDArray[np.int64]:
    """Return pairs of row numbers whose rarer words are nearly the same, shape (n_pairs, 2).

    Args:
        texts: Of the mails, shape (n_mails,).
        alike: The least cosine of two TF-IDF vectors, above 0 and at most 1.
    """
    counts = counted(texts)
    mails = np.bincount(counts.indices, minlength=counts.shape[1])
    rarer = counts[:, np.flatnonzero((mails > 1) & (mails <= max(2, COMMON * len(texts))))]
    if not rarer.nnz:
        return np.empty((0, 2), np.int64)
    weights = TfidfTransformer(sublinear_tf=True).fit_transform(rarer)
    cosine = sparse.triu(sparse.csr_array(weights @ weights.T), k=1).tocoo()
    return np.column_stack([cosine.row, cosine.col])[cosine.data >= alike]


def groups(mails: pd.DataFrame, alike: float) -> NDArray[np.int64]:
    """Return the number of each mail's group: same thread, or near copies, directly or not.

    A mail without a subject starts no thread.
    """
    threads = mails["subject"].map(thread)
    threads = threads.where(threads != "", mails["id"])
    codes = threads.astype("category").cat.codes.to_numpy()
    pairs = near_copies(mails["subject"] + "\n" + mails["body"], alike)
    number, all_rows = len(mails), np.arange(len(mails))
    rows = np.concatenate([all_rows, pairs[:, 0]])
    columns = np.concatenate([number + codes, pairs[:, 1]])
    size = number + codes.max() + 1
    links = sparse.coo_array((np.ones(len(rows)), (rows, columns)), shape=(size, size))
    labels = connected_components(links, directed=False)[1][:number]
    return pd.factorize(labels)[0]
