"""The steps between a table and an estimator, and the part of a column that a row falls into."""

from __future__ import annotations

import numpy as np
import pandas as pd
from sklearn.base import clone

from workbench.encoding import LogSkewed
from workbench.own.parts import EMPTY, cuts_of, part_of

TABLE = pd.DataFrame(
    {"size": [1.0, np.nan, 3.0, 400.0] * 10, "town": ["Bonn", None, "Ulm", "Bonn"] * 10}
)


def test_only_skewed_columns_without_negatives_are_logged():
    skewed, even = np.array([0, 0, 0, 0, 9.0]), np.arange(5.0)
    X = np.column_stack([skewed, even, skewed - 1])
    found = LogSkewed().fit(X).transform(X)
    assert np.allclose(found, np.column_stack([np.log1p(skewed), even, skewed - 1]))


def test_the_log_step_can_be_cloned_and_names_its_columns():
    step = clone(LogSkewed(threshold=2.0)).fit(np.ones((3, 2)))
    assert step.threshold == 2.0
    assert step.n_features_in_ == 2
    assert list(step.get_feature_names_out(["a", "b"])) == ["a", "b"]


def test_the_log_step_keeps_what_it_learned_and_its_input():
    skewed = np.array([[0.0], [0.0], [0.0], [0.0], [9.0]])
    step, before = LogSkewed().fit(skewed), skewed.copy()
    assert np.isfinite(step.transform(np.array([[-5.0], [1e9]]))).all()
    assert step.transform(skewed[:1]) == 0
    assert np.array_equal(skewed, before)


def test_numbers_are_cut_into_parts_and_an_empty_cell_is_one_of_its_own():
    cuts = cuts_of(TABLE["size"], 2)
    assert set(part_of(TABLE["size"], cuts)) == {EMPTY, "0", "1"}
    assert set(part_of(TABLE["town"], None)) == {EMPTY, "Bonn", "Ulm"}
