"""The version kept last: what differs from it, what that did, and when nothing can be said."""

import json
import subprocess

import made_up
import numpy as np
import pytest
import yaml
from rendering import rendered

from conftest import ROOT
from project_package.pipeline import PROBLEM
from workbench import files, summary
from workbench.documents.entries import check_entries
from workbench.errors import DataError, DocumentError
from workbench.experiments import changes, comparing, kept, records
from workbench.experiments.kept import EARLIER, KEPT
from workbench.experiments.records import Edited, Setting
from workbench.reports import training

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
    """Return the last training as the first run."""
    return comparing.present(PROBLEM, 0)


def other(version, **values):
    """Return a version of which other things are kept."""
    return version._replace(kept=version.kept.model_copy(update=values))


def against(before, now):
    """Compare two versions."""
    return comparing.against(PROBLEM, before, now, SEED)


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
    again = files.rounded(json.loads(json.dumps(first.kept.content())))
    assert changes.settings(again["config"], first.kept.config) == []


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
    after = changes.checksums(package)
    assert changes.modules(before, after) == [
        Edited(name="features.py", how="changed", sha256=after["features.py"]),
        Edited(name="mine.py", how="new", sha256=after["mine.py"]),
    ]


def test_a_run_does_not_differ_from_itself(first):
    found = against(first, first)
    assert records.outcome(found.gain) == "same"
    assert found.reference.value == pytest.approx(first.kept.cv.value, rel=1e-4)
    assert comparing.compared(PROBLEM, first, first, SEED)["settings"] == []


def test_a_better_run_has_a_positive_gain_that_is_paired_by_row(first):
    outcomes = np.array(json.loads(first.outcomes))
    shuffled = np.random.default_rng(0).permutation(outcomes)
    spoiled = outcomes / 2 if PROBLEM.outcome == "score" else shuffled
    worse = first._replace(outcomes=kept.as_text(spoiled))
    assert records.outcome(against(first, worse).gain) == "worse"
    gain = against(worse, first).gain
    assert records.outcome(gain) == "better"
    sign = 1 if PROBLEM.greater_is_better else -1
    value = sign * (PROBLEM.score(outcomes, SEED)[0] - PROBLEM.score(spoiled, SEED)[0])
    assert gain.value == pytest.approx(value, abs=1e-6)


def test_an_edit_is_told_by_what_it_did_to_each_candidate_alone(first, project):
    key, label = first.kept.key, first.kept.label
    assert first.candidates[key] == first.outcomes or training().search.kept == "tuned"
    said = np.array(json.loads(first.candidates[key]))
    worse = said / 2 if PROBLEM.outcome == "score" else said[::-1]
    spoiled = first._replace(candidates={**first.candidates, key: kept.as_text(worse)})
    found = comparing.held_fixed(PROBLEM, first, spoiled, [], SEED)
    assert [each.model for each in found.fixed] == [label]
    assert len(found.untouched) == len(first.candidates) - 1
    assert found.fixed[0].in_words == "worse"
    back = comparing.held_fixed(PROBLEM, spoiled, first, [], SEED).fixed[0]
    assert (back.before, back.score) == (found.fixed[0].score, found.fixed[0].before)
    assert back.gain.value == pytest.approx(-found.fixed[0].gain.value, abs=2e-6)
    assert comparing.held_fixed(PROBLEM, first, spoiled, ["other rows"], SEED) == ([], [])
    records.save(
        made_up.experiment(number=903, **comparing.compared(PROBLEM, first, spoiled, SEED))
    )
    assert (project / "experiments" / "903-an-idea.yaml").exists()


def test_a_candidate_of_which_nothing_is_left_is_neither_changed_nor_untouched(first):
    left = first._replace(candidates={first.kept.key: first.candidates[first.kept.key]})
    found = comparing.held_fixed(PROBLEM, left, first, [], SEED)
    assert found == ([], [first.kept.label])


@pytest.mark.parametrize(
    ("part", "reason"),
    [("answers_sha256", "training rows"), ("folds_sha256", "other folds")],
)
def test_runs_on_other_rows_or_folds_are_not_compared(part, reason, first):
    found = against(other(first, **{part: "other"}), first)
    assert found.gain is None
    assert reason in found.apart[0]


def test_another_metric_is_compared_only_if_it_can_score_the_kept_version(first):
    modules = {**first.kept.modules, comparing.METRICS: "other"}
    apart = against(other(first, modules=modules), first).apart
    assert bool(apart) == (PROBLEM.outcome == "score")


def test_the_first_run_is_kept_once(project):
    (project / KEPT).unlink()
    comparing.begin(PROBLEM)
    recorded = (project / KEPT).read_bytes()
    assert kept.read().experiment == 0
    lock = (project / files.CONFIG).read_text()
    (project / files.CONFIG).write_text(lock.replace("slice_min_rows: ", "slice_min_rows: 9"))
    comparing.begin(PROBLEM)
    assert (project / KEPT).read_bytes() == recorded
    comparing.run(PROBLEM, take=3)
    assert kept.read().title == "experiment 3"
    assert "slice_min_rows: 9" in yaml.safe_dump(kept.read().config)


