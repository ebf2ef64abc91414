"""Shares by group beside the overall share."""


def query() -> str:
    """Return one SELECT that gives the share of label 1 in each team, beside that of all."""
    return """
    SELECT team, AVG(label) AS share, AVG(label) - (SELECT AVG(label) FROM entry) AS above
    FROM entry
    GROUP BY team
    ORDER BY share DESC, team
    """
