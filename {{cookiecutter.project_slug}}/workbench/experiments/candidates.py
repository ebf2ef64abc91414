"""Every candidate before an edit and with it: what the edit did with the model held fixed."""

import json
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from ..problem import Problem
from ..records import Estimate
from ..statistics import interval
from .fixed import Fixed

DECIMALS = 6  # of a difference: another processor changes less, and equal runs differ by zero
ROUNDING = 1e-5  # of an outcome, which has six significant digits


class Effects(NamedTuple):
    """The candidates that an edit changed, and the labels of those that it did not."""

    fixed: list[Fixed]
    untouched: list[str]


class Paired(NamedTuple):
    """Outcomes against earlier ones of the same rows: the gain, and the scores of both."""

    gain: Estimate
    before: Estimate
    score: float


def paired(problem: Problem, before: str, now: str, seed: int) -> Paired:
    """Return by how much outcomes are better than earlier ones, and both scores.

    Args:
        problem: The project, whose metric of today scores both.
        before: Outcomes as they are kept.
        now: Others, of the same rows.
        seed: Of the resamples.
    """
    then, drawn_then = problem.score(np.array(json.loads(before)), seed)
    today, drawn_today = problem.score(np.array(json.loads(now)), seed)
    sign = 1 if problem.greater_is_better else -1
    found = interval(sign * (today - then), sign * (drawn_today - drawn_then)).content()
    gain = {key: round(value, DECIMALS) + 0.0 for key, value in found.items()}
    return Paired(Estimate(**gain), interval(then, drawn_then), today)


def same(before: str, now: str) -> bool:
    """Return whether two outcomes are the same in every row."""
    if before == now:
        return True
    then, today = np.array(json.loads(before)), np.array(json.loads(now))
    return then.shape == today.shape and np.allclose(then, today, rtol=ROUNDING, atol=0)


def effects(
    problem: Problem,
    before: Mapping[str, str],
    now: Mapping[str, str],
    labels: Mapping[str, str],
    seed: int,
) -> Effects:
    """Return what an edit did to each candidate that was there before it, too.

    Args:
        problem: The project.
        before: The outcomes of each candidate before the edit, by key; those that are not here
            any more are absent.
        now: Those with the edit, of the same rows and folds.
        labels: By key, in the order in which they are told.
        seed: Of the resamples.
    """
    fixed, untouched = [], []
    for key in labels:
        if key not in before or key not in now:
            continue
        if same(before[key], now[key]):
            untouched.append(labels[key])
            continue
        gain, then, score = paired(problem, before[key], now[key], seed)
        fixed.append(Fixed(model=labels[key], before=then.value, score=score, gain=gain))
    return Effects(fixed, untouched)
