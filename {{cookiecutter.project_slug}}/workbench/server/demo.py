"""What the server is told of a demo: what it asks, what it says, and how it answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from .answers import Answer

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Demo"]


@dataclass(frozen=True)
class Demo:
    """One page on which the model of the last run answers.

    Attributes:
        title: The question that the page answers.
        lead: One or two sentences below it.
        question: The schema of what is entered.
        examples: What can be entered, by name.
        answer: From what was entered to the prediction, its reasons and its uncertainty.
        rows: From what was entered to rows as the model takes them.
        choices: What can be chosen in a field and how it reads, where the schema does not say it.
    """

    title: str
    lead: str
    question: type[BaseModel]
    examples: Mapping[str, dict[str, Any]]
    answer: Callable[[Any], Answer]
    rows: Callable[[list[Any]], "pd.DataFrame"]
    choices: Mapping[str, dict[str, str]] = field(default_factory=dict)
