"""What is in the table, and what will a model have to cope with?

These findings hold for any table. Replace them by what you find in yours.
"""

import matplotlib.pyplot as plt
import pandas as pd


def numbers_follow_the_target(table: pd.DataFrame) -> None:
    """Some columns follow the target better than others, each on its own.

    The rank correlation says how well, whatever the shape of the relation.
    """
    numbers = table.select_dtypes("number").drop(columns=["id", "target"])
    found = numbers.corrwith(table["target"], method="spearman").abs().sort_values()
    _, axis = plt.subplots()
    axis.barh(found.index.astype(str), found)
    axis.set(xlabel="Rank correlation with the target, without its sign", xlim=(0, 1))
    assert found.max() < 1


FINDINGS = [numbers_follow_the_target]
CONCLUSIONS = ["The best single column is a baseline that a model has to beat."]
