from sql_pairs import query

from interview.drills.tables import ask


def test_common_users_are_counted() -> None:
    view = [(1, 10), (1, 20), (2, 10), (2, 20), (3, 10)]
    assert ask(query(), view=view) == [(10, 20, 2)]


def test_a_user_counts_once() -> None:
    view = [(1, 10), (1, 10), (1, 20), (1, 20)]
    assert ask(query(), view=view) == []


def test_each_pair_is_there_once_and_no_item_with_itself() -> None:
    view = [(user, item) for user in (1, 2) for item in (30, 20, 10)]
    assert ask(query(), view=view) == [(10, 20, 2), (10, 30, 2), (20, 30, 2)]


def test_most_users_come_first() -> None:
    view = [(user, item) for user in (1, 2, 3) for item in (20, 30)] + [(1, 10), (2, 10)]
    assert ask(query(), view=view)[0] == (20, 30, 3)
