"""Who the candidate is: asked once, kept in the user's own folder, copied into each project.

Reads, writes: profile.yaml in the folder where this system keeps a user's settings
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from . import story_file
from .errors import InterviewError
from .mine import FOLDER
from .story_file import Value

HEAD = "# Who you are. `make story` copies it into the story.yaml of each project.\n"
NOBODY = "Your Name"  # the template's default
URL = re.compile(r"https?://(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#][^\s<>\"'`()\[\]{}|\\]*)?")
EMAIL = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,}")


class Field(NamedTuple):
    """One thing that is asked about the person."""

    ask: str
    sample: str


NAME, ABOUT = "name", "about"
LINKS = {
    "site": Field("Your website", "https://ada.example.org"),
    "github": Field("Your page on GitHub", "https://github.com/ada"),
    "linkedin": Field("Your page on LinkedIn", "https://www.linkedin.com/in/ada"),
    "email": Field("An email address that may be public", "ada@example.org"),
}
FIELDS = {
    NAME: Field("Your name, as readers should see it", "Ada Example"),
    ABOUT: Field("One line about you", "Data scientist in Leeds, six years in retail"),
    **LINKS,
}


def place() -> Path:
    """Return where the profile is kept."""
    from platformdirs import user_config_path

    return user_config_path(FOLDER, appauthor=False, roaming=True) / "profile.yaml"


def read() -> dict[str, str]:
    """Return what is known; what was asked and left out is there, and empty.

    Raises InterviewError when the file is not YAML, or has an address that is none.
    """
    path = place()
    if not path.exists():
        return {}
    _, found = story_file.read(path)
    known = {key: str(found[key] or "") for key in FIELDS if key in found}
    for key, text in known.items():
        if text and not fitting(key, text):
            sample = FIELDS[key].sample
            raise InterviewError(f"{path}: {key} is {text!r}; it should look like {sample}")
    return known


def keep(key: str, text: str) -> None:
    """Remember one answer."""
    path = place()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        story_file.save(path, HEAD)
    story_file.write(path, key, text)


def fitting(key: str, text: str) -> str:
    """Return an answer as it is kept, or nothing when it cannot be what was asked for.

    >>> fitting("github", "github.com/ada"), fitting("email", "ada")
    ('https://github.com/ada', '')
    """
    if key == "email":
        text = text.removeprefix("mailto:")
        return text if EMAIL.fullmatch(text) else ""
    if key not in LINKS:
        return text
    full = text if "://" in text else f"https://{text}"
    return full if URL.fullmatch(full) else ""


def in_story(answers: Mapping[str, Any]) -> dict[str, str]:
    """Return what a project's story.yaml says about the person."""
    name, links = str(answers.get("author") or ""), answers.get("links")
    known = {NAME: "" if name == NOBODY else name, ABOUT: str(answers.get(ABOUT) or "")}
    if isinstance(links, Mapping):
        known |= {key: str(links[key]) for key in LINKS if links.get(key)}
    return {key: text for key, text in known.items() if text}


def to_copy(
    known: Mapping[str, str], answers: Mapping[str, Any], *, replace: bool
) -> dict[str, Value]:
    """Return what story.yaml should say about the person and does not say.

    Args:
        known: The profile.
        answers: What story.yaml says.
        replace: Write the profile over what story.yaml says, too.
    """
    there = in_story(answers)
    wanted: dict[str, Value] = {}
    if known.get(NAME) and (replace or NAME not in there):
        wanted["author"] = known[NAME]
    if known.get(ABOUT) and ABOUT not in there:
        wanted[ABOUT] = known[ABOUT]
    if replace and ABOUT in there:
        wanted[ABOUT] = known.get(ABOUT, "")
    links = {key: known[key] for key in LINKS if known.get(key)}
    if (replace or not answers.get("links")) and (links or answers.get("links")):
        wanted["links"] = links
    return {key: value for key, value in wanted.items() if value != answers.get(key)}
