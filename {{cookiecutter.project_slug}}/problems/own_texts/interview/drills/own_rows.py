"""The project's own rows for the drills: those of the author's file of texts."""

from pathlib import Path

import numpy as np
import pandas as pd

from .rows import Rows, spread

TRAIN = Path("data/split/train.parquet")
LETTERS = "aeinorst"


def read() -> Rows:
    """Return some of the texts that models are trained on.

    The numbers of a text are its length and how often some letters stand in it; the class is to be
    above the median of the classes. A view is a text with its class.

    Raises FileNotFoundError before the pipeline has run, KeyError where a column has gone.
    """
    table = spread(pd.read_parquet(TRAIN))
    texts, target = table["text"], table["own_target"].to_numpy(int)
    lengths = texts.str.len().to_numpy(float)
    letters = [texts.str.lower().str.count(each).to_numpy(float) for each in LETTERS]
    values = np.column_stack([lengths, *letters])
    above = target > np.median(target)
    group = pd.factorize(table["own_group"])[0]
    return Rows(
        X=values[:, values.std(axis=0) > 0],
        number=lengths,
        label=(above if above.any() else target == np.median(target)).astype(int),
        group=group,
        texts=texts.tolist(),
        views=sorted({(int(who), int(what)) for who, what in zip(group, target, strict=True)}),
    )
