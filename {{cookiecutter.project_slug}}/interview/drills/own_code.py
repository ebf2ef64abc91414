"""The project's own modules, some of them from a scratch copy, for the checks of exercises."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any


class WrongError(Exception):
    """What a check has found, in a sentence."""


def hold(condition: object, otherwise: str) -> None:
    """Raise WrongError, with a sentence, unless a condition holds."""
    if not condition:
        raise WrongError(otherwise)


class Own:
    """A package that takes each module from the first of some folders that has it."""

    def __init__(self, name: str, folders: Sequence[Path]):
        """Make a package called ``name``; one of that name is forgotten."""
        for known in [each for each in sys.modules if each.split(".")[0] == name]:
            del sys.modules[known]
        self.name = name
        package = ModuleType(name)
        package.__path__ = [str(folder) for folder in folders]
        sys.modules[name] = package
        importlib.invalidate_caches()

    def __call__(self, module: str) -> Any:
        """Return a module of the package."""
        return importlib.import_module(f"{self.name}.{module}")


Check = Callable[[Own], None]


def check_of(module: str, name: str) -> Check:
    """Return the check of an exercise."""
    found: Check = getattr(importlib.import_module(f"{__package__}.checks.{module}"), name)
    return found


def fault_in(check: Check, own: Own, folder: Path) -> str:
    """Run a check and say what is wrong, "" when nothing is.

    A line of ``folder`` is named when the code there raises something else than a check does.
    """
    try:
        check(own)
    except WrongError as error:
        return str(error)
    except (Exception, SystemExit) as error:
        from .places import raised

        return f"The code raises {raised(error, _file_in(folder, error))}."
    return ""


def _file_in(folder: Path, error: BaseException) -> str | None:
    """Return the file of ``folder`` that an exception came through, None when there is none."""
    trace, found = error.__traceback__, None
    while trace:
        file = Path(trace.tb_frame.f_code.co_filename)
        found = str(file) if file.parent.resolve() == folder.resolve() else found
        trace = trace.tb_next
    return found
