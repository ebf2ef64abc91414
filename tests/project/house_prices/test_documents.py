"""The documents of house prices say what the facts say, whatever the facts are."""

import joblib
import pandas as pd
import pytest
from rendering import changed, rendered

from conftest import ROOT
from project_package import plots
from project_package.models import predict
from workbench.charts import drawing
from workbench.files import MODELS, PLOTS, TEST
from workbench.records import Estimate


def between(low, high):
    return Estimate(value=(low + high) / 2, low=low, high=high)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(-0.01, 0.01, "cannot settle"), (0.01, 0.03, "is harder"), (-0.03, -0.01, "is easier")],
)
def test_the_test_error_is_set_beside_the_cross_validated_one(low, high, said, facts):
    assert said in rendered(changed(facts, "derived", test_minus_cv=between(low, high)))


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.7, 0.8, "less than promised"),
        (0.85, 0.95, "consistent with"),
        (0.97, 1, "more than promised"),
    ],
)
def test_a_range_is_held_to_its_promise(low, high, said, facts):
    assert said in rendered(changed(facts, "price_range", level=0.9, held=between(low, high)))


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(-2, -1, "Estimates run low"), (-1, 1, "no bias is shown"), (1, 2, "Estimates run high")],
)
def test_a_lean_is_told_only_when_it_is_shown(low, high, said, facts):
    scores = {**facts.chosen.scores, "bias_percent": between(low, high)}
    assert said in rendered(changed(facts, "chosen", scores=scores))


@pytest.mark.parametrize(("low", "chance"), [(0.0, True), (9.0, False)], ids=["wide", "narrow"])
def test_the_worst_part_is_told_from_bad_luck(low, chance, facts):
    text = rendered(changed(facts, "worst_slice", score=Estimate(value=9.5, low=low, high=10)))
    assert ("it may be chance" in text) == chance


@pytest.mark.parametrize(
    ("before", "said"), [(0.2, "More houses may help"), (0.1001, "would help little")]
)
def test_more_rows_are_wished_for_only_when_they_helped(before, said, facts):
    first, last = facts.learning_curve[-2:]
    curve = [first.model_copy(update={"cv": before}), last.model_copy(update={"cv": 0.1})]
    assert said in rendered(facts.model_copy(update={"learning_curve": curve}))


def test_houses_unlike_any_in_training_are_told_of_only_when_there_are_some(facts):
    assert "test houses have a value" in rendered(facts)
    none = changed(facts, "extrapolation", rows=0, outside=None)
    assert "test houses have a value" not in rendered(none)


def test_plots_drawn_again_are_those_of_the_run(facts, tmp_path, monkeypatch):
    test = pd.read_parquet(TEST)
    prices = predict(joblib.load(MODELS / "model.joblib"), test)
    monkeypatch.setattr(drawing, "PLOTS", tmp_path)
    plots.draw(facts, test, prices)
    drawn = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert drawn == {path.name: path.read_bytes() for path in (ROOT / PLOTS).iterdir()}
