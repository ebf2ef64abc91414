"""`rehearse ideas`: what each example's run suggests, and where the lines to edit are found."""

from __future__ import annotations

import copy
import shlex
import shutil
from pathlib import Path

import pytest
from interview import opening, places, suggesting
from interview.__main__ import main
from interview.errors import InterviewError

from conftest import FINISHED, SKELETON, TEMPLATE
from kit import assemble, example_facts, known_facts, parts, project_paths
from scenes import all_tied, one_candidate, small_test, without_search

PACKAGE = "src/project_package"
EACH = pytest.mark.parametrize("problem", FINISHED, scope="module")


@pytest.fixture(scope="module")
def sources(problem, tmp_path_factory) -> Path:
    """Lay out what a problem's ideas may send one to: its kit, its code and its settings."""
    project = assemble(problem, tmp_path_factory.mktemp("ideas") / problem)
    for place, source in project_paths(problem).items():
        if place.startswith(("src/", "conf/")):
            (project / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, project / place)
    return project


@pytest.fixture
def rules(sources) -> list[suggesting.Rule]:
    return suggesting.read_rules(sources / opening.KIT / "ideas")


@pytest.fixture
def facts(problem):
    return known_facts(problem, copy.deepcopy(example_facts(problem)))


def lines_of(sources: Path, where: str) -> str:
    """Return the lines that a place names; the whole file where it names none."""
    file, _, span = where.partition(":")
    lines = (sources / file).read_text(encoding="utf-8").splitlines()
    first, _, last = (span or f"1-{len(lines)}").partition("-")
    return "\n".join(lines[int(first) - 1 : int(last or first)])


@EACH
def test_five_different_experiments_fit_the_run(rules, facts, sources):
    found = suggesting.ideas(rules, facts, sources)
    assert len(found) == len({idea.topic for idea in found}) == suggesting.SHOWN
    for idea in found:
        assert any(letter.isdigit() for letter in idea.fact), idea.fact
        assert "{" not in "".join(idea[:-1][2] + idea.expect + idea.what + idea.why)


@EACH
def test_the_line_to_type_is_one_that_a_shell_reads_as_meant(rules, facts, sources):
    for idea in suggesting.ideas(rules, facts, sources):
        command, target, what, why = shlex.split(idea.command)
        assert (command, target) == ("make", "try")
        assert what.startswith("WHAT=")
        assert why.startswith("WHY=")
        assert "$" not in idea.command


def test_what_would_mean_something_to_a_shell_is_left_out_of_the_line():
    idea = suggesting.Idea("id", "topic", "", [], "", "", 'below "$130,000"', "`id` it's")
    assert idea.command == 'make try WHAT="below 130,000" WHY="id its"'


@EACH
def test_every_place_of_every_idea_exists_in_the_source(problem, rules, facts, sources):
    own = [part for part in parts(problem) if part.parts[0] == "problems"]
    written = suggesting.read_rules(TEMPLATE / SKELETON / own[0] / opening.KIT / "ideas")
    assert len(written) > 2
    for rule in rules:
        open_rule = suggesting.Rule(**{**vars(rule), "when": "True"})
        idea = suggesting.filled(open_rule, facts, sources)
        if idea is None:  # a general one, about what this run has not got
            assert rule.id not in {each.id for each in written}, rule.id
            continue
        assert len(idea.where) == len(rule.at), rule.id
        for where in idea.where:
            assert lines_of(sources, where).strip()


@EACH
def test_an_idea_without_its_fact_stays_silent(rules, facts, sources):
    for rule in rules:
        if suggesting.filled(rule, facts, sources) is None:
            continue
        needed = suggesting.expressions.paths([*rule.let.values(), rule.when])
        poorer = {
            key: value
            for key, value in facts.items()
            if key not in {p.split(".")[0] for p in needed}
        }
        assert suggesting.filled(rule, poorer, sources) is None, rule.id
    assert suggesting.ideas(rules, {"chosen": facts["chosen"]}, sources) == []


