import pandas as pd
from pandas_encode import encode

TRAIN = pd.Series(["red", "blue", None, "red"])


def test_columns_are_those_of_training_in_order() -> None:
    assert list(encode(TRAIN, pd.Series(["red"])).columns) == ["blue", "red"]


def test_each_row_has_one_where_it_belongs() -> None:
    found = encode(TRAIN, pd.Series(["red", "blue", "red"], index=[4, 5, 9]))
    assert found.to_numpy().tolist() == [[0, 1], [1, 0], [0, 1]]
    assert found.index.tolist() == [4, 5, 9]


def test_what_training_does_not_know_is_zero_everywhere() -> None:
    found = encode(TRAIN, pd.Series(["green", None]))
    assert found.to_numpy().tolist() == [[0, 0], [0, 0]]


def test_no_rows_keep_the_columns() -> None:
    found = encode(TRAIN, pd.Series([], dtype=object))
    assert found.shape == (0, 2)


def test_the_cells_are_whole_numbers() -> None:
    assert encode(TRAIN, pd.Series(["red"])).dtypes.map(str).unique().tolist() == ["int64"]
