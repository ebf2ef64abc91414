"""What every demo answers, and what it reads of the last run."""

from pathlib import Path
from typing import TypeVar

import joblib
from pydantic import BaseModel, ValidationError
from sklearn.base import BaseEstimator

from ..errors import DataError, MissingInputError
from ..facts import BaseFacts
from ..files import FACTS, MODELS, read_json

__all__ = ["Answer", "Reason", "facts", "made_by_run", "model"]

F = TypeVar("F", bound=BaseFacts)

MODEL = MODELS / "model.joblib"
CARD = Path("MODEL_CARD.md")


class Reason(BaseModel):
    """One thing that moved the prediction: ``weight`` says which way and how far."""

    what: str
    effect: str
    detail: str
    weight: float


class Answer(BaseModel):
    """A prediction, why it is so, and how far it can be trusted."""

    value: float | list[int]
    headline: str
    meaning: list[str]
    reasons_title: str
    reasons_say: str
    reasons: list[Reason]
    uncertainty: list[str]


def made_by_run(path: Path) -> Path:
    """Return a file that a run makes.

    Raises:
        MissingInputError: There was no run yet.
    """
    if not path.exists():
        raise MissingInputError(f"{path} not found: `make run` first, then `make app`")
    return path


def model() -> BaseEstimator:
    """Return the model as the train stage wrote it."""
    return joblib.load(made_by_run(MODEL))


def facts(schema: type[F]) -> F:
    """Return what the last run measured.

    Raises:
        DataError: The file was written by another version of the code.
    """
    try:
        return schema(**read_json(made_by_run(FACTS), "evaluate"))
    except ValidationError as error:
        raise DataError(
            f"{FACTS} was written by older code: run `make run`, then `make app`"
        ) from error


def intended_use() -> list[str]:
    """Return what the model card says the model is for."""
    card = made_by_run(CARD).read_text(encoding="utf-8")
    section = card.partition("## Intended use\n")[2].partition("\n## ")[0]
    lines = [line.removeprefix("- ") for line in section.splitlines() if line.startswith("- ")]
    return [line.replace("`", "") for line in lines]
