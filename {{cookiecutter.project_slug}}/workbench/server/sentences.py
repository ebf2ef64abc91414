"""From what pydantic finds wrong to one plain sentence."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

LONGEST = 40  # characters of an entry that a sentence repeats
BODY = "The body is not a JSON object: GET /examples shows what can be sent."


def shown(entry: object) -> str:
    """Return an entry as a sentence may repeat it."""
    text = str(entry)
    return repr(text if len(text) <= LONGEST else text[:LONGEST] + "...")


def listed(names: Sequence[object]) -> str:
    """Return names as the end of a list."""
    *most, last = map(str, names)
    return f"{', '.join(most)} or {last}" if most else last


def within(limits: Mapping[str, Any]) -> str:
    """Return in words between which limits a number must lie."""
    low, high = limits.get("minimum"), limits.get("maximum")
    if low is None or high is None:
        return f"at least {low:g}" if low is not None else f"at most {high:g}"
    return f"from {low:g} to {high:g}"


def limits(question: type[BaseModel], field: str) -> dict[str, Any]:
    """Return what the schema says of a field; of an optional one, what it says of its value."""
    schema = question.model_json_schema()["properties"].get(field, {})
    return {**schema, **schema.get("anyOf", [{}])[0]}


def wanted(kind: str, allowed: Mapping[str, Any]) -> str:
    """Return what a field takes, to follow "must be".

    Args:
        kind: What pydantic calls the error.
        allowed: What the schema says of the field.
    """
    if kind in ("greater_than_equal", "less_than_equal"):
        return within(allowed)
    if "enum" in allowed:
        return listed(allowed["enum"])
    names = {"integer": "a whole number", "number": "a number", "boolean": "true or false"}
    return names.get(allowed.get("type", ""), "a text")


def reason(error: Mapping[str, Any], allowed: Mapping[str, Any]) -> str:
    """Return what is wrong with a field, to follow its name."""
    kind, entry = str(error["type"]), error.get("input")
    if kind == "missing" or entry in ("", None):
        return "is missing"
    if kind == "string_too_long":
        return f"must not have more than {error['ctx']['max_length']:,} characters"
    return f"must be {wanted(kind, allowed)}, not {shown(entry)}"


def sentence(question: type[BaseModel], errors: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """Return the first thing that is wrong as one sentence, and the field that it is about.

    Args:
        question: What should have been sent.
        errors: As pydantic lists them.
    """
    error = errors[0]
    field = str(error["loc"][-1]) if error["loc"] else ""
    if error["type"] == "value_error":
        return str(error["ctx"]["error"]), field
    if error["type"] == "extra_forbidden":
        return f"There is no {shown(field)}; choose from: {', '.join(question.model_fields)}.", ""
    if field not in question.model_fields:
        return BODY, ""
    title = question.model_fields[field].title or field
    return f"{title} {reason(error, limits(question, field))}.", field
