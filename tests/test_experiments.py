"""An edit is tried, kept or dropped: nothing is lost, and what is said of it was measured."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from conftest import SKELETON, TEMPLATE, load
from projects import (
    Said,
    commit,
    made_environment,
    python,
    reader_environment,
    source,
)
from workbench import files, tracking
from workbench.experiments import (
    candidates,
    cli,
    deciding,
    edit,
    leash,
    listing,
    pipeline,
    records,
    repository,
    showing,
    trying,
)
from workbench.experiments import kept as kept_version
from workbench.experiments.errors import ExperimentError
from workbench.experiments.fixed import Fixed
from workbench.experiments.records import Experiment
from workbench.records import Estimate
from workbench.sharing import cli as sharing
from workbench.sharing import experiment

KEPT = kept_version.KEPT
MEASURED_BY_A_TRY = (
    *("metric", "model", "reference", "score", "gain", "apart", "fixed", "untouched", "rows"),
    *("settings", "modules", "python", "versions"),
)
MEASURED = ("reports/metrics.json", "reports/predictions.csv", "reports/facts.json")
UNUSUAL = {
    "src/p/lines.py": b"one\n\n \n\ttwo\x0c\n",
    "src/p/no_end.py": b"x = 1",
    "src/p/empty.py": b"",
    "src/p/two words.py": b"x = 2\n",
    "src/p/ä.py": "é \u2028 €\n".encode(),
    "conf/new/table.bin": bytes(range(256)),
}
made_up = load("tests/project/made_up.py")


def git(*arguments: str) -> str:
    """Run git in the folder where the test is, and return what it printed."""
    return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True).stdout


def write(name: str, content: bytes) -> None:
    """Write a file, and the folders above it."""
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_bytes(content)


def tree() -> dict[str, bytes]:
    """Return every file here that is not git's, with its content."""
    paths = [path for path in Path().rglob("*") if path.is_file() and ".git" not in path.parts]
    return {path.as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    """Go to a repository with a module, settings and one commit."""
    monkeypatch.chdir(tmp_path)
    write("src/p/a.py", b"a = 1\n")
    write("src/p/old.py", b"old = 1\n")
    write("conf/x.yaml", b"x: 1\n")
    write("params.yaml", b"seed: 1\n")
    git("init", "--quiet")
    git("config", "user.name", "E")
    git("config", "user.email", "e@example.org")
    git("add", "--all")
    git("commit", "--quiet", "--message", "first")
    return tmp_path


def change_all() -> None:
    """Change, remove and add files, in every way that an edit may."""
    for name, content in UNUSUAL.items():
        write(name, content)
    write("src/p/a.py", b"a = 2\n")
    Path("src/p/old.py").unlink()
    Path("conf/x.yaml").chmod(0o755)


def record(patch: str, **values) -> Experiment:
    """Return an experiment with this patch."""
    what = 'age: it\'s "old" $HOME'
    return made_up.experiment(**{"what": what, "patch": patch, **values})


def test_a_patch_holds_every_kind_of_edit_and_puts_it_back(tiny):
    before = tree()
    change_all()
    changed = tree()
    here = edit.present()
    assert set(here) == {*UNUSUAL, "src/p/a.py", "src/p/old.py", "conf/x.yaml"}
    for path, file in here.items():
        edit.put_back(path, file)
    assert tree() == before
    assert edit.present() == {}
    assert not Path("conf/new").exists()
    Path("kept.patch").write_bytes(edit.patch_of(here).encode())
    git("apply", "--whitespace=nowarn", "kept.patch")
    Path("kept.patch").unlink()
    assert tree() == changed


def test_a_patch_is_the_same_in_the_record_and_after_reading_it(tiny):
    change_all()
    patch = edit.patch_of(edit.present())
    kept = [record(patch), record("diff --git a/x b/x\n+ a\n \n-\n+b\n\n\n")]
    for one in kept:
        records.save(one)
        assert records.read_all() == [one]
    assert "patch: |2+\n  diff --git a/x b/x\n" in records.place(kept[-1]).read_text(
        encoding="utf-8"
    )


def test_what_the_user_has_staged_stays_as_it_is(tiny):
    write("src/p/a.py", b"a = 2\n")
    git("add", "src/p/a.py")
    write("src/p/a.py", b"a = 3\n")
    before = git("ls-files", "--stage")
    assert "+a = 3" in edit.patch_of(edit.present())
    assert git("ls-files", "--stage") == before


def test_only_what_the_patch_holds_is_taken_out_of_the_index(tiny):
    write("src/p/a.py", b"a = 2\n")
    write("src/p/new.py", b"n = 1\n")
    write("notes.txt", b"mine\n")
    git("add", "--all")
    held = edit.patch_of(edit.present())
    write("conf/x.yaml", b"x: 2\n")
    git("add", "--all")
    edit.unstage(held)
    assert git("diff", "--cached", "--name-only").split() == ["conf/x.yaml", "notes.txt"]


def test_settings_of_git_do_not_change_a_patch(tiny):
    change_all()
    before = edit.patch_of(edit.present())
    for setting in (
        *("diff.noprefix=true", "diff.mnemonicPrefix=true", "color.ui=always", "diff.context=9"),
        *("diff.renames=copies", "diff.algorithm=patience", "core.quotePath=false"),
        *("diff.external=false", "core.safecrlf=true", "diff.suppressBlankEmpty=true"),
    ):
        git("config", *setting.split("="))
    assert edit.patch_of(edit.present()) == before


def test_a_project_below_the_top_of_its_repository_sees_its_own_files(tiny, monkeypatch):
    write("below/src/q/b.py", b"b = 1\n")
    write("below/conf/y.yaml", b"y: 1\n")
    write("below/params.yaml", b"seed: 2\n")
    git("add", "--all")
    git("commit", "--quiet", "--message", "below")
    write("src/p/a.py", b"a = 2\n")
    monkeypatch.chdir("below")
    before = tree()
    write("src/q/b.py", b"b = 2\n")
    write("src/q/c.py", b"c = 2\n")
    here = edit.present()
    assert set(here) == {"src/q/b.py", "src/q/c.py"}
    for path, file in here.items():
        edit.put_back(path, file)
    assert tree() == before
    with repository.last_commit() as folder:
        assert (folder / "params.yaml").read_bytes() == b"seed: 2\n"


def test_a_file_that_is_not_what_the_patch_holds_is_not_removed(tiny):
    write("src/p/new.py", b"n = 1\n")
    file = edit.present()["src/p/new.py"]
    write("src/p/new.py", b"n = 2\n")
    with pytest.raises(ExperimentError, match=r"src/p/new\.py is not what the experiment holds"):
        edit.put_back("src/p/new.py", file)
    assert Path("src/p/new.py").read_bytes() == b"n = 2\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> other\n", "marks of a conflict"),
        ("a = 'é'\n".encode("latin-1"), "src/p/new.py is not in UTF-8"),
    ],
)
def test_an_edit_that_no_patch_can_hold_is_refused(content, said, tiny):
    write("src/p/new.py", content)
    with pytest.raises(ExperimentError, match=said):
        edit.check_whole(edit.present())


