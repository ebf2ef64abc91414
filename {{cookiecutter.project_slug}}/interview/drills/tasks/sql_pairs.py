"""Drill: count which items the same users looked at. SQL for SQLite; Python only holds the text.

Tables:
    view(user, item): a user has looked at an item, some more than once
"""


def query() -> str:
    """Return one SELECT that counts the users that two items have in common.

    Columns: a, b (item numbers, a below b), users (different users who looked at both).
    Only pairs with two or more users in common. Order: most users first, then a, then b.
    """
    raise NotImplementedError
