"""What was tried is told by the documents, and a record that cannot be read stops them."""

import made_up
import pytest
from rendering import rendered

from conftest import sentence, stage
from workbench.experiments import kept
from workbench.experiments.errors import ExperimentError
from workbench.experiments.records import FOLDER, place, save
from workbench.records import Estimate


def tried(number, **values):
    """Save an experiment and return it."""
    known = {
        "what": f"Idea <{number}>",
        "why": "Somebody said so",
        "verdict": "kept",
        "gain": Estimate(value=0.01, low=0.002, high=0.018),
    }
    one = made_up.experiment(number=number, **{**known, **values})
    save(one)
    return one


def test_without_experiments_nothing_is_said_of_them(facts, project):
    for path in FOLDER.glob("*.yaml"):
        path.unlink()
    assert "What I tried" not in rendered(facts)
    assert "What was tried" not in rendered(facts, "index.html.j2")


def test_what_was_kept_and_what_was_dropped_is_told_with_its_evidence(facts, project):
    tried(901)
    noise = Estimate(value=-0.01, low=-0.04, high=0.02)
    tried(902, verdict="dropped", because="within | noise", gain=noise)
    tried(903, verdict="open", gain=None, apart=["the rows are cut into other folds"])
    text = rendered(facts)
    says, how = "Somebody said so", "not shown to differ | dropped: within \\| noise"
    for row in (
        f"| 901 | Idea \\<901\\> | {says} | Ridge | +0.0100 [0.0020, 0.0180] | better | kept |",
        f"| 902 | Idea \\<902\\> | {says} | Ridge | -0.0100 [-0.0400, 0.0200] | {how} |",
        f"| 903 | Idea \\<903\\> | {says} | Ridge |  | not comparable | open |",
    ):
        assert row in text
    page = rendered(facts, "index.html.j2")
    assert 'data-label="What">Idea &lt;902&gt;</td>' in page
    assert 'data-label="Outcome">dropped: within | noise</td>' in page


def test_an_earlier_record_of_another_pick_says_between_which_models_the_gap_is(facts, project):
    tried(904, model="Ridge", instead_of="Random forest")
    picks = "the rule then picks ridge instead of random forest"
    said = f"better; {picks}, and the gap is between these two"
    assert f"| {said} | kept |" in rendered(facts)
    assert said in rendered(facts, "index.html.j2")


def test_how_often_the_test_set_was_scored_is_told_once_a_version_was_kept(facts, project):
    for path in FOLDER.glob("*.yaml"):
        path.unlink()
    tried(906, verdict="dropped", because="x")
    assert "versions were kept" not in rendered(facts) + rendered(facts, "index.html.j2")
    tried(907)
    assert "2 versions were kept so far" in rendered(facts)
    assert "So far 2 versions were kept" in rendered(facts, "index.html.j2")


def test_the_weakest_parts_are_told_out_of_fold_where_the_run_knows_them(facts):
    parts = getattr(facts, "cv_slices", [])
    text = rendered(facts)
    assert ("**Without the test set.**" in text) == bool(parts)
    for feature in {each.feature for each in parts}:
        rows = sum(each.rows for each in parts if each.feature == feature)
        assert rows <= kept.read().rows
    if parts:
        assert max(each.rows for each in parts) > facts.slices[0].rows
        without = facts.model_copy(update={"cv_slices": []})
        assert "**Without the test set.**" not in rendered(without)


def test_where_the_pick_changed_the_documents_tell_the_edit_on_one_model(facts, project):
    forest = {"model": "Random forest", "before": 0.2, "score": 0.23}
    fixed = [{**forest, "gain": Estimate(value=-0.03, low=-0.04, high=-0.02)}]
    told = {"model": "Ridge", "instead_of": "Random forest", "untouched": ["Ridge"]}
    tried(905, **told, fixed=fixed)
    said = "worse; the rule then picks ridge, which the edit does not touch, instead of random"
    assert f"| Random forest | -0.0300 [-0.0400, -0.0200] | {said} forest" in rendered(facts)
    page = rendered(facts, "index.html.j2")
    assert f"Random forest: -0.0300 [-0.0400, -0.0200], {said} forest" in page


def test_the_folder_says_what_its_files_mean_and_is_there_from_the_start(project):
    words = (project / FOLDER / "README.md").read_text(encoding="utf-8")
    for name in (
        *("reference", "score", "gain", "instead_of", "fixed", "untouched", "base", "patch"),
        "keep_if",
    ):
        assert f"`{name}`" in words


def test_a_record_that_cannot_be_read_stops_the_documents_in_one_sentence(facts, project):
    path = place(tried(901))
    path.write_text("number: 901\n", encoding="utf-8")
    with pytest.raises(ExperimentError, match="what: field required"):
        rendered(facts)
    assert "is no record of an experiment" in sentence(stage("document"))
