"""The schema of reports/facts.json: the one source of every number in a document.

Shares are 0 to 1. What only two classes have, or only several, is absent for the others. No row of
the data is in it.
"""

from typing import Literal

from workbench.own.classes import NAMES, ClassFacts, Derived, OfClass, OfPart
from workbench.own.facts import Data, DataReport, FormColumn, Split, recorded_metric

METRIC = "score"
GREATER_IS_BETTER = recorded_metric() != "log_loss"  # the others are scores
SERVED: Literal["predict_proba"] = "predict_proba"

__all__ = [
    "GREATER_IS_BETTER",
    "METRIC",
    "NAMES",
    "SERVED",
    "Data",
    "DataReport",
    "Derived",
    "Facts",
    "OfClass",
    "OfPart",
    "Split",
]


class Facts(ClassFacts):
    """Everything that the documents may say."""

    data: Data
    form: list[FormColumn]
