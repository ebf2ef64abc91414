"""Drill: find the longest run without a break. SQL for SQLite; Python only holds the text.

Tables:
    entry(id, team, label, amount): label is 0 or 1, amount a number or NULL; ids grow with time
"""


def query() -> str:
    """Return one SELECT that gives the longest run of entries with label 1 in each team.

    A run is of the same team, in the order of the ids, without an entry of label 0 in between.
    Columns: team, longest (0 for a team whose labels are all 0). Order: team.
    A team is never NULL; a team without entries is not listed.
    """
    raise NotImplementedError
