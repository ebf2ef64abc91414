"""Writes the site, the lines of the CV, and the workflow that publishes the site.

Writes: site/index.html and the report of each project in site/, cv.md, .github/workflows/pages.yml
"""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from .. import palette
from ..documents import wording
from ..documents.author import Author
from ..documents.page import NAME
from ..files import save_text
from .project import REPORT, PortfolioError, Shown

TEMPLATES = Path(__file__).parent / "templates"
SHARED = Path(__file__).parents[1] / "documents" / "templates"
SITE = Path("site")
PAGE = SITE / "index.html"
CV = Path("cv.md")
WORKFLOW = Path(".github/workflows/pages.yml")
NOBODY = Author("", "", {})
LINK = re.compile(r'<a href="([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)


def refuse_foreign(target: Path) -> None:
    """Refuse to write over what another hand has made.

    Raises:
        PortfolioError: The folder holds something, and not a page of this command.
    """
    if target.is_dir() and any(target.iterdir()) and not (target / PAGE).exists():
        raise PortfolioError(f"{target} holds other files: name another folder with --to")


def environment() -> Environment:
    """Return the template engine: unknown names are errors, HTML is escaped."""
    engine = Environment(
        loader=FileSystemLoader([TEMPLATES, SHARED]),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html.j2"]),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    engine.globals |= {"colors": palette.variables, "picture": picture, "badge": badge}
    engine.filters |= {"whole": wording.whole, "lower_first": wording.lower_first}
    return engine


def picture(shown: Shown) -> Markup:
    """Return a project's picture; the ids in it get the project's name in front."""
    return Markup(NAME.sub(lambda start: f"{start[1]}{shown.slug}-", shown.picture))


def badge(shown: Shown) -> Markup:
    """Return the badge of a project, which is a picture of its own."""
    return Markup(shown.proof.badge)


def copied_report(shown: Shown, site: Path) -> None:
    """Put the report of a project into the site, with the files of reports/ that it links to.

    Any other link leads to the repository, or is taken out where there is none.
    """
    reports, folder = shown.folder / REPORT.parent, site / shown.slug

    def moved(link: re.Match[str]) -> str:
        where, more, text = link.groups()
        path = unquote(where.partition("#")[0])
        if "//" in where or where.startswith(("#", "mailto:")):
            return link[0]
        if not path.startswith("../") and (reports / path).is_file():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(reports / path, folder / path)
            return link[0]
        if not shown.repository:
            return text
        return (
            f'<a href="{shown.repository}/blob/HEAD/{where.removeprefix("../")}"{more}>{text}</a>'
        )

    folder.mkdir(parents=True)
    text = (shown.folder / REPORT).read_text(encoding="utf-8")
    save_text(folder / "index.html", LINK.sub(moved, text))


def write(projects: Sequence[Shown], target: Path) -> None:
    """Write everything; what an earlier call has written is replaced."""
    person = next((each.author for each in projects if each.author.name), NOBODY)
    engine = environment()
    shutil.rmtree(target / SITE, ignore_errors=True)
    (target / SITE).mkdir(parents=True)
    (target / WORKFLOW).parent.mkdir(parents=True, exist_ok=True)
    for each in projects:
        copied_report(each, target / SITE)
    shutil.copyfile(TEMPLATES / WORKFLOW.name, target / WORKFLOW)
    for path, template in {CV: "cv.md.j2", PAGE: "portfolio.html.j2"}.items():
        text = engine.get_template(template).render(projects=projects, author=person)
        save_text(target / path, text)
