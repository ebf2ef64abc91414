from sql_change import query

from interview.drills.tables import ask


def test_the_change_is_new_minus_old() -> None:
    entry = [(1, 1, 0, 4.0), (2, 1, 0, 7.0), (3, 1, 0, 5.0)]
    assert ask(query(), entry=entry) == [(2, 3.0), (3, -2.0)]


def test_teams_stand_apart() -> None:
    entry = [(1, 1, 0, 4.0), (2, 2, 0, 7.0), (3, 1, 0, 5.0)]
    assert ask(query(), entry=entry) == [(3, 1.0)]


def test_no_change_is_a_change_of_zero() -> None:
    assert ask(query(), entry=[(1, 1, 0, 4.0), (2, 1, 0, 4.0)]) == [(2, 0.0)]


def test_an_empty_amount_is_not_skipped() -> None:
    entry = [(1, 1, 0, 4.0), (2, 1, 0, None), (3, 1, 0, 9.0)]
    assert ask(query(), entry=entry) == []
