"""A gains table against sorting in Python."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from ..checking import Case
from ..frames import case
from ..rows import Rows


def ask(label: np.ndarray, score: np.ndarray, parts: int) -> Case:
    """Ask for one table."""
    order = sorted(range(len(score)), key=lambda row: (-score[row], row))
    rows, seen = [], 0
    for some in np.array_split(np.array(order), parts):
        positives = int(label[some].sum())
        seen += positives
        rows.append((len(some), positives, positives / len(some), seen / label.sum()))
    columns = ["rows", "positives", "share", "found"]
    right = pd.DataFrame(rows, np.arange(1, parts + 1), columns)
    return case("gains", {"label": label, "score": score, "parts": parts}, right)


def random() -> Iterator[Case]:
    """Yield scores with ties, and sizes that do not divide."""
    for seed in range(12):
        rng = np.random.default_rng(seed)
        label = np.append(rng.integers(0, 2, 5 + 2 * seed), 1)
        yield ask(label, rng.integers(0, 5, len(label)) / 4, 1 + seed % 6)


def own(rows: Rows) -> Iterator[Case]:
    """Yield the project's labels, ranked by a number."""
    yield ask(rows.label, rows.number, 10)
