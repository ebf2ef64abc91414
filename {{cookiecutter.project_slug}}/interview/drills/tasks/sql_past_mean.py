"""Drill: build a feature that knows nothing of the future.

SQL for SQLite; Python only holds the text.

Tables:
    entry(id, team, label, amount): label is 0 or 1, amount a number or NULL; ids grow with time
"""


def query() -> str:
    """Return one SELECT that gives each entry the mean amount of up to three before it.

    Before means: of the same team, with a smaller id, and not the entry itself. The three nearest
    ids count; a NULL amount among them is passed over, as AVG does.
    Columns: id, past (NULL where there is nothing before). Order: id. A team is never NULL.
    """
    raise NotImplementedError
