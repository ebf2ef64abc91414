"""What is claimed and what comes out are compared as a stranger would want it."""

import os
import subprocess
import xml.etree.ElementTree as ET

import pytest

from workbench.errors import ProjectError, ended
from workbench.sharing import cli, compare, rerun_checks
from workbench.sharing.badge import WORDS, badge
from workbench.sharing.checks import at, outcomes
from workbench.sharing.claim import noise
from workbench.sharing.commands import Stage, last_words, private
from workbench.sharing.compare import Likeness
from workbench.sharing.environment import for_rerun, foreign
from workbench.sharing.places import METRICS, PREDICTIONS
from workbench.sharing.prints import changed, prints, sha256
from workbench.sharing.scratch import SEED, clear
from workbench.sharing.verdicts import EXIT, Outcome, Step, Verdict, verdict

CLAIMED = {"f1": {"value": 0.5, "tolerance": 1e-6, "low": 0.45, "high": 0.55}}
TABLE = "id,chance,acted\na,0.25,0\nb,0.75,1\n"
STALE = Step("inputs", Outcome.STALE, "conf/config.yaml changed")
WARNED = Step("environment", Outcome.WARN, "another version")


@pytest.mark.parametrize(
    ("got", "likeness"),
    [(0.5, "identical"), (0.5 + 1e-8, "same"), (0.50001, "different"), (None, "different")],
)
def test_a_metric_is_identical_the_same_or_different(got, likeness):
    found = compare.metrics(CLAIMED, {} if got is None else {"f1": got})
    assert [each.likeness.value for each in found] == [likeness]


def test_a_metric_that_was_not_claimed_is_a_difference():
    found = compare.metrics(CLAIMED, {"f1": 0.5, "recall": 0.9})
    assert [each.likeness for each in found] == [Likeness.IDENTICAL, Likeness.DIFFERENT]


@pytest.mark.parametrize(
    ("got", "likeness", "flips"),
    [
        (TABLE, "identical", 0),
        (TABLE.replace("0.75", "0.75000001"), "same", 0),
        (TABLE.replace("0.75", "0.76"), "different", 0),
        (TABLE.replace("0.75,1", "0.75,0"), "different", 1),
        ("id,chance,acted\nb,0.75,1\na,0.25,0\n", "different", 0),
        ("id,chance,acted\na,0.25,0\n", "different", 0),
        (TABLE.replace("0.75", "nan"), "different", 0),
        (TABLE.replace("chance", "score"), "different", 0),
        (TABLE.replace(",1\n", "\n"), "different", 0),
        ("", "different", 0),
    ],
    ids=["equal", "near", "far", "flip", "order", "short", "nan", "name", "ragged", "empty"],
)
def test_predictions_are_compared_row_by_row(got, likeness, flips):
    found = compare.predictions(TABLE, got)
    assert (found.likeness.value, found.flips) == (likeness, flips)


def test_private_predictions_have_no_key_and_may_be_off_by_a_last_digit():
    ours = "estimate\n0.1\n0.5\n0.9\n"
    found = compare.predictions(ours, ours.replace("0.5", "0.50000001"))
    assert (found.likeness, found.equal, found.flips) == (Likeness.SAME, 2, 0)
    far = compare.predictions(ours, ours.replace("0.5", "0.6"))
    assert far.likeness is Likeness.DIFFERENT


def test_of_predictions_that_are_not_published_only_the_fingerprint_is_compared():
    ours = "estimate\n0.1\n0.5\n"
    fingerprint = sha256(ours.encode())
    assert compare.unseen(fingerprint, ours).likeness is Likeness.IDENTICAL
    other = compare.unseen(fingerprint, ours.replace("0.5", "0.6"))
    assert (other.likeness, other.rows) == (Likeness.DIFFERENT, 2)
    assert "private" in other.reason


def test_private_results_that_are_not_here_are_no_change(tmp_path):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports/metrics.json").write_text("{}")
    outputs = {**prints(tmp_path, [METRICS]), PREDICTIONS.as_posix(): "f" * 64}
    claim = {"metrics": {}, "outputs": outputs, "private": [PREDICTIONS.as_posix()]}
    found = outcomes(at(tmp_path, claim))
    assert found.outcome is Outcome.OK
    assert "private and not here" in found.said
    assert outcomes(at(tmp_path, {**claim, "private": []})).outcome is Outcome.STALE


