"""The top rows of each group."""


def query() -> str:
    """Return one SELECT that gives the two entries with the highest amounts of each team."""
    return """
    WITH ranked AS (
        SELECT *, ROW_NUMBER() OVER (PARTITION BY team ORDER BY amount DESC, id) AS place
        FROM entry
        WHERE amount IS NOT NULL
    )
    SELECT team, id, amount
    FROM ranked
    WHERE place <= 2
    ORDER BY team, amount DESC, id
    """
