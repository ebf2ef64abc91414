"""`make story`: it asks, pushes once, and writes story.yaml without touching anything else."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from interview import own_words, profile, pushing, story_file, story_questions
from interview.errors import InterviewError

from conftest import FINISHED, PROBLEMS, SHOWN, SKELETON, TEMPLATE
from kit import assemble, example_facts, heed_ctrl_c, known_facts, project_paths
from scenes import SCENES
from test_metadata import described
from workbench.documents import author
from workbench.errors import DocumentError
from workbench.ready import personal, story

if sys.platform != "win32":
    import pexpect

no_terminal = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal there")

STORY = """\
# What only the author can say.
title: "Churn \\U0001F3E0"  # in the window's title, too
author: 'Your Name'

published: "2030-05-20"   # the day

# mine
"""
WRITTEN = """\
# top
title: "T"
user:    # nobody yet
costs: |   # from finance
  Ten a call.

  Or twelve.

# between
changes:   # newest last
- what: "Age"  # of the house
  why: "Agents speak of it."
  kept: true
# behind
decision: 'two
  lines'  # old
next_step: ~
"""
PERSON = {"name": "Ann Lee", "about": "Data scientist in Leeds", "site": "https://ann.example.org"}
NOBODY = dict.fromkeys(profile.FIELDS, "")


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """Return a project of churn with its example's facts, and a profile that was skipped."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    assemble("churn", tmp_path)
    (tmp_path / "story.yaml").write_text(STORY, encoding="utf-8", newline="")
    know(NOBODY)
    return tmp_path


def know(person: dict[str, str]) -> None:
    """Put a profile where `make story` looks for it."""
    profile.place().parent.mkdir(parents=True, exist_ok=True)
    profile.place().write_text(yaml.safe_dump(person), encoding="utf-8")


def told(folder: Path) -> dict:
    """Return what story.yaml says."""
    return yaml.safe_load((folder / "story.yaml").read_text(encoding="utf-8"))


def shell(*arguments: str):
    """Run the command with a pipe at both ends."""
    command = [sys.executable, "-m", "interview", "write", *arguments]
    return subprocess.run(command, input="", capture_output=True, encoding="utf-8", check=False)


# The file


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        ("user", "user:    # nobody yet", 'user: "He: \\"go\\" 🏠"    # nobody yet'),
        (
            "costs",
            "costs: |   # from finance\n  Ten a call.\n\n  Or twelve.\n",
            'costs: "He: \\"go\\" 🏠"   # from finance\n',
        ),
        ("decision", "decision: 'two\n  lines'  # old", 'decision: "He: \\"go\\" 🏠"  # old'),
        ("next_step", "next_step: ~", 'next_step: "He: \\"go\\" 🏠"'),
        ("own_part", "next_step: ~\n", 'next_step: ~\nown_part: "He: \\"go\\" 🏠"\n'),
    ],
    ids=["empty", "block", "quoted", "null", "new"],
)
def test_an_answer_changes_its_own_bytes_and_no_others(key, old, new, line_end, tmp_path):
    path = tmp_path / "story.yaml"
    path.write_bytes(WRITTEN.replace("\n", line_end).encode())
    story_file.write(path, key, 'He: "go" 🏠')
    wanted = WRITTEN.replace(old, new).replace("\n", line_end)
    assert path.read_bytes().decode() == wanted


def test_a_change_is_added_below_those_that_are_there(tmp_path):
    path = tmp_path / "story.yaml"
    path.write_text(WRITTEN, encoding="utf-8")
    there = yaml.safe_load(WRITTEN)["changes"]
    story_file.write(path, "changes", [*there, {"what": "b", "why": "c", "kept": False}])
    added = '  kept: true\n- what: "b"\n  why: "c"\n  kept: false\n# behind'
    assert path.read_text(encoding="utf-8") == WRITTEN.replace("  kept: true\n# behind", added)


@pytest.mark.parametrize(
    "text", ["[", "- a", "{a: 1}", "a: 1\n---\nb: 2\n", "a: 1\n...\n", "a:\n\tb"]
)
def test_a_file_of_another_form_is_refused_and_left_alone(text, tmp_path):
    path = tmp_path / "story.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InterviewError):
        story_file.write(path, "user", "me")
    assert path.read_text(encoding="utf-8") == text
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("text", ["a\x7fb", "\ufeffa", "null", "1.0", "# no", "a\\", "\u200d", "%"])
def test_any_text_comes_back_as_it_was_written(text, tmp_path):
    path = tmp_path / "story.yaml"
    path.write_text(STORY, encoding="utf-8")
    story_file.write(path, "user", text)
    assert told(tmp_path)["user"] == text
    assert story_file.clean("a\x07\udcff\n b") == "a b"