def test_what_the_project_keeps_out_of_git_is_private_and_what_a_user_ignores_is_forgotten(
    tmp_path,
):
    project = tmp_path / "sub" / "project"
    (project / "reports").mkdir(parents=True)
    for path in (METRICS, PREDICTIONS):
        (project / path).write_text("x")
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    assert private([METRICS, PREDICTIONS], project) == []
    (project / ".gitignore").write_text("metrics.json\n")
    (project / "reports/.gitignore").write_text("/predictions.csv\n")
    assert private([METRICS, PREDICTIONS], project) == [PREDICTIONS.as_posix()]


def test_a_list_in_another_order_is_another_prediction():
    ours = "user,films\n1,10 20 30\n2,20 30 10\n"
    found = compare.predictions(ours, ours.replace("10 20 30", "20 10 30"))
    assert (found.likeness, found.flips, found.equal) == (Likeness.DIFFERENT, 1, 1)


def test_facts_may_differ_in_seconds_and_versions_only():
    facts = {"run": {"seed": 1, "python": "3.11"}, "timings": [{"fit_s": 1.0}], "n": 10, "x": 0.5}
    other = {"run": {"seed": 1, "python": "3.12"}, "timings": [{"fit_s": 2.0}], "n": 10, "x": 0.5}
    assert compare.worst_of([*compare.facts(facts, other).values()]) is Likeness.IDENTICAL
    found = compare.facts(facts, {**other, "n": 11, "new": 1})
    assert [path for path, each in found.items() if each is Likeness.DIFFERENT] == ["n", "new"]


@pytest.mark.parametrize(
    ("checks", "likeness", "canary", "wanted"),
    [
        ([], Likeness.IDENTICAL, None, Verdict.IDENTICAL),
        ([WARNED], Likeness.SAME, Likeness.DIFFERENT, Verdict.SAME),
        ([WARNED], Likeness.DIFFERENT, None, Verdict.DIFFERENT),
        ([], Likeness.IDENTICAL, Likeness.IDENTICAL, Verdict.TOOTHLESS),
        ([STALE], None, None, Verdict.STALE),
        ([STALE], Likeness.IDENTICAL, None, Verdict.STALE),
        ([WARNED], None, None, Verdict.FAST),
    ],
)
def test_the_verdict_follows_from_the_checks(checks, likeness, canary, wanted):
    assert verdict(checks, likeness, canary) is wanted


def test_nothing_is_called_reproduced_that_was_not_run_again():
    for canary in (None, *Likeness):
        assert verdict([], None, canary) is Verdict.FAST
    assert Verdict.FAST not in WORDS
    assert "reproduc" not in Verdict.FAST.lower()


def test_only_numbers_that_came_out_again_end_well():
    assert {each for each, code in EXIT.items() if code == 0} == {
        Verdict.IDENTICAL,
        Verdict.SAME,
        Verdict.FAST,
    }


@pytest.mark.parametrize("each", [None, *WORDS], ids=str)
def test_a_badge_is_an_image_with_a_name_and_always_the_same_bytes(each):
    drawn = ET.fromstring(badge(each))
    name = drawn.attrib["aria-label"]
    assert drawn.attrib["role"] == "img"
    assert [text.text for text in drawn.iter() if text.tag.endswith("title")] == [name]
    assert badge(each) == badge(each)
    assert "http" not in badge(each).replace("http://www.w3.org/2000/svg", "")


def test_a_difference_is_told_beside_the_noise_of_the_claim():
    found = compare.metrics(CLAIMED, {"f1": 0.51})
    check = rerun_checks.metrics_check(found, {"metrics": CLAIMED})
    assert check.outcome is Outcome.FAIL
    assert "off by 0.01 (2%), 0.1 of the width of the claim's own interval" in check.said


