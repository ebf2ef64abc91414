"""Drill: group, and keep the groups that have enough. SQL for SQLite; Python only holds the text.

Tables:
    entry(id, team, label, amount): label is 0 or 1, amount a number or NULL; ids grow with time
"""


def query() -> str:
    """Return one SELECT that gives the mean amount of each team with two or more known amounts.

    Columns: team, known (how many amounts are not NULL), mean (of these).
    Order: highest mean first, then team. A team is never NULL.
    """
    raise NotImplementedError
