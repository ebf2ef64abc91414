"""The facts that every problem has; ``facts.Facts`` adds what only this one knows."""

from collections.abc import Sequence
from typing import Any

from pydantic import Field

from .records import (
    Candidate,
    Check,
    CurvePoint,
    Estimate,
    Pick,
    Record,
    Run,
    Search,
    Source,
    Timing,
    Training,
)

__all__ = ["BaseFacts", "Chosen", "TestResult", "about"]


class TestedModel(Record):
    """A model that was scored on the test set."""

    key: str
    label: str


class TestResult(TestedModel):
    """A model with its scores on the test set, by metric."""

    scores: dict[str, Estimate]


class ChosenModel(TestedModel):
    """The model that the project stands for; ``to_baseline`` is of the test set."""

    family: str
    simplicity: int
    why: str
    cv: Estimate
    fold_sd: float
    train: float | None = None
    to_baseline: Estimate

    @property
    def better(self) -> bool:
        """Whether the paired interval shows that the model beats the baseline."""
        return self.to_baseline.high < 0


class BaseFacts(Record):
    """What every document may say.

    ``unused`` names the columns that do not reach the estimator of the chosen model.
    """

    run: Run
    source: Source
    baseline: TestedModel
    other_baselines: Sequence[TestedModel]
    models: list[Candidate]
    timings: list[Timing]
    pick: Pick
    chosen: ChosenModel
    runner_up: Candidate
    search: Search
    learning_curve: list[CurvePoint]
    leakage: list[Check]
    unused: list[str] = Field(default_factory=list)

    @property
    def chosen_candidate(self) -> Candidate:
        """The chosen model as compare saw it, before tuning."""
        return self.candidate(self.chosen.key)

    @property
    def forced(self) -> bool:
        """Whether params.yaml named the model, so that the rule was not asked."""
        return self.run.choices["model"] != "auto"

    @property
    def failed(self) -> list[Check]:
        """The checks that did not pass."""
        return [each for each in self.applicable if not each.passed]

    @property
    def applicable(self) -> list[Check]:
        """The checks, without those of columns that do not reach the model."""
        return [each for each in self.leakage if not self.is_idle(each)]

    def is_idle(self, check: Check) -> bool:
        """Return whether a check is of columns none of which reaches the model."""
        return bool(check.columns) and set(check.columns or []) <= set(self.unused)

    def candidate(self, key: str) -> Candidate:
        """Return a candidate by its name."""
        return next(each for each in self.models if each.key == key)

    def timing(self, key: str) -> Timing:
        """Return what a candidate cost on one fold."""
        return next(each for each in self.timings if each.key == key)

    def best_of(self, family: str) -> Candidate | None:
        """Return the best candidate of a family in cross-validation."""
        return next((each for each in self.models if each.family == family), None)


class Chosen(ChosenModel, TestResult):
    """The model that the project stands for, with its scores."""

    train: float


def about(candidate: Candidate, training: Training) -> dict[str, Any]:
    """Return what was known of the chosen model before the test set was read."""
    return {
        "family": candidate.family,
        "simplicity": candidate.simplicity,
        "why": candidate.why,
        "cv": training.cv,
        "fold_sd": candidate.fold_sd,
        "train": training.train,
    }
