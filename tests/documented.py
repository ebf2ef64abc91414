"""A project with what its example left, and the documents that the templates of today write."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from conftest import TEMPLATE, load


def with_documents(problem: str, project: Path, folder: Path) -> Path:
    """Copy a rendered project to ``folder`` and write its documents from its example's facts."""
    shutil.copytree(project, folder)
    code = shutil.ignore_patterns(*load("scripts/example.py").LINKED)  # that of today is there
    shutil.copytree(TEMPLATE / "examples" / problem, folder, dirs_exist_ok=True, ignore=code)
    shutil.copy(project / "README.md", folder)
    done = subprocess.run(
        [sys.executable, "-m", project.name.replace("-", "_"), "document"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": f"src{os.pathsep}."},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder
