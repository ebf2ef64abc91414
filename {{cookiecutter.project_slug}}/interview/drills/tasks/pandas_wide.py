"""Drill: a table of users and items from a list of views. pandas, numpy and Python only."""

from collections.abc import Sequence

import pandas as pd


def wide(view: pd.DataFrame, items: Sequence[int]) -> pd.DataFrame:
    """Return who has looked at what, as a table of 0 and 1.

    Args:
        view: Columns ``user`` and ``item``; a pair may be there more than once.
        items: The items that count, each once, in the order of the columns.

    Returns:
        One row a user of ``view``, users ascending as the index, one column for each of ``items``:
        1 if the user has looked at the item, however often, else 0. Users stay who have looked at
        none of ``items``; an item that nobody has looked at is a column of zeros.
    """
    raise NotImplementedError
