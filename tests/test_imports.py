"""What a stage imports before it works: nothing heavy that it does not use."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from conftest import PROBLEMS, SKELETON, TEMPLATE

ROOT = TEMPLATE / SKELETON
PACKAGE = "project_package"
TABLES = {"numpy", "pandas", "pyarrow"}
MODELS = {"scipy", "sklearn", "joblib"}
FAR = {"dvc", "hydra", "jupyter", "pandera", "pytest"}
STAGES = {  # in the package, with what none of them may import
    "fetch": {*MODELS, "matplotlib", "mlflow", *FAR},
    "prepare": {"matplotlib", "mlflow", *FAR} - {"pandera"},
    "compare": {"matplotlib", "mlflow", *FAR} - {"hydra"},
    "train": {"matplotlib", "mlflow", *FAR} - {"hydra"},
    "evaluate": {"mlflow", *FAR} - {"hydra"},
}
COMMANDS = {  # in the workbench
    "configuration.py": {*TABLES, *MODELS, "matplotlib", "mlflow", *FAR} - {"hydra"},
    "documents/stage.py": {"pandas", "pyarrow", *MODELS, "matplotlib", "mlflow", *FAR},
    "experiments/comparing.py": {*MODELS, "pandas", "matplotlib", "mlflow", *FAR},
    "sharing/status.py": {*TABLES, *MODELS, "matplotlib", "mlflow", "pydantic", *FAR},
    "summary.py": {"omegaconf", *TABLES, *MODELS, "matplotlib", "mlflow", *FAR},
    "tracking.py": {"scipy", "sklearn", "matplotlib", "mlflow", *FAR},
}


def places(problem: str) -> list[Path]:
    """Return the folders whose src/ a project of a problem is laid together from."""
    folder = ROOT / "problems" / problem
    layers = (folder / "layers.txt").read_text(encoding="utf-8").split()
    return [folder, *(ROOT / "layers" / layer for layer in layers), ROOT]


@cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def lines_run(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements that run on an import: none of a function, or for the types only."""
    for each in body:
        if isinstance(each, ast.If) and "TYPE_CHECKING" in ast.unparse(each.test):
            continue
        yield each
        if isinstance(each, ast.If | ast.Try | ast.With):
            yield from lines_run(each.body)


def meant(node: ast.Import | ast.ImportFrom, module: str) -> list[str]:
    """Return the modules that an import in a module may mean, by their full names."""
    if isinstance(node, ast.Import):
        return [each.name for each in node.names]
    words = module.split(".")[: -node.level] if node.level else []
    source = ".".join([*words, *([node.module] if node.module else [])])
    return [source, *(f"{source}.{each.name}" for each in node.names)]


def file_of(module: str, folders: list[Path]) -> Path | None:
    """Return where a module of the package or the workbench lies, None if it is of neither."""
    words = module.split(".")
    for folder in folders:
        base = folder / "src" if words[0] == PACKAGE else folder
        for path in (
            base.joinpath(*words, "__init__.py"),
            base.joinpath(*words).with_suffix(".py"),
        ):
            if path.exists() and words[0] in (PACKAGE, "workbench"):
                return path
    return None


def imported(start: list[ast.stmt], module: str, folders: list[Path]) -> set[str]:
    """Return the packages of others that statements import, by way of any of our modules."""
    found: set[str] = set()
    seen: set[str] = set()
    left = [(start, module)]
    while left:
        body, here = left.pop()
        for node in lines_run(body):
            if not isinstance(node, ast.Import | ast.ImportFrom):
                continue
            for name in meant(node, here):
                parents = [name.rsplit(".", up)[0] for up in range(name.count(".") + 1)]
                for each in parents:
                    path = file_of(each, folders)
                    if path and each not in seen:
                        seen.add(each)
                        inside = f"{each}.__init__" if path.name == "__init__.py" else each
                        left.append((parsed(path).body, inside))
                found.add(name.split(".")[0])
    return found


def function(path: Path, name: str) -> list[ast.stmt]:
    """Return the statements of a function of a module."""
    tree = parsed(path)
    return next(e.body for e in tree.body if isinstance(e, ast.FunctionDef) and e.name == name)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_stage_imports_nothing_heavy_that_it_does_not_use(problem, stage):
    folders, module = places(problem), f"{PACKAGE}.pipeline"
    path = file_of(module, folders)
    assert path
    start = [*parsed(path).body, *function(path, stage)]
    found = imported(start, module, folders)
    assert found & {"numpy", "pandas", "workbench"}, "nothing was followed"
    assert found & STAGES[stage] == set()


def test_the_first_documents_need_no_library_of_models():
    path = ROOT / "workbench/experiments/comparing.py"
    found = imported(function(path, "present"), "workbench.experiments.comparing", [ROOT])
    assert "pandas" in found, "nothing was followed"
    assert found & {*MODELS, *FAR} == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_imports_nothing_heavy_that_it_does_not_use(command):
    path = ROOT / "workbench" / command
    module = ".".join(["workbench", *Path(command).with_suffix("").parts])
    found = imported(parsed(path).body, module, [ROOT])
    assert len(found) > 2, "nothing was followed"
    assert found & COMMANDS[command] == set()


def test_what_an_import_of_an_import_brings_is_seen(tmp_path):
    folder = tmp_path / "src" / PACKAGE
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("import yaml\n")
    (folder / "plots.py").write_text("from typing import TYPE_CHECKING\nimport matplotlib.axes\n")
    (folder / "data.py").write_text(
        "from . import plots\nif TYPE_CHECKING:\n    import mlflow\ndef f():\n    import scipy\n"
    )
    found = imported(ast.parse("from .data import f").body, f"{PACKAGE}.pipeline", [tmp_path])
    assert found == {PACKAGE, "yaml", "typing", "matplotlib"}
