from sql_share import query

from interview.drills.tables import ask


def test_shares_are_not_whole_numbers() -> None:
    entry = [(1, 1, 1, 0.0), (2, 1, 0, 0.0)]
    assert ask(query(), entry=entry) == [(1, 0.5, 0.0)]


def test_the_overall_share_is_over_entries_not_over_teams() -> None:
    entry = [(1, 1, 1, 0.0), (2, 2, 0, 0.0), (3, 2, 0, 0.0), (4, 2, 0, 0.0)]
    assert ask(query(), entry=entry) == [(1, 1.0, 0.75), (2, 0.0, -0.25)]


def test_a_tie_goes_to_the_smaller_team() -> None:
    assert ask(query(), entry=[(1, 8, 1, 0.0), (2, 3, 1, 0.0)]) == [(3, 1.0, 0.0), (8, 1.0, 0.0)]
