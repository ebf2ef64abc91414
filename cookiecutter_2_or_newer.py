"""Refuse answers before cookiecutter uses them: in one sentence, with no folder made.

Cookiecutter reads an answer from the command line as a template, and starts the hooks in a folder
that it has named by the answers. This extension of its template language comes before both. An
older cookiecutter finds no extensions in a template, and says so with the name of this file.
"""

import json
from collections.abc import Mapping
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from jinja2 import Environment
from jinja2.ext import Extension

TEMPLATE = Path(__file__).parent
HOOKS = TEMPLATE / "hooks"
SKELETON = "{" * 2 + "cookiecutter.project_slug"


def load_hook() -> ModuleType:
    """Return the hook that knows what is wrong with an answer."""
    spec = spec_from_file_location("pre_gen_project", HOOKS / "pre_gen_project.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def is_ours(source: str) -> bool:
    """Return whether a text with a mark is the template's own: a default, a path or a hook."""
    if source.startswith(SKELETON):
        return True
    defaults = json.loads((TEMPLATE / "cookiecutter.json").read_text(encoding="utf-8"))
    hooks = (path.read_text(encoding="utf-8") for path in HOOKS.glob("*.py"))
    return source in (value for value in defaults.values() if isinstance(value, str)) or (
        "\n" in source and source.strip() in (hook.strip() for hook in hooks)
    )


def accepted(answers: Mapping[str, Any]) -> str:
    """Return the name of the project's folder, when all answers will do."""
    names = (answers[key] for key in ("project_name", "author", "project_slug"))
    if reason := load_hook().why_not_answers(*names):
        raise SystemExit(f"error: {reason}.")
    return str(answers["project_slug"])


class Answers(Extension):
    """Stops the generation at an answer that cannot be used."""

    def __init__(self, environment: Environment) -> None:
        """Add the filter that cookiecutter.json puts its answers through."""
        super().__init__(environment)
        environment.filters["accepted"] = accepted

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return a template as it is, unless it is an answer; those have no name."""
        reason = None if name is not None or is_ours(source) else load_hook().why_marked(source)
        if reason:
            raise SystemExit(f"error: the answer {reason}; choose another one.")
        return source
