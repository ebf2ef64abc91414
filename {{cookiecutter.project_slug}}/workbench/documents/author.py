"""Who made the project, as story.yaml says it: a name, one line about the person, links."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from ..errors import DocumentError
from ..files import STORY
from .wording import markdown

NOBODY = "Your Name"  # the template's default, which no page shows
LABELS = {"site": "Website", "github": "GitHub", "linkedin": "LinkedIn", "email": "Email"}
URL = re.compile(r"https?://(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#][^\s<>\"'`()\[\]{}|\\]*)?")
EMAIL = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,}")


class Author(NamedTuple):
    """What is said about the author; what story.yaml leaves out is empty."""

    name: str
    about: str
    links: dict[str, str]  # where each leads, by what it is called


def author(answers: Mapping[str, Any]) -> Author:
    """Return what a story says about its author.

    Raises:
        DocumentError: A link leads nowhere, or is of a kind that is not known.
    """
    name, about = (" ".join(str(answers.get(key) or "").split()) for key in ("author", "about"))
    links = answers.get("links") or {}
    if not isinstance(links, Mapping):
        raise DocumentError(f"{STORY}: `links` has to be lines of `site: ADDRESS` and the like")
    if unknown := [str(key) for key in links if key not in LABELS]:
        raise DocumentError(
            f"{STORY}: `links` has {', '.join(unknown)}, but only {', '.join(LABELS)} are known"
        )
    found = {LABELS[key]: address(key, str(links[key])) for key in LABELS if links.get(key)}
    return Author("" if name == NOBODY else name, about, found)


def address(key: str, text: str) -> str:
    """Return where a link leads.

    Raises:
        DocumentError: It is no address of a page, or none of email.
    """
    if key == "email":
        if EMAIL.fullmatch(text):
            return f"mailto:{text}"
        raise DocumentError(
            f"{STORY}: `email` under `links` is {text!r}, which is no email address"
        )
    if URL.fullmatch(text):
        return text
    raise DocumentError(
        f"{STORY}: `{key}` under `links` is {text!r}: write the whole address, from https:// on"
    )


def escaped(text: str) -> str:
    r"""Return a text that a page in Markdown shows as it is, whatever is in it.

    No link and no code is left in it, either, that the check of the documents would look up.

    >>> print(escaped("~R&D~ <b>"))
    \~R&amp;D\~ \<b\>
    """
    plain = markdown(text).replace("&", "&amp;").replace("\\`", "&#96;").replace("](", "]\\(")
    return re.sub(r"([~$])", r"\\\1", plain)


def byline(story: Mapping[str, Any]) -> str:
    """Return who made the project as a line of Markdown; empty when the story does not say."""
    by = f"By {escaped(story['author'])}" if story["author"] else ""
    about = escaped(story["about"])
    if about and not by:
        by, about = f"About the author: {about}", ""
    links = [f"[{label}]({where})" for label, where in story["links"].items()]
    return " · ".join(filter(None, [by, about, *links]))
