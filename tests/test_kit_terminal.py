"""The interview kit at its door: commands, help, mistakes, pipes, and a real terminal."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from interview import cli, clock
from interview.mine import Mine
from interview.wrapping import wrapped
from prompt_toolkit.buffer import Buffer

from kit import assemble, heed_ctrl_c

if sys.platform != "win32":
    import pexpect

no_terminal = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal there")


def broken_off() -> dict[str, str]:
    """Return the texts of the answers that are to be gone on with."""
    begun = Mine(Path("interview/mine")).begun()
    return {name: each.text for name, each in begun.items()}


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return assemble("spam", tmp_path)


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


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_has_help_with_an_example(name, project):
    done = shell(name, "--help")
    assert done.returncode == 0
    assert f"Example: python -m interview {name}" in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines())
    assert f"  {name} " in cli.OVERVIEW


def test_help_is_a_word_as_well(project):
    assert shell("help").stdout == cli.OVERVIEW
    assert shell("help", "session").stdout == shell("session", "--help").stdout


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_the_example_of_every_command_is_understood(name, project):
    example = cli.COMMANDS[name][1].split()
    assert vars(cli.parser().parse_args(example))["command"] == name


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["ask", "nothing"], "there is no question nothing"),
        (["ask", "stats.p_valu"], "did you mean stats.p_value?"),
        (["ask", "design.fraud"], "is a design case and no question"),
        (["sesion"], "invalid choice"),
        (["date", "tomorrow"], "is not a day"),
        (["date", "2020-01-01"], "2020-01-01 has passed"),
        (["calculate", "--number", "0"], "not a whole number above zero"),
        (["export", "page"], "unrecognized arguments: page"),
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


def test_without_a_run_the_kit_says_what_to_do(project):
    (project / "reports" / "facts.json").unlink()
    done = shell("session")
    assert done.returncode == 1
    assert "run `make run` first" in done.stderr


def test_results_without_a_chosen_model_raise_no_questions(project):
    (project / "reports" / "facts.json").write_text("{}")
    done = shell("session")
    assert (done.returncode, done.stdout) == (1, "")
    assert "holds no facts: run `make run` again" in done.stderr


def test_the_kit_says_where_it_is_to_be_run(project, monkeypatch):
    monkeypatch.chdir(project / "reports")
    done = shell("status", PYTHONPATH=str(project))
    assert done.returncode == 1
    assert done.stderr == (
        "error: there is no interview/ here: go to the folder of the project first\n"
    )


@pytest.mark.parametrize("package", ["simpleeval", "yaml", "rich"])
def test_a_package_that_is_not_installed_is_named_with_the_way_to_it(package, project):
    script = (
        f"import sys; sys.modules['{package}'] = None; "
        "from interview.__main__ import main; sys.exit(main(['export']))"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(f"error: {package}")
    assert "`make setup`" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_pipe_gets_plain_text_of_at_most_eighty_columns(project):
    done = shell("session", "--minutes", "10", "--seed", "2", answers="1\n" * 40)
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout
    lines = done.stdout.splitlines()
    assert max(len(line) for line in lines) <= 80
    assert [line for line in lines if line.endswith(" ") and not line.endswith("> ")] == []
    assert "End with an empty line." in done.stdout


def test_the_end_of_a_pipe_in_the_middle_of_an_answer_keeps_it(project):
    shell("ask", "walk.60s", answers="3\nHalf an\nanswer")
    assert broken_off() == {"walk.60s": "Half an\nanswer"}


def test_the_same_seed_asks_the_same_questions(project):
    first = shell("session", "--minutes", "10", "--seed", "2", answers="\n").stdout
    again = shell("session", "--minutes", "10", "--seed", "2", answers="\n").stdout
    other = shell("session", "--minutes", "10", "--seed", "3", answers="\n").stdout
    assert first == again != other


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
def test_an_answer_typed_into_a_terminal_ends_with_an_empty_line(project):
    with terminal("ask", "walk.60s") as typing:
        typing.expect("How many will yours have")
        typing.sendline("2")
        say_where_the_cursor_is(typing)
        typing.expect("empty line: done")
        typing.send("For people who share a mailbox.\r")
        time.sleep(0.3)
        typing.send("\r")
        typing.expect("A good answer says")
        typing.sendcontrol("c")
        typing.expect("Stopped")
        typing.expect(pexpect.EOF)
    assert broken_off() == {"walk.60s": "For people who share a mailbox.\n"}


@no_terminal
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
    assert broken_off() == {"walk.60s": "Half a sent"}
    with terminal("ask", "walk.60s") as typing:
        typing.expect("How many will yours have")
        typing.sendline("")
        typing.expect("You had begun this answer")
        say_where_the_cursor_is(typing)
        typing.expect("empty line: done")
        typing.send("ence.\r")
        time.sleep(0.3)
        typing.send("\r")
        typing.expect("A good answer says")
        typing.sendcontrol("c")
        typing.expect(pexpect.EOF)
    assert broken_off() == {"walk.60s": "Half a sentence.\n"}


@no_terminal
def test_one_enter_hands_in_no_empty_answer(project):
    with terminal("ask", "walk.60s") as typing:
        typing.expect("How many will yours have")
        typing.sendline("2")
        say_where_the_cursor_is(typing)
        typing.expect("empty line: done")
        typing.send("\r")
        time.sleep(0.3)
        typing.send("For people who share a mailbox.\r")
        time.sleep(0.3)
        typing.send("\r")
        typing.expect("A good answer says")
    assert Mine(Path("interview/mine")).answers_to("walk.60s") == [
        "For people who share a mailbox."
    ]


def test_a_second_enter_on_nothing_gives_up():
    handed_in: list[str] = []

    def hand_in(buffer: Buffer) -> bool:
        handed_in.append(buffer.text)
        return True

    ending, buffer = clock.Ending("empty line: done"), Buffer(accept_handler=hand_in)
    ending.typed(buffer)
    assert handed_in == []
    assert ending.says == clock.NOTHING_TYPED
    ending.typed(buffer)
    assert handed_in == [""]


@no_terminal
@pytest.mark.parametrize(("key", "then"), [("?", "A good answer says"), ("s", "Skipped")])
def test_a_key_instead_of_an_answer_needs_no_empty_line(key, then, project):
    with terminal("ask", "walk.60s") as typing:
        typing.expect("How many will yours have")
        typing.sendline("2")
        say_where_the_cursor_is(typing)
        typing.expect("empty line: done")
        typing.send(f"{key}\r")
        typing.expect(then)
        typing.expect(pexpect.EOF)
    assert broken_off() == {}


@no_terminal
def test_typed_words_are_not_broken_at_the_edge(project):
    text = "word " * 15 + "unbroken " + "word " * 3
    with terminal("ask", "walk.60s") as typing:
        typing.expect("How many will yours have")
        typing.sendline("2")
        say_where_the_cursor_is(typing)
        typing.expect("empty line: done")
        typing.send(text)
        typing.expect("unbroken word word word")
        typing.sendcontrol("c")
        typing.expect(pexpect.EOF)
    assert broken_off() == {"walk.60s": text}


@pytest.mark.parametrize("width", [12, 20, 33])
@pytest.mark.parametrize(
    "line",
    [
        "the quick brown fox jumps over the lazy dog",
        "a word_that_is_longer_than_any_row_of_the_window and more",
        "  two  spaces   here and there ",
        "\u4f60\u597d \u4e16\u754c wide letters \u4f60\u597d\u4e16\u754c\u4f60\u597d",
        "",
    ],
)
def test_a_line_wraps_between_words_and_every_letter_keeps_its_place(line, width):
    text, places = wrapped(line, width, first=2, rest=2)
    assert len(places) == len(line) + 1
    assert places == sorted(places)
    for place, letter in enumerate(line):
        assert letter == " " or text[places[place]] == letter
    if line.isascii():
        rows = [text[start : start + width - 2] for start in range(0, len(text), width - 2)]
        for word in line.split():
            assert len(word) > width - 2 or any(word in row for row in rows)


@no_terminal
def test_the_interviewer_breaks_in(project, monkeypatch):
    script = "import interview.clock as c; print(c.typed(60, ('Why that?', 0.5)))"
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
def test_the_first_screen_of_a_terminal_offers_a_session(project):
    with terminal() as typing:
        typing.expect("What now")
        typing.sendline("q")
        typing.expect(pexpect.EOF)
