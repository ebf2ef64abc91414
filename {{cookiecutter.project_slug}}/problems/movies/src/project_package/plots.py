"""The plots of the report. Titles state what the facts say, so they change with them."""

from textwrap import fill

import numpy as np

from workbench import charts
from workbench.charts import ACCENT, GREY, INK, SOFT, dark_copy, key_below, plot, title, whiskers

from .facts import Facts

MARKS = ((ACCENT, "D"), (INK, "o"), (SOFT, "s"))


def axis(facts: Facts) -> str:
    """Return the name of the headline metric, with how many films it looks at."""
    return f"nDCG of the first {facts.places} films"


def protocols(facts: Facts) -> None:
    """Draw every candidate under every protocol: what falls is a promise not kept."""
    kindest, order = facts.protocols[0], [each.key for each in facts.protocols]
    named = dict.fromkeys([facts.chosen.key, facts.baseline.key, kindest.best.key])
    with plot("protocols", 6.4, 5.0) as axes:
        for row, each in enumerate(facts.protocols):
            rest = [other.known.value for other in each.models if other.key not in named]
            label = None if row else "every other candidate"
            axes.plot([row + 0.24] * len(rest), rest, "_", color=SOFT, label=label)
        for number, (key, (color, mark)) in enumerate(zip(named, MARKS, strict=False)):
            values, sides = whiskers([facts.protocol(n).of(key).known for n in order])
            label = facts.candidate(key).label
            at = np.arange(len(order)) + 0.12 * (number - 1)
            axes.errorbar(at, values, sides, fmt=mark, color=color, capsize=3, label=label)
        names = [
            f"{fill(each.name, 18)}\n({each.warm} users\nwith a history)"
            for each in facts.protocols
        ]
        axes.set_xticks(range(len(order)), names)
        axes.set(ylabel=f"{axis(facts)}, 95 % interval", ylim=(0, None))
        axes.set_xlim(-0.4, len(order) - 0.6)
        key_below(axes)
        then = facts.protocol("by_user").of(kindest.best.key)
        title(
            axes,
            f"{kindest.best.label}: {kindest.best.ndcg.value:.2f} when split at random, "
            f"{then.ndcg.value:.2f} by time",
        )


def slices_of(facts: Facts, feature: str, name: str) -> None:
    """Draw the score of the parts of one feature, in its own order."""
    parts = sorted((s for s in facts.slices if s.feature == feature), key=lambda each: each.rank)
    worst = min(parts, key=lambda each: each.score.value)
    charts.levels(
        name,
        {f"{each.level}  (n = {each.rows})": each.score for each in parts},
        facts.chosen.scores["ndcg"].value,
        (
            f"By {feature}, lowest for {worst.level} ({worst.score.value:.3f})",
            f"{axis(facts)} on the test set, 95 % interval",
            "all test users",
        ),
    )


def exposure(facts: Facts) -> None:
    """Draw which share of views and of places in lists the most watched films take."""
    steps = facts.exposure
    films = [each.films * 100 for each in steps]
    lines = {
        facts.baseline.label: ([each.baseline for each in steps], INK, "o:"),
        facts.chosen.label: ([each.ours for each in steps], ACCENT, "D-"),
        "what users watch": ([each.views for each in steps], SOFT, "s--"),
    }
    with plot("exposure", 6.4, 4.4) as axes:
        for label, (values, color, mark) in lines.items():
            axes.plot(films, np.array(values) * 100, mark, color=color, label=label)
        axes.set(xscale="log", xlabel="Share of the films, most watched first (%, log scale)")
        axes.set_xticks(films, [f"{each:g}" for each in films])
        axes.minorticks_off()
        axes.set_ylabel("Share of all views or places (%)")
        axes.legend(frameon=False, loc="lower right")
        ours, habit = facts.chosen.beyond.head, facts.habit.head
        title(
            axes,
            f"The top {facts.data.head * 100:.0f} % of films: {habit * 100:.0f} % of the views, "
            f"{ours * 100:.0f} % of the places",
        )


def found(facts: Facts) -> None:
    """Draw which share of the held-back films was offered, by how often they are watched."""
    parts = [each for each in facts.films if each.held][::-1]
    rows = np.arange(len(parts))
    with plot("films", 6.4, 3.4) as axes:
        for shift, label, color, values in (
            (0.2, facts.chosen.label, ACCENT, [each.found for each in parts]),
            (-0.2, facts.baseline.label, GREY, [each.baseline for each in parts]),
        ):
            axes.barh(rows + shift, np.array(values) * 100, 0.4, color=color, label=label)
        labels = [f"{each.level}: {each.rule}\n(n = {each.held:,})" for each in parts]
        axes.set_yticks(rows, labels)
        axes.set_xlabel(f"Held-back ratings whose film was in the first {facts.places} (%)")
        axes.legend(frameon=False, loc="lower right")
        told = [f"{each.found * 100:.1f} % of the {each.level}" for each in facts.films[:3]]
        title(axes, f"Offered: {told[0]}, {told[1]}, {told[2]}")


def stars(facts: Facts) -> None:
    """Draw the error of predicted stars under every protocol."""
    with plot("stars", 6.4, 4.6) as axes:
        for number, (color, mark) in zip(range(len(facts.protocols[0].stars)), MARKS, strict=False):
            parts = [each.stars[number] for each in facts.protocols]
            values, sides = whiskers([each.rmse for each in parts])
            at = np.arange(len(values)) + (number - 1) * 0.08
            axes.errorbar(at, values, sides, fmt=mark, color=color, capsize=3, label=parts[0].label)
        axes.set_xticks(
            range(len(facts.protocols)), [fill(each.name, 18) for each in facts.protocols]
        )
        axes.set_ylabel("RMSE of predicted stars, 95 % interval")
        key_below(axes)
        newest = facts.protocol("by_user")
        rated = newest.stars[-1]
        rank, base = newest.of(rated.key).ndcg.value, facts.baseline.scores["ndcg"].value
        title(
            axes,
            f"{rated.label}: RMSE {rated.rmse.value:.2f} stars, nDCG {rank:.3f} "
            f"(most popular {base:.3f})",
        )


def learning_curve(facts: Facts) -> None:
    """Draw the score against the number of users learned from."""
    before, after = facts.learning_curve[-3:-1]
    gain = f"{(after.cv / before.cv - 1) * 100:+.0f} %"
    charts.learning_curve(
        facts,
        "Users learned from (lists are made for all)",
        axis(facts),
        f"From {before.rows} to {after.rows} users the score moved by {gain}",
    )


def draw(facts: Facts) -> None:
    """Write every plot."""
    heading = f"{axis(facts)} in validation, 95 % interval (higher is better)"
    charts.candidates(facts, facts.models, heading)
    protocols(facts)
    slices_of(facts, "ratings known", "by_activity")
    slices_of(facts, "time on the site", "by_visit")
    slices_of(facts, "last active", "by_year")
    exposure(facts)
    found(facts)
    stars(facts)
    learning_curve(facts)
    dark_copy("protocols")