@EACH
@pytest.mark.parametrize("scene", [all_tied, one_candidate, without_search, small_test])
def test_no_other_result_breaks_the_list(scene, problem, rules, sources):
    facts = known_facts(problem, scene(example_facts(problem)))
    for idea in suggesting.ideas(rules, facts, sources):
        assert "nan" not in idea.fact.lower().split()


@EACH
def test_what_was_seen_on_the_test_set_says_so_in_the_record(problem, rules, facts, sources):
    given = {rule.id: suggesting.filled(rule, facts, sources) for rule in rules}
    seen = {key: idea for key, idea in given.items() if idea and idea.on_test}
    assert seen or "cv_slices" in facts
    for idea in seen.values():
        assert idea.command.endswith('(seen on the test set)"')
        assert idea.rows["Seen"] == suggesting.CAUTION
    others = [idea for key, idea in given.items() if idea and key not in seen]
    assert not [idea for idea in others if "Seen" in idea.rows or "test set" in idea.command]
    measured = example_facts(problem)
    again = known_facts(problem, {**measured, "cv_slices": measured["slices"]})
    now = {rule.id: suggesting.filled(rule, again, sources) for rule in rules}
    moved = [idea for key, idea in now.items() if idea and key in seen and not idea.on_test]
    assert all(" out of fold" in idea.fact for idea in moved)
    assert not [idea for idea in now.values() if idea and " on the test set" in idea.fact]


@EACH
def test_one_that_was_tried_makes_room_for_the_next(rules, facts, sources):
    first = suggesting.ideas(rules, facts, sources)
    again = suggesting.ideas(rules, facts, sources, [first[0].what])
    assert first[0] not in again
    assert again[0] == first[1]


@EACH
def test_lines_are_found_where_the_code_is_now(rules, facts, sources, tmp_path):
    shutil.copytree(sources / "src", tmp_path / "src")
    file = tmp_path / PACKAGE / "features.py"
    text = file.read_text(encoding="utf-8")
    (tmp_path / PACKAGE / "moved.py").write_text("\n\n\n" + text, encoding="utf-8")
    file.unlink()
    name = max((at for rule in rules for at in rule.at if at.startswith("features.")), key=len)
    before, after = places.place(sources, name), places.place(tmp_path, name)
    assert before
    assert after
    assert after.startswith(f"{PACKAGE}/moved.py:")
    assert lines_of(tmp_path, after) == lines_of(sources, before)
    (tmp_path / PACKAGE / "moved.py").unlink()
    assert places.place(tmp_path, name) is None


@EACH
def test_the_command_lists_them_with_their_lines_and_does_none(sources, monkeypatch, capsys):
    monkeypatch.chdir(sources)
    before = {path: path.read_bytes() for path in sources.rglob("*") if path.is_file()}
    assert main(["ideas"]) == 0
    said = capsys.readouterr().out
    assert said.count('make try WHAT="') == suggesting.SHOWN
    assert PACKAGE in said
    assert {path: path.read_bytes() for path in before} == before


def test_a_broken_file_of_ideas_is_named_in_one_sentence(tmp_path):
    (tmp_path / "mine.yaml").write_text("- id: mine\n  fact: x\n", encoding="utf-8")
    with pytest.raises(InterviewError, match=r"mine\.yaml: mine is not an idea"):
        suggesting.read_rules(tmp_path)


@EACH
def test_a_failed_check_and_a_rule_that_comes_close_come_first(problem, rules, sources):
    measured = example_facts(problem)
    measured["leakage"][0]["passed"] = False
    rule = next(each for each in measured["models"] if each["key"] == measured["baseline"]["key"])
    rule["to_best"] = {"value": 0.001, "low": -0.001, "high": 0.003}
    found = suggesting.ideas(rules, known_facts(problem, measured), sources)
    assert [found[0].id, *{idea.id for idea in found} & {"rule_comes_close"}] == [
        "failed_check",
        "rule_comes_close",
    ]


@EACH
def test_a_problem_without_ideas_of_its_own_has_general_ones(problem, facts, sources):
    general = suggesting.read_rules(TEMPLATE / SKELETON / opening.KIT / "ideas")
    assert len(suggesting.ideas(general, facts, sources)) > 1
