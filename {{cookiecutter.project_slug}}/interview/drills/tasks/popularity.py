"""Drill: the popularity baseline, and its hit rate at k. numpy and Python only."""

Views = list[tuple[int, int]]  # (user, item)


def most_popular(views: Views) -> list[int]:
    """Return all items, those with the most different users first.

    A user who saw an item twice counts once. Tie: the smaller item number comes first.
    """
    raise NotImplementedError


def hit_rate(train: Views, test: Views, k: int) -> float:
    """Return the share of users for whom at least one of k suggestions is right.

    Everyone is offered the k most popular items of ``train`` that they have not seen in
    ``train``; fewer, if there are not so many. It is a hit when one of them is among the items
    that the user has in ``test``. Counted over the users in ``test``, each once, also those who
    are not in ``train``.

    Raises:
        ValueError: k is below 1, or ``test`` is empty.
    """
    raise NotImplementedError
