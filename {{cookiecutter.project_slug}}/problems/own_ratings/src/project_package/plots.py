"""The plots of the report. Titles state what the facts say, so they change with them."""

import numpy as np

from workbench import charts
from workbench.charts import ACCENT, GREY, key_below, plot, title
from workbench.recommendation import charts as of_lists

from .facts import Facts
from .weak_spots import FIRST_TO_LAST, HEAD_TAKEN, LAST_ACTIVE, ROWS_KNOWN

DRAWN = {  # the plot of each way to cut the users
    ROWS_KNOWN: "by_activity",
    HEAD_TAKEN: "by_popularity",
    LAST_ACTIVE: "by_last_active",
    FIRST_TO_LAST: "by_visit",
}


def slices_of(facts: Facts, feature: str, name: str, axis: str) -> None:
    """Draw the score of the parts of one feature, in its own order."""
    parts = sorted((s for s in facts.slices if s.feature == feature), key=lambda each: each.rank)
    worst = min(parts, key=lambda each: each.score.value)
    heading = f"Lowest nDCG by {feature}: {worst.level} ({worst.score.value:.3f})"
    rows = {f"{each.level}  (n = {each.rows})": each.score for each in parts}
    labels = heading, f"{axis} on the test set, 95% interval", "all test users"
    charts.levels(name, rows, facts.chosen.scores["ndcg"].value, labels)


def found(facts: Facts) -> None:
    """Draw which share of the held-back items was offered, by how popular they are."""
    parts = [each for each in facts.items if each.held][::-1]
    rows, words = np.arange(len(parts)), [f"{p.found:.1%} of the {p.level}" for p in parts]
    sides = {
        facts.chosen.label: (0.2, ACCENT, [each.found * 100 for each in parts]),
        facts.strongest.label: (-0.2, GREY, [each.baseline * 100 for each in parts]),
    }
    with plot("items", 3.4) as axes:
        for label, (shift, color, values) in sides.items():
            axes.barh(rows + shift, values, 0.4, color=color, label=label)
        axes.set_yticks(rows, [f"{p.level}: {p.rule}\n(n = {p.held:,})" for p in parts])
        axes.set_xlabel(f"Held-back rows whose item was in the first {facts.places} (%)")
        key_below(axes)
        title(axes, f"Offered: {', '.join(words[:-4:-1])}")


def draw(facts: Facts) -> None:
    """Write every plot."""
    axis = f"nDCG of the first {facts.places} items"
    beside, headline = facts.protocol(facts.other), facts.protocol("by_user")
    best = beside.best
    then = headline.of(best.key).ndcg.value
    charts.candidates(facts, "nDCG")
    heading = f"{best.label}: {best.known.value:.2f} for {beside.name}, {then:.2f} in the headline"
    of_lists.protocols(facts, axis, heading)
    for feature in dict.fromkeys(each.feature for each in facts.slices):
        if feature in DRAWN:
            slices_of(facts, feature, DRAWN[feature], axis)
    labels = "Share of the items, most popular first (%, log scale)", "what users take"
    offered = facts.chosen.beyond_accuracy.head
    heading = f"{facts.habit.head:.0%} of the rows, {offered:.0%} of places"
    of_lists.exposure(facts, labels, f"The top {facts.data.head:.0%} of items get {heading}")
    found(facts)
    if facts.data.explicit:
        rated = headline.stars[-1]
        rank, base = headline.of(rated.key).ndcg.value, facts.baseline.scores["ndcg"].value
        heading = f"{rated.label}: RMSE {rated.rmse.value:.2f}, nDCG {rank:.3f}"
        of_lists.stars(facts, f"{heading} (most popular {base:.3f})")
    fewer, more = facts.learning_curve[-3:-1]
    heading = (
        f"From {fewer.rows} to {more.rows} users, nDCG changed by {more.cv / fewer.cv - 1:+.0%}"
    )
    charts.learning_curve(facts, "Users learned from (lists are made for all)", axis, heading)
    charts.dark_copy("protocols")
