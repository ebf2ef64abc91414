"""The plots of the report. Titles state what the facts say, so they change with them."""

from workbench import charts
from workbench.recommendation import charts as of_lists

from .facts import Facts


def slices_of(facts: Facts, feature: str, name: str, axis: str) -> None:
    """Draw the score of the parts of one feature, in its own order."""
    parts = sorted((s for s in facts.slices if s.feature == feature), key=lambda each: each.rank)
    worst = min(parts, key=lambda each: each.score.value)
    heading = f"By {feature}, lowest for {worst.level} ({worst.score.value:.3f})"
    rows = {f"{each.level}  (n = {each.rows})": each.score for each in parts}
    labels = heading, f"{axis} on the test set, 95 % interval", "all test users"
    charts.levels(name, rows, facts.chosen.scores["ndcg"].value, labels)


def draw(facts: Facts) -> None:
    """Write every plot."""
    axis = f"nDCG of the first {facts.places} films"
    kindest, newest = facts.protocols[0].best, facts.protocol("by_user")
    then, rated = newest.of(kindest.key).ndcg.value, newest.stars[-1]
    rank, base = newest.of(rated.key).ndcg.value, facts.baseline.scores["ndcg"].value
    habit, ours = facts.habit.head * 100, facts.chosen.beyond.head * 100
    told = [f"{each.found * 100:.1f} % of the {each.level}" for each in facts.films[:3]]
    before, after = facts.learning_curve[-3:-1]
    charts.candidates(facts, facts.models, f"{axis} in validation, 95 % interval")
    heading = f"{kindest.label}: {kindest.ndcg.value:.2f} when split at random, {then:.2f} by time"
    of_lists.protocols(facts, axis, heading)
    slices_of(facts, "ratings known", "by_activity", axis)
    slices_of(facts, "time on the site", "by_visit", axis)
    slices_of(facts, "last active", "by_year", axis)
    labels = "Share of the films, most watched first (%, log scale)", "what users watch"
    heading = f"{habit:.0f} % of the views, {ours:.0f} % of the places"
    of_lists.exposure(facts, labels, f"The top {facts.data.head * 100:.0f} % of films: {heading}")
    axis_of_films = f"Held-back ratings whose film was in the first {facts.places} (%)"
    of_lists.films(facts, axis_of_films, f"Offered: {told[0]}, {told[1]}, {told[2]}")
    heading = f"{rated.label}: RMSE {rated.rmse.value:.2f} stars, nDCG {rank:.3f}"
    of_lists.stars(facts, f"{heading} (most popular {base:.3f})")
    gain = f"{(after.cv / before.cv - 1) * 100:+.0f} %"
    heading = f"From {before.rows} to {after.rows} users the score moved by {gain}"
    charts.learning_curve(facts, "Users learned from (lists are made for all)", axis, heading)
    charts.dark_copy("protocols")
