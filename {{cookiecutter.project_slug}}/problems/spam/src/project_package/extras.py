"""The facts that only this problem has, beside those of every classification."""

from typing import Any

from .data_facts import DataReport
from .evaluation import Evaluation
from .files import REPORTS, read_json
from .mistakes import mistakes
from .records import Training
from .views import hard_mail, views


def extras(data: Evaluation, trained: Training) -> dict[str, Any]:
    """Return the fields that ``facts.Facts`` has more than a classification."""
    prepared = DataReport(**read_json(REPORTS / "data.json", "prepare"))
    config = data.config
    return {
        "data": prepared.data,
        "split": prepared.split,
        "leakage": [*prepared.split.checks, *trained.checks],
        "views": views(config),
        "hard_mail": hard_mail(config),
        "mistakes": mistakes(
            data.train,
            data.test,
            data.probability,
            data.rule.threshold,
            data.model,
            config.common_word,
        ),
    }
