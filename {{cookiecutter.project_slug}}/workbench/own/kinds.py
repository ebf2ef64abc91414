"""Is it a table of cases at all, or ratings, or texts? Then another problem fits better."""

import numpy as np
import pandas as pd

from .records import Column
from .values import Values, whole_numbers

LEAST_NAMES = 20  # users, or items
AGAIN = 3  # times that each comes, on average
ONCE = 0.98  # of the rows: a user rates an item once
MOST_STARS = 21


def ratings(table: dict[str, Values], target: pd.Series) -> tuple[str, str] | None:
    """Return the columns of users and items: each comes often, hardly any pair of them twice.

    By chance some pairs would come twice, as in ``roles.panel``; a user and an item do not.
    """
    rows, codes = len(target), {}
    for name, each in table.items():
        values = each.typed
        named = each.kind == "words" or (each.kind == "number" and whole_numbers(values.dropna()))
        if named and not values.isna().any() and LEAST_NAMES <= values.nunique() <= rows / AGAIN:
            codes[name] = pd.factorize(values)[0].astype(np.int64)
    pairs = [(a, b) for i, a in enumerate(codes) for b in list(codes)[i + 1 :]]
    for a, b in pairs[:100]:
        joint = codes[a] * rows + codes[b]
        shares = [float(((np.bincount(codes[c]) / rows) ** 2).sum()) for c in (a, b)]
        by_chance = rows * (rows - 1) / 2 * shares[0] * shares[1]
        if len(np.unique(joint)) >= ONCE * rows and by_chance > 5 * (1 - ONCE) * rows:
            return a, b
    return None


def hints(columns: dict[str, Column], table: dict[str, Values], target: pd.Series) -> list[str]:
    """Return what to say when another problem fits this file better than a table of cases."""
    said = []
    if target.nunique() <= MOST_STARS and (found := ratings(table, target)):
        said.append(
            f"{found[0]} and {found[1]} look like users and items, no pair comes twice: if these "
            "are ratings, generate a project with problem=own_ratings for them"
        )
    texts = [name for name, each in columns.items() if each.role == "text"]
    if texts and target.nunique() <= MOST_STARS:
        said.append(
            f"{texts[0]} holds sentences, which a table sets aside: if it tells the classes "
            "apart, generate a project with problem=own_texts"
        )
    return said
