"""One-hot columns against comparisons in Python."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from ..checking import Case
from ..frames import differing
from ..rows import Rows


def ask(train: pd.Series, new: pd.Series) -> Case:
    """Ask for the columns of some rows."""
    levels = sorted({each for each in train if isinstance(each, str)})
    cells = [[int(each == level) for level in levels] for each in new]
    right = pd.DataFrame(cells, new.index, levels, dtype=int)

    def fault(answer: Any) -> str:
        if said := differing(answer, right):
            return said
        whole = all(pd.api.types.is_integer_dtype(dtype) for dtype in answer.dtypes)
        return "" if whole else "gave True and False, right are whole numbers"

    return Case("encode", {"train": train, "new": new}, judge=fault)


def random() -> Iterator[Case]:
    """Yield texts that both have, and that only one of them has."""
    known, more = np.array(["b", "a", "d", None], object), np.array(["a", "c", "d", None], object)
    for seed in range(12):
        rng = np.random.default_rng(seed)
        train = pd.Series(rng.choice(known, 3 + seed))
        train.iloc[0] = "a"
        new = pd.Series(rng.choice(more, seed + 1), np.arange(seed + 1) * 3 + 2)
        yield ask(train, new)


def own(rows: Rows) -> Iterator[Case]:
    """Yield the groups of the project as texts."""
    groups = pd.Series([f"group {each % 9}" for each in rows.group])
    yield ask(groups[::2], groups[1::2])