def test_the_noise_of_a_metric_is_its_interval_in_the_facts():
    def estimate(value):
        return {"value": value, "low": value - 1, "high": value + 1}

    facts = {
        "chosen": {"scores": {"f1": estimate(0.512345)}, "cv": estimate(0.5)},
        "baseline": {"scores": {"f1": estimate(0.25)}},
    }
    assert noise("f1", 0.5123454, facts)["high"] == pytest.approx(1.512345)
    assert noise("baseline_f1", 0.25, facts)["high"] == 1.25
    assert noise("cv_f1", 0.5, facts)["high"] == 1.5
    assert noise("threshold", 0.5, facts) == {}


def test_a_checkout_with_other_line_ends_has_the_same_fingerprint():
    assert sha256(b"a: 1\r\nb: 2\r\n") == sha256(b"a: 1\nb: 2\n")
    assert changed({"x": sha256(b"1")}, {"x": sha256(b"2")}) == ["x"]


@pytest.mark.parametrize(
    "lines",
    [
        ["error: x not found", "Traceback (most recent call last):", "ERROR: failed to reproduce"],
        ["fatal: not a git repository"],
        [],
    ],
    ids=["ours", "git's", "none"],
)
def test_a_failure_is_told_in_its_own_last_words(lines):
    assert last_words(lines) == (lines[0] if lines else "it said nothing")


def test_another_seed_is_one_more():
    text = "data: telco\nseed: 42  # a choice\n"
    changed_to = SEED.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", text)
    assert changed_to == "data: telco\nseed: 43  # a choice\n"


def test_a_rerun_sees_no_setting_of_the_person_who_runs_it(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("DVC_STUDIO_TOKEN", "secret")
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    there = for_rerun(tmp_path / "clone", tmp_path)
    clone = tmp_path / "clone"
    assert there["PYTHONPATH"] == f"{clone / 'src'}{os.pathsep}{clone}"
    assert there["OMP_NUM_THREADS"] == "1"
    assert "DVC_STUDIO_TOKEN" not in there


def test_a_foreign_machine_has_other_kernels_and_threads():
    settings = foreign()
    assert settings["OMP_NUM_THREADS"] == "2"
    assert settings["OPENBLAS_CORETYPE"]


def test_every_command_is_listed_and_has_help(capsys):
    for name in [None, *cli.COMMANDS]:
        with pytest.raises(SystemExit, match="0"):
            cli.main([*([name] if name else []), "--help"])
        said = " ".join(capsys.readouterr().out.split())
        assert all(each in said for each in ([name] if name else cli.COMMANDS))


@pytest.mark.parametrize("words", [["verfy"], [], ["verify", "--slow"]])
def test_a_mistyped_command_is_answered_in_one_sentence(words, capsys):
    with pytest.raises(SystemExit, match="2"):
        cli.main(words)
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        (ProjectError("say it"), 2, "error: say it\n"),
        (KeyboardInterrupt(), 130, "\nstopped\n"),
        (
            OSError(13, "Permission denied", "x.json"),
            2,
            "read or write x.json: Permission denied\n",
        ),
    ],
)
def test_what_ends_a_command_is_one_sentence_and_its_exit_code(raised, code, said, capsys):
    def command():
        raise raised

    assert ended(command, failed=2) == code
    assert capsys.readouterr().err.endswith(said)
    assert (ended(lambda: None), ended(lambda: 3)) == (0, 3)


def test_options_that_exclude_each_other_are_refused(capsys):
    assert cli.main(["verify", "--fast", "--canary"]) == 2
    assert "--fast runs nothing" in capsys.readouterr().err


def test_a_claim_without_a_run_says_what_to_do_first(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["claim"]) == 2
    assert "run `make run` first" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_clone_is_cleared_of_results_but_not_of_what_a_run_only_continues(tmp_path):
    names = ["README.md", "reports/kept.json", "reports/facts.json"]
    (tmp_path / "reports").mkdir()
    (tmp_path / "models").mkdir()
    for name in names:
        (tmp_path / name).write_text("")
    clear(tmp_path, [Stage("all", "true", [*names, "models", "never/written"])])
    left = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())
    assert left == ["README.md", "kept.json"]
    assert not (tmp_path / "models").exists()
