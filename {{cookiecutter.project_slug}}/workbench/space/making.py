"""What a Docker Space holds: the demo, its model and its pins, and nothing else.

Reads:  .dockerignore, and what it lets into an image; README.md, story.yaml, pyproject.toml
Writes: space/
"""

import shutil
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..documents import wording
from ..documents.citation import hub_license
from ..errors import MissingInputError, ProjectError
from ..files import STORY, existing, read_yaml, save_text
from ..handwritten import read_toml
from ..owned import is_own, own_files

SPACE = Path("space")
ALLOWED = Path(".dockerignore")
PINS = Path("app/requirements.txt")
DATA = Path("data")
MARK = "sdk: docker"  # in the front matter of a README that this command wrote
TEMPLATES = Path(__file__).parent / "templates"


def allowed() -> list[Path]:
    """Return the files that the demo needs: what .dockerignore lets into an image.

    Raises:
        MissingInputError: A run has to make one of them first.
    """
    lines = existing(ALLOWED, "document").read_text(encoding="utf-8").splitlines()
    found: list[Path] = []
    for path in (Path(line[1:]) for line in lines if line.startswith("!")):
        if not path.exists():
            raise MissingInputError(f"{path} not found: `make run` first, then `make space`")
        inside = own_files(path, "**/*") if path.is_dir() else [path]
        found += [each for each in inside if is_own(each)]
    return found


def refuse_foreign() -> None:
    """Refuse to replace a folder that this command did not write.

    Raises:
        ProjectError: It is one.
    """
    readme = SPACE / "README.md"
    if SPACE.exists() and not (readme.exists() and MARK in readme.read_text(encoding="utf-8")):
        raise ProjectError(f"{SPACE}/ was not written by this command: move it away first")


def about() -> dict[str, str]:
    """Return what the README of the Space says of the project."""
    project = read_toml(Path("pyproject.toml"))["project"]
    story = read_yaml(existing(STORY, "document"))
    license_lines = hub_license(project).splitlines()
    return {
        "title": str(story["title"]),
        "name": str(project["name"]),
        "license": "\n".join(line for line in license_lines if "license_link" not in line),
    }


def make() -> list[Path]:
    """Write the folder anew, and return its files.

    Raises:
        ProjectError: There was no run yet, or a folder of that name holds something else.
    """
    refuse_foreign()
    files = allowed()
    engine = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=False,  # it is no HTML
        keep_trailing_newline=True,
    )
    engine.filters["quoted"] = wording.quoted
    part = SPACE.with_name(f".{SPACE.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    for path in files:
        (part / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, part / path)
    shutil.copyfile(TEMPLATES / "Dockerfile", part / "Dockerfile")
    text = engine.get_template("README.md.j2").render(about(), data=uploaded_data(files))
    save_text(part / "README.md", text)
    shutil.rmtree(SPACE, ignore_errors=True)
    part.rename(SPACE)
    return [*files, Path("Dockerfile"), Path("README.md")]


def uploaded_data(files: list[Path]) -> list[str]:
    """Return the tables of the data set that the demo needs."""
    return [path.as_posix() for path in files if path.is_relative_to(DATA)]
