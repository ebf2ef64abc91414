"""The first commit: the project as the template made it, so that all after it is the candidate's.

It is made only where a history begins. A repository that has commits, or that reaches beyond the
project's folder, belongs to somebody: nothing is committed there.
"""

from pathlib import Path

from .. import seal
from ..errors import ProjectError
from ..git import NO_REPOSITORY, git, why_none

WHO = {"NAME": "template", "EMAIL": "template@example.invalid"}
SIGNED = {
    f"GIT_{role}_{key}": each for role in ("AUTHOR", "COMMITTER") for key, each in WHO.items()
}
# Hooks and signatures of the user are for commits of the user.
PLAIN = (
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "commit.gpgSign=false",
    "-c",
    "core.safecrlf=false",
)
UNKNOWN = (
    "git does not know you yet, and dvc exp run asks it: git config user.name NAME, "
    "git config user.email ADDRESS"
)


def message(version: str) -> str:
    """Return what the first commit says."""
    return (
        f"The project as the template cookiecutter-ml-portfolio {version} made it\n\n"
        "Nothing in this commit was written by the author of the project. What is theirs are the\n"
        "commits after it.\n"
    )


def begin(project: Path) -> list[str]:
    """Make a repository and its first commit where there is none; return what to tell the user.

    Raises:
        ProjectError: git refuses.
    """
    steps = []
    top = git("rev-parse", "--show-toplevel", folder=project)
    reason = why_none(project)
    if reason and not reason.startswith(NO_REPOSITORY):
        raise ProjectError(reason)
    outside = top.returncode == 0 and not Path(top.stdout.strip("\n")).samefile(project)
    if outside and git("check-ignore", "--quiet", ".", folder=project).returncode != 0:
        return [f"part of the repository {top.stdout.strip()}: no commit is made there", *known()]
    if outside or top.returncode != 0:
        done("init", "--quiet", folder=project)
        steps.append("created a git repository")
    if not git("rev-list", "--max-count=1", "--all", folder=project).stdout.strip():
        done("add", "--all", ".", folder=project)
        words = [
            "commit",
            "--quiet",
            "--no-verify",
            "--message",
            message(seal.read(project).version),
        ]
        done(*words, folder=project)
        steps.append("first commit, signed by the template: what it made; the next are yours")
    return [*steps, *known()]


def known() -> list[str]:
    """Return what to do when git does not know who commits."""
    return [] if git("config", "user.email").stdout.strip() else [UNKNOWN]


def done(*arguments: str, folder: Path) -> None:
    """Let git do something, as the template.

    Raises:
        ProjectError: It did not.
    """
    answer = git(*PLAIN, *arguments, folder=folder, settings=SIGNED)
    if answer.returncode != 0:
        raise ProjectError(f"git {arguments[0]} failed: {' '.join(answer.stderr.split())[:300]}")
