"""The result in two lines."""

from workbench.documents.wording import lower_first, share, span

from .facts import Facts


def headline(facts: Facts) -> list[str]:
    """Return the result and what it is measured against, in the user's unit."""
    ours, base = facts.chosen, facts.baseline
    result = (
        f"{ours.label}: {share(ours.scores.hit_rate.value)} of the users find a film that they "
        f"went on to watch among the first {facts.places}; nDCG {span(ours.scores.ndcg)}."
    )
    compared = (
        f"Baseline, {lower_first(base.label)}: {share(base.scores.hit_rate.value)} "
        f"and {span(base.scores.ndcg)}; "
    )
    if ours.better:
        return [result, compared + f"the model's nDCG is {share(facts.derived.lift)} higher."]
    return [result, compared + "the model is not shown to be better."]
