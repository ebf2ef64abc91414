"""The command line of a project: ``python -m PACKAGE COMMAND``."""

import argparse
import importlib
import inspect
import sys
from collections.abc import Callable
from functools import partial

from .errors import ended
from .failure import marked
from .problem import Problem

__all__ = ["main"]

BEFORE = {"compose": "resolve conf/ and params.yaml into config.lock.yaml"}
AFTER = {
    "document": "write README block, walk-through, model card and report from the facts",
    "track": "log the run to MLflow",
}
OTHERS = {
    "kept": "compare the last training with the version kept last, out of fold",
    "ready": "list what is left to do before the project goes public",
}
WHERE = {
    "compose": "configuration",
    "kept": "experiments.comparing",
    "document": "documents.stage",
    "track": "tracking",
}


def purpose_of(stage: Callable[[], None]) -> str:
    """Return what a stage does: the first line of its docstring, as a help text has it."""
    first = (inspect.getdoc(stage) or stage.__name__).partition("\n")[0]
    return f"{first[0].lower()}{first[1:].rstrip('.')}"


def commands_of(problem: Problem) -> dict[str, str]:
    """Return every command and what it does, the stages first, in the order of the pipeline."""
    stages = {**BEFORE, **{name: purpose_of(run) for name, run in problem.stages.items()}}
    return {**stages, **AFTER, **OTHERS}


def parser(problem: Problem) -> argparse.ArgumentParser:
    """Return the parser: one sub-command a stage."""
    top = argparse.ArgumentParser(
        prog=f"python -m {problem.package}",
        description="Run one stage of the pipeline. `dvc repro` runs those that need it.",
        epilog=f"example: python -m {problem.package} evaluate",
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, purpose in commands_of(problem).items():
        example = f"example: python -m {problem.package} {name}"
        command = commands.add_parser(name, help=purpose, description=purpose, epilog=example)
        if name == "document":
            command.add_argument(
                "--check", action="store_true", help="fail when a document is out of date"
            )
        if name == "kept":
            command.add_argument(
                "--take",
                type=int,
                metavar="NUMBER",
                help="keep it, as the experiment of this number",
            )
    return top


def found(name: str, problem: Problem) -> Callable[..., int | None]:
    """Return what a command runs: a stage of the problem, or a module of the workbench."""
    if name in problem.stages:
        return problem.stages[name]
    module = importlib.import_module(f".{WHERE.get(name, name)}", __package__)
    return module.run if name == "compose" else partial(module.run, problem)


def main(problem: Problem, arguments: list[str] | None = None) -> int:
    """Run the command named on the command line; return the exit code."""
    options = vars(parser(problem).parse_args(arguments))
    name = options.pop("command")
    if name in OTHERS:
        return ended(lambda: found(name, problem)(**options))
    print(f"{name:<10}{commands_of(problem)[name]}", file=sys.stderr, flush=True)
    with marked(name):
        return ended(lambda: found(name, problem)(**options))
