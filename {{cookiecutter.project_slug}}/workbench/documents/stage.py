"""Stage document: the facts and the author's story to the documents that people read.

Reads:  reports/facts.json, reports/kept.json, story.yaml, experiments/, reports/plots/,
        documents/, README.md, dvc.yaml, src/
Writes: the results block of README.md, WALKTHROUGH.md, MODEL_CARD.md, reports/index.html, and for
        machines CITATION.cff; after the first run reports/kept.json

With ``--check`` nothing is written: it fails when a document is not what the facts say, or names a
path or command that does not exist.
"""

import re
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from .. import palette
from ..errors import DocumentError
from ..experiments import comparing, kept
from ..experiments.records import read_all
from ..experiments.unrecorded import unrecorded
from ..files import FACTS, STORY, existing, read_json, read_yaml, save_text
from ..handwritten import read_text, read_toml
from ..problem import Problem
from ..statistics import POWER, per_group
from . import links, page, wording
from .author import author, byline, escaped
from .citation import citation, hub_license
from .entries import check_entries
from .readme import BLOCK, README
from .references import broken
from .search import positions

OWN = Path("documents")  # the problem's own templates
SHARED = Path(__file__).parent / "templates"
PYPROJECT = Path("pyproject.toml")
CITATION = Path("CITATION.cff")
DOCUMENTS = {
    Path("WALKTHROUGH.md"): "WALKTHROUGH.md.j2",
    Path("MODEL_CARD.md"): "MODEL_CARD.md.j2",
    Path("reports/index.html"): "index.html.j2",
}
ANSWERS = ("user", "decision", "costs", "own_part", "reversed_decision", "next_step", "changes")
BLANK = re.compile(r"\n{3,}")  # what a block leaves that has nothing to say


def story() -> dict[str, Any]:
    """Return the story; what is not answered is empty, and its place in a document stays out.

    Raises:
        DocumentError: The file has no title or no day, or a change or link that cannot be shown.
    """
    answers = read_yaml(existing(STORY, "document"))
    if not answers.get("title"):
        raise DocumentError(f"{STORY} has no title: put one on the line `title:`")
    known = {key: str(answers.get(key) or "") for key in ("title", "published")}
    try:
        date.fromisoformat(known["published"])
    except ValueError as error:
        raise DocumentError(
            f"{STORY} has no day of publication: put it on the line `published:` as YYYY-MM-DD"
        ) from error
    check_entries(answers.get("changes") or [])
    person = author(answers)
    known |= {"author": person.name, "about": person.about}
    said = {key: answer or "" for key, answer in answers.items()}
    return {**dict.fromkeys(ANSWERS, ""), **said, **known, "links": person.links}


def environment(source: Path) -> Environment:
    """Return the template engine: unknown names are errors, HTML is escaped.

    Args:
        source: The folder of the package, whose lines the documents link to.
    """
    engine = Environment(
        loader=FileSystemLoader([OWN, SHARED]),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html.j2"]),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    engine.filters |= {
        **wording.FORMATS,
        "span": wording.span,
        "brackets": wording.brackets,
        "short": wording.short,
        "quoted": wording.quoted,
        "lower_first": wording.lower_first,
        "markdown": wording.markdown,
        "escaped": escaped,
        "prose": page.prose,
        "labeled": page.labeled,
    }
    engine.globals |= {
        "byline": byline,
        "code": partial(links.code, source),
        "inline": page.inline,
        "finding": page.finding,
        "every_plot": page.every_plot,
        "experiments": read_all,
        "kept": kept.read,
        "positions": positions,
        "source": partial(links.source, source),
        "unrecorded": partial(unrecorded, source),
        "colors": palette.variables,
        "level": wording.share(wording.LEVEL),
        "confidence": wording.LEVEL,
        "hub_license": hub_license,
        "per_group": per_group,
        "power": POWER,
    }
    return engine


def render(problem: Problem) -> dict[Path, str]:
    """Return the text that every document should have.

    Raises:
        DocumentError: README.md has lost the markers of its results block.
    """
    facts = problem.facts(**read_json(FACTS, "evaluate"))
    engine, answers = environment(problem.source), story()
    project = read_toml(PYPROJECT)["project"]

    def text(template: str) -> str:
        page = engine.get_template(template).render(facts=facts, story=answers, project=project)
        return BLANK.sub("\n\n", page)

    readme = read_text(README)
    if not BLOCK.search(readme):
        raise DocumentError(
            f"{README} has no results block: put the lines `<!-- results -->` and "
            "`<!-- /results -->` where the run shall write its table"
        )
    block = text("results.md.j2")
    documents = {path: text(template) for path, template in DOCUMENTS.items()}
    documents[CITATION] = citation(facts.source, answers, project)
    return {README: BLOCK.sub(lambda _: block, readme), **documents}


def verify(documents: dict[Path, str], problem: Problem) -> None:
    """Compare the documents on disk with what they should be.

    Raises:
        DocumentError: Names the first document that is stale, or what it refers to in vain.
    """
    for path, text in documents.items():
        if read_text(existing(path, "document")) != text:
            raise DocumentError(f"{path} does not say what the facts say: run `dvc repro document`")
        if missing := broken(path, text, problem):
            raise DocumentError(f"{path} names what does not exist: {', '.join(missing)}")


def run(problem: Problem, check: bool = False) -> None:
    """Write the documents, or only check them."""
    if not check:
        comparing.begin(problem)
    documents = render(problem)
    if check:
        verify(documents, problem)
        print(f"{len(documents)} documents say what the facts say")
        return
    for path, text in documents.items():
        save_text(path, text)
