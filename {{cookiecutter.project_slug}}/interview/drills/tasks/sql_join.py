"""Drill: count what belongs to each team, and keep the teams that have nothing.

SQL for SQLite; Python only holds the text.

Tables:
    team(team, name): one row a team
    entry(id, team, label, amount): label is 0 or 1, amount a number or NULL; ids grow with time
"""


def query() -> str:
    """Return one SELECT that counts the entries of each team, also of teams without any.

    Columns: team, name, entries. Order: team.
    An entry may have no team (NULL), or one that is not in the table team; it does not count.
    """
    raise NotImplementedError
