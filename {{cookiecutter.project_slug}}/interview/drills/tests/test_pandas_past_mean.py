import numpy as np
import pandas as pd
from pandas_past_mean import past_mean


def entries(number: list[int], team: list[int], amount: list[float]) -> pd.DataFrame:
    table = {"id": number, "team": team, "label": 0, "amount": amount}
    return pd.DataFrame(table, index=[7 + each for each in range(len(number))])


def test_the_entry_itself_does_not_count() -> None:
    found = past_mean(entries([1, 2, 3], [1, 1, 1], [2.0, 4.0, 99.0]))
    np.testing.assert_allclose(found, [np.nan, 2.0, 3.0])


def test_other_teams_do_not_count() -> None:
    found = past_mean(entries([1, 2, 3, 4], [1, 2, 1, 2], [2.0, 10.0, 4.0, 20.0]))
    np.testing.assert_allclose(found, [np.nan, np.nan, 2.0, 10.0])


def test_the_id_is_the_time_and_the_order_stays() -> None:
    found = past_mean(entries([3, 1, 2], [1, 1, 1], [99.0, 2.0, 4.0]))
    np.testing.assert_allclose(found, [3.0, np.nan, 2.0])


def test_the_index_is_that_of_the_entries() -> None:
    found = past_mean(entries([2, 1], [1, 1], [5.0, 6.0]))
    assert found.index.tolist() == [7, 8]
