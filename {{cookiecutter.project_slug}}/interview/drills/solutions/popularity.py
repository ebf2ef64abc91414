"""The popularity baseline, and its hit rate at k."""

from collections import Counter, defaultdict

Views = list[tuple[int, int]]  # (user, item)


def most_popular(views: Views) -> list[int]:
    """Return all items, those with the most different users first."""
    users = Counter(item for _, item in set(views))
    return sorted(users, key=lambda item: (-users[item], item))


def hit_rate(train: Views, test: Views, k: int) -> float:
    """Return the share of users for whom at least one of k suggestions is right."""
    if k < 1 or not test:
        raise ValueError("k must be at least 1, and there must be users to test")
    seen, wanted = _items_by_user(train), _items_by_user(test)
    popular = most_popular(train)
    hits = 0
    for user, items in wanted.items():
        new = [item for item in popular if item not in seen.get(user, set())]
        hits += not items.isdisjoint(new[:k])
    return hits / len(wanted)


def _items_by_user(views: Views) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for user, item in views:
        found[user].add(item)
    return found
