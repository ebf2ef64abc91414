import pandas as pd
from pandas_wide import wide

VIEW = pd.DataFrame({"user": [2, 1, 2, 2, 3], "item": [10, 20, 20, 10, 99]})


def test_one_row_a_user_and_one_column_an_item() -> None:
    found = wide(VIEW, [20, 10])
    assert found.index.tolist() == [1, 2, 3]
    assert list(found.columns) == [20, 10]


def test_a_repeated_view_counts_once() -> None:
    assert wide(VIEW, [10, 20]).loc[2].tolist() == [1, 1]


def test_a_user_without_these_items_stays() -> None:
    assert wide(VIEW, [10, 20]).loc[3].tolist() == [0, 0]


def test_an_item_that_nobody_has_seen_is_a_column_of_zeros() -> None:
    assert wide(VIEW, [7, 10])[7].tolist() == [0, 0, 0]
