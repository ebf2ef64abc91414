"""Keep the kit out of the public repository, without a trace in it.

The line stands in `.git/info/exclude`, which belongs to this copy alone: `.gitignore` would tell
every visitor what is hidden.
"""

from __future__ import annotations

from pathlib import Path

from .errors import InterviewError

ALL, MINE = "/interview/", "/interview/mine/"
NOTICE = (
    "git ignores interview/ in this copy (.git/info/exclude), so it stays out of what you publish. "
    "`python -m interview private --off` changes that.\n"
)


def _exclude(project: Path) -> Path | None:
    """Return the file with this copy's own ignore rules, None where git keeps none here."""
    git = project / ".git"
    return git / "info" / "exclude" if git.is_dir() else None


def _lines(path: Path) -> list[str]:
    """Return the rules of an exclude file."""
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _put(path: Path, rule: str) -> None:
    """Make ``rule`` the only one about the kit; the candidate's other rules stay."""
    lines = [line for line in _lines(path) if line not in (ALL, MINE)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*lines, rule]) + "\n", encoding="utf-8")


def keep_out(project: Path) -> str | None:
    """Exclude the kit, unless the candidate has decided; return what to say the first time."""
    path = _exclude(project)
    if path is None or {ALL, MINE} & set(_lines(path)):
        return None
    _put(path, ALL)
    return NOTICE


def change(project: Path, *, private: bool) -> None:
    """Keep the kit out of the repository, or all of it but what the candidate wrote.

    Raises InterviewError where there is no git repository.
    """
    path = _exclude(project)
    if path is None:
        raise InterviewError("this folder is no git repository: run `make setup` first")
    _put(path, ALL if private else MINE)


def state(project: Path) -> str:
    """Say whether git sees the kit."""
    path = _exclude(project)
    if path is None:
        return "There is no git repository here, so nothing is published."
    if ALL in _lines(path):
        return "Private: git ignores interview/ in this copy."
    return "Public: git sees interview/, except interview/mine/ with your answers."
