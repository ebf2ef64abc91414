"""A stratified split of groups: each shuffled group goes where it brings the classes nearer."""

import numpy as np


def split(
    y: np.ndarray, groups: np.ndarray, share: float, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return which rows are for training and which for testing."""
    if not 0 < share < 1 or len(y) != len(groups):
        raise ValueError("share must be between 0 and 1, and each row needs a group")
    names, group = np.unique(groups, return_inverse=True)
    classes, label = np.unique(y, return_inverse=True)
    counts = np.zeros((len(names), len(classes)))
    np.add.at(counts, (group, label), 1)  # rows of each class in each group

    missing = share * counts.sum(axis=0)  # what the test set still lacks of each class
    for_test = np.zeros(len(names), dtype=bool)
    for one in np.random.default_rng(seed).permutation(len(names)):
        rest = missing - counts[one]
        if (rest**2).sum() < (missing**2).sum():
            for_test[one], missing = True, rest
    return np.flatnonzero(~for_test[group]), np.flatnonzero(for_test[group])
