"""What the models see of a table: gaps, rare levels, and the two encodings."""

import numpy as np
import pandas as pd
import pytest
from sklearn.pipeline import Pipeline

from project_package.features import add_features, steps

TABLE = pd.DataFrame(
    {
        "size": [1.0, np.nan, 3.0, 400.0] * 10,
        "town": ["Bonn", None, "Ulm", "Bonn"] * 10,
    }
)


@pytest.mark.parametrize("encoding", ["scaled", "ordinal"])
def test_an_encoding_leaves_no_gap_and_takes_what_it_has_not_seen(encoding):
    encoder = Pipeline([*steps(encoding), ("end", "passthrough")]).fit(TABLE)
    unseen = pd.DataFrame({"size": [np.nan], "town": ["Atlantis"]})
    assert np.isfinite(encoder.transform(unseen).astype(float)).all()


def test_an_empty_text_becomes_a_level_and_the_table_stays_as_it_was():
    before = TABLE.copy()
    assert add_features(TABLE)["town"].isna().sum() == 0
    pd.testing.assert_frame_equal(TABLE, before)


def test_a_column_may_be_called_self():
    named = TABLE.rename(columns={"town": "self"})
    assert add_features(named)["self"].isna().sum() == 0
