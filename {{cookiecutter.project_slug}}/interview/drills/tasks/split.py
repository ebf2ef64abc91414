"""Drill: a stratified train/test split in which groups stay together. numpy and Python only."""

import numpy as np


def split(
    y: np.ndarray, groups: np.ndarray, share: float, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return which rows are for training and which for testing.

    - Each row is on exactly one side.
    - All rows of a group are on the same side: a person, a house or a thread that is in both
      would let the model meet its test rows before the test.
    - Stratified: of each class, the number of test rows is within m of ``share`` times the
      class's rows, m being the number of rows of the largest group.
    - The same seed gives the same split, and other seeds give others. The order of the rows
      must not decide: data often come sorted.

    Large n is not tested; a loop over the groups is fine.

    Args:
        y: Classes as whole numbers, shape (n,).
        groups: The group of each row, whole numbers, shape (n,). A group may hold several classes.
        share: Which part of the rows is for testing.
        seed: Starts the random numbers.

    Returns:
        Row numbers for training and for testing, both ascending.

    Raises:
        ValueError: ``share`` is not between 0 and 1 (both excluded), or the lengths differ.
    """
    raise NotImplementedError
