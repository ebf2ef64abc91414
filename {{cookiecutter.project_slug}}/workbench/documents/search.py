"""Where in its range the best value of a setting lies, and how far behind its neighbors are."""

from collections.abc import Iterator
from typing import Any

from ..records import Search, Trial
from .wording import number

DIGITS = 4


def tried(search: Search, best: Trial, name: str) -> dict[float, float]:
    """Return the best score with each value of a setting, lowest value first; none of words."""
    found: dict[float, float] = {}
    for trial in search.trials:
        value: Any = trial.params.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return {}
        before = found.get(value, trial.cv)
        found[value] = min(before, trial.cv, key=lambda cv: abs(cv - best.cv))
    return dict(sorted(found.items()))


def shown(value: float) -> str:
    """Return a value as conf/ has it, without zeros that say nothing.

    >>> shown(0.03), shown(16), shown(1.0)
    ('0.03', '16', '1')
    """
    return f"{value:g}"


def place(best: float, values: list[float]) -> str:
    """Return where a value lies among those that were tried.

    >>> place(3, [1, 3, 9]), place(9, [1, 3, 9])
    ('3 is best, within 1 to 9', '9 is best, the highest of 1 to 9')
    """
    low, high = values[0], values[-1]
    where = "within" if low < best < high else f"the {'highest' if best > low else 'lowest'} of"
    return f"{shown(best)} is best, {where} {shown(low)} to {shown(high)}"


def positions(search: Search) -> Iterator[tuple[str, str]]:
    """Give each setting that is a number, with where its best value lies, in a sentence."""
    best = search.best
    if best is None:
        return
    for name, value in best.params.items():
        scores = tried(search, best, name)
        values = list(scores)
        if value not in scores or len(values) < 2:
            continue
        at = values.index(value)
        near = values[max(0, at - 1) : at] + values[at + 1 : at + 2]
        behind = [number(abs(scores[each] - best.cv), DIGITS) for each in near]
        said = " and ".join(
            f"{shown(each)} by {far}" for each, far in zip(near, behind, strict=True)
        ).replace(" by ", " is worse by ", 1)
        yield name, f"{place(value, values)}; {said}."
