"""Filled gaps against medians of lists."""

from collections.abc import Iterator
from statistics import median

import numpy as np
import pandas as pd

from ..checking import Case
from ..frames import case, frame
from ..rows import Rows
from ..tables import made_up, of_project


def ask(train: pd.DataFrame, new: pd.DataFrame) -> Case:
    """Ask for the amounts of one table."""
    known = train.dropna(subset="amount")
    filled = []
    for team, amount in zip(new["team"], new["amount"], strict=True):
        mine = known.loc[known["team"] == team, "amount"].tolist()
        filled.append(median(mine or known["amount"].tolist()) if np.isnan(amount) else amount)
    right = pd.Series(filled, new.index, name="amount")
    return case("fill", {"train": train, "new": new}, right)


def random() -> Iterator[Case]:
    """Yield tables with gaps, and teams that training does not know."""
    for seed in range(10):
        train, new = frame(made_up(seed + 2), "entry"), frame(made_up(seed + 30), "entry")
        train = train.assign(amount=train["amount"].mask(np.arange(len(train)) == 0, 4.0))
        yield ask(train, new.assign(amount=new["amount"].mask(new["id"] % 3 == 0)))
        strangers = {"id": [1, 2, 3, 4], "team": 77, "label": 0, "amount": [1.0, 2.0, 9.0, np.nan]}
        yield ask(pd.DataFrame(strangers), new)


def own(rows: Rows) -> Iterator[Case]:
    """Yield the project's rows, every fourth amount empty."""
    entry = frame(of_project(rows), "entry")
    gaps = entry.assign(amount=entry["amount"].mask(entry["id"] % 4 == 0))
    yield ask(gaps[::2], gaps[1::2])
