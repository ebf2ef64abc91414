"""Drill: compare each row with the one before. SQL for SQLite; Python only holds the text.

Tables:
    entry(id, team, label, amount): label is 0 or 1, amount a number or NULL; ids grow with time
"""


def query() -> str:
    """Return one SELECT that gives the change of each amount against the entry before.

    Before means: the nearest smaller id of the same team. Entries without one before are left out,
    and so are those where one of the two amounts is NULL.
    Columns: id, change (this amount minus the one before). Order: id. A team is never NULL.
    """
    raise NotImplementedError