def test_a_link_is_refused(tiny):
    Path("src/p/new.py").symlink_to("a.py")
    with pytest.raises(ExperimentError, match=r"src/p/new\.py is a link"):
        edit.present()


def test_a_new_file_with_other_line_ends_than_git_keeps_is_refused(tiny):
    write(".gitattributes", b"* text=auto eol=lf\n")
    write("src/p/new.py", b"a = 1\r\n")
    with pytest.raises(ExperimentError, match="save it with LF"):
        edit.check_whole(edit.present())


def test_without_a_repository_or_a_commit_nothing_is_tried(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(ExperimentError, match="no git repository here: run make setup"):
        repository.head()
    git("init", "--quiet")
    with pytest.raises(ExperimentError, match="no commit to compare with"):
        repository.head()


def test_nothing_is_tried_in_the_middle_of_a_merge(tiny):
    git("switch", "--quiet", "--create", "other")
    write("src/p/a.py", b"a = 2\n")
    git("commit", "--quiet", "--all", "--message", "other")
    git("switch", "--quiet", "-")
    write("src/p/a.py", b"a = 3\n")
    git("commit", "--quiet", "--all", "--message", "ours")
    subprocess.run(["git", "merge", "--quiet", "other"], check=False, capture_output=True)
    with pytest.raises(ExperimentError, match="a merge is not finished"):
        repository.check_finished()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("value: 0.01", "value: 0.05", "its gain is not the difference of its scores"),
        ("number: 1", "number: 2", "says that it is number 2"),
        ("verdict: open", "verdict: dropped", "does not say because of what"),
        ("verdict: open", "verdict: great", "verdict: input should be"),
        ("rows: 9", "rows: many", "rows: input should be"),
        ("rows: 9\n", "", "rows: field required"),
        ("rows: 9", "rows: [", "line "),
        ("rows: 9", "rows: 9\nmine: 1", "mine: extra inputs"),
    ],
)
def test_a_record_that_was_edited_into_something_else_is_refused(old, new, said, tiny):
    one = record("diff --git a/x b/x\n")
    records.save(one)
    text = records.place(one).read_text(encoding="utf-8")
    assert old in text
    records.place(one).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ExperimentError, match=said) as refused:
        records.read_all()
    assert "experiments/001-age-it-s-old-home.yaml" in str(refused.value)


