from sql_having import query

from interview.drills.tables import ask


def test_the_highest_mean_comes_first() -> None:
    entry = [(1, 1, 0, 2.0), (2, 1, 0, 4.0), (3, 2, 0, 8.0), (4, 2, 0, 9.0)]
    assert ask(query(), entry=entry) == [(2, 2, 8.5), (1, 2, 3.0)]


def test_one_amount_is_too_few() -> None:
    assert ask(query(), entry=[(1, 1, 0, 2.0), (2, 2, 0, 4.0), (3, 2, 0, 4.0)]) == [(2, 2, 4.0)]


def test_an_empty_amount_is_not_known() -> None:
    entry = [(1, 1, 0, 2.0), (2, 1, 0, None), (3, 2, 0, 4.0), (4, 2, 0, None), (5, 2, 0, 6.0)]
    assert ask(query(), entry=entry) == [(2, 2, 5.0)]


def test_a_tie_goes_to_the_smaller_team() -> None:
    entry = [(each, team, 0, 3.0) for each, team in enumerate([7, 5, 7, 5])]
    assert ask(query(), entry=entry) == [(5, 2, 3.0), (7, 2, 3.0)]
