"""The starting point: what changed since, what it did, and when nothing can be said."""

import json

import numpy as np
import pandas as pd
import pytest
import yaml
from rendering import changed, rendered

from conftest import ROOT
from project_package.pipeline import PROBLEM
from workbench import files
from workbench.errors import DataError, DocumentError
from workbench.records import Estimate, Training
from workbench.start import changes
from workbench.start import stage as start
from workbench.start.changes import Module
from workbench.start.records import SINCE_START, START, Setting, read_start

PIPELINE = files.read_yaml(ROOT / "dvc.yaml")["stages"]
BEFORE = {
    "choices": {"data": "one", "model": "auto"},
    "data": {"share": 0.2, "cost": {"lost": -10}},
    "model": "auto",
    "candidates": {"line": {"label": "Line", "estimator": {"C": 1}}},
}
SEED = files.load_config().seed


def edited(**values):
    """Return ``BEFORE`` with other values for some of its keys."""
    return {**BEFORE, **values}


@pytest.fixture(scope="module")
def first():
    """Return the last run as a starting point, whatever this project's own is."""
    training = Training(**files.read_json(files.REPORTS / "search.json", "train"))
    return start.taken(PROBLEM, files.load_config(), training, pd.read_parquet(files.CHOSEN))


def section(facts, **values):
    """Return the walk-through with another comparison in the facts."""
    return rendered(changed(facts, "start", **values))


def test_runs_with_the_same_settings_differ_in_none():
    assert changes.settings(BEFORE, json.loads(json.dumps(BEFORE))) == []


def test_a_changed_value_is_told_by_its_key_with_both_values():
    after = edited(data={"share": 0.2, "cost": {"lost": -100}})
    assert changes.settings(BEFORE, after) == [
        Setting(key="data.cost.lost", before="-10", after="-100")
    ]


def test_another_choice_stands_for_all_values_of_its_group():
    after = edited(choices={"data": "two", "model": "auto"}, data={"share": 0.5})
    assert changes.settings(BEFORE, after) == [Setting(key="data", before="one", after="two")]


def test_what_follows_from_another_choice_is_not_told_again():
    def using(name, column, penalty):
        line = {"label": "Line", "estimator": {"column": column, "C": penalty}}
        choices = {"data": name, "model": "auto"}
        return edited(choices=choices, data={"rule": {"column": column}}, candidates={"line": line})

    assert changes.settings(using("one", "a", 1), using("two", "b", 3)) == [
        Setting(key="data", before="one", after="two"),
        Setting(key="candidates.line.estimator.C", before="1", after="3"),
    ]


def test_a_model_named_by_hand_is_told_once():
    after = edited(choices={"data": "one", "model": "line"}, model="line")
    assert changes.settings(BEFORE, after) == [Setting(key="model", before="auto", after="line")]


def test_a_configuration_that_was_read_back_from_the_file_is_the_same(first):
    again = json.loads(json.dumps(first.content()))
    assert changes.settings(again["config"], first.config) == []


def test_a_new_candidate_is_told_by_its_label_and_one_that_is_gone_too():
    after = edited(candidates={"tree": {"label": "Tree", "estimator": {}}})
    assert changes.settings(BEFORE, after) == [
        Setting(key="candidates.line", before="Line"),
        Setting(key="candidates.tree", after="Tree"),
    ]


def test_modules_are_told_apart_by_what_is_in_them(tmp_path):
    package = tmp_path / "package"
    package.mkdir()
    (package / "features.py").write_text("a = 1\n")
    before = changes.checksums(package)
    (package / "features.py").write_text("a = 2\n")
    (package / "mine.py").write_text("b = 1\n")
    assert changes.modules(before, changes.checksums(package)) == [
        Module("features.py", "changed"),
        Module("mine.py", "new"),
    ]


def test_a_run_does_not_differ_from_itself(first):
    found = start.since(PROBLEM, first, first, SEED)
    assert found.verdict == "same"
    assert found.settings == []
    assert found.cv.value == pytest.approx(first.cv.value, rel=1e-4)


def test_a_better_run_has_a_positive_gain_that_is_paired_by_row(first):
    outcomes = np.array(first.outcomes)
    shuffled = np.random.default_rng(0).permutation(outcomes)
    spoiled = outcomes / 2 if PROBLEM.outcome == "score" else shuffled
    worse = first.model_copy(update={"outcomes": list(spoiled)})
    assert start.since(PROBLEM, worse, first, SEED).verdict == "better"
    assert start.since(PROBLEM, first, worse, SEED).verdict == "worse"
    gain = start.since(PROBLEM, worse, first, SEED).gain
    sign = 1 if PROBLEM.greater_is_better else -1
    value = sign * (PROBLEM.score(outcomes, SEED)[0] - PROBLEM.score(spoiled, SEED)[0])
    assert gain.value == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize(
    ("part", "reason"),
    [("answers_sha256", "training rows"), ("folds_sha256", "other folds")],
)
def test_runs_on_other_rows_or_folds_are_not_compared(part, reason, first):
    found = start.since(PROBLEM, first.model_copy(update={part: "other"}), first, SEED)
    assert found.verdict == "apart"
    assert found.gain is None
    assert reason in found.apart[0]
    assert "gain" not in found.content()


def test_another_metric_is_compared_only_if_it_can_score_the_first_run(first):
    other = first.model_copy(update={"modules": {**first.modules, start.METRICS: "other"}})
    apart = start.since(PROBLEM, other, first, SEED).apart
    assert bool(apart) == (PROBLEM.outcome == "score")


