"""The facts that only this problem has, beside those of every classification."""

from typing import Any

from workbench.files import REPORTS, read_json
from workbench.records import Training

from .data_facts import DataReport
from .elsewhere import check, elsewhere
from .evaluation import Evaluation
from .mistakes import mistakes
from .views import views


def extras(data: Evaluation, trained: Training) -> dict[str, Any]:
    """Return the fields that ``facts.Facts`` has more than a classification."""
    prepared = DataReport(**read_json(REPORTS / "data.json", "prepare"))
    config = data.config
    found, hard = elsewhere(data, trained)
    return {
        "data": prepared.data,
        "split": prepared.split,
        "leakage": [*prepared.split.checks, *trained.checks, check(found)],
        "views": views(config),
        "elsewhere": found,
        "hard_mail": hard,
        "mistakes": mistakes(
            data.train,
            data.test,
            data.probability,
            data.rule.threshold,
            data.model,
            config.common_word,
        ),
    }
