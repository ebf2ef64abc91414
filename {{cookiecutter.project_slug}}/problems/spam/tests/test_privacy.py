"""Nothing that git would add holds what people wrote to each other: text, subjects, addresses.

A failure names files and the ids of mails, never what was found in them.
"""

import re
import subprocess
from collections import Counter
from html import unescape

import pandas as pd
import pytest
from conftest import ROOT

from project_package import show
from project_package.files import RAW, TEST, TRAIN, load_config
from project_package.mistakes import speakable
from project_package.task import example

LONG = 6  # words in a row that two people hardly write by chance; one template holds such a row
TITLE = 4  # words of a subject that is more than a greeting
QUOTED_BY_MANY = {"LICENSE"}  # a text of many projects, which programmers send each other
WORD = re.compile(r"[^\W\d]{2,}")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
MADE_AGAIN = ("data/", "models/", "mlartifacts/", "mlruns/", "mlflow.db")


def words(text):
    """Return the words of a file or a mail in small letters, without tags and line ends."""
    plain = unescape(re.sub(r"<[^<>]*>", " ", text.replace("\\n", " ")))
    return WORD.findall(plain.lower())


def rows(found, length):
    """Return all rows of so many words."""
    return zip(*(found[start:] for start in range(length)), strict=False)


def listed(folder, *rules):
    """Return the files that git would add to an empty repository around the project."""
    git = ["git", f"--git-dir={folder}", f"--work-tree={ROOT}"]
    subprocess.run(["git", "init", "--quiet", "--bare", str(folder)], check=True)
    done = subprocess.run(
        [*git, "ls-files", "--others", "-z", *rules], cwd=ROOT, capture_output=True, check=True
    )
    return [name for name in done.stdout.decode().split("\0") if name]


@pytest.fixture(scope="module")
def committed(tmp_path_factory):
    """Return the text of every file that can be committed, by its name."""
    names = listed(tmp_path_factory.mktemp("git"), "--exclude-standard")
    return {name: (ROOT / name).read_text(encoding="utf-8", errors="replace") for name in names}


@pytest.fixture(scope="module")
def mails():
    """Return all mails with the words of subject, body and footer."""
    table = pd.concat([pd.read_parquet(TRAIN), pd.read_parquet(TEST)], ignore_index=True)
    text = table["subject"] + "\n" + table["body"] + "\n" + table["footer"]
    return table.assign(words=text.str.lower().map(WORD.findall))


@pytest.fixture(scope="module")
def raw():
    """Return all mails as they came, one after the other, in small letters."""
    table = pd.read_parquet(RAW / f"{load_config().data.source.item}.parquet")
    return b"\n".join(table["raw"]).decode("latin-1").lower()


def quoting(files, mails):
    """Return (file, id) where a file has a long row of words that a mail has, too."""
    where = {
        row: name
        for name, text in files.items()
        if name not in QUOTED_BY_MANY
        for row in rows(words(text), LONG)
    }
    pairs = zip(mails["id"], mails["words"], strict=True)
    return [
        (where[row], mail) for mail, found in pairs for row in where.keys() & set(rows(found, LONG))
    ]


def titled(files, mails):
    """Return (file, id) where a file has the whole subject of a mail."""
    subjects = zip(mails["id"], mails["subject"].map(words), strict=True)
    texts = {name: f" {' '.join(words(text))} " for name, text in files.items()}
    everything = "\n".join(texts.values())
    return [
        (name, mail)
        for mail, found in subjects
        if len(found) >= TITLE and f" {' '.join(found)} " in everything
        for name, text in texts.items()
        if f" {' '.join(found)} " in text
    ]


def addressed(files, raw):
    """Return the files that have an address of the mails."""
    return [
        name
        for name, text in files.items()
        if any(address.lower() in raw for address in ADDRESS.findall(unescape(text)))
    ]


def test_the_results_are_among_what_can_be_committed(committed):
    expected = {"README.md", "WALKTHROUGH.md", "MODEL_CARD.md", "reports/facts.json"}
    assert expected <= set(committed)
    assert any(name.endswith(".svg") for name in committed)
    assert any(name.endswith(".ipynb") for name in committed)


def test_mails_models_and_runs_stay_out_of_git(committed, tmp_path):
    assert [name for name in committed if name.startswith(MADE_AGAIN)] == []
    without_rules = listed(tmp_path / "git")
    assert {str(TRAIN), str(TEST), "models/model.joblib"} <= set(without_rules)


def test_no_file_quotes_a_mail(committed, mails):
    found = quoting(committed, mails)
    assert found == []


def test_no_file_has_the_subject_of_a_mail(committed, mails):
    found = titled(committed, mails)
    assert found == []


def test_no_file_has_an_address_of_a_mail(committed, raw):
    found = addressed(committed, raw)
    assert found == []


@pytest.mark.parametrize("form", ["{}\n{}", "<p>{}<br/>{}</p>", '{{"x": "{}\\n{}"}}', "| {} | {}"])
def test_a_quoted_mail_would_be_found(form, mails):
    mail = mails[mails["words"].str.len() > 50].iloc[0]
    halves = (" ".join(mail["words"][start : start + LONG // 2]) for start in (20, 20 + LONG // 2))
    found = quoting({"leak.md": form.format(*halves)}, mails)
    assert ("leak.md", mail["id"]) in found


def test_a_subject_in_a_file_would_be_found(mails):
    long = mails["subject"].map(lambda text: len(words(text)) >= TITLE)
    mail = mails[long].iloc[0]
    found = titled({"leak.svg": f"<text>{mail['subject'].upper()}</text>", "b.md": "x"}, mails)
    assert ("leak.svg", mail["id"]) in found
    assert {name for name, _ in found} == {"leak.svg"}


def test_an_address_in_a_file_would_be_found(mails, raw):
    address = mails["people"].str.extract(f"({ADDRESS.pattern})")[0].dropna().iloc[0]
    planted = f"Written by &lt;{address.upper()}&gt; and somebody@example.org"
    found = addressed({"leak.html": planted, "other.html": "a@example.org"}, raw)
    assert found == ["leak.html"]


def test_a_word_in_a_report_is_common_and_nobodys_name(facts):
    train = pd.read_parquet(TRAIN)
    texts = (train["subject"] + "\n" + train["body"]).str.lower().map(WORD.findall)
    mails = Counter(word for found in texts for word in set(found))
    names = set().union(*train["people"].str.lower().str.findall(r"[^\W\d_]+"))
    shown = facts.mistakes
    named = [*shown.for_spam, *shown.for_real]
    named += [word for each in [*shown.lost, *shown.let_through] for word in each.words]
    bare = {each.word.removeprefix("subject:") for each in named}
    assert {word for word in bare if mails[word] < shown.common_word} == set()
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


def test_what_a_served_model_is_shown_is_no_mail(mails):
    found = quoting({"example": "\n".join(example(TEST)["text"])}, mails)
    assert found == []


def test_showing_a_mail_writes_nothing(mails, capsys, tmp_path):
    def state():
        names = listed(tmp_path / "git")
        return {name: (ROOT / name).stat().st_mtime_ns for name in names if ".pyc" not in name}

    before, mail = state(), mails["id"].iloc[0]
    assert show.main([mail]) == 0
    assert mail in capsys.readouterr().out
    assert state() == before
