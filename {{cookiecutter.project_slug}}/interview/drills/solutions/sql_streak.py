"""The longest streak."""


def query() -> str:
    """Return one SELECT that gives the longest run of entries with label 1 in each team."""
    return """
    WITH numbered AS (
        SELECT team, label, SUM(1 - label) OVER (PARTITION BY team ORDER BY id) AS zeros
        FROM entry
    ),
    runs AS (
        SELECT team, SUM(label) AS length
        FROM numbered
        GROUP BY team, zeros
    )
    SELECT team, MAX(length) AS longest
    FROM runs
    GROUP BY team
    ORDER BY team
    """
