from sql_duplicates import query

from interview.drills.tables import ask


def test_the_first_stays() -> None:
    assert ask(query(), entry=[(1, 1, 0, 5.0), (2, 1, 0, 5.0)]) == [(2,)]


def test_the_first_is_by_id_not_by_place_in_the_table() -> None:
    assert ask(query(), entry=[(9, 1, 0, 5.0), (4, 1, 0, 5.0)]) == [(9,)]


def test_all_three_columns_count() -> None:
    entry = [(1, 1, 0, 5.0), (2, 2, 0, 5.0), (3, 1, 1, 5.0), (4, 1, 0, 6.0)]
    assert ask(query(), entry=entry) == []


def test_every_copy_is_found() -> None:
    assert ask(query(), entry=[(each, 1, 0, 5.0) for each in (1, 2, 3)]) == [(2,), (3,)]


def test_two_empty_amounts_are_the_same() -> None:
    assert ask(query(), entry=[(1, 1, 0, None), (2, 1, 0, None)]) == [(2,)]
