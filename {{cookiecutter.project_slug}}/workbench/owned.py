"""What belongs to the project: one rule for the configuration, claims, checksums and listings.

Tools put files of their own beside those of the project. `.gitignore` and `.dvcignore` name the
same kinds for git and DVC.
"""

from pathlib import Path

MADE = {"__pycache__", "Thumbs.db", "desktop.ini"}


def is_own(path: Path) -> bool:
    """Return whether a file is the project's, not something that a tool has put beside it.

    Args:
        path: Within the project, so that nothing above the project counts.

    >>> [is_own(Path(each)) for each in ("a/b.py", "a/__pycache__/b.pyc", ".ipynb_checkpoints/a")]
    [True, False, False]
    """
    return not any(
        part in MADE or part.startswith((".", "#")) or part.endswith((".egg-info", "~"))
        for part in path.parts
    )


def own_files(folder: Path, pattern: str) -> list[Path]:
    """Return the files of the project below a folder that a pattern fits, in their order."""
    found = (path for path in folder.glob(pattern) if is_own(path.relative_to(folder)))
    return sorted(path for path in found if path.is_file())
