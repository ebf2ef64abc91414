"""The fields of the form, from the schema of the question: nothing is said of them twice."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from pydantic import BaseModel

from .sentences import limits

YES_NO = {"true": "yes", "false": "no"}


class Field(NamedTuple):
    """One field: a list to choose from if it has ``options``, lines of text if it has ``rows``."""

    name: str
    title: str
    help: str
    options: dict[str, str]
    rows: int
    attributes: dict[str, Any]


def field(question: type[BaseModel], name: str, choices: Mapping[str, dict[str, str]]) -> Field:
    """Return one field.

    Args:
        question: The model of the input.
        name: Of the field.
        choices: What can be chosen and how it reads, where the schema does not say it.
    """
    allowed = limits(question, name)
    options = choices.get(name) or {str(each): str(each) for each in allowed.get("enum", [])}
    if allowed.get("type") == "boolean":
        options = YES_NO
    attributes: dict[str, Any] = {"type": "text"}
    if allowed.get("type") in ("integer", "number"):
        step = 1 if allowed["type"] == "integer" else "any"
        ends = {"min": allowed.get("minimum"), "max": allowed.get("maximum")}
        attributes = {"type": "number", "step": step, **ends}
    return Field(
        name,
        allowed.get("title", name),
        allowed.get("description", ""),
        options,
        allowed.get("rows", 0),
        {key: value for key, value in attributes.items() if value is not None},
    )


def fields(question: type[BaseModel], choices: Mapping[str, dict[str, str]]) -> list[Field]:
    """Return the fields of a question, in its order."""
    return [field(question, name, choices) for name in question.model_fields]


def entries(content: Mapping[str, Any]) -> dict[str, str]:
    """Return values as a form holds them; what is not known is empty."""
    texts = {True: "true", False: "false", None: ""}
    return {
        key: texts[value] if value is None or isinstance(value, bool) else str(value)
        for key, value in content.items()
    }


def posted(body: bytes) -> dict[str, str]:
    """Return what a form sent: the browser ends lines of a text as mail does."""
    pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {key: value.replace("\r\n", "\n") for key, value in pairs}
