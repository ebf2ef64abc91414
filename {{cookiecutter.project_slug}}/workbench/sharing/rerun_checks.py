"""The checks of a rerun, one line each. Pure: results in, sentences out."""

from collections.abc import Sequence
from typing import Any

from .certificate import Compared, width
from .checks import some
from .compare import Likeness, Number, Predictions
from .scratch import Results
from .verdicts import Outcome, Step

SEEDLESS = (
    "the versions are the claimed ones: look for randomness without a seed, or a number that no "
    "run gave"
)
TRAVEL = "scale what goes into iterative fits and let them converge, then claim again"


def rerun_check(got: Results) -> Step:
    """Say what was run again."""
    said = (
        f"{got.stages} stage(s) ran from a clean clone in {got.seconds:.0f} s; `track`, which only "
        "logs what they wrote, did not"
    )
    return Step("rerun", Outcome.OK, said)


def counts(likenesses: Sequence[Likeness]) -> str:
    """Return how many are identical, the same and different.

    >>> counts([Likeness.SAME, Likeness.SAME])
    '0 identical, 2 same, 0 different'
    """
    return ", ".join(f"{likenesses.count(each)} {each.value}" for each in Likeness)


def off_by(number: Number, claimed: dict[str, Any]) -> str:
    """Return by how much a metric is off, and how much that is of what it is uncertain by anyway.

    >>> claimed = {"value": 0.50, "tolerance": 1e-6, "low": 0.4, "high": 0.6}
    >>> off_by(Number("f1", 0.50, 0.51, Likeness.DIFFERENT), claimed)
    "f1 is off by 0.01 (2%), 0.05 of the width of the claim's own interval"
    """
    if number.got is None or not claimed:
        return f"{number.name} is {'missing now' if number.got is None else 'not claimed'}"
    away = abs(number.got - number.claimed)
    part = f" ({100 * away / abs(number.claimed):.2g}%)" if number.claimed else ""
    noise = width(claimed)
    beside = f", {away / noise:.2g} of the width of the claim's own interval" if noise else ""
    return f"{number.name} is off by {away:.3g}{part}{beside}"


def metrics_check(numbers: Sequence[Number], claim: dict[str, Any]) -> Step:
    """Say whether the metrics came out again, and the worst that did not."""
    said = counts([each.likeness for each in numbers])
    wrong = [each for each in numbers if each.likeness is Likeness.DIFFERENT]
    if not wrong:
        return Step("metrics", Outcome.OK, said)
    worst = off_by(wrong[0], claim["metrics"].get(wrong[0].name, {}))
    return Step("metrics", Outcome.FAIL, f"{said}: {worst}")


def predictions_check(found: Predictions) -> Step:
    """Say whether the predictions came out again."""
    said = found.reason or (
        f"{found.equal}/{found.rows} to the last digit, worst {found.worst:.1e} of the range, "
        f"{found.flips} flips"
    )
    bad = found.likeness is Likeness.DIFFERENT
    return Step("predictions", Outcome.FAIL if bad else Outcome.OK, said)


def facts_check(facts: dict[str, Likeness]) -> Step:
    """Say whether every number that the documents use came out again."""
    wrong = [path for path, each in facts.items() if each is Likeness.DIFFERENT]
    if wrong:
        return Step("facts", Outcome.FAIL, f"{len(wrong)} of {len(facts)} differ: {some(wrong)}")
    return Step("facts", Outcome.OK, f"all {len(facts)} that the documents use came out again")


def compared_checks(found: Compared, claim: dict[str, Any], other: list[str]) -> list[Step]:
    """Return what the comparison showed, and where a difference may come from.

    Args:
        found: The comparison.
        claim: What was claimed.
        other: Versions that differ from the claim's, in words.
    """
    checks = [
        metrics_check(found.metrics, claim),
        predictions_check(found.predictions),
        facts_check(found.facts),
    ]
    if not found.answers:
        said = "the answers of the test set are not those that the claim was measured on"
        checks.append(Step("answers", Outcome.FAIL, said))
    if found.likeness is Likeness.DIFFERENT:
        checks.append(Step("why", Outcome.WARN, "; ".join(other) if other else SEEDLESS))
    return checks


def teeth_check(likeness: Likeness) -> Step:
    """Say whether the check would have noticed another seed."""
    if likeness is Likeness.DIFFERENT:
        return Step("canary", Outcome.OK, "another seed is reported as different")
    said = f"another seed is reported as {likeness.value}: this check could not fail"
    return Step("canary", Outcome.FAIL, said)


def foreign_check(found: Compared, settings: dict[str, str]) -> Step:
    """Say whether the numbers come out on an imitated older machine, too."""
    how = ", ".join(f"{name}={value}" for name, value in settings.items() if "=" not in value)
    worst = predictions_check(found.predictions).said
    if found.likeness is Likeness.DIFFERENT:
        wrong = compared_checks(found, {"metrics": {}}, [])
        said = "; ".join(
            f"{each.name}: {each.said}" for each in wrong if each.outcome is Outcome.FAIL
        )
        return Step("foreign", Outcome.WARN, f"the claim does not travel ({said}): {TRAVEL}")
    likeness = "identical" if found.likeness is Likeness.IDENTICAL else "the same"
    return Step(
        "foreign", Outcome.OK, f"{likeness} with other kernels and threads ({worst}; {how})"
    )
