"""The plots of the report. Titles state what the facts say, so they change with them."""

from workbench import charts
from workbench.recommendation import charts as of_lists

from .facts import ITEM, ITEMS, ROWS, TAKE, Facts
from .weak_spots import DRAWN


def protocols(facts: Facts, axis: str) -> None:
    """Draw every candidate under every protocol, with what one of them promises too much."""
    beside = next(each for each in facts.protocols if each.key != "by_user")
    best, honest = beside.best, facts.protocol("by_user")
    alone, then = best.known.value, honest.of(best.key).ndcg.value
    heading = f"{best.label}: {alone:.2f} for {beside.name}, {then:.2f} as tested here"
    of_lists.protocols(facts, axis, heading)


def exposure(facts: Facts) -> None:
    """Draw what the popular ones get: of what users take, and of the places in the lists."""
    labels = f"Share of the {ITEMS}, most popular first (%, log scale)", f"what users {TAKE}"
    top, had, got = facts.data.head, facts.habit.head, facts.chosen.beyond_accuracy.head
    heading = f"The top {top:.0%} of {ITEMS} get {had:.0%} of {ROWS}, {got:.0%} of places"
    of_lists.exposure(facts, labels, heading)


def stars(facts: Facts) -> None:
    """Draw the error of predicted stars; the title says what that model is worth as a list."""
    honest, base = facts.protocol("by_user"), facts.baseline.scores["ndcg"].value
    offering = {each.key: each.ndcg.value for each in honest.models}
    if not (rated := [each for each in honest.stars if each.key in offering]):
        return
    best = rated[-1]
    heading = f"{best.label}: RMSE {best.rmse.value:.2f}, nDCG {offering[best.key]:.3f}"
    of_lists.stars(facts, f"{heading} (most popular {base:.3f})")


def learning(facts: Facts, axis: str) -> None:
    """Draw what more users to learn from are worth."""
    fewer, more = facts.learning_curve[-3:-1]
    change = f"{more.cv / fewer.cv - 1:+.0%}"
    heading = f"From {fewer.rows} to {more.rows} users, nDCG changed by {change}"
    charts.learning_curve(facts, "Users learned from (lists are made for all)", axis, heading)


def draw(facts: Facts) -> None:
    """Write every plot."""
    axis = f"nDCG of the first {facts.places} {ITEMS}"
    charts.candidates(facts, "nDCG")
    protocols(facts, axis)
    for feature in dict.fromkeys(each.feature for each in facts.slices):
        if feature in DRAWN:
            of_lists.slices(facts, feature, DRAWN[feature], axis)
    exposure(facts)
    of_lists.found(facts, facts.by_popularity, ITEMS, f"Held-back {ROWS} whose {ITEM}")
    stars(facts)
    learning(facts, axis)
    charts.dark_copy("protocols")
