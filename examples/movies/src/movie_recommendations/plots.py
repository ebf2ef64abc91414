"""The plots of the report. Titles state what the facts say, so they change with them."""

import numpy as np

from workbench import charts
from workbench.charts import ACCENT, GREY, key_below, plot, title
from workbench.recommendation import charts as of_lists

from .facts import Facts


def slices_of(facts: Facts, feature: str, name: str, axis: str) -> None:
    """Draw the score of the parts of one feature, in its own order."""
    parts = sorted((s for s in facts.slices if s.feature == feature), key=lambda each: each.rank)
    worst = min(parts, key=lambda each: each.score.value)
    heading = f"Lowest nDCG by {feature}: {worst.level} ({worst.score.value:.3f})"
    rows = {f"{each.level}  (n = {each.rows})": each.score for each in parts}
    labels = heading, f"{axis} on the test set, 95% interval", "all test users"
    charts.levels(name, rows, facts.chosen.scores["ndcg"].value, labels)


def found(facts: Facts) -> None:
    """Draw which share of the held-back films was offered, by how often they are watched."""
    parts = [each for each in facts.films if each.held][::-1]
    rows, words = np.arange(len(parts)), [f"{p.found:.1%} of the {p.level}" for p in parts]
    sides = {
        facts.chosen.label: (0.2, ACCENT, [each.found * 100 for each in parts]),
        facts.strongest.label: (-0.2, GREY, [each.baseline * 100 for each in parts]),
    }
    with plot("films", 3.4) as axes:
        for label, (shift, color, values) in sides.items():
            axes.barh(rows + shift, values, 0.4, color=color, label=label)
        axes.set_yticks(rows, [f"{p.level}: {p.rule}\n(n = {p.held:,})" for p in parts])
        axes.set_xlabel(f"Held-back ratings whose film was in the first {facts.places} (%)")
        key_below(axes)
        title(axes, f"Offered: {', '.join(words[:-4:-1])}")


def draw(facts: Facts) -> None:
    """Write every plot."""
    axis = f"nDCG of the first {facts.places} films"
    kindest, newest = facts.protocols[0].best, facts.protocol("by_user")
    then, rated = newest.of(kindest.key).ndcg.value, newest.stars[-1]
    rank, base = newest.of(rated.key).ndcg.value, facts.baseline.scores["ndcg"].value
    fewer, more = facts.learning_curve[-3:-1]
    charts.candidates(facts, "nDCG")
    heading = f"{kindest.label}: {kindest.ndcg.value:.2f} when split at random, {then:.2f} by time"
    of_lists.protocols(facts, axis, heading)
    slices_of(facts, "ratings known", "by_activity", axis)
    slices_of(facts, "time on the site", "by_visit", axis)
    slices_of(facts, "last active", "by_year", axis)
    labels = "Share of the films, most rated first (%, log scale)", "what users rate"
    offered = facts.chosen.beyond_accuracy.head
    heading = f"{facts.habit.head:.0%} of ratings, {offered:.0%} of places"
    of_lists.exposure(facts, labels, f"The top {facts.data.head:.0%} of films get {heading}")
    found(facts)
    heading = f"{rated.label}: RMSE {rated.rmse.value:.2f} stars, nDCG {rank:.3f}"
    of_lists.stars(facts, f"{heading} (most popular {base:.3f})")
    change = f"{more.cv / fewer.cv - 1:+.0%}"
    heading = f"From {fewer.rows} to {more.rows} users, nDCG changed by {change}"
    charts.learning_curve(facts, "Users learned from (lists are made for all)", axis, heading)
    charts.dark_copy("protocols")
