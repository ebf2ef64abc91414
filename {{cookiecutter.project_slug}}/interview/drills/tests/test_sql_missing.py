from sql_missing import query

from interview.drills.tables import ask

TEAM = [(1, "a"), (2, "b"), (3, "c")]


def test_a_team_with_label_one_is_left_out() -> None:
    assert ask(query(), TEAM, [(1, 1, 1, 5.0), (2, 2, 0, 5.0)]) == [(2,), (3,)]


def test_one_of_several_is_enough() -> None:
    assert ask(query(), TEAM, [(1, 1, 0, 5.0), (2, 1, 1, 5.0), (3, 1, 0, 5.0)]) == [(2,), (3,)]


def test_an_entry_without_a_team_hides_nobody() -> None:
    assert ask(query(), TEAM, [(1, None, 1, 5.0), (2, 2, 1, 5.0)]) == [(1,), (3,)]


def test_nobody_is_there_twice() -> None:
    assert ask(query(), TEAM[:1], [(1, 1, 0, 5.0), (2, 1, 0, 6.0)]) == [(1,)]
