"""Find what is not there."""


def query() -> str:
    """Return one SELECT that gives the teams without a single entry of label 1."""
    return """
    SELECT team.team
    FROM team
    WHERE NOT EXISTS (SELECT 1 FROM entry WHERE entry.team = team.team AND entry.label = 1)
    ORDER BY team.team
    """
