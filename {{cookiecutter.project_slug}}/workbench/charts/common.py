"""The charts that every problem draws; titles and axes are given, so they can state a finding."""

from collections.abc import Mapping, Sequence

import numpy as np

from ..facts import BaseFacts
from ..records import Candidate, Estimate, Importance
from .drawing import key_below, plot, title
from .palette import ACCENT, INK, SOFT


def whiskers(estimates: Sequence[Estimate]) -> tuple[list[float], list[list[float]]]:
    """Return values and the lengths of their intervals to both sides, as matplotlib takes them."""
    values = [each.value for each in estimates]
    low = [each.value - each.low for each in estimates]
    return values, [low, [each.high - each.value for each in estimates]]


def candidates(facts: BaseFacts, shown: Sequence[Candidate], axis: str) -> None:
    """Draw the cross-validated score of candidates with its interval, best on top."""
    models = list(shown)[::-1]
    labels = [each.label for each in models]
    values, sides = whiskers([each.cv for each in models])
    with plot("candidates", 6.4, 1.2 + 0.28 * len(models)) as axes:
        axes.errorbar(values, labels, xerr=sides, fmt="o", color=SOFT, capsize=3)
        if facts.chosen.label in labels:
            row = labels.index(facts.chosen.label)
            axes.plot(facts.chosen_candidate.cv.value, row, "D", color=ACCENT, markersize=8)
        axes.set_xlabel(axis)
        named = "set by hand among" if facts.forced else "the pick of"
        title(axes, f"{facts.chosen.label}: {named} {len(facts.models)} candidates")


def levels(name: str, parts: Mapping[str, Estimate], whole: float, labels: Sequence[str]) -> None:
    """Draw an estimate for each part, the first on top, and a line for the whole test set.

    Args:
        name: Of the plot's file.
        parts: Estimates by the text of their row.
        whole: The same metric on all test rows.
        labels: The text of the title, of the axis, and of the line for the whole.
    """
    values, sides = whiskers(list(parts.values())[::-1])
    heading, axis, all_rows = labels
    with plot(name, 6.4, 1.7 + 0.28 * len(parts)) as axes:
        axes.axvline(whole, color=INK, linewidth=1, linestyle="--", label=all_rows)
        axes.errorbar(values, list(parts)[::-1], xerr=sides, fmt="o", color=ACCENT, capsize=3)
        axes.set(xlabel=axis, ylim=(-0.6, len(parts) - 0.4))
        key_below(axes)
        title(axes, heading)


def importance(found: Sequence[Importance], axis: str) -> None:
    """Draw how much worse the score gets when the columns of a topic are shuffled."""
    topics = list(found)[::-1]
    with plot("importance") as axes:
        axes.barh(
            [each.topic for each in topics],
            [each.increase for each in topics],
            xerr=[each.sd for each in topics],
            color=ACCENT,
            ecolor=SOFT,
        )
        axes.set_xlabel(axis)
        first, second = found[:2]
        title(axes, f"The model relies most on {first.topic}, then on {second.topic}")


def learning_curve(
    facts: BaseFacts, rows: str, metric: str, heading: str, from_zero: bool = False
) -> None:
    """Draw validation and training score against the number of training rows.

    Args:
        facts: What the run measured.
        rows: The text of the horizontal axis.
        metric: The text of the vertical axis.
        heading: The text of the title.
        from_zero: Whether the vertical axis starts at zero: the best value of an error.
    """
    points = facts.learning_curve
    sizes = [each.rows for each in points]
    with plot("learning_curve") as axes:
        axes.plot(sizes, [each.cv for each in points], "o-", color=ACCENT, label="validation")
        if all(each.train is not None for each in points):
            seen = np.array([each.train for each in points], float)
            axes.plot(sizes, seen, "s--", color=SOFT, label="training")
        axes.set(xlabel=rows, ylabel=metric)
        if from_zero:
            axes.set_ylim(0, None)
        axes.legend(frameon=False)
        title(axes, heading)
