from sql_streak import query

from interview.drills.tables import ask


def labels(text: str, team: int = 1) -> list[tuple[int, int, int, float]]:
    return [(10 * team + place, team, int(label), 0.0) for place, label in enumerate(text)]


def test_the_longest_of_several_runs() -> None:
    assert ask(query(), entry=labels("1101110")) == [(1, 3)]


def test_no_run_is_zero() -> None:
    assert ask(query(), entry=labels("000")) == [(1, 0)]


def test_all_ones_are_one_run() -> None:
    assert ask(query(), entry=labels("1111")) == [(1, 4)]


def test_another_team_does_not_break_a_run() -> None:
    entry = [(1, 1, 1, 0.0), (2, 2, 0, 0.0), (3, 1, 1, 0.0)]
    assert ask(query(), entry=entry) == [(1, 2), (2, 0)]
