"""What is in the table, column by column, and what will a model have to cope with?

These findings hold for any table. Replace them by what you find in yours.
"""

import matplotlib.pyplot as plt
import pandas as pd

BESIDE = ["own_row", "own_target", "own_group", "own_by"]


def target_is_spread(table: pd.DataFrame) -> None:
    """The target takes more than one value.

    How it is spread decides which metric fits: a long tail asks for logs or medians, a rare class
    for a metric that looks at that class.
    """
    target = table["own_target"]
    _, axis = plt.subplots()
    axis.hist(target, bins=min(30, target.nunique()))
    axis.set(xlabel="Target", ylabel="Training rows")
    print(target.describe().round(3).to_string())
    assert target.nunique() > 1


def gaps_are_few_or_many(table: pd.DataFrame) -> None:
    """Some columns have more gaps than others.

    A gap may say something itself, so the encodings keep a column that says where one was.
    """
    shares = table.drop(columns=BESIDE, errors="ignore").isna().mean().sort_values().tail(12)
    _, axis = plt.subplots()
    axis.barh(shares.index.astype(str), shares)
    axis.set(xlabel="Share of empty cells", xlim=(0, 1))
    assert shares.max() < 1


def numbers_order_the_target(table: pd.DataFrame) -> None:
    """Some numbers order the target better than others, each on its own.

    The rank correlation says how well, whatever the shape of the relation.
    """
    numbers = table.drop(columns=BESIDE, errors="ignore").select_dtypes("number")
    if numbers.empty:
        print("no column of numbers")
        return
    found = numbers.corrwith(table["own_target"], method="spearman").abs().dropna()
    strongest = found.sort_values().tail(12)
    _, axis = plt.subplots()
    axis.barh(strongest.index.astype(str), strongest)
    axis.set(xlabel="Rank correlation with the target, without its sign", xlim=(0, 1))
    assert (found < 1).all()


FINDINGS = [target_is_spread, gaps_are_few_or_many, numbers_order_the_target]
CONCLUSIONS = [
    "The best single column is the baseline that a model has to beat.",
    "What you know of the columns, and the file does not say, is worth more than another model.",
]
