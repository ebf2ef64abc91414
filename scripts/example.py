"""Run one problem from scratch and keep what it wrote as its example.

make example PROBLEM=house_prices

examples/<problem>/answers.yaml holds the answers to the template's questions. All else in there is
what `make run`, `make claim` and `make verify` wrote into the project's repository, and the code
and story to which its documents link, so that a visitor sees results without running anything, and
the tests can tell whether a run still gives the same numbers.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TEMPLATE = Path(__file__).resolve().parent.parent
ANSWERS = "answers.yaml"
LINKED = ("src", "story.yaml")  # to which the documents link


def git(*arguments: str, project: Path) -> str:
    """Run git in the project and return what it printed."""
    command = ["git", *arguments]
    return subprocess.run(command, cwd=project, check=True, capture_output=True, text=True).stdout


def generate(example: Path, folder: Path) -> Path:
    """Render the template with the example's answers and commit the project; return its folder."""
    command = [sys.executable, "-m", "cookiecutter", "--no-input", "-o", str(folder)]
    command += ["--config-file", str(example / ANSWERS), str(TEMPLATE)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    project = next(folder.iterdir())
    git("init", "--quiet", project=project)
    git("config", "user.name", "Example", project=project)
    git("config", "user.email", "example@example.org", project=project)
    commit("as generated", project)
    return project


def commit(message: str, project: Path) -> None:
    """Commit all that git does not ignore."""
    git("add", "--all", project=project)
    git("commit", "--quiet", "--message", message, project=project)


def written(project: Path) -> list[Path]:
    """Return the files that git has and that are not as they were generated."""
    first = git("rev-list", "--max-parents=0", "HEAD", project=project).strip()
    return names(git("diff", "--name-only", "-z", first, "HEAD", project=project))


def linked(project: Path) -> list[Path]:
    """Return the files to which the documents link, the code and the story."""
    return names(git("ls-files", "-z", *LINKED, project=project))


def names(listed: str) -> list[Path]:
    """Return the files of a list of git that a NUL divides."""
    return [Path(name) for name in listed.split("\0") if name]


def make(target: str, project: Path) -> None:
    """Run a target of the project's Makefile in this environment, or stop."""
    command = ["make", "--no-print-directory", target, f"VENV={sys.prefix}"]
    if subprocess.run(command, cwd=project, check=False).returncode != 0:
        sys.exit(f"error: `make {target}` of {project.name} failed; its own message is above.")


def keep(project: Path, example: Path) -> None:
    """Replace what the example holds, but for its answers, by what the run wrote."""
    for old in example.iterdir():
        if old.is_dir():
            shutil.rmtree(old)
        elif old.name != ANSWERS:
            old.unlink()
    for path in (*written(project), *linked(project)):
        (example / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(project / path, example / path)


def main() -> None:
    """Generate, run, claim, verify, keep."""
    problem = os.environ.get("DEMO_PROBLEM", "house_prices")
    example = TEMPLATE / "examples" / problem
    if not (example / ANSWERS).exists():
        sys.exit(f"error: {example / ANSWERS} is missing: write the problem's answers there first.")
    with tempfile.TemporaryDirectory() as folder:
        project = generate(example, Path(folder))
        for target in ("run", "claim", "verify"):
            make(target, project)
            commit(target, project)
        keep(project, example)
    print(f"examples/{problem} holds what this run wrote.")


if __name__ == "__main__":
    main()
