"""Drill: find the teams that have none of something. SQL for SQLite; Python only holds the text.

Tables:
    team(team, name): one row a team
    entry(id, team, label, amount): label is 0 or 1, amount a number or NULL; ids grow with time
"""


def query() -> str:
    """Return one SELECT that gives the teams without a single entry of label 1.

    Columns: team. Order: team. A team without entries belongs to them.
    An entry may have no team (NULL).
    """
    raise NotImplementedError
