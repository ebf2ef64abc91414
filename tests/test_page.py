"""The report, as the templates of today write it from each example's facts, in a real browser."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from browser import DESK, PHONE, overflow, violations
from conftest import FINISHED
from documented import with_documents

MEGABYTE = 1_000_000
pytestmark = pytest.mark.parametrize("problem", FINISHED, indirect=True, scope="session")
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
THEMES = pytest.mark.parametrize("theme", ["light", "dark"])


@pytest.fixture(scope="module")
def report(problem, project, tmp_path_factory) -> Path:
    """Write the documents of a problem's project from what its example's run left."""
    folder = tmp_path_factory.mktemp("report") / project.name
    return with_documents(problem, project, folder) / "reports" / "index.html"


@pytest.fixture
def opened(report, chromium, size, theme):
    """Open the report, and collect what it asks the network for."""
    context = chromium.new_context(viewport=size, color_scheme=theme)
    page = context.new_page()
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(report.as_uri())
    yield page
    context.close()


@SIZES
@THEMES
def test_an_accessibility_checker_finds_nothing(opened):
    assert violations(opened) == []


@SIZES
@THEMES
def test_it_fits_the_window_and_fetches_nothing(opened):
    assert overflow(opened) == 0
    assert [url for url in opened.asked if not url.startswith("file:")] == []
    assert len(opened.asked) == 1


@pytest.mark.parametrize("theme", ["light"])
@pytest.mark.parametrize("size", [PHONE], ids=["phone"])
def test_a_phone_shows_every_column_of_a_table_with_its_head(opened):
    for table in opened.locator("table").all():
        heads = [head.inner_text() for head in table.locator("thead th").all()]
        for row in table.locator("tbody tr").all():
            cells = row.locator("td, th").all()
            assert [cell.get_attribute("data-label") for cell in cells] == heads
            for cell in cells:
                box = cell.bounding_box()
                assert box["x"] >= 0
                assert box["x"] + box["width"] <= PHONE["width"]


@SIZES
@pytest.mark.parametrize("theme", ["light"])
def test_no_card_is_left_over_in_a_row_of_its_own(opened):
    tops = [card.bounding_box()["y"] for card in opened.locator(".card").all()]
    assert len({tops.count(top) for top in tops}) == 1


def matched(pattern: str, text: str) -> re.Match[str]:
    """Return the first match, which has to be there."""
    found = re.search(pattern, text, re.DOTALL)
    assert found, pattern
    return found


def test_it_is_light_and_needs_no_script(report):
    text = report.read_text(encoding="utf-8")
    assert len(text.encode()) < MEGABYTE
    assert "<script" not in text


def test_each_figure_tells_its_finding_to_those_who_do_not_see_it(report):
    text = report.read_text(encoding="utf-8")
    images = re.findall(r"<figure><svg ([^>]*)>", text)
    assert images
    for each in images:
        assert 'role="img"' in each
        assert len(matched(r'aria-label="([^"]*)"', each)[1].split()) > 3
    names = re.findall(r'\bid="([^"]+)"', text)
    assert len(set(names)) == len(names)


def test_no_color_of_a_figure_is_fixed_so_that_it_follows_the_theme(report):
    figures = re.findall(r"<figure>.*?</figure>", report.read_text(encoding="utf-8"), re.DOTALL)
    assert re.findall(r"#[0-9a-fA-F]{6}\b", "".join(figures)) == []


def test_it_prints_in_dark_ink_on_white(report, chromium):
    context = chromium.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(report.as_uri())
    page.emulate_media(media="print")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(255, 255, 255)"
    assert page.pdf().startswith(b"%PDF")
    context.close()


def test_the_report_opens_with_what_the_walk_through_says_aloud(report):
    walkthrough = (report.parents[1] / "WALKTHROUGH.md").read_text(encoding="utf-8")
    summary = matched(r"## Summary\n\n(.*?)\n\n##", walkthrough)[1]
    shown = matched(r"<main>\n(.*?)<h2>", report.read_text(encoding="utf-8"))[1]
    assert unescape(re.sub(r"<[^>]+>", "", shown)).split() == re.sub(r"[*`]", "", summary).split()


def test_the_summary_can_be_said_in_half_a_minute(report):
    walkthrough = (report.parents[1] / "WALKTHROUGH.md").read_text(encoding="utf-8")
    summary = matched(r"## Summary\n\n(.*?)\n\n##", walkthrough)[1]
    assert len(summary.split()) <= 75  # at 150 words a minute
    assert not re.search(r"[\[\]()]", summary)
    assert len(re.findall(r"\d[\d.,%]*", summary)) <= 4


def test_the_readme_has_its_figure_in_light_and_dark(report):
    text = (report.parents[1] / "README.md").read_text(encoding="utf-8")
    figure = matched(r'srcset="([^"]+)"><img src="([^"]+)" alt="([^"]+)"', text)
    dark, light, alternative = figure.groups()
    assert dark.replace("-dark", "") == light
    assert alternative in (report.parents[1] / light).read_text(encoding="utf-8")
