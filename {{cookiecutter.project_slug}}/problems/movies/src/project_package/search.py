"""Tuning inside cross-validation: which settings are tried, and how the best one is found."""

from collections.abc import Callable
from typing import Any

from omegaconf import DictConfig
from sklearn.model_selection import ParameterGrid, ParameterSampler

from workbench.records import Trial

from .metrics import worse_by

Settings = dict[str, Any]
Score = Callable[[list[Settings], float], list[float]]


def settings(space: dict[str, list[Any]], search: DictConfig, seed: int) -> list[Settings]:
    """Return the settings to try: all of them, or a random sample without repetition.

    Args:
        space: The values of each parameter, in order.
        search: ``method`` (none, grid, random or halving) and, but for the first two, ``trials``.
        seed: Of the random sample.
    """
    grid = ParameterGrid(space)
    if search.method == "none" or not space:
        return []
    if search.method == "grid" or len(grid) <= search.trials:
        return list(grid)
    return list(ParameterSampler(space, search.trials, random_state=seed))


def run_search(
    space: dict[str, list[Any]], search: DictConfig, seed: int, score: Score
) -> list[Trial]:
    """Return every trial, those on all rows last.

    Successive halving gives each setting few rows at first and keeps the best third for three
    times as many; the other methods give every setting all rows.

    Source:
        Jamieson and Talwalkar, Non-stochastic Best Arm Identification and Hyperparameter
        Optimization (AISTATS 2016).
    """
    tried: list[Trial] = []
    left = settings(space, search, seed)
    for share in search.get("shares", [1.0]):
        if not left:
            break
        scores = score(left, share)
        tried += [
            Trial(params=params, cv=cv, share=share)
            for params, cv in zip(left, scores, strict=True)
        ]
        ranked = sorted(range(len(left)), key=lambda i: worse_by(scores[i], 0.0))
        left = [left[i] for i in ranked[: max(1, len(left) // 3)]]
    return tried


def edges(params: Settings, space: dict[str, list[Any]]) -> list[str]:
    """Return the parameters whose value is the first or last that could be tried."""
    return [
        name
        for name, value in params.items()
        if len(space[name]) > 2 and value in (space[name][0], space[name][-1])
    ]
