"""The schema of reports/facts.json: the one source of every number in a document.

Shares are 0 to 1. What only two classes have, or only several, is absent for the others, and so is
every row of the data.
"""

from typing import Literal

from workbench.own.classes import ClassFacts, summary_lines
from workbench.own.facts import Data, DataReport, FormColumn, Split

METRIC, GREATER_IS_BETTER = "score", True  # the headline is a score
SERVED: Literal["predict_proba"] = "predict_proba"

__all__ = [
    "GREATER_IS_BETTER",
    "METRIC",
    "SERVED",
    "Data",
    "DataReport",
    "Facts",
    "Split",
    "summary_lines",
]


class Facts(ClassFacts):
    """Everything that the documents may say."""

    data: Data
    form: list[FormColumn]

    @property
    def taken_away(self) -> str:
        """What is done to a column of ``importance``, to follow "when a"."""
        return "column is shuffled"