KILLED = """
import os, signal
from pathlib import Path
from interview import story_file
kill = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
{where} = kill
story_file.write(Path("story.yaml"), "user", "Agents." * 9999)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
@pytest.mark.parametrize("where", ["os.fsync", "story_file.shutil.copymode", "Path.replace"])
def test_a_kill_while_writing_leaves_the_file_that_was_there(where, project):
    done = subprocess.run([sys.executable, "-c", KILLED.format(where=where)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert (project / "story.yaml").read_bytes().decode() == STORY
    story_file.write(project / "story.yaml", "user", "Agents.")
    assert (project / "story.yaml").read_text(encoding="utf-8") == STORY + 'user: "Agents."\n'


# What is asked


def of(problem: str, folder: Path):
    """Return the questions of a problem, and what its example's run knows."""
    assemble(problem, folder)
    return story_questions.questions(folder / "interview"), story_questions.results(folder)


@pytest.mark.parametrize("problem", FINISHED)
def test_each_question_has_what_the_run_knows_beside_it(problem, tmp_path):
    asked, found = of(problem, tmp_path)
    lines = {key: story_questions.known(question, found) for key, question in asked.items()}
    assert list(asked)[-1] == story_questions.CHANGES
    assert [key for key in lines if not lines[key]] == [story_questions.CHANGES]
    assert not [line for each in lines.values() for line in each if "{" in line or "  " in line]
    assert sum(bool(re.search(r"\d", " ".join(each))) for each in lines.values()) >= len(lines) - 2


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("problem", FINISHED)
def test_what_the_run_knows_is_told_of_any_result(problem, scene, tmp_path):
    asked, _ = of(problem, tmp_path)
    found = known_facts(problem, SCENES[scene](example_facts(problem)))
    said = [line for question in asked.values() for line in story_questions.known(question, found)]
    assert len(said) > len(FINISHED)
    assert ("the best of the others" in " ".join(said)) == (
        found["chosen"]["key"] == found["pick"]["key"] and found["runner_up"] is not None
    )
    assert not [line for line in said if re.search(r"Tuning gained (-|0\.0000)", line)]


def test_what_was_tried_stands_beside_what_was_changed_and_reversed(tmp_path):
    (tmp_path / "experiments").mkdir()
    dropped = {"what": "age", "verdict": "dropped", "because": "gain within noise"}
    kept, undecided = {"what": "C", "verdict": "kept"}, {"what": "D", "verdict": "open"}
    for number, record in enumerate([dropped, kept, undecided]):
        (tmp_path / "experiments" / f"00{number}-x.yaml").write_text(yaml.safe_dump(record))
    asked, found = of("churn", tmp_path)
    said = {key: " ".join(story_questions.known(asked[key], found)) for key in asked}
    assert "2 tried, 1 kept" in said["own_part"]
    assert 'You tried "age" and dropped it: gain within noise.' in said["reversed_decision"]
    assert 'The last edit in experiments/: "C", kept.' in said["changes"]


def test_experiments_answer_what_was_changed(tmp_path):
    (tmp_path / "story.yaml").write_text(STORY, encoding="utf-8")
    asked = ["changes", "next_step"]
    tried = {"experiments": [{"what": "A"}]}
    assert own_words.unanswered(asked, tmp_path / "story.yaml", tried) == ["next_step"]
    assert own_words.unanswered(asked, tmp_path / "story.yaml", {"experiments": []}) == asked


def test_the_payoff_and_the_threshold_stand_beside_the_costs(tmp_path):
    asked, found = of("churn", tmp_path)
    said = " ".join(story_questions.known(asked["costs"], found))
    worth, threshold = found["worth"], found["threshold"]
    assert f"{worth['true_positive']:+,g}" in said
    assert f"above a probability of {threshold['break_even']:.2f}" in said


@pytest.mark.parametrize("problem", [*PROBLEMS, "the scaffold"])
def test_the_examples_would_not_be_pushed(problem, tmp_path):
    shared = TEMPLATE / SKELETON / "interview" / "story.yaml"
    layer = TEMPLATE / SKELETON / "layers" / "default_regression"
    place = {"the scaffold": layer / "interview" / "story_problem.yaml"}
    own = place.get(problem) or project_paths(problem)["interview/story_problem.yaml"]
    for source in (shared, own):
        (tmp_path / source.name).write_bytes(source.read_bytes())
    for key, question in story_questions.questions(tmp_path).items():
        if key != story_questions.CHANGES:
            assert pushing.push(question.example, None, question.checks) == "", key
        assert set(question.checks) <= set(pushing.CHECKS)


