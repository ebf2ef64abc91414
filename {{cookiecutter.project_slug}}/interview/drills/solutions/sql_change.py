"""Change against the row before."""


def query() -> str:
    """Return one SELECT that gives the change of each amount against the entry before."""
    return """
    WITH paired AS (
        SELECT id, amount, LAG(amount) OVER (PARTITION BY team ORDER BY id) AS before
        FROM entry
    )
    SELECT id, amount - before AS change
    FROM paired
    WHERE amount - before IS NOT NULL
    ORDER BY id
    """
