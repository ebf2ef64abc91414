"""Turn skeleton + layers + problem into one project, and give its package the final name.

Cookiecutter renders this file and runs the copy in the new project folder, so nothing outside that
folder is read here. Files are moved whole: none is merged, and none has two owners.
"""

import json
import os
import shutil
import sys
from pathlib import Path

ANSWERS = r"""{{ cookiecutter | jsonify }}"""

PLACEHOLDER = "project_package"
LAYER_LIST = "layers.txt"
SCAFFOLDING = ("layers", "problems")
CACHES = {"__pycache__", ".ruff_cache", ".mypy_cache", ".pytest_cache", ".ipynb_checkpoints"}


class TemplateError(Exception):
    """The template itself is wrong: a file has two owners, or a layer does not exist."""


def layers_of(problem: Path) -> list[str]:
    """Return the names of the layers that a problem asks for, in its order."""
    wanted = problem / LAYER_LIST
    return wanted.read_text(encoding="utf-8").split() if wanted.exists() else []


def files_below(folder: Path) -> list[Path]:
    """Return every file below ``folder`` that is no tool's cache, relative to it and in order."""
    found: list[Path] = []
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in CACHES)
        found += [Path(root, name).relative_to(folder) for name in sorted(files)]
    return found


def lay_over(overlay: Path, project: Path) -> None:
    """Move every file of ``overlay`` to the same place in ``project``."""
    if not overlay.is_dir():
        raise TemplateError(f"there is no folder {overlay.relative_to(project).as_posix()}")
    for file in files_below(overlay):
        target = project / file
        if file.as_posix() == LAYER_LIST:
            continue
        if target.exists():
            owner = overlay.relative_to(project).as_posix()
            raise TemplateError(f"{file.as_posix()} of {owner} has another owner already")
        target.parent.mkdir(parents=True, exist_ok=True)
        (overlay / file).rename(target)


def remove_scaffolding(project: Path) -> None:
    """Delete the overlays, and caches that tools left behind in the template."""
    for name in SCAFFOLDING:
        shutil.rmtree(project / name, ignore_errors=True)
    for root, folders, _ in os.walk(project):
        for name in CACHES.intersection(folders):
            shutil.rmtree(Path(root, name))
            folders.remove(name)


def rename_package(project: Path, package: str) -> None:
    """Put ``package`` where the template says PLACEHOLDER: the folder, and the word in all text.

    Bytes are replaced, not decoded text, so line ends stay as they are. A NUL marks a binary file.
    """
    (project / "src" / PLACEHOLDER).rename(project / "src" / package)
    old, new = PLACEHOLDER.encode(), package.encode()
    for file in files_below(project):
        content = (project / file).read_bytes()
        if old in content and b"\0" not in content:
            (project / file).write_bytes(content.replace(old, new))


def assemble(project: Path, problem: str, package: str) -> None:
    """Make the finished project out of the folder that cookiecutter has filled."""
    overlay = project / "problems" / problem
    for layer in layers_of(overlay):
        lay_over(project / "layers" / layer, project)
    lay_over(overlay, project)
    remove_scaffolding(project)
    rename_package(project, package)


def main() -> None:
    """Assemble the project in the working directory, or stop when the template is wrong."""
    answers = json.loads(ANSWERS)
    try:
        assemble(Path.cwd(), answers["problem"], answers["__package"])
    except TemplateError as error:
        sys.exit(f"error: this is a bug of the template: {error}.")
    print(f"Made {answers['project_slug']}. Next: cd {answers['project_slug']} && make run")


if __name__ == "__main__":
    main()
