"""The bank's table: its repairs, its schema, and the columns made from it."""

import numpy as np
import pandas as pd
import pandera.pandas as pa

from workbench.records import Count

POSITIVE = "bad"  # the loan was not paid back as agreed
LEVELS = {
    "home": ["owner", "rent", "parents", "other", "priv"],
    "marital": ["married", "single", "separated", "divorced", "widow"],
    "records": ["yes", "no"],
    "job": ["fixed", "freelance", "partime", "others"],
}
LOGGED = ["income", "assets", "debt", "amount", "price"]  # few large values


def repair(applicants: pd.DataFrame) -> tuple[pd.DataFrame, list[Count]]:
    """Return the table with homes coded as ignored left empty, and how many there were."""
    ignored = applicants["home"] == "ignore"
    what = "homes coded `ignore` made empty, because nobody told them"
    home = applicants["home"].mask(ignored)
    return applicants.assign(home=home), [Count(what=what, rows=int(ignored.sum()))]


def schema() -> dict[str, pa.Column]:
    """Return the rules for every column that a model may use."""

    def number(low: float, high: float, nullable: bool = False) -> pa.Column:
        return pa.Column(float, pa.Check.in_range(low, high), nullable=nullable, coerce=True)

    money = 10_000_000
    return {
        **{name: pa.Column(str, pa.Check.isin(it), nullable=True) for name, it in LEVELS.items()},
        "seniority": number(0, 80),  # years in the job
        "time": number(1, 120),  # months of the loan
        "age": number(18, 110),
        "expenses": number(0, money),
        "amount": number(1, money),
        "price": number(1, money),
        **{name: number(0, money, nullable=True) for name in ("income", "assets", "debt")},
    }


def add_features(applicants: pd.DataFrame) -> pd.DataFrame:
    """Return the table with what a credit desk would work out; what is not told stays empty.

    Args:
        applicants: Clean rows, shape (n_applicants, 13).
    """
    instalment = applicants["amount"] / applicants["time"]
    left = applicants["income"] - applicants["expenses"]
    logs = {f"log_{column}": np.log1p(applicants[column]) for column in LOGGED}
    return applicants.assign(
        financed=applicants["amount"] / applicants["price"],
        instalment=instalment,
        left_over=left,  # a month, after expenses
        capacity=left / instalment,
        **logs,
    )
