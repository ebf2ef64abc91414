"""Yours, the workbench, private: who may import what, and how much of each there is."""

from __future__ import annotations

import ast
import doctest
import importlib
import io
import json
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

import offered
from conftest import PROBLEMS, SKELETON, TEMPLATE, project_files
from kit import project_paths

ROOT = TEMPLATE / SKELETON
WORKBENCH = ROOT / "workbench"
WORD = "project_package"
CANDIDATES = {"src", "app", "tests", "notebooks", "documents", "conf"}
TARGET = re.compile(r"_target_\"?: \"?(workbench\.[\w.]+)\.(\w+)")
STORY = {"house_prices": 1000, "spam": 1300, "movies": 1300, "churn": 1300}  # code lines of src/
NEW_STORY = 1300  # of a problem that is not named above
PUBLIC = {"house_prices": 2600}  # code lines of all that is the candidate's
PUBLIC_PARTS = {"src", "tests", "conf", "app", "documents", "Makefile"}
MODULE = range(40, 251)  # code lines; a new problem starts with shorter ones
MODULES = 14
UNCOUNTED = ("__init__.py", "__main__.py")
NOT_TYPED = {".txt", ".ipynb", ".svg", ".md", ".lock"}  # locks, drawings and prose


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


OFFERED = offered.offered()


def code_of(path: Path) -> str:
    """Return the Python in a file: of a notebook, that of its cells."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        return text
    cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    return "\n".join("".join(cell["source"]) for cell in cells)


def taken(code: str) -> Iterator[tuple[str, str]]:
    """Yield what code takes from the workbench: a module, and a name of it."""
    tree, modules = ast.parse(code), {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (
                (each.name, "*") for each in node.names if each.name.startswith("workbench.")
            )
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "workbench":
            for each in node.names:
                if f"{node.module}.{each.name}" in OFFERED:
                    modules[each.asname or each.name] = [f"{node.module}.{each.name}"]
                else:
                    yield str(node.module), each.name
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield from ((module, node.attr) for module in modules.get(node.value.id, ()))


def candidate_files() -> list[PurePosixPath]:
    """Return the files of skeleton, layers and problems that become the candidate's."""
    found = []
    for path in project_files():
        place = (
            path.relative_to(*path.parts[:2]) if path.parts[0] in ("layers", "problems") else path
        )
        if place.parts[0] in CANDIDATES:
            found.append(path)
    return found


def test_the_workbench_never_names_the_package_that_it_serves():
    named = [
        str(path)
        for path in project_files()
        if path.parts[0] == "workbench" and WORD.encode() in (ROOT / path).read_bytes()
    ]
    assert named == []


def foreign(code: str) -> list[str]:
    """Return the imports by which a module of the workbench could reach a project's code."""
    found = []
    for node in ast.walk(ast.parse(code)):
        modules: list[str] = []
        if isinstance(node, ast.Import):
            modules = [each.name for each in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            modules = [str(node.module)]
        found += [
            each for each in modules if each.split(".")[0] in {WORD, "src", "app", "interview"}
        ]
        if isinstance(node, ast.Call) and "import_module" in ast.unparse(node.func):
            found += [] if "__package__" in ast.unparse(node) else [ast.unparse(node)]
    return found


def test_the_workbench_imports_nothing_of_a_project():
    found = {offered.module_of(path): foreign(code_of(path)) for path in WORKBENCH.rglob("*.py")}
    assert {module: lines for module, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "code",
    [
        "import project_package",
        "from project_package.facts import Facts",
        "from app.demo import DEMO",
        "import importlib\nimportlib.import_module(name)",
    ],
)
def test_an_import_across_the_boundary_is_found(code):
    assert foreign(code)


def strangers(code: str) -> list[str]:
    """Return what code takes from the workbench although it is not offered."""
    return [
        f"{module}.{name}" for module, name in taken(code) if name not in OFFERED.get(module, [])
    ]


def test_a_project_takes_only_what_the_workbench_offers():
    found = {}
    for path in candidate_files():
        if path.suffix in (".py", ".ipynb"):
            found[str(path)] = strangers(code_of(ROOT / path))
        if path.suffix in (".py", ".yaml"):
            targets = TARGET.findall((ROOT / path).read_text(encoding="utf-8"))
            hidden = [f"{m}.{n}" for m, n in targets if n not in OFFERED.get(m, [])]
            found[str(path)] = [*found.get(str(path), []), *hidden]
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    "code",
    [
        "from workbench.files import HEADER",
        "from workbench import statistics\nstatistics.BATCH",
        "from workbench.ready.checklist import checklist",
        "import workbench.files",
        "from workbench.nothing import this",
    ],
)
def test_a_name_that_is_not_offered_is_found(code):
    assert strangers(code)


def test_what_is_offered_is_there():
    for module, names in OFFERED.items():
        if names:
            loaded = importlib.import_module(module)
            assert [name for name in names if not hasattr(loaded, name)] == [], module


def test_the_examples_in_the_docstrings_of_the_workbench_hold():
    paths = [path for path in WORKBENCH.rglob("*.py") if ">>> " in path.read_text(encoding="utf-8")]
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths]
    assert names
    results = {name: doctest.testmod(importlib.import_module(name)) for name in names}
    assert {name: each for name, each in results.items() if each.failed or not each.attempted} == {}


def test_the_readme_of_the_workbench_lists_what_it_offers():
    text = offered.README.read_text(encoding="utf-8")
    assert text == offered.with_table(text), "run scripts/offered.py"
    assert "| `workbench.problem` | `Problem` |" in text


def code_lines(path: Path) -> int:
    """Count the lines that are neither blank nor comment nor docstring."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return sum(1 for line in text.splitlines() if line.strip() and line.strip()[0] != "#")
    documented: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(
            node
        ):
            first = node.body[0]
            documented |= set(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    skipped = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in skipped | {tokenize.ENDMARKER}:
            lines |= set(range(token.start[0], token.end[0] + 1))
    return len(lines - documented)


def test_code_lines_are_counted_without_what_is_no_code(tmp_path):
    (tmp_path / "a.py").write_text('"""Two\nlines."""\n\n# one\nx = (\n    1\n)  # two\n')
    assert code_lines(tmp_path / "a.py") == 3


def counted(problem: str) -> dict[str, int]:
    """Return the code lines of each file of a project that is the candidate's, by its place."""
    places = project_paths(problem)
    return {
        place: code_lines(path)
        for place, path in places.items()
        if PurePosixPath(place).parts[0] in PUBLIC_PARTS and path.suffix not in NOT_TYPED
    }


@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_story_is_small_enough_to_own(problem):
    lines = {place: n for place, n in counted(problem).items() if place.startswith("src/")}
    modules = {place: n for place, n in lines.items() if not place.endswith(UNCOUNTED)}
    assert sum(lines.values()) <= STORY.get(problem, NEW_STORY), lines
    assert len(modules) <= MODULES, sorted(modules)
    least = MODULE.start if problem in STORY else 0
    assert {place: n for place, n in modules.items() if not least <= n < MODULE.stop} == {}


@pytest.mark.parametrize("problem", PUBLIC)
def test_what_is_public_is_small_enough_to_read(problem):
    lines = counted(problem)
    assert sum(lines.values()) <= PUBLIC[problem], lines
