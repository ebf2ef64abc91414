# ruff: noqa: F811 - fixtures of another file
"""What keeps letters out of git would be found: planted quotes, subjects and addresses."""

from collections import Counter

import pandas as pd
import pytest
from test_evaluate import (  # noqa: F401 - fixtures, too
    ADDRESS,
    LONG,
    TITLE,
    WORD,
    addressed,
    emails,
    listed,
    quoting,
    raw,
    titled,
    words,
)

from conftest import ROOT
from project_package.pipeline import example
from project_package.weak_spots import speakable
from workbench.files import TRAIN
from workbench.server import showing

from app.show import said


@pytest.mark.parametrize("form", ["{}\n{}", "<p>{}<br/>{}</p>", '{{"x": "{}\\n{}"}}', "| {} | {}"])
def test_a_quoted_email_would_be_found(form, emails):
    email = emails[emails["words"].str.len() > 50].iloc[0]
    halves = (" ".join(email["words"][start : start + LONG // 2]) for start in (20, 20 + LONG // 2))
    found = quoting({"leak.md": form.format(*halves)}, emails)
    assert ("leak.md", email["id"]) in found


def test_a_subject_in_a_file_would_be_found(emails):
    long = emails["subject"].map(lambda text: len(words(text)) >= TITLE)
    email = emails[long].iloc[0]
    found = titled({"leak.svg": f"<text>{email['subject'].upper()}</text>", "b.md": "x"}, emails)
    assert ("leak.svg", email["id"]) in found
    assert {name for name, _ in found} == {"leak.svg"}


def test_an_address_in_a_file_would_be_found(emails, raw):
    address = emails["people"].str.extract(f"({ADDRESS.pattern})")[0].dropna().iloc[0]
    planted = f"Written by &lt;{address.upper()}&gt; and somebody@example.org"
    found = addressed({"leak.html": planted, "other.html": "a@example.org"}, raw)
    assert found == ["leak.html"]


def test_a_word_in_a_report_is_common_and_nobodys_name(facts):
    train = pd.read_parquet(TRAIN)
    texts = (train["subject"] + "\n" + train["body"]).str.lower().map(WORD.findall)
    emails = Counter(word for found in texts for word in set(found))
    names = set().union(*train["people"].str.lower().str.findall(r"[^\W\d_]+"))
    shown = facts.mistakes
    named = [*shown.for_spam, *shown.for_real]
    named += [word for each in [*shown.lost, *shown.let_through] for word in each.words]
    bare = {each.word.removeprefix("subject:") for each in named}
    assert {word for word in bare if emails[word] < shown.common_word} == set()
    assert {word for word in bare if word in names} == set()


def test_rare_words_names_and_odd_words_may_not_stand_in_a_report():
    train = pd.DataFrame(
        {
            "subject": ["Budget", "Budget", "Other"],
            "body": ["meeting with ann lee b4 ab", "meeting with ann lee b4 ab", f"x {'x' * 20}"],
            "people": ["Ann Sue-Lee <al@example.org>", "", ""],
        }
    )
    assert speakable(train, 2) == {"budget", "subject:budget", "meeting", "with"}


def test_what_a_served_model_is_shown_is_no_email(emails):
    found = quoting({"example": "\n".join(example()["text"])}, emails)
    assert found == []


def test_showing_an_email_writes_nothing(emails, capsys, tmp_path):
    def state():
        names = listed(tmp_path / "git")
        return {name: (ROOT / name).stat().st_mtime_ns for name in names if ".pyc" not in name}

    before, email = state(), emails["id"].iloc[0]
    assert showing.main("id", "email", said, [email]) == 0
    assert email in capsys.readouterr().out
    assert state() == before
