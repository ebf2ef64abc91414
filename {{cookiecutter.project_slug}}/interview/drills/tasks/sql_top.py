"""Drill: take the top two of each group. SQL for SQLite; Python only holds the text.

Tables:
    entry(id, team, label, amount): label is 0 or 1, amount a number or NULL; ids grow with time
"""


def query() -> str:
    """Return one SELECT that gives the two entries with the highest amounts of each team.

    Columns: team, id, amount. Order: team, then highest amount first, then id.
    Tie in amount: the smaller id comes first. Entries without an amount (NULL) do not count.
    A team with one known amount has one row. A team is never NULL.
    """
    raise NotImplementedError
