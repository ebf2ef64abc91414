"""Documents as other facts would have them."""

from project_package.pipeline import PROBLEM
from workbench.documents import stage as document

PROJECT = {"name": "mine", "license": "MIT"}


def rendered(facts, template="WALKTHROUGH.md.j2"):
    """Return a document as other facts would have it."""
    engine = document.environment(PROBLEM.source)
    return engine.get_template(template).render(
        facts=facts, story=document.story(), project=PROJECT
    )


def changed(facts, part, **values):
    """Return the facts with other values in one of their parts."""
    return facts.model_copy(update={part: getattr(facts, part).model_copy(update=values)})
