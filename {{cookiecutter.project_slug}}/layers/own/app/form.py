"""The form of the demo, from the columns on which the model leans most.

What is not asked is as in the typical row, made up of medians and usual levels: nobody's row. The
facts say all of it, so the demo needs no row of the data.
"""

from typing import Any, Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, create_model

from project_package.facts import Facts
from workbench.own.facts import FormColumn
from workbench.server.answers import facts

MOST_FIELDS = 8

FACTS = facts(Facts)
COLUMNS = {each.name: each for each in FACTS.form}
TYPICAL = {name: each.typical for name, each in COLUMNS.items()}
LEANED_ON = [COLUMNS[name] for each in FACTS.importance for name in each.columns]
ASKED = [each for each in LEANED_ON if each.typical is not None][:MOST_FIELDS]
NAMES = {f"column_{number}": each.name for number, each in enumerate(ASKED, 1)}


def field(each: FormColumn) -> tuple[Any, Any]:
    """Return the type of a field and how it reads; a sentence may begin with its title."""
    title = each.name[:1].upper() + each.name[1:]
    if each.kind == "level":
        return Literal[tuple(each.levels)], Field(title=title)
    if each.kind == "yes or no":
        return bool, Field(title=title)
    said = f"usually {each.low:,.4g} to {each.high:,.4g}"
    return float, Field(
        title=title, description=said, ge=each.least, le=each.most, allow_inf_nan=False
    )


Question: type[BaseModel] = create_model(
    "Question",
    __config__=ConfigDict(extra="forbid"),
    **{key: field(COLUMNS[name]) for key, name in NAMES.items()},  # type: ignore[call-overload]
)


def entered(row: dict[str, Any]) -> BaseModel:
    """Return a row as it would be entered."""
    yes_or_no = {name for name, each in COLUMNS.items() if each.kind == "yes or no"}
    return Question(**{key: bool(row[n]) if n in yes_or_no else row[n] for key, n in NAMES.items()})


def rows(questions: list[BaseModel]) -> pd.DataFrame:
    """Return rows as the model takes them: what was entered, and the rest typical."""
    said = [each.model_dump() for each in questions]
    told = [{**TYPICAL, **{name: each[key] for key, name in NAMES.items()}} for each in said]
    kinds = {name: object if each.kind == "level" else float for name, each in COLUMNS.items()}
    return pd.DataFrame(told, columns=list(COLUMNS)).astype(kinds)


def unlike(question: BaseModel) -> list[str]:
    """Return a sentence if a number lies outside what is usual in training."""
    said = question.model_dump()
    far = [
        f"{name} {said[key]:,.4g}"
        for key, name in NAMES.items()
        if COLUMNS[name].kind == "number" and not within(said[key], COLUMNS[name])
    ]
    return [f"Few rows in training had {far[0]}, so the prediction may fail."] if far else []


def within(value: float, each: FormColumn) -> bool:
    """Return whether a number lies in the usual range of its column."""
    return each.low <= value <= each.high


USUAL = entered(TYPICAL)
