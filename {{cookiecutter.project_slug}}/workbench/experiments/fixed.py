"""What an edit did to one candidate: before and with it, so that no change of the pick is in it."""

from collections.abc import Sequence

from ..documents.wording import brackets, lower_first, signed
from ..records import Estimate, Record

DIGITS = 4
NO_DIFFERENCE = 5e-5  # of a score: the documents show four decimals
WORDS = {
    "better": "better",
    "worse": "worse",
    "not shown": "not shown to differ",
    "same": "the same score",
    "apart": "not comparable",
}


def outcome(gain: Estimate | None) -> str:
    """Return what a gain shows: apart (no gain), same (to four decimals), better, worse, not shown.

    >>> outcome(Estimate(value=0.2, low=0.1, high=0.3)), outcome(None)
    ('better', 'apart')
    """
    if gain is None:
        return "apart"
    if max(map(abs, (gain.value, gain.low, gain.high))) < NO_DIFFERENCE:
        return "same"
    if gain.includes_zero:
        return "not shown"
    return "better" if gain.value > 0 else "worse"


class Fixed(Record):
    """One candidate before the edit and with it, by its label.

    ``gain`` is paired by row, on the same folds, and positive when the edit is better.
    """

    model: str
    before: float
    score: float
    gain: Estimate

    @property
    def in_words(self) -> str:
        """What the data says of the edit, for this candidate."""
        return WORDS[outcome(self.gain)]

    @property
    def told(self) -> str:
        """The gain with its interval, and the same in words."""
        return f"{interval(self.gain)}, {self.in_words}"


def interval(gain: Estimate) -> str:
    """Return a gain with its interval."""
    return f"{signed(gain.value, DIGITS)} {brackets(gain, 'number', DIGITS)}"


def of(model: str, fixed: Sequence[Fixed]) -> Fixed | None:
    """Return what the edit did to a candidate; None, if it did nothing or that is not known."""
    return next((each for each in fixed if each.model == model), None)


def newly_picked(
    before: str, now: str, fixed: Sequence[Fixed], untouched: Sequence[str]
) -> str | None:
    """Return how the edit and a change of the pick belong together, in two clauses.

    Args:
        before: The label of the pick before the edit.
        now: That of the pick with it.
        fixed: The candidates that the edit changed.
        untouched: The labels of those that it did not.

    Returns:
        None, if neither candidate was measured on its own.
    """
    old, new, theirs = lower_first(before), lower_first(now), of(now, fixed)
    change = f"the rule then picks {new}"
    if now in untouched:
        return f"{change}, which the edit does not touch, instead of {old}"
    if theirs and before in untouched:
        return f"{change} instead of {old}, which the edit does not touch"
    if of(before, fixed) is None:
        return None
    if theirs is None:
        return f"{change}, which was not there before, instead of {old}"
    return f"{change} instead of {old}; what the edit did to {new}: {theirs.told}"
