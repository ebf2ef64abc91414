"""Design cases: written as they have to be, held to the end, broken off and taken up again."""

from __future__ import annotations

import copy
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from interview import anchors, design, designing, reviews
from interview.errors import InterviewError
from interview.mine import Mine
from interview.room import Room
from interview.screen import InputEndedError, Screen
from rich.console import Console

from conftest import SKELETON, TEMPLATE

KIT = TEMPLATE / SKELETON / "interview"
WRITTEN = yaml.safe_load((KIT / "design.yaml").read_text(encoding="utf-8"))
CASES = design.read_cases(KIT / "design.yaml")

SUMS = {  # by hand, in the order of the file
    "streaming": [20e6 * 3 / 86400 * 3, 100e6 * 512 / 1e9, 24],
    "spam": [2e9 / 86400, 275_000, 100],
    "house": [60 / 4, 1e5 / 14400, 25_200],
    "churn": [7.5, 350 * 200 - 10_000 * 3, 16 * 0.1575 * 0.8425 / 0.035**2],
    "fraud": [50e6 / 86400, 100 * 800 / 5795, 1000 / 7],
    "search": [200e6 / 86400, 12.8, 115 / 20],
    "chatbot": [280 + 80, 30_000, 240_000 * 4096 / 1e9],
}


class Typist(Screen):
    """A screen at which a script is typed line by line."""

    def __init__(self, script: Iterator[str]):
        super().__init__(Console(file=io.StringIO(), width=80))
        self.live = False
        self.script = script

    def line(self, prompt: str) -> str:
        """Type the next line; the input ends with the script."""
        self.say(prompt)
        typed = next(self.script, None)
        if typed is None:
            raise InputEndedError
        return typed

    @property
    def shown(self) -> str:
        """All that was said, in one line."""
        file = self.console.file
        assert isinstance(file, io.StringIO)
        return " ".join(file.getvalue().split())


def room(script: list[str], folder: Path) -> Room:
    return Room(Typist(iter(script)), Mine(folder), anchors.read(KIT / "anchors.yaml"), folder)


def shown(held: Room) -> str:
    assert isinstance(held.screen, Typist)
    return held.screen.shown


def perfect(case: design.Case) -> list[list[str]]:
    """Return what a candidate types who knows everything, step by step."""
    steps = []
    for stage in case.stages:
        steps += [[f"{each.answer:.4g}"] for each in stage.estimates]
        ideas = [idea.text for idea in stage.question.ideas]
        steps.append([*(f"{text.capitalize()}." for text in ideas), "", "y" * len(ideas)])
    return steps


def typed(steps: list[list[str]]) -> list[str]:
    return [line for step in steps for line in step]


def test_there_are_at_least_seven_cases_and_each_is_whole():
    assert len(CASES) >= 7
    for case in CASES.values():
        assert 40 <= case.minutes <= 50
        assert len(case.stages) == 7
        assert 2 <= sum(len(stage.estimates) for stage in case.stages) <= 3
        assert len(case.steps()) == len(set(case.steps()))
        for stage in case.stages:
            ideas = stage.question.ideas
            assert sum(idea.must for idea in ideas) >= 2
            assert 3 <= len(ideas) <= 5
            assert all(cue == cue.lower() for idea in ideas for cue in idea.cues)
            assert all(len(idea.cues) >= 3 for idea in ideas)


@pytest.mark.parametrize("name", CASES)
def test_the_sums_come_out_as_by_hand(name):
    sums = {each.id: each for stage in CASES[name].stages for each in stage.estimates}
    answers = [sums[key].answer for key in sorted(sums)]
    assert answers == pytest.approx(SUMS[name])


@pytest.mark.parametrize("name", CASES)
def test_an_estimate_does_not_give_its_answer_away_and_its_way_has_no_open_slot(name):
    for stage in CASES[name].stages:
        for each in stage.estimates:
            assert f"{each.answer:,.0f}" not in each.ask.replace("$", "").split()
            assert "{" not in each.ask + each.way
            assert each.shown.split()[0] not in each.ask.split()


def test_a_number_within_the_factor_is_right_and_one_beyond_it_is_not():
    task = design.Estimate("x", "?", 100.0, "cores", 2.0, "")
    assert [task.right(value) for value in (49, 50, 100, 200, 201)] == [
        *(False, True, True),
        *(True, False),
    ]


@pytest.mark.parametrize("name", CASES)
def test_whoever_says_every_idea_gets_to_the_end_without_a_miss(name, tmp_path):
    case = CASES[name]
    held = room(typed(perfect(case)), tmp_path)
    assert designing.hold(name, CASES, held) == 0
    log = reviews.replay(held.mine.reviews)
    assert sorted(review.id for review in log) == sorted([*case.steps(), f"design.{name}"])
    assert {tick for review in log for tick in review.ticks} == {"yes"}
    assert "Every must was there" in shown(held)
    assert "3 of 3 close enough" in shown(held)
    first = case.stages[0].question
    assert held.mine.answers_to(first.id)[0].startswith(first.ideas[0].text.capitalize())


def test_the_rubric_and_the_facts_come_after_the_answer(tmp_path):
    case = CASES["streaming"]
    held = room(["Whom is it for?"], tmp_path)
    designing.hold("streaming", CASES, held)
    said = shown(held)
    assert case.stages[0].question.ideas[0].text not in said
    assert case.told[0][:30] not in said