OLD_PICK, NEW_PICK = (
    Fixed(model=model, before=before, score=score, gain=Estimate(value=gain, low=low, high=high))
    for model, before, score, gain, low, high in (
        ("Lasso", 0.2, 0.25, -0.05, -0.06, -0.04),
        ("Ridge", 0.22, 0.21, 0.01, -0.01, 0.03),
    )
)


@pytest.mark.parametrize(
    ("fixed", "untouched", "measured", "said"),
    [
        (
            [OLD_PICK],
            ["Ridge"],
            "Lasso",
            "the rule then picks ridge, which the edit does not touch, instead of lasso",
        ),
        (
            [NEW_PICK],
            ["Lasso"],
            "Ridge",
            "the rule then picks ridge instead of lasso, which the edit does not touch",
        ),
        (
            [OLD_PICK, NEW_PICK],
            [],
            "Lasso",
            "what the edit did to ridge: +0.0100 [-0.0100, 0.0300], not shown",
        ),
        ([OLD_PICK], [], "Lasso", "picks ridge, which was not there before, instead of lasso"),
        ([NEW_PICK], [], "Ridge against Lasso", "the gap is between these two"),
    ],
)
def test_where_the_pick_changed_a_try_tells_what_the_edit_did_to_one_model(
    fixed, untouched, measured, said, tiny, capsys
):
    one = record("", instead_of="Lasso", fixed=fixed, untouched=untouched)
    records.save(one)
    assert records.read_all() == [one]
    assert one.measured == measured
    known = one.effect.gain if one.effect else one.gain
    assert one.difference == known
    assert said in one.in_words
    showing.tried(one)
    screen = capsys.readouterr().out
    assert said.removeprefix("the ") in screen
    for each in fixed if one.effect else []:
        assert re.search(rf"  {each.model} +{each.before:.4f} -> {each.score:.4f}  \S+ \[", screen)
    assert ("Not changed by the edit: " in screen) == bool(untouched)


def test_probabilities_of_several_classes_are_compared_row_by_row():
    def score(outcomes, seed):
        assert outcomes.shape == (3, 2)
        return outcomes[:, 0].mean(), np.full(5, outcomes[:, 0].mean()) + seed

    problem: Any = SimpleNamespace(score=score, greater_is_better=True)
    before = {key: kept_version.as_text([[0.5, 0.5]] * 3) for key in ("a", "b", "gone")}
    now = {**before, "b": kept_version.as_text([[0.75, 0.25]] * 3), "new": before["a"]}
    del now["gone"]
    labels = {key: key.upper() for key in ("a", "b", "new", "gone")}
    fixed, untouched = candidates.effects(problem, before, now, labels, 0)
    assert untouched == ["A"]
    (one,) = fixed
    assert (one.model, one.before, one.score, one.gain.value) == ("B", 0.5, 0.75, 0.25)
    barely = {"a": kept_version.as_text([[0.500001, 0.5]] * 3)}  # by another processor
    assert candidates.effects(problem, before, barely, labels, 0).untouched == ["A"]


def test_where_the_pick_stayed_the_other_candidates_are_told_below_it(capsys):
    showing.tried(record("", fixed=[NEW_PICK, OLD_PICK]))
    said = capsys.readouterr().out
    assert "Gain: +0.0100 [-0.0100, 0.0300]" in said
    assert said.count("Ridge") == 0
    assert "Other candidates:\n  Lasso  0.2000 -> 0.2500" in said
    none = Estimate(value=0, low=0, high=0)
    left = record("", score=Estimate(value=0.2, low=0, high=1), gain=none, untouched=["Ridge"])
    assert left.in_words == "the same score: the edit does not change this model"


def test_where_only_the_search_differs_a_try_tells_the_edit_without_it_too():
    said = "not shown to differ; at the settings in conf/, with no search"
    none = record("", untouched=["Ridge"]).in_words
    assert none == f"{said}, the edit does not change this model"
    worse = Estimate(value=-0.02, low=-0.03, high=-0.01)
    searched = Fixed(model="Ridge", before=0.2, score=0.22, gain=worse)
    assert record("", fixed=[searched]).in_words == f"{said}: -0.0200 [-0.0300, -0.0100], worse"
    alike = searched.model_copy(update={"score": 0.19, "gain": record("").gain})
    assert record("", fixed=[alike]).in_words == "not shown to differ"


