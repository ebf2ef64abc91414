"""How sure a chance is: what happened at such chances, and how far the threshold is."""

from typing import NamedTuple

from ..classification.records import Calibration, CalibrationBin, Threshold, Worth
from ..documents.wording import brackets, share

__all__ = ["Names", "decision", "expected", "from_threshold", "measured"]


class Names(NamedTuple):
    """What rows and positives are called, and what is done at or above the threshold."""

    rows: str
    positives: str
    act: str


def nearest(chance: float, calibration: Calibration) -> CalibrationBin:
    """Return the test rows that got the chances nearest to this one."""
    return min(calibration.bins, key=lambda each: abs(each.said - chance))


def measured(chance: float, calibration: Calibration, names: Names) -> str:
    """Return what share of the test rows with such a chance were positive."""
    near = nearest(chance, calibration)
    return (
        f"Of the {near.rows} test {names.rows} with the probabilities nearest to this one "
        f"({share(near.said, 1)} on average), {share(near.happened.value, 1)} were "
        f"{names.positives}, 95% interval {brackets(near.happened, 'share', 1)}."
    )


def from_threshold(chance: float, threshold: Threshold) -> str:
    """Return how far the chance is from the threshold, and whether that is far enough."""
    where = threshold.value
    points = abs(chance - where.value) * 100
    side = "above" if chance >= where.value else "below"
    distance = f"It is {points:.1f} points {side} the threshold of {share(where.value, 1)}"
    if where.low <= chance <= where.high:
        return (
            f"{distance}, which is itself only known to lie in {brackets(where, 'share', 1)}: "
            "with other training data this decision could be the other one."
        )
    return f"{distance}, and outside the interval of the threshold {brackets(where, 'share', 1)}."


def decision(chance: float, threshold: Threshold, names: Names) -> str:
    """Return what follows from the chance."""
    acts = chance >= threshold.value.value
    side = "At or above" if acts else "Below"
    what = names.act if acts else f"do not {names.act}"
    return f"{side} the threshold of {share(threshold.value.value, 1)}: {what}."


def expected(chance: float, worth: Worth) -> tuple[float, float]:
    """Return what acting and not acting are worth on average at a chance, in the unit of worth."""
    act = chance * worth.true_positive + (1 - chance) * worth.false_positive
    leave = chance * worth.false_negative + (1 - chance) * worth.true_negative
    return act, leave
