"""The interview kit as each problem's project has it, for the tests."""

from __future__ import annotations

import json
import shutil
import signal
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from conftest import SKELETON, TEMPLATE, project_files

KIT = "interview"


def parts(problem: str) -> list[PurePosixPath]:
    """Return the folders that a problem's project is made of, without the skeleton itself."""
    overlay = PurePosixPath("problems") / problem
    layers = (TEMPLATE / SKELETON / overlay / "layers.txt").read_text(encoding="utf-8").split()
    return [*(PurePosixPath("layers") / name for name in layers), overlay]


def project_paths(problem: str) -> dict[str, Path]:
    """Return every file of a problem's project: its place in the project, where it lies here."""
    places = {}
    folders = parts(problem)
    for path in project_files():
        source = TEMPLATE / SKELETON / path
        if path.parts[0] not in ("layers", "problems"):
            places[path.as_posix()] = source
        for folder in folders:
            if path.is_relative_to(folder):
                places[path.relative_to(folder).as_posix()] = source
    return places


def assemble(problem: str, project: Path) -> Path:
    """Put the kit, the example's facts and its documents into ``project``."""
    for place, source in project_paths(problem).items():
        if place.startswith(f"{KIT}/"):
            target = project / place
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    example = TEMPLATE / "examples" / problem
    for place in ("reports/facts.json", "WALKTHROUGH.md"):
        if (example / place).exists():
            (project / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(example / place, project / place)
    return project


def heed_ctrl_c() -> None:
    """Take Ctrl-C in a process to come, also where the tests run in the background of a shell."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def use_calculations(problem: str, monkeypatch) -> None:
    """Let the kit find the calculations of a problem's layers where they lie."""
    import interview.calculations as package
    from interview.calculations import core

    folders = [TEMPLATE / SKELETON / part / KIT / "calculations" for part in parts(problem)]
    there = [str(folder) for folder in folders if folder.exists()]
    monkeypatch.setattr(package, "__path__", [*package.__path__, *there])
    core.makers.cache_clear()
    monkeypatch.setattr(core, "makers", cache(core.makers.__wrapped__))


def known_facts(problem: str, measured: dict[str, Any]) -> dict[str, Any]:
    """Return facts as the kit reads them: indexed, with the problem's words and aliases."""
    from interview import facts, records

    overlay = TEMPLATE / SKELETON / "problems" / problem / KIT / "problem.yaml"
    return facts.named({**records.indexed(measured), "story": {}}, facts.read_yaml(overlay))


def example_facts(problem: str) -> dict[str, Any]:
    """Return the facts that an example's run wrote."""
    path = TEMPLATE / "examples" / problem / "reports" / "facts.json"
    facts = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(facts, dict)
    return facts
