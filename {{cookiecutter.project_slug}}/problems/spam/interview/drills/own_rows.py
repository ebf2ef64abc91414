"""The project's own rows for the drills: mails."""

from pathlib import Path

import numpy as np
import pandas as pd

from .rows import Rows, numbers, spread

TRAIN = Path("data/split/train.parquet")


def read() -> Rows:
    """Return some of the mails that models are trained on.

    The number to estimate is the logarithm of a mail's length; mails of one thread are a group. A
    view is a mail with a word of its subject.

    Raises FileNotFoundError before the pipeline has run, KeyError where a column has gone.
    """
    mails = spread(pd.read_parquet(TRAIN))
    body, subject = mails["body"], mails["subject"]
    counts = mails[["attachments", "unreadable", "foreign", "html"]].assign(
        subject=subject.str.len(),
        exclaims=body.str.count("!"),
        digits=body.str.count(r"\d"),
        lines=body.str.count("\n"),
        people=mails["people"].str.len(),
    )
    words = subject.str.lower().str.findall(r"\w+").explode().dropna()
    numbered = pd.factorize(words, sort=True)[0]
    return Rows(
        X=numbers(counts),
        number=np.log1p(body.str.len().to_numpy(float)),
        label=mails["spam"].to_numpy(int),
        group=mails["group"].to_numpy(int),
        texts=(subject + "\n" + body).tolist(),
        views=sorted(set(zip(words.index.tolist(), numbered.tolist(), strict=True))),
    )
