"""What a question may not say, given the facts it was raised by. Each check returns complaints."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

NUMBER = r"[-+]?\d[\d,]*(?:\.\d+)?"
AMOUNT = re.compile(
    r"\b(?:ahead|behind|gains?|gained|earns?|beat|beats|won|loses?|costs?|falls?|fell|grows?|takes?"
    r"|flatters|adds?)\b(?: (?!interval)\w+){0,4}? (-\d[\d,.]*|0(?:\.0+)?)(?![\d.,]*\d)"
)
LEAD = re.compile(r"(-\d[\d,.]*|\b0\.0+)(?: [a-z]+)? (?:ahead|behind|more|better|worse)\b")
RANGE = re.compile(rf"interval[^.:]*? ({NUMBER})%? (?:to|and) ({NUMBER})%?")
SCORED = r"(?:scored |scores |has |with |gets |\()?(\d\.\d{3,4})\b"
COUNT = re.compile(
    r"\b[01] (?:candidates|settings|trials|checks|parts|columns|remedies|segments)\b"
)
YOUR = re.compile(
    r"\byour (random forest|gradient boosting|naive bayes|neural network|support vector machine"
    r"|nearest neighbors|blend|decision tree|logistic regression)\b",
    re.IGNORECASE,
)


def number(text: str) -> float:
    """Read a number as it is printed."""
    return float(text.replace(",", ""))


def ranges(text: str) -> Iterator[str]:
    """Complain about an interval whose lower end is above its upper end."""
    for found in RANGE.finditer(text):
        if number(found[1]) > number(found[2]):
            yield f"the interval runs backwards: {found[0]}"


def amounts(text: str) -> Iterator[str]:
    """Complain about a lead, loss or gain that is nothing, or less than nothing."""
    for found in [*AMOUNT.finditer(text), *LEAD.finditer(text)]:
        yield f"nothing, or less than nothing: {found[0]}"


def counts(text: str) -> Iterator[str]:
    """Complain about a comparison of one or of none."""
    for found in COUNT.finditer(text):
        yield f"not a number to compare: {found[0]}"


def attributed(text: str, own: Mapping[str, set[float]]) -> Iterator[str]:
    """Complain about a score that is given to a candidate which did not score it."""
    for label in sorted(own, key=len, reverse=True):
        if label.lower() not in text.lower():
            continue
        numbers = own[label]
        at = rf"(?<![\w-]){re.escape(label)}\)? {SCORED}"
        for found in re.finditer(at, text, re.IGNORECASE):
            digits = len(found[1].split(".")[1])
            if not any(round(value, digits) == float(found[1]) for value in numbers):
                yield f"{label} did not score {found[1]}: {found[0]}"
        text = re.sub(
            re.escape(label), "", text, flags=re.IGNORECASE
        )  # it may end in a shorter one


def owned(text: str, labels: str) -> Iterator[str]:
    """Complain about a candidate that the run did not have."""
    for found in YOUR.finditer(text):
        if found[1].lower() not in labels:
            yield f"the run has none: {found[0]}"


def numbers_of(facts: Mapping[str, Any]) -> dict[str, set[float]]:
    """Return every number that the facts give a candidate, by its label."""
    own: dict[str, set[float]] = {}
    for model in facts["models"]:
        own.setdefault(model["label"], set()).update(_numbers(model))
    for part in ("chosen", "baseline", "runner_up"):
        if facts.get(part):
            own.setdefault(facts[part]["label"], set()).update(_numbers(facts[part]))
    for times in facts["timings"]:
        label = next((m["label"] for m in facts["models"] if m["key"] == times["key"]), None)
        own.setdefault(label or times["key"], set()).update(_numbers(times))
    return own


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _numbers(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _numbers(inner)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield float(value)


def checker(facts: Mapping[str, Any]) -> Callable[[str], list[str]]:
    """Return what complains about everything that a text says against these facts."""
    names = [f"{model['label']} {model['key'].replace('_', ' ')}" for model in facts["models"]]
    labels = " ".join(names).lower()
    own = numbers_of(facts)

    def complaints(text: str) -> list[str]:
        if not any(character.isdigit() for character in text):
            return list(owned(text, labels))
        found = [*ranges(text), *amounts(text), *counts(text), *owned(text, labels)]
        return [*found, *attributed(text, own)]

    return complaints
