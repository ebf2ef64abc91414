"""Sessions of the interview kit: held with a scripted candidate, and typed into a real terminal."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from interview import (
    advice,
    anchors,
    asking,
    cli,
    clock,
    facts,
    judging,
    opening,
    room,
    scoring,
    session,
    stories,
    turns,
)
from interview.mine import Mine
from interview.picking import Turn
from interview.question import Idea, Slot
from interview.reviews import Review, replay
from interview.schedule import AGAIN, EASY
from interview.screen import Answer, InputEndedError, Screen
from rich.console import Console

from conftest import PROBLEMS
from kit import assemble, heed_ctrl_c, use_calculations

if sys.platform != "win32":
    import pexpect

no_terminal = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal there")


class Candidate(Screen):
    """A screen and a candidate who answers by a rule; what was said to them is in ``shown``."""

    def __init__(self, tick: str = "y", number: str = "1", answer: str = "I split by time."):
        super().__init__(Console(file=io.StringIO(), width=80))
        self.tick, self.number, self.text = tick, number, answer
        self.live = False
        self.left = 10_000

    def line(self, prompt: str) -> str:
        """Answer a prompt."""
        self.left -= 1
        if self.left < 0:
            raise InputEndedError
        self.say(prompt)
        if "(y)es" in prompt:
            return self.tick
        if "Which of your words" in prompt:
            return self.text
        return self.number

    def answer(self, limit: int, *, aloud: bool, interruption: str = "") -> Answer:
        """Give the same answer to every question."""
        self.line("> ")
        return Answer("" if aloud else self.text, 1.0, False)

    @property
    def shown(self) -> str:
        """All that was said, in one line."""
        file = self.console.file
        assert isinstance(file, io.StringIO)
        return " ".join(file.getvalue().split())


def heard(held: turns.Session) -> str:
    """All that was said to the candidate, in one line."""
    assert isinstance(held.room.screen, Candidate)
    return held.room.screen.shown


@pytest.fixture
def project(problem, tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return assemble(problem, tmp_path)


@pytest.fixture(params=PROBLEMS)
def problem(request) -> str:
    return request.param


only_spam = pytest.mark.parametrize("problem", ["spam"], indirect=True)


def opened(candidate: Candidate, seed: int = 1) -> turns.Session:
    """Open a session with a candidate at the screen."""
    held = opening.open_session(aloud=False, seed=seed)
    held.room = room.Room(candidate, Mine(opening.MINE), held.room.anchors, Path())
    return held


@pytest.fixture(autouse=True)
def calculations_of_the_problem(problem, monkeypatch) -> None:
    use_calculations(problem, monkeypatch)


def test_every_question_that_a_run_raises_can_be_asked_to_its_end(project):
    held = opened(Candidate())
    for name in held.bank.raised:
        question = held.bank.question(name)
        review = asking.ask(question, room.Way(), held.room)
        assert review.ticks == ("yes",) * len(question.ideas), name
        assert review.level == judging.ATTACK, name
        assert review.band == 1, name


@pytest.mark.parametrize("minutes", [10, 20, 45])
def test_a_session_of_any_length_is_held_and_logged(minutes, project):
    held = opened(Candidate())
    session.hold(held, minutes)
    log = replay(held.room.mine.reviews)
    assert log == held.done
    assert len(log) >= {10: 4, 20: 8, 45: 15}[minutes]
    categories = {review.category for review in log if review.mode == "typed"}
    assert len(categories) >= min(6, minutes // 3)
    assert "People rate themselves too high" in heard(held)


@only_spam
def test_a_session_of_one_category_asks_nothing_else(project):
    held = opened(Candidate())
    session.hold(held, 20, "evaluation")
    assert {review.category for review in held.done} == {"evaluation"}


@only_spam
def test_an_idea_that_must_be_there_and_is_not_ends_the_question(project):
    held = opened(Candidate(tick="n"))
    question = held.bank.question("walk.60s")
    review = asking.ask(question, room.Way(), held.room)
    assert (review.rating, review.level) == (AGAIN, judging.WHY)
    assert "A must is missing" in heard(held)


@only_spam
def test_a_number_is_checked_and_given(project):
    screen = Candidate(number="0.99")
    slot = Slot("The score?", 0.662, 3)
    assert asking.ask_slot(slot, screen) is False
    assert "Not what the run has: 0.662" in screen.shown
    screen.number = "0.66"
    assert asking.ask_slot(slot, screen) is True
    screen.number = ""
    assert asking.ask_slot(slot, screen) is False


@only_spam
def test_a_number_that_the_question_tells_is_not_asked_for(project):
    slot = Slot("How many?", 42, 0)
    assert asking.says("42 of 1,136 mails are missed", slot)
    assert asking.says("recall is 87 %", Slot("Recall?", 86.9, 0, percent=True))
    assert not asking.says("some mails are missed", slot)
    assert not asking.says("anything", None)


@only_spam
def test_a_tick_without_its_words_needs_words_of_the_answer(project):
    idea = Idea("names the interval", must=True, cues=("interval",))
    screen = Candidate(answer="It got better.")
    assert judging.tick((idea,), "It got better.", screen) == ["yes"]
    assert "Still sure?" in screen.shown
    screen.text = "words that were never said"
    assert judging.tick((idea,), "It got better.", screen) == ["partly"]


@only_spam
def test_what_is_said_again_word_by_word_is_noticed(project):
    text = " ".join(f"word{n}" for n in "abcdefghijklmnop")
    held = opened(Candidate(answer=text))
    question = held.bank.question("walk.60s")
    assert asking.ask(question, room.Way(), held.room).machine["recited"] == 0
    assert asking.ask(question, room.Way(), held.room).machine["recited"] == 1
    assert "You are reciting: 100%" in heard(held)


@only_spam
def test_the_listener_outside_the_field_hears_no_banned_word(project):
    held = opened(Candidate(answer="Our model has a high recall."))
    question = held.bank.question("walk.outside")
    review = asking.ask(question, room.Way(), held.room)
    assert review.machine["banned"] == 2
    assert "You used" in heard(held)


@only_spam
def test_the_end_of_the_input_keeps_what_was_finished(project):
    candidate = Candidate()
    held = opened(candidate)
    candidate.left = 60
    session.hold(held, 45)
    assert held.done
    assert replay(held.room.mine.reviews) == held.done
    assert "Everything finished so far is kept" in candidate.shown


@only_spam
def test_stopping_after_the_ideas_were_ticked_keeps_the_ticks(project):
    candidate = Candidate()
    held = opened(candidate)
    ideas = len(held.bank.question("walk.60s").ideas)
    candidate.left = 1 + 1 + ideas  # prediction, answer, ticks, and then no more input
    session.hold_one(held, "walk.60s")
    review = replay(held.room.mine.reviews)[0]
    assert review.ticks == ("yes",) * ideas
    assert (review.level, review.band) == (judging.WHY, None)


@only_spam
def test_ctrl_c_in_an_answer_keeps_what_was_typed(project, monkeypatch):
    candidate = Candidate()
    held = opened(candidate)

    def broken_off(*args, **options):
        raise clock.Unfinished("half a sent")

    monkeypatch.setattr(candidate, "answer", broken_off)
    session.hold_one(held, "walk.60s")
    assert held.room.mine.answers_to("walk.60s") == ["half a sent"]
    assert replay(held.room.mine.reviews) == []


@only_spam
def test_an_echo_shows_where_two_answers_to_one_idea_differ(project):
    candidate = Candidate()
    held = opened(candidate)
    name = next(iter(held.bank.raised))
    session.take(held, Turn("question", name), 1)
    candidate.tick = "n"
    session.take(held, Turn("echo", name, 1), 2)
    assert "First yes, now no:" in candidate.shown


@only_spam
def test_tallies_stand_side_by_side_and_are_not_added_up(project):
    log = [
        Review(
            "2030-05-01T10:00:00+00:00", "a", "theory", EASY,
            machine={"slots": [1, 2]}, ticks=("yes", "partly", "no"), must=(True,) * 3,
            band=3, predicted=3,
        )
    ]  # fmt: skip
    assert advice.tallies(log) == {
        "checked": "1 of 2 numbers right",
        "ticked": "1.5 of 3 ideas",
        "judged": "1 x band 3",
        "predicted": "+1.5 ideas against what you ticked",
    }


def test_every_story_that_the_run_has_can_be_told(project):
    held = opened(Candidate(answer="I looked at 3 runs. We kept one."))
    written = facts.read_yaml(opening.KIT / "stories.yaml")
    there = stories.able(written, held.bank.facts)
    assert len(there) >= 3
    for name in there:
        assert stories.tell(name, written, held) == 0
    log = replay(held.room.mine.reviews)
    assert [review.id for review in log] == [f"story.{name}" for name in there]
    assert "we: 1" in heard(held)


def test_calculations_are_logged_as_right_or_wrong(project):
    held = opened(Candidate(number="123456.7"))
    session.hold_calculations(held, 3)
    assert [review.machine["slots"] for review in held.done] == [[0, 1]] * 3
    assert {review.rating for review in held.done} == {AGAIN}


def shell(*arguments: str, answers: str = "", **environment: str):
    """Run a command of the kit with a pipe at both ends."""
    return subprocess.run(
        [sys.executable, "-m", "interview", *arguments],
        input=answers,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
    )


@only_spam
@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_has_help_with_an_example(name, project):
    done = shell(name, "--help")
    assert done.returncode == 0
    assert f"Example: python -m interview {name}" in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines())
    assert f"  {name} " in cli.OVERVIEW


@only_spam
@pytest.mark.parametrize("name", cli.COMMANDS)
def test_the_example_of_every_command_is_understood(name, project):
    example = cli.COMMANDS[name][1].split()
    assert vars(cli.parser().parse_args(example))["command"] == name


@only_spam
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["ask", "nothing"], "your run raises no question nothing"),
        (["sesion"], "invalid choice"),
        (["date", "tomorrow"], "is not a day"),
        (["story", "nothing"], "no story nothing"),
        (["import", "nothing.jsonl"], "nothing.jsonl"),
        (["session", "--minutes", "7"], "invalid choice: 7"),
    ],
)
def test_a_mistake_is_answered_with_one_sentence(arguments, sentence, project):
    done = shell(*arguments)
    assert done.returncode in (1, 2)
    assert sentence in done.stderr
    assert done.stderr.startswith("error: ")
    assert len(done.stderr.strip().splitlines()) == 1


@only_spam
def test_without_a_run_the_kit_says_what_to_do(project):
    (project / "reports" / "facts.json").unlink()
    done = shell("session")
    assert done.returncode == 1
    assert "run `make run` first" in done.stderr


@only_spam
def test_a_pipe_gets_plain_text_of_at_most_eighty_columns(project):
    done = shell("session", "--minutes", "10", "--seed", "2", answers="1\n" * 40)
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout
    assert max(len(line.rstrip()) for line in done.stdout.splitlines()) <= 80


@only_spam
def test_the_same_seed_asks_the_same_questions(project):
    first = shell("session", "--minutes", "10", "--seed", "2", answers="\n").stdout
    again = shell("session", "--minutes", "10", "--seed", "2", answers="\n").stdout
    other = shell("session", "--minutes", "10", "--seed", "3", answers="\n").stdout
    assert first == again != other


@only_spam
def test_the_day_of_the_interview_is_kept(project):
    assert "No day is set" in shell("date").stdout
    assert "2999-01-01" in shell("date", "2999-01-01").stdout
    assert "2999-01-01" in shell("date").stdout
    assert "No day is set" in shell("date", "none").stdout


def terminal(*arguments: str):
    """Start a command in a pseudo-terminal of 80 columns."""
    command = ["-m", "interview", *arguments]
    return pexpect.spawn(
        sys.executable,
        command,
        encoding="utf-8",
        dimensions=(30, 80),
        timeout=20,
        env={**os.environ, "TERM": "xterm", "NO_COLOR": "1"},
        preexec_fn=heed_ctrl_c,
    )


def say_where_the_cursor_is(typing) -> None:
    """Answer the question that every terminal is asked before something is put below the cursor."""
    typing.expect(r"\x1b\[6n")
    typing.send("\x1b[12;1R")


@no_terminal
@only_spam
def test_an_answer_typed_into_a_terminal_ends_with_an_empty_line(project):
    with terminal("ask", "walk.60s") as typing:
        typing.expect("How many will yours have")
        typing.sendline("2")
        say_where_the_cursor_is(typing)
        typing.expect("empty line: done")
        typing.send("For people who share a mailbox.\r")
        time.sleep(0.3)
        typing.send("\r")
        typing.expect("Was it in your answer")
        typing.sendcontrol("c")
        typing.expect("Stopped")
        typing.expect(pexpect.EOF)
    kept = Mine(Path("interview/mine")).answers_to("walk.60s")
    assert kept == ["For people who share a mailbox."]


@no_terminal
@only_spam
def test_ctrl_c_in_a_terminal_keeps_the_half_typed_answer(project):
    with terminal("ask", "walk.60s") as typing:
        typing.expect("How many will yours have")
        typing.sendline("")
        say_where_the_cursor_is(typing)
        typing.expect("empty line: done")
        typing.send("Half a sent")
        time.sleep(0.5)
        typing.sendcontrol("c")
        typing.expect("Stopped")
        typing.expect(pexpect.EOF)
    assert Mine(Path("interview/mine")).answers_to("walk.60s") == ["Half a sent"]


@no_terminal
@only_spam
def test_the_interviewer_breaks_in(project, monkeypatch):
    script = "import interview.clock as c; c.INTERRUPT_AFTER = 0.5; print(c.typed(60, 'Why that?'))"
    command = ["-c", script]
    with pexpect.spawn(sys.executable, command, encoding="utf-8", timeout=20) as typing:
        say_where_the_cursor_is(typing)
        typing.expect("empty line: done")
        typing.send("I began ")
        typing.expect("Interviewer: Why that?")
        typing.send("again\r\r")
        typing.expect("I began again")
        typing.expect("True")


@no_terminal
@only_spam
def test_the_first_screen_of_a_terminal_offers_a_session(project):
    with terminal() as typing:
        typing.expect("What now")
        typing.sendline("q")
        typing.expect(pexpect.EOF)


def test_anchors_fit_every_category(project):
    written = anchors.read(opening.KIT / "anchors.yaml")
    held = opened(Candidate())
    for name, rule in held.bank.raised.items():
        anchor = written.fitting(held.bank.question(name))
        assert len(anchor.bands) == 4
        assert rule.category in anchor.categories, name


def test_numbers_of_the_walk_through_are_known_to_it(project):
    held = opened(Candidate())
    question = held.bank.question("walk.60s")
    score = held.bank.facts["score"]["value"]
    assert scoring.strange_numbers(f"It scores {score:.3f}.", question) == []
