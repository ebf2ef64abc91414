"""The command line: ``python -m workbench portfolio FOLDER...``."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from ..errors import ProjectError, ended
from . import writing
from .project import PortfolioError, Shown, read

PROG = "python -m workbench"
PURPOSE = "write one static page over several projects, and the lines of a CV about them"


def parser() -> argparse.ArgumentParser:
    """Return the parser of the one command."""
    top = argparse.ArgumentParser(prog=PROG, description="What is about several projects at once.")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    example = f"example: {PROG} portfolio ../house-prices ../churn"
    command = commands.add_parser("portfolio", help=PURPOSE, description=PURPOSE, epilog=example)
    command.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="of a project")
    where = "where to write (default: portfolio/ beside the first project)"
    command.add_argument("--to", type=Path, metavar="FOLDER", help=where)
    return top


def beside(shown: Mapping[str, Shown], found: Shown) -> Shown:
    """Return a project that can stand on the page beside those shown.

    Raises:
        PortfolioError: It has the name of another, or is by somebody else.
    """
    if found.slug in shown:
        raise PortfolioError(f"another project has the name {found.slug}")
    names = [each.author.name for each in shown.values() if each.author.name]
    if found.author.name and names and found.author.name != names[0]:
        raise PortfolioError(f"it is by {found.author.name}, the page by {names[0]}")
    return found


def readable(folders: list[Path]) -> list[Shown]:
    """Return the projects that can be shown, the newest first; say why another one is left out.

    Raises:
        PortfolioError: There is none.
    """
    shown: dict[str, Shown] = {}
    for folder in dict.fromkeys(each.resolve() for each in folders):
        try:
            found = beside(shown, read(folder))
        except ProjectError as error:
            print(f"left out: {folder.name}: {error}", file=sys.stderr)
            continue
        shown[found.slug] = found
        if not found.repository:
            print(f"{folder.name} has no remote, so nothing links to its code", file=sys.stderr)
    if not shown:
        raise PortfolioError("none of these can be shown, so nothing is written")
    by_title = sorted(shown.values(), key=lambda each: each.title)
    return sorted(by_title, key=lambda each: each.published, reverse=True)


def make(folders: list[Path], target: Path) -> None:
    """Write the page and the CV lines, and say where they are."""
    writing.refuse_foreign(target)
    projects = readable(folders)
    writing.write(projects, target)
    print(f"{target / writing.PAGE}: {len(projects)} project(s); {target / writing.CV} beside it")
    print("To publish: git init there, commit, push, and turn on Pages (Source: GitHub Actions).")


def main(arguments: list[str] | None = None) -> int:
    """Write the page and the CV lines; return the exit code."""
    options = parser().parse_args(arguments)
    target = options.to or options.folders[0].resolve().parent / "portfolio"
    return ended(lambda: make(options.folders, target))
