"""The facts that only mails have: what their parts give away, and which mails were mistaken."""

from workbench.records import Estimate, Record


class View(Record):
    """The F1 of one model on some parts of the mails, by the way it is judged."""

    name: str
    used: bool
    scores: dict[str, Estimate]


class Elsewhere(Record):
    """The chosen model on mail unlike that it learned from, at the threshold in use."""

    way: str
    mails: int
    spam: int
    average_precision: Estimate
    f1: Estimate
    recall: Estimate
    false_alarms: Estimate
    payoff: Estimate


class HardMail(Record):
    """Share of hard real mail that the chosen model flags: with such mail in training, without."""

    rows: int
    seen: Estimate
    unseen: Estimate


class Word(Record):
    """A word and by how much it moves the log-odds of spam."""

    word: str
    effect: float


class Mistake(Record):
    """A mail by its id, never its text; ``words`` are common ones that moved the decision."""

    id: str
    kind: str
    spam: bool
    probability: float
    html: bool
    attachments: int
    length: int
    words: list[Word]


class Mistakes(Record):
    """The surest mistakes on the test set, and the commonest words that speak for either class."""

    common_word: int
    lost: list[Mistake]
    let_through: list[Mistake]
    for_spam: list[Word]
    for_real: list[Word]
