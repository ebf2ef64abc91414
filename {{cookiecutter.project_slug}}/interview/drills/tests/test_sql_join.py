from sql_join import query

from interview.drills.tables import ask

TEAM = [(1, "a"), (2, "b")]


def test_entries_are_counted() -> None:
    entry = [(1, 1, 0, 5.0), (2, 1, 1, 6.0), (3, 2, 0, 7.0)]
    assert ask(query(), TEAM, entry) == [(1, "a", 2), (2, "b", 1)]


def test_a_team_without_entries_has_zero() -> None:
    assert ask(query(), TEAM, [(1, 1, 0, 5.0)]) == [(1, "a", 1), (2, "b", 0)]


def test_an_empty_amount_does_not_matter() -> None:
    assert ask(query(), TEAM, [(1, 2, 0, None)]) == [(1, "a", 0), (2, "b", 1)]


def test_an_entry_without_a_team_does_not_count() -> None:
    assert ask(query(), TEAM, [(1, None, 0, 5.0), (2, 9, 0, 5.0)]) == [(1, "a", 0), (2, "b", 0)]
