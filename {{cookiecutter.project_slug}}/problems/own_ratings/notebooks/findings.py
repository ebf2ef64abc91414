"""Who takes what, how unequal is it, and what will a recommender have to cope with?

These findings hold for any file of ratings or purchases. Replace them by what you find in yours.
"""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd


def few_items(rows: pd.DataFrame) -> None:
    """A few items get more than their share of the rows.

    The items in order of their users, and which share of all rows they have together. Where the
    head is short, a list of the same popular items for everybody looks good, so that is the
    baseline to beat.
    """
    users = rows.item.value_counts()
    share = users.cumsum() / users.sum()
    _, axis = plt.subplots()
    axis.plot(np.arange(1, len(users) + 1) / len(users) * 100, share * 100)
    axis.plot([0, 100], [0, 100], color="C1", linestyle="--", linewidth=1)
    axis.set(xlabel="Items, most popular first (%)", ylabel="Share of all rows (%)")
    tenth = share.iloc[max(0, len(users) // 10 - 1)]
    print(f"the most popular tenth has {tenth:.0%} of the rows")
    assert tenth >= 0.1


def unequal_users(rows: pd.DataFrame) -> None:
    """Users differ in how much they do.

    A mean over rows would be a mean over the heaviest users; the headline metric is a mean over
    users, so that each counts the same.
    """
    sizes = rows.user.value_counts()
    _, axis = plt.subplots()
    axis.hist(sizes, bins=30)
    axis.set(xlabel="Rows of a user", ylabel="Users")
    heavy = sizes.head(max(1, len(sizes) // 10)).sum() / sizes.sum()
    print(f"median {sizes.median():.0f} rows; the heaviest tenth of the users has {heavy:.0%}")
    assert sizes.max() >= sizes.median()


def taken_together(rows: pd.DataFrame) -> None:
    """Who took one item took certain others.

    For popular items: how many users the nearest item by cosine shares with it, against what chance
    would give. Neighbors, factors and the linear model all build on this; a lift near one would
    mean that there is nothing to learn.
    """
    views, users = rows.item.value_counts(), pd.factorize(rows.user)[0]
    common = views.index[:200]
    known = rows.item.isin(common)
    taken = np.zeros((users.max() + 1, len(common)))
    taken[users[known], common.get_indexer(rows.item[known])] = 1
    together, number = taken.T @ taken, taken.sum(axis=0)
    cosine = together / np.sqrt(np.outer(number, number)) - np.eye(len(common))
    nearest = cosine.argmax(axis=1)
    by_chance = number * number[nearest] / len(taken)
    lift = np.median(together[np.arange(len(common)), nearest] / by_chance)
    print(f"with its nearest item an item shares {lift:.1f} times the users that chance gives")
    assert lift > 0


FINDINGS = [few_items, unequal_users, taken_together]
CONCLUSIONS = [
    "A metric over users, with all items ranked, that looks at the top of the list.",
    "The most popular items are the baseline that a model has to beat.",
    "What you know of the items, and the file does not say, is worth more than another model.",
]
