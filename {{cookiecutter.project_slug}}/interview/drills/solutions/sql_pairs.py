"""Items that go together."""


def query() -> str:
    """Return one SELECT that counts the users that two items have in common."""
    return """
    SELECT one.item AS a, two.item AS b, COUNT(DISTINCT one.user) AS users
    FROM view AS one JOIN view AS two ON one.user = two.user AND one.item < two.item
    GROUP BY a, b
    HAVING users >= 2
    ORDER BY users DESC, a, b
    """
