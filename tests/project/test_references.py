"""The check that a document names only what exists."""

from pathlib import Path

import pytest

from project_package.pipeline import PROBLEM
from workbench.documents.references import broken

NOTE = Path("NOTE.md")
PAGE = Path("reports/page.html")


@pytest.mark.parametrize(
    "text",
    [
        "see [the data](data/nowhere.csv)",
        "in `conf/nothing.yaml`",
        "run `make coffee`",
        "    make setup coffee",
        '    make test WHAT="two words" coffee',
        "    python -m project_package evalute",
        "    python -m project_package.swoop -m model=ridge",
        "    dvc repro nothing",
    ],
)
def test_what_does_not_exist_is_found(text):
    assert broken(NOTE, text, PROBLEM)


@pytest.mark.parametrize(
    "text",
    [
        "see [the facts](reports/facts.json)",
        "in `conf/config.yaml`, line [three](conf/config.yaml#L3)",
        "    make setup",
        '    make try WHAT="two words" WHY=one',
        "    python -m project_package evaluate",
        "    dvc repro evaluate",
        "    dvc exp run -S model=ridge",
        "a `word`, and [a page](https://example.org/)",
    ],
)
def test_what_exists_is_not_complained_about(text):
    assert broken(NOTE, text, PROBLEM) == []


def test_links_of_a_page_start_at_the_page():
    assert broken(PAGE, '<a href="facts.json">x</a> <code>make run</code>', PROBLEM) == []
    assert broken(PAGE, '<a href="reports/facts.json">x</a>', PROBLEM) == ["reports/facts.json"]
