"""A stratified split of groups: each shuffled group goes where it brings the classes nearer."""

import numpy as np

TRIES = 20  # orders: about one in 3,000 leaves a class further off than the promise


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

    rng, m = np.random.default_rng(seed), counts.sum(axis=1).max()
    for _ in range(TRIES):
        for_test, missing = _one_try(counts, share, rng.permutation(len(names)))
        if (np.abs(missing) <= m).all():
            break
    return np.flatnonzero(~for_test[group]), np.flatnonzero(for_test[group])


def _one_try(counts: np.ndarray, share: float, order: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return which groups are for testing, and how many rows of each class are then missing."""
    missing = share * counts.sum(axis=0)  # what the test set still lacks of each class
    for_test = np.zeros(len(counts), dtype=bool)
    for one in order:
        rest = missing - counts[one]
        if (rest**2).sum() < (missing**2).sum():
            for_test[one], missing = True, rest
    return for_test, missing
