"""What prepare knows about the mails and the split; a part of the facts."""

from workbench.records import Check, Count, Record


class KindCount(Record):
    """How many mails of one kind there are, and how many of them are in the test set."""

    kind: str
    meaning: str
    rows: int
    test: int
    html: float


class Data(Record):
    """The cleaned mails. Shares are 0 to 1."""

    rows: int
    spam: float
    counts: list[Count]
    kinds: list[KindCount]
    first: str
    last: str
    spam_before: float
    spam_after: float
    groups: int
    largest_group: int
    words: int
    median_words: float
    once: float


class Split(Record):
    """How the mails were cut.

    ``new_words`` is the share of a test mail's words never seen; ``relatives`` the share of test
    mails that would have a mail of their group in training, were mails dealt out at random.
    """

    asked_share: float
    share: float
    train: int
    test: int
    train_spam: float
    test_spam: float
    new_words: float
    relatives: float
    checks: list[Check]


class DataReport(Record):
    """What prepare writes."""

    data: Data
    split: Split
