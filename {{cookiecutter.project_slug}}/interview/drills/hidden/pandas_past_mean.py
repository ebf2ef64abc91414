"""Means of the past against a loop."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import pandas as pd

from ..checking import Case
from ..frames import case, frame
from ..rows import Rows
from ..tables import made_up, of_project


def ask(entry: pd.DataFrame) -> Case:
    """Ask for the means of one table."""
    before: dict[int, list[float]] = defaultdict(list)
    found = np.full(len(entry), np.nan)
    for place in np.argsort(entry["id"].to_numpy()):
        team, amount = entry["team"].iloc[place], entry["amount"].iloc[place]
        found[place] = np.mean(before[team]) if before[team] else np.nan
        before[team].append(amount)
    return case("past_mean", {"entry": entry}, pd.Series(found, entry.index))


def random() -> Iterator[Case]:
    """Yield tables that are not in order, some with an index that repeats."""
    for seed in range(12):
        entry = frame(made_up(seed), "entry").fillna({"amount": 2.5})
        yield ask(entry if seed % 3 else entry.set_axis(np.arange(len(entry)) // 2))


def own(rows: Rows) -> Iterator[Case]:
    """Yield the project's rows, mixed."""
    entry = frame(of_project(rows), "entry")
    yield ask(entry.sample(frac=1, random_state=1))
