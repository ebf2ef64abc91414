"""How the charts are drawn: letters that a phone can show, and candidates beside the best."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest

from conftest import FINISHED, SKELETON, TEMPLATE
from kit import example_facts
from workbench.charts import candidates, common, drawing, levels
from workbench.records import Candidate, Estimate

PHONE, MARGIN = 390, 17.6  # pixels: the window, and the page's margin to either side
SMALLEST = 11


@pytest.fixture
def drawn(tmp_path, monkeypatch):
    """Return the text of a chart by its name."""
    monkeypatch.setattr(drawing, "PLOTS", tmp_path)
    return lambda name: (tmp_path / f"{name}.svg").read_text(encoding="utf-8")


def facts_of(problem: str) -> Any:
    """Return what the chart of the candidates needs of an example's facts."""
    facts = example_facts(problem)
    models = [Candidate(**each) for each in facts["models"]]
    return SimpleNamespace(models=models, chosen=SimpleNamespace(**facts["chosen"]), forced=False)


@pytest.mark.parametrize("problem", FINISHED)
def test_letters_are_large_enough_on_a_phone(problem, drawn):
    candidates(facts_of(problem), "the metric")
    svg = drawn("candidates")
    width = float(re.findall(r'viewBox="0 0 ([\d.]+)', svg)[0])
    sizes = [float(size) for size in re.findall(r"font[^;\"]*?([\d.]+)px", svg)]
    assert sizes
    assert min(sizes) * (PHONE - 2 * MARGIN) / width >= SMALLEST


@pytest.mark.parametrize("problem", FINISHED)
def test_every_candidate_has_a_row_and_the_one_in_use_a_mark(problem, drawn):
    facts = facts_of(problem)
    candidates(facts, "the metric")
    words = " ".join(re.findall(r"<text[^>]*>([^<]*)<", drawn("candidates")))
    for each in facts.models:
        assert set(each.label.split()) <= set(words.split()), each.label
    assert "in use" in words
    assert drawn("candidates").count(drawing.INK) > 0


def behind(*values: float) -> list[Estimate]:
    return [Estimate(value=each, low=each - 0.01, high=each + 0.01) for each in values]


def test_one_that_is_far_behind_does_not_stretch_the_axis():
    assert common.near(behind(0.02, 0.03, 0.04, 9.0)) == pytest.approx(0.05)
    assert common.near(behind(0.02, 0.03, 0.04)) == pytest.approx(0.05)
    assert common.near([]) == 0


def test_one_that_is_far_behind_gets_an_arrow_with_its_value(drawn):
    facts = facts_of("house_prices")
    candidates(facts, "the metric")
    assert drawn("candidates").count("\N{RIGHTWARDS ARROW}") == 2


def test_a_long_name_takes_two_lines_and_a_count_is_not_torn_apart(drawn):
    part = Estimate(value=0.5, low=0.4, high=0.6)
    names = ["easy real email of the very first batch  (n = 485)", "short  (n = 7)"]
    levels("parts", dict.fromkeys(names, part), 0.5, ("heading", "axis", "all"))
    words = re.findall(r"<text[^>]*>([^<]*)<", drawn("parts"))
    assert not any("easy" in each and "485" in each for each in words)
    assert any("n\u00a0=\u00a0485" in each for each in words)


def test_rows_get_higher_where_names_take_two_lines(drawn):
    part = Estimate(value=0.5, low=0.4, high=0.6)

    def height(*names: str) -> float:
        levels("parts", dict.fromkeys(names, part), 0.5, ("heading", "axis", "all"))
        return float(re.findall(r'viewBox="0 0 [\d.]+ ([\d.]+)', drawn("parts"))[0])

    long = "a name that is longer than one row has room for"
    short = [f"row {number}" for number in range(8)]
    assert height(*short) < height(*short[2:], long, f"{long}, too")


def test_no_chart_has_a_size_of_its_own():
    project = TEMPLATE / SKELETON
    files = [*project.rglob("plots.py"), *(TEMPLATE / "scaffold").rglob("plots.py")]
    files += [
        *(project / "workbench").rglob("charts.py"),
        *(project / "workbench/charts").glob("*"),
    ]
    assert len(files) > 8
    own = re.compile(r"fontsize|labelsize|font\.size|figsize|figwidth")
    found = {path.name for path in files if path.is_file() and own.search(path.read_text("utf-8"))}
    assert found == {"drawing.py"}
