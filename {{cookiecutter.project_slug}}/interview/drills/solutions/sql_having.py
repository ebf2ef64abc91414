"""Filter rows and filter groups."""


def query() -> str:
    """Return one SELECT that gives the mean amount of each team with two or more known amounts."""
    return """
    SELECT team, COUNT(amount) AS known, AVG(amount) AS mean
    FROM entry
    GROUP BY team
    HAVING known >= 2
    ORDER BY mean DESC, team
    """
