import numpy as np
import pandas as pd
from pandas_fill import fill


def entries(team: list[int], amount: list[float]) -> pd.DataFrame:
    number = range(len(team))
    table = {"id": number, "team": team, "label": 0, "amount": amount}
    return pd.DataFrame(table, index=[10 * each for each in number])


GAP = np.nan
TRAIN = entries([1, 1, 1, 2, 3], [1.0, 2.0, 9.0, 50.0, GAP])


def test_a_gap_becomes_the_median_of_the_team() -> None:
    assert fill(TRAIN, entries([1, 2], [GAP, GAP])).tolist() == [2.0, 50.0]


def test_what_is_known_stays() -> None:
    assert fill(TRAIN, entries([1, 2], [7.0, 8.0])).tolist() == [7.0, 8.0]


def test_a_team_without_a_known_amount_gets_the_median_of_all() -> None:
    assert fill(TRAIN, entries([3, 4], [GAP, GAP])).tolist() == [5.5, 5.5]


def test_nothing_is_learned_from_the_new_rows() -> None:
    assert fill(TRAIN, entries([1, 1, 1], [100.0, 100.0, GAP])).tolist() == [100.0, 100.0, 2.0]


def test_the_index_is_that_of_the_new_rows() -> None:
    assert fill(TRAIN, entries([1, 2], [GAP, 8.0])).index.tolist() == [0, 10]
