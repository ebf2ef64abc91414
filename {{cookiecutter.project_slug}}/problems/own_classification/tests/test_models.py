"""The baseline: the rates of the classes by one column."""

import pandas as pd

from project_package.models import RatesByColumn


def test_the_baseline_gives_the_rates_of_a_part_and_of_all_for_a_new_one():
    X = pd.DataFrame({"town": ["a"] * 500 + ["b"] * 500})
    model = RatesByColumn("town").fit(X, [0.0] * 500 + [1.0] * 500)
    found = model.predict_proba(pd.DataFrame({"town": ["a", "b", "never seen"]}))
    assert found[0, 0] > 0.95
    assert found[1, 1] > 0.95
    assert found[2].tolist() == [0.5, 0.5]
