"""What three ways to hold ratings back make of the candidates; a part of the facts."""

from workbench.records import Estimate, Record


class Ranked(Record):
    """One candidate under one protocol; ``behind`` is how far behind the best it is, paired.

    ``warm`` and ``cold`` are of the users with and without a history; they are absent where all
    have one, and then ``behind`` is of all users, else of the warm ones.
    """

    key: str
    label: str
    ndcg: Estimate
    behind: Estimate | None = None
    warm: Estimate | None = None
    cold: Estimate | None = None

    @property
    def known(self) -> Estimate:
        """The score of the users with a history: what a model can be judged by."""
        return self.warm or self.ndcg


class Stars(Record):
    """How well a model predicts ratings."""

    key: str
    label: str
    rmse: Estimate
    mae: Estimate


class Protocol(Record):
    """One way to hold ratings back, and what it makes of the same candidates, best first.

    ``last`` is the date of the newest rating that the candidates know.
    """

    key: str
    name: str
    assumes: str
    last: str
    train: int
    test: int
    users: int
    warm: int
    models: list[Ranked]
    stars: list[Stars]

    @property
    def best(self) -> Ranked:
        """The candidate with the highest score."""
        return self.models[0]

    def of(self, key: str) -> Ranked:
        """Return a candidate by its name."""
        return next(each for each in self.models if each.key == key)


class Visit(Record):
    """How far the chosen model is behind its rival for users of one kind of visit, paired."""

    level: str
    rows: int
    behind: Estimate
