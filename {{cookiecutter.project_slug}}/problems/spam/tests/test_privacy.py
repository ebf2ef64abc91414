"""The mails are other people's letters: nothing that can be committed holds any of their text."""

import re
import subprocess
from pathlib import Path

import pandas as pd
import pytest
from conftest import ROOT

from project_package.files import TEST, TRAIN

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
OURS = re.compile(r"@example\.(?:org|com)$|@stdlib|^git@")
RUN = 6  # words in a row that no document of ours has in common with a mail by chance
LEAST = 20  # characters of a subject that is somebody's and not "hello"


def squeezed(text: str) -> list[str]:
    """Return the words of a text, without marks and case."""
    return re.findall(r"[^\W_]+", text.lower())


def committed() -> dict[str, str]:
    """Return the text of every file that git would add, by path."""
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [Path(ROOT, each) for each in done.stdout.splitlines()]
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for path in paths
        if path.is_file()
    }


@pytest.fixture(scope="module")
def mails() -> pd.DataFrame:
    return pd.concat([pd.read_parquet(path) for path in (TRAIN, TEST)], ignore_index=True)


@pytest.fixture(scope="module")
def letters(mails) -> set[tuple[str, ...]]:
    """Return every run of words of every mail."""
    runs = set()
    for text in mails["subject"] + "\n" + mails["body"]:
        words = squeezed(text)
        runs.update(zip(*(words[start:] for start in range(RUN)), strict=False))
    return runs


def quotes(text: str, letters: set[tuple[str, ...]]) -> list[str]:
    """Return the runs of words that a text shares with a mail."""
    words = squeezed(text)
    runs = zip(*(words[start:] for start in range(RUN)), strict=False)
    return [" ".join(run) for run in runs if run in letters and sum(map(len, run)) >= LEAST]


def addresses(text: str, known: set[str]) -> set[str]:
    """Return the addresses of people that a text holds."""
    found = {each for each in ADDRESS.findall(text.lower()) if not OURS.search(each)}
    return found & known


def written_by_the_run() -> dict[str, str]:
    """Return what the run wrote and git would add."""
    names = ("README.md", "WALKTHROUGH.md", "MODEL_CARD.md", "config.lock.yaml", "dvc.lock")
    found = {path: text for path, text in committed().items() if path.startswith("reports/")}
    return {**found, **{path: text for path, text in committed().items() if path in names}}


def test_there_is_something_to_look_at():
    assert {"WALKTHROUGH.md", "reports/facts.json", "reports/index.html"} <= set(
        written_by_the_run()
    )
    assert any(path.endswith(".svg") for path in written_by_the_run())


def test_git_would_add_no_mail():
    assert not [path for path in committed() if path.startswith(("data/", "models/", "mlruns"))]


def test_nothing_that_the_run_wrote_quotes_a_mail(letters):
    found = {path: quotes(text, letters) for path, text in written_by_the_run().items()}
    assert {path: runs for path, runs in found.items() if runs} == {}


def test_nothing_that_can_be_committed_holds_an_address_of_a_mail(mails):
    known = set(ADDRESS.findall("\n".join(mails["headers"] + "\n" + mails["body"]).lower()))
    assert len(known) > 1000
    found = {path: addresses(text, known) for path, text in committed().items()}
    assert {path: each for path, each in found.items() if each} == {}


def test_a_quoted_mail_and_an_address_would_be_found(mails, letters):
    long = mails[mails["body"].str.split().str.len() > 40].iloc[0]
    assert quotes("As one wrote: " + " ".join(long["body"].split()[10:30]), letters)
    said = mails[mails["subject"].map(lambda each: len(squeezed(each)) > RUN)].iloc[0]
    assert quotes(f"| {said['subject'].upper()} |", letters)
    assert addresses("by ann@somewhere.net", {"ann@somewhere.net"})
