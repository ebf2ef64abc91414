"""The charts that every problem draws; titles and axes are given, so they can state a finding."""

from collections.abc import Mapping, Sequence

import numpy as np

from ..facts import BaseFacts
from ..palette import ACCENT, INK, SOFT
from ..records import Estimate, Importance
from .drawing import key_below, plot, title

FAR = 5  # times as far behind the best as the candidate in the middle


def whiskers(estimates: Sequence[Estimate]) -> tuple[list[float], list[list[float]]]:
    """Return values and the lengths of their intervals to both sides, as matplotlib takes them."""
    values = [each.value for each in estimates]
    low = [each.value - each.low for each in estimates]
    return values, [low, [each.high - each.value for each in estimates]]


def near(behind: Sequence[Estimate]) -> float:
    """Return how far an axis has to reach to show all but those that are far behind the rest."""
    usual = FAR * float(np.median([each.value for each in behind])) if behind else 0.0
    return max([each.high for each in behind if each.value <= usual], default=0.0)


def candidates(facts: BaseFacts, metric: str) -> None:
    """Draw how far each candidate is behind the best, paired on the same folds, the best on top.

    One that is far behind all others gets an arrow with its value, so that the axis shows the rest.
    """
    models = facts.models[::-1]
    known = [(row, each.to_best) for row, each in enumerate(models) if each.to_best]
    edge = near([gap for _, gap in known])
    shown = [(row, gap) for row, gap in known if gap.high <= edge]
    with plot("candidates", 1.3 + 0.28 * len(models)) as axes:
        axes.axvline(0, color=INK, linewidth=1)
        values, sides = whiskers([gap for _, gap in shown])
        axes.errorbar(values, [row for row, _ in shown], xerr=sides, fmt="o", color=SOFT, capsize=3)
        for row, gap in known:
            if gap.high > edge:
                text = f"{gap.value:.2g} \N{RIGHTWARDS ARROW}"
                axes.text(edge, row, text, ha="right", va="center", color=SOFT)
        best = [row for row, each in enumerate(models) if each.to_best is None]
        axes.plot([0.0] * len(best), best, "o", color=SOFT)
        picked = [row for row, each in enumerate(models) if each.label == facts.chosen.label]
        gaps = [models[row].to_best for row in picked]
        at = [gap.value if gap else 0.0 for gap in gaps]
        axes.plot(at, picked, "D", color=ACCENT, markersize=9, zorder=4, label="in use")
        axes.set_yticks(range(len(models)), [each.label for each in models])
        axes.set_ylim(-0.6, len(models) - 0.4)
        axes.set_xlabel(f"Behind the best in {metric}, paired on the same folds, 95% interval")
        key_below(axes)
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
    with plot(name, 1.7 + 0.28 * len(parts)) as axes:
        axes.axvline(whole, color=INK, linewidth=1, linestyle="--", label=all_rows)
        axes.errorbar(values, list(parts)[::-1], xerr=sides, fmt="o", color=ACCENT, capsize=3)
        axes.set(xlabel=axis, ylim=(-0.6, len(parts) - 0.4))
        key_below(axes)
        title(axes, heading)


def importance(found: Sequence[Importance], axis: str, quoted: bool = False) -> None:
    """Draw how much worse the score gets when the columns of a topic are shuffled.

    Args:
        found: The topics, the strongest first; those on which nothing depends are left out.
        axis: The text of the axis.
        quoted: Whether a topic is a word of the data, which the title has to mark.
    """
    topics = [each for each in found[::-1] if not each.is_idle] or found[::-1]
    with plot("importance") as axes:
        axes.barh(
            [each.topic for each in topics],
            [each.increase for each in topics],
            xerr=[each.sd for each in topics],
            color=ACCENT,
            ecolor=SOFT,
        )
        axes.set_xlabel(axis)
        first, second = (f'"{e.topic}"' if quoted else e.topic for e in found[:2])
        title(axes, f"The model relies most on {first}, then on {second}")


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
