"""The plots that every recommender draws. Titles state what the facts say."""

from collections.abc import Iterable, Mapping, Sequence
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes

from ..charts import ACCENT, GREY, INK, SOFT, key_below, levels, plot, title, whiskers
from ..records import Estimate
from .records import ItemPart, RecommenderFacts

__all__ = ["exposure", "found", "protocols", "slices", "stars"]

MARKS = ((ACCENT, "D"), (INK, "o"), (SOFT, "s"))


def side_by_side(
    axes: Axes, series: Mapping[str, Sequence[Estimate]], names: Iterable[str], apart: float
) -> None:
    """Draw the estimates of up to three models beside one another, once for each name."""
    for number, ((label, estimates), (color, mark)) in enumerate(
        zip(series.items(), MARKS, strict=False)
    ):
        values, sides = whiskers(estimates)
        at = np.arange(len(values)) + apart * (number - 1)
        axes.errorbar(at, values, sides, fmt=mark, color=color, capsize=3, label=label)
    texts = list(names)
    axes.set_xticks(range(len(texts)), texts)
    key_below(axes)


def protocols(facts: RecommenderFacts, axis: str, heading: str) -> None:
    """Draw every candidate under every protocol: what falls is a promise not kept."""
    named = dict.fromkeys([facts.chosen.key, facts.strongest.key, facts.protocols[0].best.key])
    with plot("protocols", 5.0) as axes:
        for row, each in enumerate(facts.protocols):
            rest = [other.known.value for other in each.models if other.key not in named]
            label = None if row else "every other candidate"
            axes.plot([row + 0.24] * len(rest), rest, "_", color=SOFT, label=label)
        series = {
            facts.candidate(key).label: [each.of(key).known for each in facts.protocols]
            for key in named
        }
        names = [
            f"{fill(each.name, 13)}\n({each.warm} users\nwith a history)"
            for each in facts.protocols
        ]
        side_by_side(axes, series, names, 0.12)
        axes.set(ylabel=f"{axis}, 95% interval", ylim=(0, None))
        axes.set_xlim(-0.4, len(names) - 0.6)
        title(axes, heading)


def stars(facts: RecommenderFacts, heading: str) -> None:
    """Draw the error of predicted stars under every protocol."""
    of_models = zip(*[each.stars for each in facts.protocols], strict=True)
    series = {each[0].label: [model.rmse for model in each] for each in of_models}
    with plot("stars", 4.2) as axes:
        side_by_side(axes, series, [fill(each.name, 13) for each in facts.protocols], 0.08)
        axes.set_ylabel("RMSE of predicted stars, 95% interval")
        title(axes, heading)


def exposure(facts: RecommenderFacts, labels: tuple[str, str], heading: str) -> None:
    """Draw which share of the views and of the places in lists the most popular items take.

    Args:
        facts: What the run measured.
        labels: The text of the horizontal axis, and of the line of the users' own views.
        heading: The text of the title.
    """
    steps = facts.exposure
    items = [each.items * 100 for each in steps]
    lines = {
        facts.strongest.label: ([each.baseline for each in steps], INK, "o:"),
        facts.chosen.label: ([each.ours for each in steps], ACCENT, "D-"),
        labels[1]: ([each.views for each in steps], SOFT, "s--"),
    }
    with plot("exposure", 4.0) as axes:
        for label, (values, color, mark) in lines.items():
            axes.plot(items, np.array(values) * 100, mark, color=color, label=label)
        axes.set(xscale="log", xlabel=labels[0])
        axes.set_xticks(items, [f"{each:g}" for each in items])
        axes.minorticks_off()
        axes.set_ylabel("Share of all ratings or places (%)")
        key_below(axes)
        title(axes, heading)


def slices(facts: RecommenderFacts, feature: str, name: str, axis: str) -> None:
    """Draw the score of the parts of one feature, in its own order."""
    parts = sorted((s for s in facts.slices if s.feature == feature), key=lambda each: each.rank)
    worst = min(parts, key=lambda each: each.score.value)
    heading = f"Lowest nDCG by {feature}: {worst.level} ({worst.score.value:.3f})"
    rows = {f"{each.level}  (n = {each.rows})": each.score for each in parts}
    labels = heading, f"{axis} on the test set, 95% interval", "all test users"
    levels(name, rows, facts.chosen.scores["ndcg"].value, labels)


def found(facts: RecommenderFacts, items: Sequence[ItemPart], name: str, axis: str) -> None:
    """Draw which share of the held-back items was offered, by how popular they are."""
    parts = [each for each in items if each.held][::-1]
    rows, words = np.arange(len(parts)), [f"{p.found:.1%} of the {p.level}" for p in parts]
    sides = {
        facts.chosen.label: (0.2, ACCENT, [each.found * 100 for each in parts]),
        facts.strongest.label: (-0.2, GREY, [each.baseline * 100 for each in parts]),
    }
    with plot(name, 3.4) as axes:
        for label, (shift, color, values) in sides.items():
            axes.barh(rows + shift, values, 0.4, color=color, label=label)
        axes.set_yticks(rows, [f"{p.level}: {p.rule}\n(n = {p.held:,})" for p in parts])
        axes.set_xlabel(f"{axis} was in the first {facts.places} (%)")
        key_below(axes)
        title(axes, f"Offered: {', '.join(words[:-4:-1])}")
