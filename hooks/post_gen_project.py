"""Turn skeleton + layers + problem into one project, and give its package the final name.

Cookiecutter renders this file and runs the copy in the new project folder, so nothing outside that
folder is read here. Files are moved whole: none is merged, and none has two owners. Only `os` and
`sys` are imported, because pathlib, shutil and json would double the time that this takes.
"""

import os
import sys

# Safe as they stand: pre_gen has refused all but small letters, digits and underscores.
PROBLEM = "{{ cookiecutter.problem }}"
PACKAGE = "{{ cookiecutter.__package }}"

PLACEHOLDER = "project_package"
LAYER_LIST = "layers.txt"
README = "README.md"
DEFAULTS = "default_"  # layers of this name hold what a problem may leave out
SCAFFOLDING = ("layers", "problems")
PRIVATE = "interview"
HIDE_ALL = "# git sees nothing in this folder, nor this file: `private --off` changes that.\n*\n"
CACHES = {"__pycache__", ".ruff_cache", ".mypy_cache", ".pytest_cache", ".ipynb_checkpoints"}


class TemplateError(Exception):
    """The template itself is wrong: a file has two owners, or a layer does not exist."""


def layers_of(problem: str) -> list[str]:
    """Return the names of the layers that a problem asks for, in its order."""
    wanted = os.path.join(problem, LAYER_LIST)
    if not os.path.exists(wanted):
        return []
    with open(wanted, encoding="utf-8") as file:
        return file.read().split()


def lay_over(overlay: str, project: str, yields: bool = False) -> None:
    """Move every file below ``overlay`` to the same place in ``project``.

    Where there is a file already, ``yields`` leaves it; without, that is a bug of the template.
    """
    if not os.path.isdir(overlay):
        raise TemplateError(f"there is no folder {overlay}")
    for entry in sorted(os.scandir(overlay), key=lambda entry: entry.name):
        target = os.path.join(project, entry.name)
        if entry.name in CACHES or entry.name == LAYER_LIST:
            continue
        if entry.is_dir() and os.path.isdir(target):
            lay_over(entry.path, target, yields)
        elif os.path.lexists(target):
            if yields:
                continue
            raise TemplateError(f"{entry.path} has a second owner, {target}")
        else:
            os.rename(entry.path, target)  # a whole folder at once, where it is new


def remove(folder: str) -> None:
    """Delete a folder and all that is in it."""
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            remove(entry.path)
        else:
            os.remove(entry.path)
    os.rmdir(folder)


def remove_caches(project: str) -> None:
    """Delete what tools have left behind when they ran in the template's own folders."""
    for root, folders, _ in os.walk(project):
        for name in CACHES.intersection(folders):
            remove(os.path.join(root, name))
            folders.remove(name)


def rename_package(project: str, package: str) -> None:
    """Put ``package`` where the template says PLACEHOLDER: the folder, and the word in all text.

    Bytes are replaced, not decoded text, so line ends stay as they are. A NUL marks a binary file.
    """
    os.rename(os.path.join(project, "src", PLACEHOLDER), os.path.join(project, "src", package))
    old, new = PLACEHOLDER.encode(), package.encode()
    for root, _, names in os.walk(project):
        for name in names:
            path = os.path.join(root, name)
            with open(path, "rb") as file:
                content = file.read()
            if old in content and b"\0" not in content:
                with open(path, "wb") as file:
                    file.write(content.replace(old, new))


def hide(folder: str) -> None:
    """Keep a folder out of git from within, so that nothing in the repository tells of it."""
    with open(os.path.join(folder, ".gitignore"), "w", encoding="utf-8", newline="\n") as file:
        file.write(HIDE_ALL)


def assemble(project: str, problem: str, package: str) -> None:
    """Make the finished project out of the folder that cookiecutter has filled."""
    overlay = os.path.join(project, "problems", problem)
    rendered = os.path.join(overlay, README)  # by cookiecutter, into the project's own
    if os.path.exists(rendered):
        os.remove(rendered)
    layers = layers_of(overlay)
    for layer in layers:
        if not layer.startswith(DEFAULTS):
            lay_over(os.path.join(project, "layers", layer), project)
    lay_over(overlay, project)
    for layer in layers:
        if layer.startswith(DEFAULTS):
            lay_over(os.path.join(project, "layers", layer), project, yields=True)
    for name in SCAFFOLDING:
        if os.path.isdir(os.path.join(project, name)):
            remove(os.path.join(project, name))
    remove_caches(project)
    rename_package(project, package)


def main() -> None:
    """Assemble the project in the working directory, or stop when the template is wrong."""
    try:
        assemble(os.curdir, PROBLEM, PACKAGE)
    except TemplateError as error:
        sys.exit(f"error: this is a bug of the template: {error}.")
    hide(PRIVATE)
    folder = os.path.basename(os.getcwd())
    print(f"Made {folder}. Next: cd {folder} && make setup run")
    print(f"Then rehearse: make rehearse. git ignores {PRIVATE}/, so it stays yours alone.")


if __name__ == "__main__":
    main()
