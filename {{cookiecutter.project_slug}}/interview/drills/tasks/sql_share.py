"""Drill: compare each group with all. SQL for SQLite; Python only holds the text.

Tables:
    entry(id, team, label, amount): label is 0 or 1, amount a number or NULL; ids grow with time
"""


def query() -> str:
    """Return one SELECT that gives the share of label 1 in each team, beside that of all.

    Columns: team, share (0 to 1), above (share minus the share over all entries).
    Order: highest share first, then team. A team is never NULL.
    """
    raise NotImplementedError