def test_the_starting_point_is_recorded_once(project, capsys):
    (project / START).unlink()
    start.run(PROBLEM)
    assert "keeps this run" in capsys.readouterr().err
    recorded = (project / START).read_bytes()
    assert read_start().first
    lock = (project / files.CONFIG).read_text()
    (project / files.CONFIG).write_text(lock.replace("slice_min_rows: ", "slice_min_rows: 9"))
    start.run(PROBLEM)
    assert "keeps this run" not in capsys.readouterr().err
    assert (project / START).read_bytes() == recorded
    found = json.loads((project / SINCE_START).read_text())
    assert [each["key"] for each in found["settings"]] == ["slice_min_rows"]
    start.run(PROBLEM, again=True)
    assert not read_start().first
    assert json.loads((project / SINCE_START).read_text())["settings"] == []


def test_a_comparison_made_again_is_the_same_to_the_last_byte(project):
    before = (project / SINCE_START).read_bytes()
    start.run(PROBLEM)
    assert (project / SINCE_START).read_bytes() == before


def test_a_damaged_starting_point_is_refused_in_one_sentence(project):
    (project / START).write_text('{"key": 1}')
    with pytest.raises(DataError, match="is not a starting point: restore it from git"):
        start.run(PROBLEM)


def test_the_starting_point_is_small_and_holds_numbers_only_beside_the_configuration(first):
    assert (ROOT / START).stat().st_size < 150_000
    assert all(isinstance(each, float) for each in first.outcomes)
    assert "compute" not in first.config


def test_the_stage_depends_on_every_setting():
    assert "config.lock.yaml" in PIPELINE["start"]["deps"]


def test_no_change_is_told_as_none(facts, monkeypatch):
    monkeypatch.setattr(changes, "checksums", lambda _: read_start().modules)
    zero = Estimate(value=0, low=0, high=0)
    text = section(facts, settings=[], gain=zero, apart=[], first=True)
    assert "Nothing has been changed since" in text
    assert "the template cookiecutter-ml-portfolio" in text.lower()
    assert "all that is measured here is the template's" in text
    later = section(facts, settings=[], gain=zero, apart=[], first=False)
    assert "Nothing has been changed since" in later
    assert "is the template's" not in later
    same = changed(facts, "start", settings=[], gain=zero, apart=[], first=True)
    page = rendered(same, "index.html.j2")
    assert "Nothing has been changed since the first run" in page
    assert "The score is the same" not in page


def test_a_module_that_is_gone_is_named_without_leading_nowhere(facts, monkeypatch):
    before = changes.checksums(PROBLEM.source)
    after = {name: "other" for name in before if name != "plots.py"} | {"mine.py": "new"}
    monkeypatch.setattr(
        changes, "read_start", lambda: read_start().model_copy(update={"modules": before})
    )
    monkeypatch.setattr(changes, "checksums", lambda _: after)
    text = rendered(facts)
    src = PROBLEM.source.as_posix()
    assert f"| `{src}/mine.py` | not there | new |" in text
    assert f"| `{src}/metrics.py` | as it was | changed |" in text
    assert "| as it was | gone |" in text
    assert f"`{src}/plots.py`" not in text


@pytest.mark.parametrize(
    ("gain", "verdict"),
    [
        ((0.02, 0.01, 0.03), "**Better.**"),
        ((0.02, -0.01, 0.05), "**Not shown to be better.**"),
        ((-0.02, -0.05, 0.01), "**Not shown to be better.**"),
        ((-0.02, -0.03, -0.01), "**Worse.**"),
        ((0.0, 0.0, 0.0), "**The score is the same.**"),
        ((-1e-6, -3e-5, 3e-5), "**The score is the same.**"),
    ],
)
def test_each_outcome_of_a_change_has_its_own_words(gain, verdict, facts):
    estimate = Estimate(**dict(zip(("value", "low", "high"), gain, strict=True)))
    setting = Setting(key="data.cost", before="-10", after="-100")
    text = section(facts, settings=[setting], gain=estimate, apart=[])
    assert verdict in text
    assert "| `data.cost` | -10 | -100 |" in text
    verdicts = ("**Better.**", "**Not shown", "**Worse.**", "**The score is", "**Not compared.**")
    assert sum(each in text for each in verdicts) == 1
    page = rendered(
        changed(facts, "start", settings=[setting], gain=estimate, apart=[]), "index.html.j2"
    )
    assert f"<strong>{verdict.strip('*')}</strong>" in page
    assert "<code>data.cost</code> went from -10 to -100" in page


def test_runs_that_cannot_be_paired_are_given_side_by_side_without_a_difference(facts):
    reason = "the rows are cut into other folds"
    text = section(facts, gain=None, apart=[reason])
    assert "**Not compared.**" in text
    assert reason in text
    assert "a gain of" not in text


def test_a_change_is_told_in_the_words_of_the_story(facts, project):
    entry = {"what": "A lost email costs more", "why": "Support says so", "kept": True}
    text = (project / files.STORY).read_text(encoding="utf-8").partition("\nchanges:")[0]
    (project / files.STORY).write_text(
        f"{text}\n{yaml.safe_dump({'changes': [entry]})}", encoding="utf-8"
    )
    assert "| A lost email costs more | Support says so | yes |" in rendered(facts)


@pytest.mark.parametrize(
    "wrong",
    ["I changed it", [{"what": "x"}], [{"what": "x", "why": "y", "kept": "maybe"}], ["x"]],
)
def test_a_change_in_another_form_is_refused_with_the_form_that_it_has(wrong):
    with pytest.raises(DocumentError, match=r"entry 1 of `changes` .*what: TEXT.*kept"):
        changes.check_entries(wrong)
