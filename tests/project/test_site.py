"""The report as a site of its own: every link of it works there."""

import re

import pytest

from conftest import ROOT
from workbench.sharing import cli, site

SOURCE = "https://example.org/me/mine/blob/abc"


def made(page, project):
    """Write a page, make the site of it, and return what the site's page says."""
    (project / site.PAGE).write_text(page, encoding="utf-8")
    assert cli.main(["site", "--source", SOURCE]) == 0
    return (project / "_site/index.html").read_text(encoding="utf-8")


def test_the_site_of_this_project_has_no_dead_link(project):
    page = made((ROOT / site.PAGE).read_text(encoding="utf-8"), project)
    links = re.findall(r'(?:href|src)="([^"#][^"]*)"', page)
    inside = [link for link in links if "://" not in link and not link.startswith("data:")]
    assert [link for link in inside if not (project / "_site" / link).is_file()] == []
    assert [link for link in links if link.startswith("..")] == []


def test_a_file_of_the_reports_goes_along(project):
    page = '<img src="plots/candidates.svg"><a href="facts.json#x">all</a>'
    assert made(page, project) == page
    assert (project / "_site/plots/candidates.svg").is_file()
    assert (project / "_site/facts.json").is_file()


def test_any_other_file_is_shown_by_the_repository(project):
    page = made('<a href="../README.md#result">read</a> <a href="../src/">code</a>', project)
    assert page == f'<a href="{SOURCE}/README.md#result">read</a> <a href="{SOURCE}/src">code</a>'


@pytest.mark.parametrize("link", ["#result", "https://example.org/", "mailto:me@example.org"])
def test_a_link_that_leads_out_stays(link, project):
    assert made(f'<a href="{link}">x</a>', project) == f'<a href="{link}">x</a>'


@pytest.mark.parametrize("link", ["gone.json", "../gone.md", "../../README.md", "/etc"])
def test_a_dead_link_is_one_sentence(link, project, capsys):
    (project / site.PAGE).write_text(f'<a href="{link}">x</a>', encoding="utf-8")
    assert cli.main(["site", "--source", SOURCE]) == 2
    assert f"links to {link}, which is not there" in capsys.readouterr().err