def test_a_version_that_is_removed_and_kept_anew_is_not_called_the_first_run(project):
    for words in (["add", "--force", str(KEPT)], ["commit", "--quiet", "--message", "kept"]):
        subprocess.run(
            ["git", "-c", "user.name=E", "-c", "user.email=e@example.org", *words], check=True
        )
    (project / KEPT).unlink()
    comparing.begin(PROBLEM)
    assert kept.read().experiment is None
    assert kept.read().title == "a later run"


def test_what_was_said_of_each_row_is_found_here_or_in_the_last_run_and_nothing_else(project):
    last = kept.read()
    there = kept.place(last.outcomes_sha256)
    text = kept.outcomes(last)
    assert text == there.read_text()
    there.unlink()
    assert kept.outcomes(last) == text
    assert there.read_text() == text
    assert kept.candidates(last).keys() == last.candidates_sha256.keys()
    for name in (files.CHOSEN, files.OUT_OF_FOLD):
        (project / name).unlink()
    assert kept.candidates(last).keys() == last.candidates_sha256.keys()
    there.write_text("[0.5]")
    assert kept.outcomes(last) is None
    assert kept.candidates(last).keys() <= last.candidates_sha256.keys()
    with pytest.raises(files.MissingInputError):
        comparing.run(PROBLEM)


def test_what_an_earlier_template_kept_is_taken_over(project):
    last = kept.read()
    outcomes = json.loads(kept.outcomes(last))
    content = last.model_dump(exclude={"experiment", "outcomes_sha256", "candidates_sha256"})
    start = {"first": True, "tuned": {}, **content, "outcomes": outcomes}
    (project / EARLIER).write_text(json.dumps(start), encoding="utf-8")
    (project / KEPT).unlink()
    comparing.begin(PROBLEM)
    taken = {"experiment": 0, "candidates_sha256": {}}
    assert kept.read() == last.model_copy(update=taken)
    assert kept.candidates(kept.read()) == {}
    assert not (project / EARLIER).exists()


def test_a_damaged_version_is_refused_in_one_sentence(project):
    (project / KEPT).write_text('{"key": 1}')
    with pytest.raises(DataError, match="is not a version that was kept: bring it back with"):
        comparing.run(PROBLEM)


def test_git_has_nothing_that_was_said_of_a_row(first):
    texts = [path.read_text("utf-8") for path in (ROOT / KEPT, *ROOT.glob("experiments/*.yaml"))]
    assert "outcomes" not in first.kept.content()
    assert all(len(text) < 150_000 for text in texts)
    ignored = (ROOT / ".gitignore").read_text().splitlines()
    assert f"/{kept.OUTCOMES.parts[0]}/" in ignored
    assert "compute" not in first.kept.config


def test_the_first_run_is_kept_by_a_stage_that_depends_on_every_setting():
    assert "config.lock.yaml" in PIPELINE["document"]["deps"]


def test_no_change_is_told_as_none(facts, project):
    text = rendered(facts)
    assert "**Nothing has been changed since.**" in text
    assert "the template cookiecutter-ml-portfolio" in text
    assert "All results here are the template's" in text
    assert "Nothing has been changed since the first run" in rendered(facts, "index.html.j2")
    assert list(summary.undecided(PROBLEM.source)) == []
    files.save_json(KEPT, kept.read().content() | {"experiment": 2})
    assert "are the template's" not in rendered(facts)


def edit_here(project):
    """Change a setting and a module, remove one and add one; return what has to be named."""
    lock = (project / files.CONFIG).read_text()
    (project / files.CONFIG).write_text(lock.replace("slice_min_rows: ", "slice_min_rows: 9"))
    src = PROBLEM.source.as_posix()
    (project / src / "mine.py").write_text("b = 1\n")
    (project / src / "plots.py").unlink()
    return ["slice_min_rows", f"{src}/mine.py", f"{src}/plots.py (gone)"]


def test_an_edit_that_was_not_tried_is_owned_up_to_with_the_command(facts, project):
    named = edit_here(project)
    text = rendered(facts)
    assert f"**Not measured.** `{'`, `'.join(named)}` differ from that version" in text
    assert 'make try WHAT="..."' in text
    assert "Nothing has been changed" not in text
    page = rendered(facts, "index.html.j2")
    assert all(f"<code>{each}</code>" in page for each in named)
    (line,) = summary.undecided(PROBLEM.source)
    assert line.startswith("Changed since the version kept last, and not measured (slice_min_rows")


def test_an_edit_that_is_open_was_measured_unless_it_went_on(facts, project):
    edit_here(project)
    last, now = kept.read(), comparing.present(PROBLEM, 0).kept
    known = {
        "settings": changes.settings(last.config, now.config),
        "modules": changes.modules(last.modules, now.modules),
    }
    records.save(made_up.experiment(number=901, what="mine", **known))
    assert "Not measured" not in rendered(facts)
    (line,) = summary.undecided(PROBLEM.source)
    assert line == 'Experiment 901 (mine) is open: make keep, or make drop BECAUSE="..."'
    (project / PROBLEM.source / "mine.py").write_text("b = 2\n")
    assert "**Not measured.**" in rendered(facts)


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
        check_entries(wrong)
