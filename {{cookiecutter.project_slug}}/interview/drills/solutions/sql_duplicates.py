"""Find repeated rows."""


def query() -> str:
    """Return one SELECT that gives the ids of entries that repeat an earlier one."""
    return """
    SELECT id
    FROM (
        SELECT id, ROW_NUMBER() OVER (PARTITION BY team, label, amount ORDER BY id) AS place
        FROM entry
    )
    WHERE place > 1
    ORDER BY id
    """
