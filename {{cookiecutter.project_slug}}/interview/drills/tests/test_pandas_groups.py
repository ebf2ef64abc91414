import pandas as pd
from pandas_groups import summary

ENTRY = pd.DataFrame(
    {
        "id": [1, 2, 3, 4],
        "team": [20, 10, 20, 30],
        "label": [1, 0, 0, 1],
        "amount": [4.0, 5.0, None, None],
    },
    index=[7, 7, 8, 9],
)


def test_one_row_a_team() -> None:
    found = summary(ENTRY)
    assert list(found.columns) == ["team", "entries", "mean", "share"]
    assert found["team"].tolist() == [10, 20, 30]
    assert found.index.tolist() == [0, 1, 2]


def test_rows_without_an_amount_are_entries() -> None:
    assert summary(ENTRY)["entries"].tolist() == [1, 2, 1]


def test_the_mean_is_of_what_is_known() -> None:
    assert summary(ENTRY)["mean"].tolist()[:2] == [5.0, 4.0]
    assert summary(ENTRY)["mean"].isna().tolist() == [False, False, True]


def test_the_share_is_of_label_one() -> None:
    assert summary(ENTRY)["share"].tolist() == [0.0, 0.5, 1.0]
