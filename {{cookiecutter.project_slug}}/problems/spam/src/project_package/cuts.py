"""The ways to cut the test mails into parts, to see where the filter is weak."""

import numpy as np
import pandas as pd
from omegaconf import DictConfig

from .schema import KINDS
from .task import texts
from .words import counted


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


def either(condition: pd.Series, yes: str, no: str) -> pd.Series:
    """Return one of two levels for each row, in that order."""
    return pd.Series(np.where(condition, yes, no)).astype(pd.CategoricalDtype([yes, no]))


def cuts(config: DictConfig, train: pd.DataFrame, test: pd.DataFrame) -> dict[str, pd.Series]:
    """Return for each feature the level of each test mail, as ordered categories."""
    kind = pd.CategoricalDtype(list(KINDS.values()))
    foreign = test["foreign"] >= config.data.foreign
    return {
        "kind of mail": test["kind"].map(KINDS).astype(kind),
        "length": length_bands(train, test),
        "format": either(test["html"], "with HTML", "plain text only"),
        "attachments": either(test["attachments"] > 0, "with attachments", "without attachments"),
        "script": either(foreign, "in another script", "in Latin script"),
    }
