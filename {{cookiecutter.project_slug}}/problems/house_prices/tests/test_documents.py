"""The documents say what the facts say, whatever the facts are."""

import joblib
import pytest
from conftest import ROOT
from test_telling import rendered

from project_package import document, drawing, plots
from project_package.errors import MissingInputError
from project_package.files import MODELS, TEST
from project_package.headline import headline
from project_package.records import Estimate
from project_package.task import read

ZERO = Estimate(value=0.0, low=-0.01, high=0.01)


def test_a_plot_that_is_gone_names_the_stage_that_draws_it(project):
    (project / "reports/plots/predicted.svg").unlink()
    with pytest.raises(MissingInputError, match=r"predicted.svg not found: .* evaluate"):
        document.run()


def test_a_model_that_is_not_better_is_said_to_be_no_better(facts):
    chosen = facts.chosen.model_copy(update={"to_baseline": ZERO})
    text = rendered(facts.model_copy(update={"chosen": chosen}))
    assert "not shown to be better" in text
    assert "the baseline should be kept" in text
    assert "off the baseline's error" not in text
    page = rendered(facts.model_copy(update={"chosen": chosen}), "index.html.j2")
    assert "The model is not shown to be better" in page
    assert "not shown to be better" in headline(facts.model_copy(update={"chosen": chosen}))[1]


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(-0.01, 0.01, "cannot settle"), (0.01, 0.03, "is harder"), (-0.03, -0.01, "is easier")],
)
def test_the_test_error_is_set_beside_the_cross_validated_one(low, high, said, facts):
    moved = Estimate(value=(low + high) / 2, low=low, high=high)
    derived = facts.derived.model_copy(update={"test_minus_cv": moved})
    assert said in rendered(facts.model_copy(update={"derived": derived}))


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.7, 0.8, "less than it says"),
        (0.85, 0.95, "includes what it says"),
        (0.97, 1, "more than it says"),
    ],
)
def test_a_range_is_held_to_its_promise(low, high, said, facts):
    held = Estimate(value=(low + high) / 2, low=low, high=high)
    promise = facts.price_range.model_copy(update={"level": 0.9, "held": held})
    assert said in rendered(facts.model_copy(update={"price_range": promise}))


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(-2, -1, "estimates lean low"), (-1, 1, "no lean is shown"), (1, 2, "estimates lean high")],
)
def test_a_lean_is_told_only_when_it_is_shown(low, high, said, facts):
    bias = Estimate(value=(low + high) / 2, low=low, high=high)
    scores = facts.chosen.scores.model_copy(update={"bias_percent": bias})
    chosen = facts.chosen.model_copy(update={"scores": scores})
    assert said in rendered(facts.model_copy(update={"chosen": chosen}))


@pytest.mark.parametrize(("low", "chance"), [(0.0, True), (9.0, False)], ids=["wide", "narrow"])
def test_the_worst_part_is_told_from_bad_luck(low, chance, facts):
    score = Estimate(value=9.5, low=low, high=10)
    worst = facts.worst_slice.model_copy(update={"score": score})
    text = rendered(facts.model_copy(update={"worst_slice": worst}))
    assert ("it may be chance" in text) == chance


@pytest.mark.parametrize(
    ("before", "said"), [(0.2, "More houses may help"), (0.1001, "would help little")]
)
def test_more_rows_are_wished_for_only_when_they_helped(before, said, facts):
    first, last = facts.learning_curve[-2:]
    curve = [first.model_copy(update={"cv": before}), last.model_copy(update={"cv": 0.1})]
    assert said in rendered(facts.model_copy(update={"learning_curve": curve}))


def test_houses_unlike_any_seen_are_told_of_only_when_there_are_some(facts):
    assert "test houses have a number" in rendered(facts)
    none = facts.extrapolation.model_copy(update={"rows": 0, "outside": None})
    text = rendered(facts.model_copy(update={"extrapolation": none}))
    assert "test houses have a number" not in text


def test_plots_drawn_again_are_those_of_the_run(facts, tmp_path, monkeypatch):
    houses, prices = read(TEST)
    predicted = joblib.load(MODELS / "model.joblib").predict(houses)
    monkeypatch.setattr(drawing, "PLOTS", tmp_path)
    plots.draw(facts, prices, predicted)
    drawn = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert drawn == {path.name: path.read_bytes() for path in (ROOT / "reports/plots").iterdir()}
