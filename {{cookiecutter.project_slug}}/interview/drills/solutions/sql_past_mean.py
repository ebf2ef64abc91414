"""A feature from the past only."""


def query() -> str:
    """Return one SELECT that gives each entry the mean amount of up to three before it."""
    return """
    SELECT id, AVG(amount) OVER (
        PARTITION BY team ORDER BY id ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING
    ) AS past
    FROM entry
    ORDER BY id
    """
