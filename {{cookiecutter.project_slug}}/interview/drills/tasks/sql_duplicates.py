"""Drill: find the rows that repeat an earlier one. SQL for SQLite; Python only holds the text.

Tables:
    entry(id, team, label, amount): label is 0 or 1, amount a number or NULL; ids grow with time
"""


def query() -> str:
    """Return one SELECT that gives the ids of entries that repeat an earlier one.

    An entry repeats another when team, label and amount are the same; two NULLs are the same here.
    The entry with the smallest id is the original. Columns: id. Order: id.
    """
    raise NotImplementedError
