"""The result in two lines."""

from .facts import Facts
from .wording import share, span


def headline(facts: Facts) -> list[str]:
    """Return the result and what it is measured against, in the user's unit."""
    ours, base = facts.chosen, facts.baseline
    result = (
        f"{ours.label}: half of the test houses are priced within "
        f"{span(ours.scores.median_percent, 'percent')}; "
        f"RMSE of log price {span(ours.scores.rmse_log)}."
    )
    compared = (
        f"Baseline, {base.label.lower()}: {span(base.scores.median_percent, 'percent')} "
        f"and {span(base.scores.rmse_log)}; "
    )
    if ours.to_baseline.high < 0:
        return [result, compared + f"the model takes {share(facts.derived.lift)} off its RMSE."]
    return [result, compared + "the model is not shown to be better."]