def test_a_gain_of_one_model_that_is_not_the_difference_of_its_scores_is_refused(tiny):
    records.save(record("", fixed=[OLD_PICK]))
    edit_again(records.place(record("")).as_posix(), "score: 0.25", "score: 0.26")
    with pytest.raises(ExperimentError, match="the gain of Lasso is not the difference"):
        records.read_all()


def test_two_records_with_one_number_are_refused(tiny):
    for what in ("one", "other"):
        records.save(record("diff --git a/x b/x\n", what=what))
    with pytest.raises(ExperimentError, match="two records with number 1"):
        records.read_all()


class KilledError(BaseException):
    """What a test raises where a process could be killed: nothing catches it."""


@pytest.fixture
def project(small_houses, tmp_path, monkeypatch) -> Path:
    """Go to a copy of that project, in which nothing was tried."""
    copy = shutil.copytree(small_houses, tmp_path / "project", symlinks=True)
    monkeypatch.chdir(copy)
    return copy


def edit_ridge(alpha: int) -> None:
    """Change a setting of the candidate that is picked."""
    path = Path("conf/model/ridge.yaml")
    path.write_text(path.read_text().replace("alpha: 10\n", f"alpha: {alpha}\n"))


def make(project: Path, target: str, **told: str) -> Said:
    """Run a target of the Makefile as a user does, without a shell."""
    words = [f"{name}={value}" for name, value in told.items()]
    done = subprocess.run(
        ["make", "--no-print-directory", target, *words],
        cwd=project,
        env=reader_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    return Said(done.returncode, done.stdout + done.stderr)


@pytest.fixture
def refused(capsys, monkeypatch):
    """Give what returns the one sentence with which a command of experiments refuses."""

    def sentence(target: str, **told: str) -> str:
        before = tree()
        for name in ("WHAT", "WHY", "BECAUSE"):
            monkeypatch.setenv(f"EXPERIMENT_{name}", told.get(name, ""))
        capsys.readouterr()
        assert cli.main([target]) == 1
        said = capsys.readouterr().err
        assert said.count("\n") == 1, said
        assert tree() == before
        return said.removeprefix("error: ")

    return sentence


def up_to_date(project: Path) -> bool:
    """Return whether `make run` would have nothing to do."""
    said = python(project, "-m", "dvc", "status")
    return "up to date" in said.text


SAID = {"WHAT": 'it\'s "$HOME" `id` é', "WHY": "$(echo no) 5% \\ #1"}


def own_files(project: Path) -> dict[str, bytes]:
    """Leave files that are the user's own and no experiment's business; return them."""
    write("notes.txt", b"mine\n")
    write("documents/draft.md", b"mine\n")
    for name in ("tests/test_data.py", "Makefile"):
        write(name, Path(name).read_bytes() + b"# mine\n")
    readme = Path("README.md").read_text(encoding="utf-8")
    write("README.md", readme.replace("# ", "# My ", 1).encode())
    git("add", "Makefile")
    names = ("notes.txt", "documents/draft.md", "tests/test_data.py", "Makefile")
    return {name: Path(name).read_bytes() for name in names}


def test_a_dropped_edit_leaves_its_record_and_nothing_else(project):
    own = own_files(project)
    edit_ridge(300)
    module = source(project) / "mine.py"
    module.write_text('"""Mine."""\n')
    scored = {name: Path(name).read_bytes() for name in MEASURED}
    tried = make(project, "try", **SAID)
    assert tried.code == 0, tried.text
    assert "candidates.ridge.estimator.alpha: 10 -> 300" in tried.text
    assert re.search(r"Gain: [+-]0\.\d{4} \[-?0\.\d{4}, -?0\.\d{4}\]", tried.text)
    assert "The test set was not scored" in tried.text
    assert {name: Path(name).read_bytes() for name in MEASURED} == scored
    (found,) = records.read_all()
    assert (found.what, found.why) == (SAID["WHAT"], SAID["WHY"])
    assert [each.name for each in found.modules] == ["mine.py"]
    assert found.base == git("rev-parse", "HEAD").strip()
    now = json.loads(Path("reports/search.json").read_text())["cv"]["value"]
    assert found.gain
    assert abs(found.gain.value) == pytest.approx(abs(now - found.reference.value), abs=2e-6)
    assert "Ridge" in [each.model for each in found.fixed]
    assert "Median price" in found.untouched
    dropped = make(project, "drop", BECAUSE="within noise")
    assert dropped.code == 0, dropped.text
    assert records.read_all()[0] == found.model_copy(
        update={"verdict": "dropped", "because": "within noise"}
    )
    assert not module.exists()
    assert not git("status", "--porcelain", "src", "conf", "params.yaml", "reports/metrics.json")
    assert {name: Path(name).read_bytes() for name in own} == own
    assert Path("README.md").read_text(encoding="utf-8").startswith("# My ")
    assert git("diff", "--cached", "--name-only").split() == ["Makefile"]
    assert "dropped: within noise" in Path("WALKTHROUGH.md").read_text(encoding="utf-8")
    assert up_to_date(project)


def test_a_kept_edit_is_what_the_next_one_is_compared_with(project, refused):
    edit_ridge(30)
    tried = make(project, "try", WHAT="more shrinkage")
    assert tried.code == 0, tried.text
    (found,) = records.read_all()
    assert found.gain
    kept = make(project, "keep", BECAUSE="steadier")
    assert kept.code == 0, kept.text
    assert "git commit -m 'more shrinkage'" in kept.text
    assert records.read_all() == [
        found.model_copy(update={"verdict": "kept", "because": "steadier"})
    ]
    now = kept_version.read()
    assert (now.experiment, now.cv) == (1, found.score)
    assert now.config["candidates"]["ridge"]["estimator"]["alpha"] == 30
    walkthrough = Path("WALKTHROUGH.md").read_text(encoding="utf-8")
    assert re.search(
        r"\| 1 \| more shrinkage \|  \| \w.* \| [+-]0\..* \| kept: steadier \|", walkthrough
    )
    assert "Experiment 1 is the reference" in walkthrough
    assert "Not measured" not in walkthrough
    assert up_to_date(project)
    run = logged("experiment 1: more shrinkage")
    assert (run["verdict"], run["cv_rmse_log"], run["gain"]) == (
        "kept",
        found.score.value,
        found.gain.value,
    )
    edit_again("conf/config.yaml", "slice_min_rows: 15", "slice_min_rows: 16")
    said = refused("try", WHAT="next")
    assert "experiment 1 (more shrinkage) is kept and not committed" in said
    edit_again("conf/config.yaml", "slice_min_rows: 16", "slice_min_rows: 15")
    commit(project, "more shrinkage")
    assert "nothing in src/, conf/ or params.yaml differs" in refused("try", WHAT="next")
    assert pipeline.reference().config["candidates"]["ridge"]["estimator"]["alpha"] == 30
    assert "1  kept" in make(project, "experiments").text


def logged(name: str) -> dict[str, str | float]:
    """Return what MLflow's database says of the one run of this name."""
    with closing(sqlite3.connect("mlflow.db")) as database:
        ((run,),) = database.execute("SELECT run_uuid FROM runs WHERE name = ?", (name,))
        tags = database.execute("SELECT key, value FROM tags WHERE run_uuid = ?", (run,))
        metrics = "SELECT key, value FROM latest_metrics WHERE run_uuid = ?"
        return dict([*tags, *database.execute(metrics, (run,))])


def edit_again(name: str, old: str, new: str) -> None:
    """Replace a text that has to be there."""
    text = Path(name).read_text(encoding="utf-8")
    assert old in text
    Path(name).write_text(text.replace(old, new), encoding="utf-8")


def opened(**values) -> Experiment:
    """Save the present edit as an open experiment, as a try would, without measuring it."""
    found = record(edit.patch_of(edit.present()), base=repository.head(), **values)
    records.save(found)
    return found


def test_a_try_that_cannot_be_made_is_refused_in_one_sentence(project, refused):
    assert "nothing in src/, conf/ or params.yaml" in refused("try", WHAT="x")
    edit_ridge(3)
    assert "say what you changed" in refused("try", WHAT=" ")
    assert "no experiment is open" in refused("keep")
    assert "no experiment is open" in refused("drop", BECAUSE="x")
    with pipeline.alone():
        for target in ("try", "keep", "drop"):
            assert "another make try, keep or drop" in refused(target, WHAT="x")
    one = opened(what="one")
    assert "experiment 1 (one) is still open" in refused("try", WHAT="other")
    assert "say why you drop it" in refused("drop")
    edit_ridge(30)
    edit_again("conf/model/ridge.yaml", "alpha: 3\n", "alpha: 4\n")
    for target in ("keep", "drop"):
        said = refused(target, BECAUSE="x")
        assert "the files changed since experiment 1 was measured (conf/model/ridge.yaml)" in said
    records.save(one.model_copy(update={"verdict": "dropping", "because": "x"}))
    assert "make drop finishes that" in refused("try", WHAT="one")
    assert "make drop finishes that" in refused("keep")
    assert "git stash push conf/model/ridge.yaml" in refused("drop")


def test_a_try_needs_a_reference_that_is_the_last_commit(project, refused):
    edit_ridge(3)
    git("commit", "--quiet", "--all", "--message", "not measured")
    edit_again("conf/model/ridge.yaml", "alpha: 3\n", "alpha: 4\n")
    said = refused("try", WHAT="x")
    assert "the last commit is not what was kept last" in said
    assert "candidates.ridge.estimator.alpha" in said
    back = re.search(r"`git (reset --soft \w+)`", said)
    assert back
    git(*back[1].split())
    assert pipeline.reference().experiment == 0
    assert "+  alpha: 4" in edit.patch_of(edit.present())
    edit_again("reports/kept.json", '"experiment": 0', '"experiment": 5')
    assert "are not committed" in refused("try", WHAT="x")
    git("rm", "--quiet", "--cached", "--force", "reports/kept.json")
    git("commit", "--quiet", "--message", "gone")
    Path("reports/kept.json").unlink()
    assert "there is no run to compare with" in refused("try", WHAT="x")


def test_a_fresh_clone_needs_its_first_run_before_a_try(project, refused):
    edit_ridge(3)
    shutil.rmtree("data/kept")
    chosen = Path("data/chosen_out_of_fold.parquet")
    last_run = chosen.read_bytes()
    chosen.unlink()
    assert "not here, as in a fresh clone: git stash push" in refused("try", WHAT="x")
    chosen.write_bytes(last_run)
    assert pipeline.reference().experiment == 0
    assert list(Path("data/kept").iterdir())


def test_an_edit_that_was_committed_before_it_was_decided_is_not_lost(project, refused):
    edit_ridge(3)
    opened()
    git("commit", "--quiet", "--all", "--message", "too early")
    assert "git reset --soft" in refused("drop", BECAUSE="x")


def test_a_run_that_fails_says_why_and_writes_no_record(project):
    edit_again("conf/model/ridge.yaml", "alpha: 10", "alpah: 10")
    before = edit.present()
    said = make(project, "try", WHAT="a slip")
    assert said.code == 2  # of make
    assert "alpah" in said.text
    assert "nothing is recorded, and your edit is as it was" in said.text
    assert records.read_all() == []
    assert edit.present() == before


STEPS = [
    *((deciding, "save"), (edit, "put_back"), (edit, "unstage")),
    *((pipeline, "restore_results"), (pipeline, "take"), (pipeline, "run")),
]


def run_until(step: int, command, patch) -> bool:
    """Run a command and kill it after a number of steps; return whether it was killed."""
    done = []

    def counting(function):
        def counted(*arguments, **named):
            found = function(*arguments, **named)
            done.append(function)
            if len(done) == step:
                raise KilledError
            return found

        return counted

    with patch.context() as patched:
        for module, name in STEPS:
            patched.setattr(module, name, counting(getattr(module, name)))
        try:
            command()
        except KilledError:
            return True
    return False


def without_runs(patch) -> None:
    """Let nothing be computed: what is tested here is which file is how after which step."""

    def own(*arguments: str, left: str) -> str:
        if "--take" in arguments:
            now = {"experiment": int(arguments[-1]), "cv": made_up.experiment().score}
            files.save_json(KEPT, kept_version.read().model_copy(update=now).content())
        one = made_up.experiment().model_dump(mode="json", exclude_none=True)
        return json.dumps({key: one[key] for key in MEASURED_BY_A_TRY})

    patch.setattr(pipeline, "dvc", lambda *_: True)
    patch.setattr(pipeline, "own", own)
    patch.setattr(listing, "for_mlflow", lambda _: None)


def test_a_drop_that_was_killed_after_any_step_is_finished_by_the_next(project, monkeypatch):
    without_runs(monkeypatch)
    own = own_files(project)
    before, step = tree(), 0
    while True:
        step += 1
        edit_ridge(3)
        write("src/mine.py", b"mine = 1\n")
        (source(project) / "features.py").unlink()
        git("add", "conf")
        found = opened()
        killed = run_until(step, lambda: deciding.drop("a reason"), monkeypatch)
        (left,) = records.read_all()
        assert left.patch == found.patch
        deciding.drop("" if killed and left.because else "a reason")
        (ended,) = records.read_all()
        assert (ended.verdict, ended.because) == ("dropped", "a reason")
        records.place(ended).unlink()
        assert tree() == before
        assert git("diff", "--cached", "--name-only").split() == ["Makefile"]
        if not killed:
            break
    assert step == 9  # after three files, two records, and three steps more
    assert {name: Path(name).read_bytes() for name in own} == own


@pytest.mark.parametrize("then", ["keep", "drop"])
def test_a_keep_that_was_killed_after_any_step_can_be_finished_or_dropped(
    then, project, monkeypatch
):
    without_runs(monkeypatch)
    start, step, killed = KEPT.read_bytes(), 0, True
    while killed:
        step += 1
        edit_ridge(3)
        opened()
        killed = run_until(step, deciding.keep, monkeypatch)
        (left,) = records.read_all()
        if then == "keep":
            deciding.keep()
            assert records.read_all()[0].verdict == "kept"
            assert kept_version.read().experiment == 1
        elif left.verdict == "keeping":
            deciding.drop("worse on the test set")
            assert records.read_all()[0].verdict == "dropped"
            assert KEPT.read_bytes() == start
            assert edit.present() == {}
        records.place(left).unlink()
        repository.restore(["conf", str(KEPT)])
    assert step == 6


def test_the_same_what_again_goes_on_with_the_open_experiment(project, monkeypatch):
    without_runs(monkeypatch)
    start = KEPT.read_bytes()
    edit_ridge(3)
    trying.run("shrink less", "few rows", "no worse")
    (first,) = records.read_all()
    assert first.decision == "open (set before the try: keep if no worse)"
    with pytest.raises(ExperimentError, match="KEEP_IF is said before the result"):
        trying.run("shrink less", "few rows", "worse by at most 0.1")
    edit_again("conf/model/ridge.yaml", "alpha: 3\n", "alpha: 4\n")
    records.save(first.model_copy(update={"verdict": "keeping"}))
    edit_again(str(KEPT), '"experiment": 0', '"experiment": 1')  # as a keep left it that was killed
    trying.run("shrink less", "")
    (again,) = records.read_all()
    assert (again.number, again.why, again.verdict) == (1, "few rows", "open")
    assert again.keep_if == "no worse"
    assert "+alpha: 4" in again.patch.replace("  ", "")
    assert KEPT.read_bytes() == start
    deciding.drop("no gain")
    edit_ridge(5)
    trying.run("shrink less", "")
    assert [each.number for each in records.read_all()] == [1, 2]


def test_a_file_that_is_edited_during_the_run_stops_the_try(project, monkeypatch):
    def late(*_):
        edit_ridge(4)
        return True

    monkeypatch.setattr(pipeline, "dvc", late)
    edit_again("params.yaml", "seed: 42", "seed: 43")
    with pytest.raises(ExperimentError, match="the files changed during the run"):
        trying.run("x", "")
    assert records.read_all() == []


def test_dvc_lists_a_try_with_its_own_score_and_without_that_of_the_test_set(project):
    edit_ridge(3)
    write("notes.txt", b"mine\n")
    git("add", "notes.txt")
    staged = git("ls-files", "--stage")
    one = opened()
    listing.for_dvc(one)
    assert git("ls-files", "--stage") == staged
    name = records.place(one).stem
    assert name in python(project, "-m", "dvc", "exp", "list", "--name-only").text
    shown = git("diff", "--name-only", "HEAD", listing.reference(one)).split()
    assert shown == ["conf/model/ridge.yaml", "reports/metrics.json"]
    metrics = json.loads(git("show", f"{listing.reference(one)}:reports/metrics.json"))
    assert metrics == {"cv_rmse": 0.21, "gain": 0.01, "gain_low": -0.01, "gain_high": 0.03}
    (parent,) = git("log", "-1", "--format=%P", listing.reference(one)).split()
    assert parent == one.base


def test_what_cannot_be_listed_stops_no_try(project, capsys, monkeypatch):
    edit_ridge(3)
    one = opened().model_copy(update={"base": "0" * 40})

    def away():
        raise ConnectionError("no answer")

    monkeypatch.setattr(tracking, "connected", away)
    listing.for_dvc(one)
    listing.for_mlflow(one)
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("not listed by `dvc exp show`: git ")
    assert said[1].startswith(
        "not logged to MLflow at sqlite:///mlflow.db (no answer); every number"
    )
    assert len(said) == 2


LASTING = """
import os, subprocess, sys, time
below = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(os.getpid(), below.pid, flush=True)
time.sleep(600)
"""


def is_there(pid: int) -> bool:
    """Return whether a process runs; one that has ended and waits for its parent does not."""
    command = ["ps", "-o", "stat=", "-p", str(pid)]
    listed = subprocess.run(command, capture_output=True, text=True, check=False)
    return listed.stdout.strip()[:1] not in ("", "Z")


def test_dvc_ends_with_a_parent_that_was_killed(tmp_path):
    write(f"{tmp_path}/dvc/__init__.py", b"")
    write(f"{tmp_path}/dvc/__main__.py", LASTING.encode())
    asking = "from workbench.experiments import pipeline; pipeline.dvc('repro')"
    parent = subprocess.Popen(
        [sys.executable, "-c", asking],
        env=made_environment(PYTHONPATH=os.pathsep.join([str(tmp_path), str(TEMPLATE / SKELETON)])),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    pids = [int(each) for each in parent.stdout.readline().split()]
    assert [is_there(pid) for pid in pids] == [True, True]
    parent.kill()
    parent.wait()
    left = pids
    for _ in range(1200):
        left = [pid for pid in pids if is_there(pid)]
        if not left:
            return
        time.sleep(0.05)
    pytest.fail(f"these go on without their parent: {left}")


def test_after_ctrl_c_nothing_goes_on():
    asking = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "from workbench.experiments import leash;"
        "leash.run([sys.executable, '-c', sys.argv[1]])"
    )
    asked = subprocess.Popen(
        [sys.executable, "-c", asking, LASTING],
        env=made_environment(PYTHONPATH=str(TEMPLATE / SKELETON)),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert asked.stdout is not None
    pids = [int(each) for each in asked.stdout.readline().split()]
    asked.send_signal(signal.SIGINT)
    assert asked.wait() != 0
    assert not is_there(pids[0])


def test_a_command_on_the_leash_gives_its_code_and_what_it_printed():
    done = leash.run([sys.executable, "-c", "print('é'); raise SystemExit(3)"], catch=True)
    assert (done.returncode, done.stdout.decode()) == (3, "é\n")


@pytest.fixture
def verified(project, monkeypatch, capsys):
    """Give what verifies experiment 1 here, and returns its exit code and what it printed."""
    monkeypatch.setattr(signal, "signal", lambda *_: None)

    def answer(number: int = 1) -> Said:
        code = sharing.main(["verify", "--experiment", str(number)])
        return Said(code, capsys.readouterr().out)

    return answer


def test_an_experiment_that_cannot_be_run_again_says_why_in_one_sentence(verified):
    edit_ridge(3)
    one = opened()
    assert "no experiment has the number 7: choose from 1" in verified(7).text
    records.save(one.model_copy(update={"base": "0" * 40}))
    assert "commit 0000000000, on which experiment 1 was made, is not in this" in verified().text
    git("rm", "--quiet", "workbench/experiments/comparing.py")
    git("commit", "--quiet", "--message", "earlier")
    records.save(one.model_copy(update={"base": repository.head()}))
    assert "has an earlier workbench" in verified().text
    records.save(one.model_copy(update={"patch": one.patch.replace("alpha: 10", "alpha: 11")}))
    said = verified()
    assert "the patch of experiment 1 no longer applies to commit" in said.text
    assert "git restore experiments/001-age-it-s-old-home.yaml" in said.text
    assert said.code == 2
    assert said.text.count("\n") == 2


@pytest.mark.parametrize(
    ("part", "by", "verdict", "code"),
    [
        ("score", 0, "IDENTICAL", 0),
        ("gain", 1e-6, "SAME NUMBERS", 0),
        ("score", 1e-3, "DIFFERENT", 1),
        ("reference", -1e-3, "DIFFERENT", 1),
        ("gain", None, "DIFFERENT", 1),
    ],
)
def test_an_experiment_is_run_without_and_with_its_edit_and_compared_with_its_record(
    part, by, verdict, code, verified, monkeypatch
):
    edit_ridge(3)
    got = opened().model_dump(mode="json")
    got[part] = None if by is None else {**got[part], "value": got[part]["value"] + by}
    seen = []

    def watch(command, root, *_):
        seen.append("alpha: 3\n" in (root / "conf/model/ridge.yaml").read_text())

    monkeypatch.setattr(experiment, "watch", watch)
    monkeypatch.setattr(experiment, "printed", lambda *_: json.dumps(got))
    said = verified()
    assert (said.text.splitlines()[-1].partition(" (")[0], said.code) == (verdict, code)
    assert seen == [False, True]
    assert f"{part}.value" in said.text


def test_each_candidate_alone_has_to_come_out_again_where_the_rerun_measures_it():
    one = record("", fixed=[OLD_PICK])
    got = one.model_dump(mode="json")
    names = {each.name: each.likeness.value for each in experiment.numbers(one, got)}
    assert names["Lasso, alone"] == "identical"
    got["fixed"][0]["score"] = 0.26
    names = {each.name: each.likeness.value for each in experiment.numbers(one, got)}
    assert names["Lasso, alone"] == "different"
    del got["fixed"]  # by an earlier workbench
    assert "Lasso, alone" not in {each.name for each in experiment.numbers(one, got)}


@pytest.mark.full
def test_an_experiment_comes_out_again(project):
    edit_ridge(30)
    write("src/house_prices/mine.py", b"MINE = 1\n")
    assert make(project, "try", WHAT="more shrinkage").code == 0
    said = make(project, "verify", EXPERIMENT="1")
    assert said.code == 0, said.text
    assert "IDENTICAL" in said.text
