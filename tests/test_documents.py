"""The templates of the documents, where they lie: they link to code that each project has."""

from __future__ import annotations

import re

import pytest

from conftest import PROBLEMS
from kit import project_paths

CALL = re.compile(r'\b(?:code|source)\(((?:"\w+\.\w+"(?:, )?)+)\)')
READING = re.compile(r'^ +\(".+", "(\w+\.\w+)"\),$', re.MULTILINE)
TEMPLATES = ("documents/", "workbench/documents/templates/")


def links(text: str) -> set[str]:
    """Return the code that a template links to, as module and name."""
    calls = [name for call in CALL.findall(text) for name in re.findall(r"\w+\.\w+", call)]
    return {*calls, *READING.findall(text)}


def lost(problem: str) -> dict[str, list[str]]:
    """Return the links of each template of a problem to what its package does not define."""
    places, found = project_paths(problem), dict[str, list[str]]()
    for place, path in places.items():
        if not place.startswith(TEMPLATES) or path.suffix != ".j2":
            continue
        for link in links(path.read_text(encoding="utf-8")):
            module, name = link.split(".")
            code = places.get(f"src/project_package/{module}.py")
            defined = rf"^(?:def|class) {name}\b|^{name}\b.*="
            if code is None or not re.search(defined, code.read_text(encoding="utf-8"), re.M):
                found.setdefault(place, []).append(link)
    return found


@pytest.mark.parametrize("problem", PROBLEMS)
def test_the_documents_link_to_code_that_is_there(problem):
    assert lost(problem) == {}


def test_the_links_of_a_template_are_read():
    text = '{{ code("a.b", "c.d") }} {{ source("e.f") }}\n  ("What", "g.h"),\n'
    assert links(text) == {"a.b", "c.d", "e.f", "g.h"}