@pytest.mark.parametrize("problem", FINISHED)
def test_the_examples_of_a_published_set_invent_no_user(problem, tmp_path):
    kit = assemble(problem, tmp_path) / "interview"
    asked, found = story_questions.questions(kit), story_questions.results(tmp_path)
    lines = " ".join(story_questions.known(asked["user"], found))
    assert f"a published set, {found['source']['name']}" in lines
    assert asked["user"].example.startswith("Nobody")
    for key in ("decision", "costs"):
        assert "assume" in asked[key].example


EXAMPLE = "Agents set the first price with it."


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("Well, agents set the FIRST price with it!", "the example's answer"),
        ("Some agents.", "less than a sentence"),
        ("One. It is two. Now three. Then four!", "That is 4 sentences"),
        ("The split was generated, and we chose the metric.", 'You say "we"'),
        ("The template's split stayed, and somebody liked it.", "no number and no name"),
        ("I chose the split by date, 2 of 9 settings.", "What came from the template?"),
        ("I took over the split, e.g. by date. Ann chose 1.5. Done.", ""),
    ],
)
def test_a_weak_answer_is_pushed_once_for_what_is_weakest(answer, said, tmp_path):
    found = pushing.push(answer, EXAMPLE, ["origin", "we", "number"])
    assert said in found
    assert bool(said) == bool(found)


# In a terminal


def terminal(*arguments: str):
    """Start `make story` in a pseudo-terminal of 80 columns."""
    return pexpect.spawn(
        sys.executable,
        ["-m", "interview", "write", *arguments],
        encoding="utf-8",
        dimensions=(40, 80),
        timeout=20,
        env={**os.environ, "TERM": "xterm", "NO_COLOR": "1"},
        preexec_fn=heed_ctrl_c,
    )


def enter(typing, text: str, end: str = "\r") -> None:
    """Type a line, once the terminal was asked where its cursor is, and has said so."""
    typing.expect(r"\x1b\[6n")
    typing.send("\x1b[12;1R")
    time.sleep(0.2)
    typing.send(text + end)


ANSWERS = {
    "user": "Two people in Leeds call the top fifty.",
    "decision": "Today all get the same letter.",
    "costs": "Ann from finance says 130 dollars.",
    "own_part": "The costs are mine, the rest is generated.",
    "reversed_decision": "I dropped 3 columns and put them back.",
    "next_step": "Ask for the date of each call.",
}


@no_terminal
def test_every_answer_is_asked_for_and_written_below_what_was_there(project):
    with terminal() as typing:
        for number, answer in enumerate(ANSWERS.values(), start=1):
            typing.expect(f"{number} of 7")
            typing.expect("Your run")
            typing.expect("Example")
            enter(typing, answer)
        typing.expect("7 of 7")
        enter(typing, "A year and a half.")
        enter(typing, "Finance says so.")
        typing.expect("Did you keep it")
        typing.sendline("n")
        enter(typing, "")
        typing.expect("Every question is answered")
        typing.expect(pexpect.EOF)
    assert typing.wait() == 0
    text = (project / "story.yaml").read_bytes().decode()
    assert text.startswith(STORY)
    assert {key: told(project)[key] for key in ANSWERS} == ANSWERS
    change = {"what": "A year and a half.", "why": "Finance says so.", "kept": False}
    assert told(project)["changes"] == [change]


@no_terminal
def test_ctrl_c_keeps_what_was_answered_and_the_next_time_goes_on_there(project):
    with terminal() as typing:
        enter(typing, ANSWERS["user"])
        enter(typing, "")
        enter(typing, "Half a sen", end="")
        time.sleep(0.5)
        typing.sendcontrol("c")
        typing.expect("Your answers are kept")
        typing.expect(pexpect.EOF)
    assert typing.wait() == 0
    assert (project / "story.yaml").read_text("utf-8") == f'{STORY}user: "{ANSWERS["user"]}"\n'
    with terminal() as typing:
        typing.expect("6 to answer")
        typing.expect("a kept customer and a wrong call")  # what was begun comes first
        typing.expect("You had begun this answer")
        enter(typing, "tence about 3 offers.")
        typing.expect("what happens without the model")  # `user` is not asked again
        enter(typing, "")
        typing.expect("3 of 6")
        enter(typing, "", end="\x04")
        typing.expect("Stopped")
        typing.expect(pexpect.EOF)
    assert told(project)["costs"] == "Half a sentence about 3 offers."


