"""The result in two lines."""

from workbench.documents.wording import share, span

from .facts import Facts


def headline(facts: Facts) -> list[str]:
    """Return the result and what it is measured against, in the user's unit."""
    ours, base, words = facts.chosen, facts.baseline, facts.words
    point = ours.at_chosen
    result = (
        f"{ours.label}: average precision {span(ours.scores.average_precision)}; "
        f"at threshold {point.threshold:.2f} it finds {share(point.recall.value)} of the "
        f"{words.positives}, worth {facts.money(point.payoff.value)} for a thousand {words.rows}."
    )
    compared = f"Baseline, {base.label.lower()}: {span(base.scores.average_precision)}; "
    if ours.better:
        return [result, compared + f"the model is {span(facts.derived.lift)} ahead."]
    return [result, compared + "the model is not shown to be better."]
