"""`python -m workbench portfolio`: one page over several projects, and the lines for a CV."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest
import yaml

from browser import DESK, PHONE, overflow, violations
from conftest import SKELETON, TEMPLATE
from documented import with_documents
from workbench.portfolio import cli, project, writing

SHOWN = ("house_prices", "spam")


@pytest.fixture(scope="module")
def folders(generate, tmp_path_factory) -> list[Path]:
    """Return two finished projects, the first with a remote, the second published later."""
    made = []
    for number, problem in enumerate(SHOWN):
        fresh = tmp_path_factory.mktemp("fresh")
        generate(fresh, problem=problem, project_slug=problem.replace("_", "-"), author="Ada Mine")
        one = next(fresh.iterdir())
        story = one / "story.yaml"
        text = re.sub(r"published: .*", f'published: "2026-0{number + 1}-01"', story.read_text())
        story.write_text(text + 'about: "Likes tables."\nlinks: {site: "https://example.org"}\n')
        made.append(with_documents(problem, one, tmp_path_factory.mktemp("made") / one.name))
    remote = "git@example.org:ada/house-prices.git"
    subprocess.run(["git", "init", "-q"], cwd=made[0], check=True)
    subprocess.run(["git", "remote", "add", "origin", remote], cwd=made[0], check=True)
    return made


@pytest.fixture(scope="module")
def target(folders, tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("portfolio") / "mine"
    assert cli.main(["portfolio", *map(str, folders), "--to", str(target)]) == 0
    return target


@pytest.fixture
def copy(folders, tmp_path) -> Path:
    """Return a project that a test may break."""
    return shutil.copytree(folders[0], tmp_path / "house-prices")


@pytest.fixture(scope="module")
def page(target) -> str:
    return (target / "site/index.html").read_text(encoding="utf-8")


def test_the_newest_project_comes_first_under_the_name_of_the_author(page):
    assert re.findall(r"<h1>(.*?)</h1>", page) == ["Ada Mine"]
    assert re.findall(r"<h2><a[^>]*>(.*?)</a>", page) == ["Spam Filter", "House Prices"]
    assert 'Likes tables. · <a href="https://example.org" rel="me">Website</a>' in page


def test_each_project_has_its_decision_headline_badge_and_picture(page, folders):
    facts = json.loads((folders[0] / "reports/facts.json").read_text())
    ours, base = facts["chosen"]["scores"], facts["baseline"]["scores"]
    shown = page[page.index("House Prices") :]
    assert "so that an agent can set the asking price" in shown
    assert f'<dd class="value">{ours["median_percent"]["value"]:.1f}%</dd>' in shown
    assert f"baseline {base['median_percent']['value']:.1f}%" in shown
    assert "reproduced to the last digit" in shown
    assert "Every metric and every prediction came out again" in shown
    assert page.count("<figure><svg ") == len(folders)


def test_the_headline_is_one_with_a_baseline_beside_it(page):
    shown = page[: page.index("House Prices")]
    assert "Cost per thousand emails" in shown
    assert re.search(r"spams read; with no filter \d+", shown)


def test_no_id_is_on_the_page_twice(page):
    names = re.findall(r'\bid="([^"]+)"', page)
    assert len(names) == len(set(names)) > 0


def test_no_link_of_the_site_is_dead(target):
    for file in (target / "site").rglob("*.html"):
        for link in re.findall(r'(?:href|src)="([^"#]+)"', file.read_text(encoding="utf-8")):
            if not link.startswith(("https://", "mailto:")):
                assert (file.parent / unescape(link)).is_file(), f"{file}: {link}"


def test_the_code_is_linked_to_where_there_is_a_remote(target, page):
    code = "https://example.org/ada/house-prices"
    assert f'<a href="{code}">Code</a>' in page
    report = target / "site/house-prices/index.html"
    assert f"{code}/blob/HEAD/src/house_prices/features.py#L" in report.read_text(encoding="utf-8")
    assert ">Code</a>" not in page[: page.index("House Prices")]
    assert "../src" not in (target / "site/spam/index.html").read_text(encoding="utf-8")


def test_a_cv_has_three_lines_a_project_and_a_pitch_of_half_a_minute(target, folders):
    text = (target / "cv.md").read_text(encoding="utf-8")
    for part, folder in zip(text.split("\n## ")[:0:-1], folders, strict=True):
        assert len(re.findall(r"^- ", part, re.MULTILINE)) == 3
        (pitch,) = re.findall(r"^> (.*)$", part, re.MULTILINE)
        walk = " ".join((folder / "WALKTHROUGH.md").read_text(encoding="utf-8").split())
        assert pitch in walk.replace("**", "")
        assert len(pitch.split()) <= 75
        facts = json.loads((folder / "reports/facts.json").read_text())
        assert f"Compared {len(facts['models'])} candidates" in part
        assert f"{facts['source']['rows']:,} rows" in part


def test_experiments_of_ones_own_are_counted(copy, tmp_path, monkeypatch):
    monkeypatch.setattr(project, "refuse_stale", lambda _: None)
    for number, verdict in enumerate(["kept", "dropped", "dropped", "open"]):
        file = copy / f"experiments/00{number}-x.yaml"
        file.write_text(f"verdict: {verdict}\n", encoding="utf-8")
    found = project.read(copy)
    writing.write([found], tmp_path / "to")
    text = (tmp_path / "to/cv.md").read_text(encoding="utf-8")
    assert "Measured 3 changes of my own out of fold: kept 1, dropped 2" in text
    alone = found._replace(kept=0, dropped=0, proof=project.Proof("", project.UNCHECKED))
    writing.write([alone], tmp_path / "to")
    text = (tmp_path / "to/cv.md").read_text(encoding="utf-8")
    assert "one command" in text
    assert project.UNCHECKED not in text


def say(capsys, folders, target) -> str:
    """Return what is said about folders of which none can be shown."""
    assert cli.main(["portfolio", *map(str, folders), "--to", str(target)]) == 1
    assert not target.exists()
    return capsys.readouterr().err


def test_the_project_of_another_author_is_left_out(folders, capsys, monkeypatch):
    first, second = (project.read(each.resolve()) for each in folders)
    other = second._replace(author=second.author._replace(name="Bo Else"))
    monkeypatch.setattr(cli, "read", {each.folder: each for each in (first, other)}.get)
    assert cli.readable([first.folder, other.folder]) == [first]
    assert f"{other.folder.name}: it is by Bo Else, the page by Ada Mine" in capsys.readouterr().err


def test_a_project_whose_documents_are_stale_is_left_out(copy, tmp_path, capsys):
    facts = json.loads((copy / "reports/facts.json").read_text())
    facts["chosen"]["scores"]["median_percent"]["value"] = 1.0
    (copy / "reports/facts.json").write_text(json.dumps(facts))
    said = say(capsys, [copy], tmp_path / "to")
    assert "left out: house-prices: its documents and its facts disagree" in said
    assert "none of these can be shown" in said


def test_a_project_whose_claim_is_about_other_numbers_is_left_out(copy, tmp_path, capsys):
    metrics = copy / "reports/metrics.json"
    metrics.write_text(metrics.read_text().replace("0.1", "0.2"))
    said = say(capsys, [copy], tmp_path / "to")
    assert "left out: house-prices: reports/metrics.json changed since the claim" in said


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("reports/facts.json", None, "reports/facts.json not found"),
        ("reports/facts.json", "{", "reports/facts.json is not JSON"),
        ("reports/claim.json", "[]", "reports/claim.json is not a claim"),
        ("src/house_prices/__main__.py", None, "src/ holds no package"),
        ("story.yaml", "- x", "its documents and its facts disagree"),
    ],
)
def test_a_broken_project_is_left_out_with_a_sentence(copy, tmp_path, capsys, file, text, said):
    (copy / file).unlink()
    if text is not None:
        (copy / file).write_text(text)
    assert said in say(capsys, [copy], tmp_path / "to")


def test_the_rest_is_shown_without_the_broken_one(folders, copy, tmp_path, capsys):
    (copy / "reports/facts.json").unlink()
    broken = copy.rename(tmp_path / "broken")
    assert cli.main(["portfolio", str(folders[1]), str(broken), "--to", str(tmp_path / "to")]) == 0
    assert "left out: broken:" in capsys.readouterr().err
    assert (tmp_path / "to/site/index.html").read_text(encoding="utf-8").count("<article") == 1


def test_ten_projects_stand_on_one_page(folders, tmp_path):
    found = project.read(folders[0])
    ten = [found._replace(slug=f"project-{number}") for number in range(10)]
    writing.write(ten, tmp_path / "to")
    text = (tmp_path / "to/site/index.html").read_text(encoding="utf-8")
    names = re.findall(r'\bid="([^"]+)"', text)
    assert text.count("<article") == 10
    assert len(names) == len(set(names))


def test_what_another_hand_has_made_is_not_written_over(folders, tmp_path, capsys):
    (tmp_path / "work.txt").write_text("five years")
    assert cli.main(["portfolio", str(folders[0]), "--to", str(tmp_path)]) == 1
    assert "holds other files: name another folder with --to" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["work.txt"]


def test_writing_again_replaces_the_page_and_keeps_the_rest(folders, tmp_path):
    found = project.read(folders[0])
    writing.write([found, found._replace(slug="old")], tmp_path / "to")
    (tmp_path / "to/README.md").write_text("mine")
    writing.write([found], tmp_path / "to")
    assert not (tmp_path / "to/site/old").exists()
    assert (tmp_path / "to/README.md").read_text() == "mine"


def test_the_workflow_uses_the_pinned_actions_of_the_project_and_publishes_the_site(target):
    text = (target / ".github/workflows/pages.yml").read_text(encoding="utf-8")
    own = (TEMPLATE / SKELETON / ".github/workflows/pages.yml").read_text(encoding="utf-8")
    actions = re.compile(r"uses: (\S+)")
    assert actions.findall(text) == actions.findall(own)
    steps = yaml.safe_load(text)["jobs"]["build"]["steps"]
    assert steps[-1]["with"] == {"path": "site"}


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_fits_fetches_nothing_and_has_no_barrier(target, chromium, size, theme):
    context = chromium.new_context(viewport=size, color_scheme=theme)
    opened, asked = context.new_page(), []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto((target / "site/index.html").as_uri())
    assert violations(opened) == []
    assert overflow(opened) == 0
    assert len(asked) == 1
    context.close()
