"""Cleaning and splitting: what is dropped, and that the test set is newer."""

import pandas as pd
import pytest

from project_package.cleaning import clean
from project_package.data import split
from workbench.errors import DataError
from workbench.files import TEST, TRAIN
from workbench.sources import raw_table


def test_a_car_without_a_known_consumption_is_dropped_and_counted():
    raw = raw_table("Auto")
    raw.loc[0, "mpg"] = None
    cars, (count,) = clean(raw)
    assert len(cars) == len(raw) - 1
    assert count.rows == 1


def test_a_table_without_a_year_is_refused():
    with pytest.raises(DataError, match="no column year"):
        clean(raw_table("Auto").drop(columns="year"))


def test_every_test_car_is_newer_than_every_training_car():
    train, test = (pd.read_parquet(path) for path in (TRAIN, TEST))
    assert test["year"].min() > train["year"].max()


def test_cars_of_one_year_cannot_be_split_by_time():
    with pytest.raises(DataError, match="of one model year"):
        split(pd.DataFrame({"year": [70, 70]}), 0.5)