@no_terminal
def test_a_weak_answer_is_kept_when_nothing_better_is_typed_but_never_the_example(project):
    with terminal() as typing:
        enter(typing, "Some people.")
        typing.expect("less than a sentence")
        enter(typing, "")  # what was typed stands there, and Enter keeps it
        enter(typing, story_questions.questions(project / "interview")["decision"].example)
        typing.expect("the example's answer")
        enter(typing, "")
        typing.expect("Not saved")
        typing.sendcontrol("c")
        typing.expect(pexpect.EOF)
    assert told(project)["user"] == "Some people."
    assert "decision" not in told(project)


@no_terminal
def test_an_answer_is_revised_on_request_and_left_as_it_is_with_enter(project):
    answered = STORY + "".join(f"{key}: '{text}' # mine\n" for key, text in ANSWERS.items())
    (project / "story.yaml").write_text(answered + "changes: [{what: a, why: b, kept: true}]\n")
    with terminal() as typing:
        typing.expect("make story DO=again")
        typing.expect(pexpect.EOF)
    with terminal("again") as typing:
        for _ in profile.FIELDS:
            enter(typing, "")
        enter(typing, "")
        enter(typing, " So says Ann.")
        typing.expect("3 of 7")
        typing.sendcontrol("c")
        typing.expect(pexpect.EOF)
    wanted = answered.replace(
        f"decision: '{ANSWERS['decision']}'", f'decision: "{ANSWERS["decision"]} So says Ann."'
    )
    assert (project / "story.yaml").read_text("utf-8").startswith(wanted)


@no_terminal
def test_who_it_is_is_asked_once_and_copied_into_each_project(project):
    profile.place().unlink()
    with terminal() as typing:
        typing.expect("About you")
        enter(typing, PERSON["name"])
        enter(typing, PERSON["about"])
        enter(typing, "my page")
        typing.expect("is not a web address")
        enter(typing, "\x15ann.example.org")
        for _ in range(3):
            enter(typing, "")
        typing.expect("Your story")
        typing.sendcontrol("c")
        typing.expect(pexpect.EOF)
    first = told(project)
    assert (first["author"], first["about"]) == (PERSON["name"], PERSON["about"])
    assert first["links"] == {"site": PERSON["site"]}
    assert "'Your Name'" not in (project / "story.yaml").read_text("utf-8")
    (project / "story.yaml").write_text(STORY, encoding="utf-8")  # the next project
    with terminal() as typing:
        typing.expect("Your story")
        typing.sendcontrol("c")
        typing.expect(pexpect.EOF)
        assert "About you" not in typing.before
    assert told(project) == first


def test_without_a_terminal_it_says_how_to_fill_the_file_and_changes_nothing(project):
    know(PERSON)
    done = shell()
    assert (done.returncode, done.stderr) == (0, "")
    assert 'user: "Nobody yet: the customers' in done.stdout
    assert "Still open: user, decision, costs" in done.stdout
    assert len(done.stdout.splitlines()) <= 10
    assert (project / "story.yaml").read_text("utf-8") == STORY


@pytest.mark.parametrize(
    "text", [b"title: [", b"title: \xff", b"- a\n", b"published: 2030-02-31\n"]
)
def test_a_story_that_cannot_be_read_is_one_sentence_and_stays_as_it_is(text, project):
    (project / "story.yaml").write_bytes(text)
    done = shell()
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: story.yaml")
    assert len(done.stderr.splitlines()) == 1
    assert (project / "story.yaml").read_bytes() == text


def test_before_the_first_run_the_questions_are_asked_without_numbers(project):
    (project / "reports" / "facts.json").unlink()
    assert story_questions.results(project) == {}
    (project / "reports" / "facts.json").write_text("{", encoding="utf-8")
    assert story_questions.results(project) == {}
    assert story_questions.known(story_questions.questions(project / "interview")["user"], {}) == []
    assert shell().returncode == 0


# The person


def test_a_profile_with_an_address_that_is_none_is_one_sentence(project):
    know({**PERSON, "site": "my page"})
    with pytest.raises(InterviewError, match="site is 'my page'"):
        profile.read()


