from sql_top import query

from interview.drills.tables import ask


def test_two_of_each_team() -> None:
    entry = [(1, 1, 0, 5.0), (2, 1, 0, 7.0), (3, 1, 0, 6.0), (4, 2, 0, 1.0)]
    assert ask(query(), entry=entry) == [(1, 2, 7.0), (1, 3, 6.0), (2, 4, 1.0)]


def test_a_tie_goes_to_the_smaller_id() -> None:
    entry = [(3, 1, 0, 5.0), (1, 1, 0, 5.0), (2, 1, 0, 5.0)]
    assert ask(query(), entry=entry) == [(1, 1, 5.0), (1, 2, 5.0)]


def test_an_empty_amount_does_not_count() -> None:
    assert ask(query(), entry=[(1, 1, 0, None), (2, 1, 0, 3.0)]) == [(1, 2, 3.0)]


def test_two_of_three_equal_highest_are_two() -> None:
    entry = [(1, 1, 0, 9.0), (2, 1, 0, 9.0), (3, 1, 0, 9.0), (4, 1, 0, 1.0)]
    assert len(ask(query(), entry=entry)) == 2
