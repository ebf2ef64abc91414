"""The project's own rows for the drills: emails."""

from pathlib import Path

import numpy as np
import pandas as pd

from .rows import Rows, numbers, spread

TRAIN = Path("data/split/train.parquet")


def read() -> Rows:
    """Return some of the emails that models are trained on.

    The number to estimate is the logarithm of an email's length; emails of one thread are a group.
    A view is an email with a word of its subject.

    Raises FileNotFoundError before the pipeline has run, KeyError where a column has gone.
    """
    emails = spread(pd.read_parquet(TRAIN))
    body, subject = emails["body"], emails["subject"]
    counts = emails[["attachments", "unreadable", "foreign", "html"]].assign(
        subject=subject.str.len(),
        exclaims=body.str.count("!"),
        digits=body.str.count(r"\d"),
        lines=body.str.count("\n"),
        people=emails["people"].str.len(),
    )
    words = subject.str.lower().str.findall(r"\w+").explode().dropna()
    numbered = pd.factorize(words, sort=True)[0]
    return Rows(
        X=numbers(counts),
        number=np.log1p(body.str.len().to_numpy(float)),
        label=emails["spam"].to_numpy(int),
        group=emails["group"].to_numpy(int),
        texts=(subject + "\n" + body).tolist(),
        views=sorted(set(zip(words.index.tolist(), numbered.tolist(), strict=True))),
    )
