"""The result in two lines."""

from workbench.documents.wording import share, span, whole

from .facts import Facts


def headline(facts: Facts) -> list[str]:
    """Return the result and what it is measured against, in the user's unit."""
    ours, base = facts.chosen, facts.baseline
    result = (
        f"{ours.label}: average precision {span(ours.scores.average_precision)}; at threshold "
        f"{ours.at_chosen.threshold:.2f} it stops {share(ours.at_chosen.recall.value, 1)} of the "
        f"spam and loses {share(ours.at_chosen.false_alarms.value, 1)} of the real mail."
    )
    cost = f"{whole(-ours.at_chosen.payoff.value)} against {whole(-base.at_chosen.payoff.value)}"
    compared = (
        f"Baseline, {base.label.lower()}: average precision {span(base.scores.average_precision)}; "
    )
    if ours.better:
        return [result, compared + f"cost of a thousand mails {cost} {facts.worth.unit}."]
    return [result, compared + "the model is not shown to be better."]
