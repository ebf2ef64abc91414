"""The ways to cut the test mails into parts, to see where the filter is weak."""

import numpy as np
import pandas as pd
from omegaconf import DictConfig

from .schema import KINDS
from .task import texts
from .words import counted, split

ENGLISH = frozenset("a and are for have i in is it of on that the this to was with you".split())
OFTEN = 0.1  # share of a mail's words: such words are a quarter of English text


def length_bands(train: pd.DataFrame, test: pd.DataFrame) -> pd.Series:
    """Return the band of words of each test mail, cut at the quartiles of training."""
    lengths = [counted(texts(each)["text"]).sum(axis=1) for each in (train, test)]
    cuts = [round(float(cut), -1) for cut in np.quantile(lengths[0], [0.25, 0.5, 0.75])]
    low, middle, high = (f"{cut:,.0f}" for cut in cuts)
    labels = [
        f"below {low} words",
        f"{low} to {middle} words",
        f"{middle} to {high} words",
        f"above {high} words",
    ]
    return pd.cut(pd.Series(lengths[1]), [-np.inf, *cuts, np.inf], labels=labels)


def language(test: pd.DataFrame, foreign: float) -> pd.Series:
    """Return the language of each mail, as far as its commonest words and its letters tell.

    Args:
        test: The mails.
        foreign: Share of characters outside ASCII from which a mail is in another script.
    """
    found = [split(text) for text in texts(test)["text"]]
    small = [sum(map(ENGLISH.__contains__, each)) / max(len(each), 1) for each in found]
    english, script = "English", "another script"
    other = "another language, or too short to tell"
    latin = np.where(np.array(small) >= OFTEN, english, other)
    names = np.where(test["foreign"] >= foreign, script, latin)
    return pd.Series(names).astype(pd.CategoricalDtype([english, script, other]))


def either(condition: pd.Series, yes: str, no: str) -> pd.Series:
    """Return one of two levels for each row, in that order."""
    return pd.Series(np.where(condition, yes, no)).astype(pd.CategoricalDtype([yes, no]))


def cuts(config: DictConfig, train: pd.DataFrame, test: pd.DataFrame) -> dict[str, pd.Series]:
    """Return for each feature the level of each test mail, as ordered categories."""
    kind = pd.CategoricalDtype(list(KINDS.values()))
    return {
        "kind of mail": test["kind"].map(KINDS).astype(kind),
        "length": length_bands(train, test),
        "format": either(test["html"], "with HTML", "plain text only"),
        "attachments": either(test["attachments"] > 0, "with attachments", "without attachments"),
        "language": language(test, config.data.foreign),
    }
