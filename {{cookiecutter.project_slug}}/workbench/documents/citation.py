"""How the project and its data are cited: CITATION.cff, in the Citation File Format 1.2.0."""

from typing import Any

import yaml

from ..records import Source
from .author import NOBODY

WIDTH = 100  # characters of a line, then it is folded


def person(name: str) -> dict[str, str]:
    """Return an author of the data as the format has it; without a comma it is no person's name.

    >>> person("De Cock, D.")
    {'family-names': 'De Cock', 'given-names': 'D.'}
    >>> person("SpamAssassin project")
    {'name': 'SpamAssassin project'}
    """
    family, comma, given = name.partition(", ")
    return {"family-names": family, "given-names": given} if comma else {"name": name}


def reference(source: Source) -> dict[str, Any]:
    """Return the data set as something that is cited."""
    return {
        "type": "data",
        "title": source.name,
        "authors": [person(name) for name in source.authors],
        "notes": source.citation,
    }


def hub_license(project: dict[str, Any]) -> str:
    """Return the license as the front matter of a model card on Hugging Face names it."""
    if project["license"].startswith("LicenseRef-"):
        return "license: other\nlicense_name: all-rights-reserved\nlicense_link: LICENSE"
    return f"license: {project['license'].lower()}"


def citation(source: Source, story: dict[str, Any], project: dict[str, Any]) -> str:
    """Return the text of CITATION.cff.

    A license that SPDX does not list has no name in this format, so it is left out: the file
    LICENSE says it.

    Args:
        source: Where the data came from.
        story: Title, author and the day of publication.
        project: The table of that name in pyproject.toml.
    """
    content = {
        "cff-version": "1.2.0",
        "message": "If you use this project, please cite it as below, and the data with it.",
        "type": "software",
        "title": story["title"],
        "authors": [{"name": story["author"] or NOBODY}],  # there has to be one
        "version": project["version"],
        "date-released": story["published"],
    }
    if not project["license"].startswith("LicenseRef-"):
        content["license"] = project["license"]
    if source.authors:
        content["references"] = [reference(source)]
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=WIDTH)
