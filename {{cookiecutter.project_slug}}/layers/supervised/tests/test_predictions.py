"""reports/predictions.csv: what the model says of each test row, to be compared by anybody."""

import joblib
import numpy as np
import pandas as pd

from project_package.files import MODELS, PREDICTIONS, TEST
from project_package.task import KEY, TARGET, predict, read

WRITTEN = pd.read_csv(PREDICTIONS)


def test_every_test_row_has_the_prediction_of_the_model_to_the_last_digit():
    model = joblib.load(MODELS / "model.joblib")
    rows = pd.read_parquet(TEST)
    assert WRITTEN[KEY].tolist() == rows[KEY].tolist()
    assert WRITTEN[KEY].is_unique
    assert np.array_equal(WRITTEN.iloc[:, 1], predict(model, read(TEST)[0]))


def test_no_answer_and_nothing_else_of_a_row_is_published():
    others = set(pd.read_parquet(TEST).columns) - {KEY}
    assert not others & set(WRITTEN.columns)
    assert TARGET not in WRITTEN.columns


def test_a_line_ends_as_on_every_system():
    assert b"\r" not in PREDICTIONS.read_bytes()