@pytest.mark.parametrize("after", range(1, 10))
def test_a_case_that_is_broken_off_goes_on_where_it_stopped(after, tmp_path):
    case, steps = CASES["fraud"], perfect(CASES["fraud"])
    held = room(typed(steps[:after]), tmp_path)
    designing.hold("fraud", CASES, held)
    assert "goes on from here" in shown(held)
    again = room(typed(steps[after:]), tmp_path)
    designing.hold("fraud", CASES, again)
    assert f"Going on after {after} of 10 steps" in shown(again)
    assert "Every must was there" in shown(again)
    assert designing.progress(case, reviews.replay(again.mine.reviews)) == ({}, 1)


def test_half_an_answer_is_kept_and_gone_on_with(tmp_path):
    steps = perfect(CASES["spam"])
    designing.hold("spam", CASES, room(steps[0][:2], tmp_path))
    kept = Mine(tmp_path).begun()["design.spam/clarify"]
    assert kept.text.splitlines() == steps[0][:2]
    held = room([*steps[0][2:], *typed(steps[1:])], tmp_path)
    designing.hold("spam", CASES, held)
    assert "You had begun this answer" in shown(held)
    assert "Every must was there" in shown(held)


def test_an_answer_is_kept_when_the_ticks_are_broken_off(tmp_path):
    steps = perfect(CASES["house"])
    designing.hold("house", CASES, room(steps[0][:-1], tmp_path))
    assert Mine(tmp_path).begun()["design.house/clarify"].text.splitlines() == steps[0][:-2]


def test_whoever_does_not_know_is_shown_and_told_what_was_missing(tmp_path):
    case = CASES["search"]
    script = typed([[""] if "sum" in name else ["?"] for name in case.steps()])
    held = room(script, tmp_path)
    designing.hold("search", CASES, held)
    said = shown(held)
    musts = sum(idea.must for stage in case.stages for idea in stage.question.ideas)
    assert f"Say these next time, {musts} of them" in said
    assert "0 of 0 close enough, 3 left out" in said
    assert "Left out: it is about 2,315 queries a second" in said


def test_a_stage_that_is_skipped_is_said_to_be(tmp_path):
    case = CASES["churn"]
    script = typed([["1"] if "sum" in name else ["s"] for name in case.steps()])
    held = room(script, tmp_path)
    designing.hold("churn", CASES, held)
    assert "Clarify skipped" in shown(held)
    assert "Too far off" in shown(held)


def test_what_is_no_number_is_asked_again(tmp_path):
    steps = perfect(CASES["spam"])
    held = room([*steps[0], "many", "10 to 20", "275,000", "100"], tmp_path)
    designing.hold("spam", CASES, held)
    assert shown(held).count("Please type one number, or only Enter.") == 2
    assert "Close enough: it is about 275,000 emails a day" in shown(held)


def changed(change) -> dict:
    written = copy.deepcopy(WRITTEN)
    change(written["cases"][0])
    return written


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda case: case.pop("brief"), "brief"),
        (lambda case: case.update(extra=1), "extra"),
        (lambda case: case["stages"].pop("data"), "the stages of streaming are"),
        (lambda case: case["estimates"][0].update(stage="lunch"), "the stages of streaming are"),
        (lambda case: case["estimates"][0].update(answer="0 * users"), "above 0"),
        (lambda case: case["estimates"][0].update(answer="users * nobody"), "not whole"),
        (lambda case: case["estimates"][0].update(within=1), "within above 1"),
        (lambda case: case["estimates"][0].update(ask="{gone}"), "gone"),
        (lambda case: case["stages"]["data"].append({"cues": []}), "may"),
        (lambda case: case["stages"]["data"][0].update(cues=[False]), "put quotes round False"),
    ],
)
def test_a_case_that_is_not_whole_is_refused_with_one_sentence(change, complaint, tmp_path):
    path = tmp_path / "design.yaml"
    path.write_text(yaml.safe_dump(changed(change), sort_keys=False), encoding="utf-8")
    with pytest.raises(InterviewError, match=complaint) as error:
        design.read_cases(path)
    assert str(error.value).startswith("design.yaml: ")


def shell(folder: Path, *arguments: str, answers: str = ""):
    (folder / "interview").mkdir(exist_ok=True)
    for name in ("design.yaml", "anchors.yaml"):
        (folder / "interview" / name).write_bytes((KIT / name).read_bytes())
    return subprocess.run(
        [sys.executable, "-m", "interview", "design", *arguments],
        input=answers,
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(KIT.parent)},
        check=False,
    )


def test_at_the_door_cases_are_listed_held_and_refused(tmp_path):
    listed = shell(tmp_path)
    assert listed.returncode == 0, listed.stderr
    assert all(name in listed.stdout for name in CASES)
    wrong = shell(tmp_path, "elevator")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert wrong.stderr.startswith("error: no design case elevator: choose one of streaming")
    begun = shell(tmp_path, "chatbot", answers="\n".join(perfect(CASES["chatbot"])[0]) + "\n")
    assert begun.returncode == 0, begun.stderr
    assert max(len(line) for line in begun.stdout.splitlines()) <= 80
    assert "begun: 1 of 10 steps" in shell(tmp_path).stdout
