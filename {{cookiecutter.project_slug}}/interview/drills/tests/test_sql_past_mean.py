from sql_past_mean import query

from interview.drills.tables import ask


def test_the_entry_itself_does_not_count() -> None:
    entry = [(1, 1, 0, 4.0), (2, 1, 0, 6.0), (3, 1, 0, 99.0)]
    assert ask(query(), entry=entry) == [(1, None), (2, 4.0), (3, 5.0)]


def test_only_three_count() -> None:
    entry = [(each, 1, 0, float(each)) for each in range(1, 6)]
    assert ask(query(), entry=entry)[-1] == (5, 3.0)


def test_other_teams_do_not_count() -> None:
    entry = [(1, 1, 0, 4.0), (2, 2, 0, 6.0), (3, 1, 0, 8.0)]
    assert ask(query(), entry=entry) == [(1, None), (2, None), (3, 4.0)]


def test_the_id_decides_not_the_place_in_the_table() -> None:
    entry = [(2, 1, 0, 6.0), (1, 1, 0, 4.0)]
    assert ask(query(), entry=entry) == [(1, None), (2, 4.0)]
