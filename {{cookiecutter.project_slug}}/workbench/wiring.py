"""What a stage runs, read from the code: for the tests that hold dvc.yaml and the code together.

A stage is a function of the module ``pipeline``. From there every name is followed to the function
or class that it means, in the package and in the workbench, without running anything.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

__all__ = ["Place", "keys_read", "names", "reached"]

WORKBENCH = Path(__file__).parent
Parts = dict[str, ast.AST]


class Place(NamedTuple):
    """A function, class or value: the file that it stands in, and its name."""

    file: Path
    name: str


@cache
def parsed(file: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(file.read_text(encoding="utf-8"))


def origin(node: ast.ImportFrom, file: Path) -> Path | None:
    """Return the folder or module that something is imported from, None if it is of neither side.

    Args:
        node: The import.
        file: The module in which it stands.
    """
    words = (node.module or "").split(".") if node.module else []
    if node.level:
        return file.parents[node.level - 1].joinpath(*words)
    return WORKBENCH.parent.joinpath(*words) if words[:1] == [WORKBENCH.name] else None


def imported(tree: ast.AST, file: Path) -> dict[str, Place]:
    """Return what the imports in a part of a module mean, by the names that they give.

    A module has no name in it: its place is the file alone.
    """
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (source := origin(node, file)):
            for each in node.names:
                module = source / f"{each.name}.py"
                inside = source / "__init__.py" if source.is_dir() else source.with_suffix(".py")
                place = Place(module, "") if module.exists() else Place(inside, each.name)
                found[each.asname or each.name] = place
    return found


@cache
def defined(file: Path) -> Parts:
    """Return the functions, classes and computed values of a module, by name.

    A plain constant is left out: it is what it says, and runs nothing.
    """
    found: Parts = {}
    for node in parsed(file).body if file.exists() else []:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = node
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            found |= {each.id: node for each in node.targets if isinstance(each, ast.Name)}
    return found


@cache
def known(file: Path) -> dict[str, Place]:
    """Return what the names mean that a module defines or imports."""
    return {**imported(parsed(file), file), **{name: Place(file, name) for name in defined(file)}}


def definition(place: Place) -> ast.AST | None:
    """Return the code at a place, None for a plain constant or what is only imported there."""
    return defined(place.file).get(place.name)


def local(node: ast.AST) -> set[str]:
    """Return the names that a function gives to values of its own, such as its arguments."""
    parts = list(ast.walk(node))
    given = {each.id for each in parts if isinstance(each, ast.Name) and is_stored(each)}
    return given | {each.arg for each in parts if isinstance(each, ast.arg)}


def is_stored(name: ast.Name) -> bool:
    """Return whether a value is given to a name here."""
    return isinstance(name.ctx, ast.Store)


def used(place: Place) -> Iterator[Place]:
    """Yield the places that a function or class names."""
    if node := definition(place):
        outer = {k: v for k, v in known(place.file).items() if k not in local(node)}
        meant = {**outer, **imported(node, place.file)}
        for each in ast.walk(node):
            if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name):
                owner = meant.get(each.value.id)
                if owner and not owner.name:
                    yield Place(owner.file, each.attr)
            elif isinstance(each, ast.Name) and (found := meant.get(each.id)) and found.name:
                yield found


def reached(start: Place) -> set[Place]:
    """Return the functions and classes that run when ``start`` runs, and itself."""
    found, left = {start}, [start]
    while left:
        new = {each for each in used(left.pop()) if definition(each)} - found
        found |= new
        left += new
    return found


def names(places: set[Place]) -> set[str]:
    """Return every name that the code at these places uses."""
    nodes = [node for place in places if (node := definition(place))]
    return {each.id for node in nodes for each in ast.walk(node) if isinstance(each, ast.Name)}


def keys_read(places: set[Place]) -> set[str]:
    """Return the keys of the configuration that are read at these places, by their first word."""
    nodes = [node for place in places if (node := definition(place))]
    return {
        each.attr
        for node in nodes
        for each in ast.walk(node)
        if isinstance(each, ast.Attribute)
        and ast.unparse(each.value) in ("config", "load_config()")
    }
