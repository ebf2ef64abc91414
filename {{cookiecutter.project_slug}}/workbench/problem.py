"""What the workbench is told of a project: its stages, its facts, and what a model answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from .facts import BaseFacts

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["Problem"]


class Scorer(Protocol):
    """From out-of-fold outcomes to the headline metric, and to its value on resampled rows."""

    def __call__(
        self, outcomes: "NDArray[np.float64]", seed: int
    ) -> "tuple[float, NDArray[np.float64]]":
        """Return the score of ``outcomes``, shape (n_rows,), and its draws, paired by the seed."""


@dataclass(frozen=True)
class Problem:
    """A project, as far as the workbench has to know it.

    Attributes:
        package: The folder of the package in src/.
        stages: What computes, by name, in order: fetch, prepare, compare, train, evaluate.
        facts: The schema of reports/facts.json.
        metric: The name of the headline metric.
        greater_is_better: Whether more of it is better; of an error it is not.
        score: Scores what the chosen model said of each training row when it had not seen it.
        outcome: ``prediction`` if another metric could score those outcomes, too; ``score`` if only
            the metric that gave them can.
        answers: The columns of a test row that a model has to find; the last is the target.
        example: A few rows as a model takes them.
        served: The method with which a served model answers.
    """

    package: str
    stages: Mapping[str, Callable[[], None]]
    facts: type[BaseFacts]
    metric: str
    greater_is_better: bool
    score: Scorer
    outcome: Literal["prediction", "score"]
    answers: Sequence[str]
    example: Callable[[], "pd.DataFrame"]
    served: Literal["predict", "predict_proba"]

    @property
    def source(self) -> Path:
        """The folder of the package, relative to the project's."""
        return Path("src") / self.package