def test_a_profile_fills_what_a_story_leaves_open_and_replaces_it_only_on_request():
    own = {"author": "A. Lee", "about": "Here.", "links": {"github": "https://github.com/x"}}
    assert profile.to_copy(PERSON, own, replace=False) == {}
    assert profile.to_copy(NOBODY, {"author": "Your Name"}, replace=False) == {}
    new = {"author": "Ann Lee", "about": PERSON["about"], "links": {"site": PERSON["site"]}}
    assert profile.to_copy(PERSON, {"author": "Your Name"}, replace=False) == new
    assert profile.to_copy(PERSON, own, replace=True) == new


LINKS = {
    "site": ["https://a.example.org", "http://b.io/x?y=1#z", "https://müller.de"],
    "email": ["ann@mail.net", "a.b+c@d-e.co.uk"],
}
NO_LINKS = {
    "site": ["javascript:alert(1)", "https://a", "https://a.b/<x>", 'https://a.de/"', "ftp://a.de"],
    "email": ["ann", "a@b", "a b@c.de", "ann@mail.net, bob@mail.net"],
}


@pytest.mark.parametrize(("key", "text"), [(k, t) for k, ts in LINKS.items() for t in ts])
def test_a_plausible_address_is_taken_by_kit_and_documents(key, text):
    assert profile.fitting(key, text) == text
    assert author.address(key, text).endswith(text)


@pytest.mark.parametrize(("key", "text"), [(k, t) for k, ts in NO_LINKS.items() for t in ts])
def test_what_is_no_address_is_refused_by_kit_and_documents(key, text):
    assert profile.fitting(key, text) == ""
    with pytest.raises(DocumentError, match=r"story\.yaml"):
        author.author({"links": {key: text}})


@pytest.mark.parametrize("links", ["https://a.de", {"blog": "https://a.de"}])
def test_links_of_another_form_are_one_sentence(links):
    with pytest.raises(DocumentError, match="`links`"):
        author.author({"links": links})


def test_the_folder_of_the_profile_is_known_to_a_package_that_every_project_pins():
    for path in (TEMPLATE / SKELETON).glob("[lp]*/*/requirements.txt"):
        assert re.search(r"^platformdirs==[^;]+$", path.read_text("utf-8"), re.MULTILINE), path


def test_an_address_that_the_author_shows_is_not_reported_and_others_are():
    own = story.address({"links": {"email": "ann@" + "mail.net"}})
    text = "email: ann@" + "mail.net\n"
    assert personal.check("story.yaml", text, "/x", own) == []
    assert personal.check("story.yaml", text, "/x", story.address({"links": "x"}))


PAGES = ("README.md", "WALKTHROUGH.md", "MODEL_CARD.md", "reports/index.html")


def documents(project: Path) -> dict[str, str]:
    """Write the documents once more, check them, and return them."""
    for options in ([], ["--check"]):
        subprocess.run(
            [sys.executable, "-m", "ours", "document", *options],
            cwd=project,
            env={**os.environ, "PYTHONPATH": f"src{os.pathsep}."},
            check=True,
            capture_output=True,
        )
    return {page: (project / page).read_text(encoding="utf-8") for page in PAGES}


def test_the_pages_name_the_author_only_when_there_is_one_and_escape_it(generate, tmp_path):
    project = described(SHOWN, tmp_path, generate)
    for page, text in documents(project).items():
        assert "Your Name" not in text, page
        assert not re.search(r"\bBy\b|GitHub\b", text.split("\n## ")[0].split("<main>")[0]), page
    hostile: dict[str, story_file.Value] = {
        "author": 'Ann <b>*Lee*</b> & "Co" 🏠',
        "about": "[x](gone.md) `make x` <!-- /results --> | $a$",
        "links": {"github": "https://github.com/ann", "email": "ann@" + "mail.net"},
    }
    for key, value in hostile.items():
        story_file.write(project / "story.yaml", key, value)
    for page, text in documents(project).items():
        assert "<b>" not in text.replace(r"\<b", ""), page
        assert "[x](gone.md)" not in text or page.endswith("html")
        if page != "MODEL_CARD.md":
            assert "https://github.com/ann" in text.split("\n## ")[0].split("<main>")[0], page
            assert "mailto:ann@" in text
    readme = (project / "README.md").read_text(encoding="utf-8")
    assert readme.split("<!-- results -->\n")[1].startswith(r"By Ann \<b\>\*Lee\*\</b\> &amp; ")
    assert readme.count("\n<!-- /results -->\n") == 1
