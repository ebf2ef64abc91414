"""Count with a left join."""


def query() -> str:
    """Return one SELECT that counts the entries of each team, also of teams without any."""
    return """
    SELECT team.team, team.name, COUNT(entry.id)
    FROM team LEFT JOIN entry ON entry.team = team.team
    GROUP BY team.team, team.name
    ORDER BY team.team
    """
