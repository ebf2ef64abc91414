"""The form of the demo, from the columns on which the model leans most.

What is not asked is as in the typical row, made up of medians and usual levels: nobody's row.
"""

from typing import Any, Literal

import numpy as np
import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, create_model

from project_package.data import read
from project_package.facts import Facts
from workbench.files import TRAIN
from workbench.server.answers import facts, made_by_run
from workbench.server.typical import as_table, outside, typical

MOST_FIELDS = 8
LEAST_ROWS = 10  # of a level: a rarer one would show single rows
INNER = (0.01, 0.99)  # quantiles that are told of a number, instead of its ends

FACTS = facts(Facts)
TABLE = read(made_by_run(TRAIN))[0].reset_index(drop=True)
TYPICAL = typical(TABLE)
ASKED = [each.topic for each in FACTS.importance if each.topic in TYPICAL][:MOST_FIELDS]
NAMES = {f"column_{number}": name for number, name in enumerate(ASKED, 1)}


def levels(values: pd.Series) -> list[str]:
    """Return the levels that can be chosen, most frequent first; the typical one is among them."""
    counts = values.value_counts()
    return [str(level) for level in counts.index[counts >= LEAST_ROWS]] or [str(counts.index[0])]


def limits(values: pd.Series) -> tuple[float, float]:
    """Return between which powers of ten a number has to lie: far outside, and no value of a row.

    >>> limits(pd.Series([0.0, 70.0])), limits(pd.Series([-3.0, 2.0]))
    ((0.0, 1000.0), (-100.0, 100.0))
    """
    most = 10.0 ** (np.ceil(np.log10(max(values.abs().max(), 1e-9))) + 1)
    return (0.0 if values.min() >= 0 else -float(most)), float(most)


def field(name: str) -> tuple[Any, Any]:
    """Return the type of a field and how it reads."""
    values = TABLE[name]
    if not pd.api.types.is_numeric_dtype(values):
        return Literal[tuple(levels(values))], Field(title=name)
    if set(values.dropna().unique()) <= {0.0, 1.0}:
        return bool, Field(title=name)
    low, high = values.quantile(INNER)
    said = f"usually {low:,.4g} to {high:,.4g}"
    least, most = limits(values)
    return float, Field(title=name, description=said, ge=least, le=most, allow_inf_nan=False)


Question: type[BaseModel] = create_model(
    "Question",
    __config__=ConfigDict(extra="forbid"),
    **{key: field(name) for key, name in NAMES.items()},  # type: ignore[call-overload]
)


def entered(row: dict[str, Any]) -> BaseModel:
    """Return a row as it would be entered."""
    return Question(**{key: plain(key, row[name]) for key, name in NAMES.items()})


def plain(key: str, value: Any) -> Any:
    """Return a value as its field takes it."""
    kind = Question.model_fields[key].annotation
    return kind(value) if kind in (bool, float) else value


def row(question: BaseModel) -> dict[str, Any]:
    """Return what was entered as a row; the rest of it is typical."""
    said = question.model_dump()
    return {**TYPICAL, **{name: said[key] for key, name in NAMES.items()}}


def rows(questions: list[BaseModel]) -> pd.DataFrame:
    """Return rows as the model takes them."""
    return as_table([row(each) for each in questions], TABLE)


def unlike(question: BaseModel) -> list[str]:
    """Return a sentence if a number lies outside those of training; it names no end of them."""
    found = outside(row(question), TABLE)
    first = found[0].partition(", where")[0] if found else ""
    return [f"No row in training had {first}, so the prediction may fail."] if found else []


USUAL = entered(TYPICAL)
