"""Time the steps of a project on its own data and on many times as many rows of the same kind.

.venv/bin/python benchmarks/growth.py churn --times 1 10 [--candidates ridge forest] [--whole]

The rows are the project's, again and again with noise, so that no two are copies: `enlarged` says
how. They are made in another process, because Linux counts what a parent holds as its child's. Each
step is a process of its own, with a limit of memory and time. With --whole the later stages run,
too: on 2 folds, without a search, with the candidates that are named and all baselines. `grows` is
what the CPU seconds of the last size are of those of the size before, in proportion to the rows:
1.00 is linear, and less where starting Python was a part. The last row is the floor: what one
process needs for the usual fit on the same rows, without a framework.
"""

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import psutil
from pipeline import generate

FOLD = """
import sys
from importlib import import_module
from workbench.files import load_config, plain
from workbench.fits import Job, fit_fold, members
config, folds = load_config(), import_module(f"{sys.argv[1]}.folds")
job = Job(sys.argv[2], plain(config.candidates))
if hasattr(folds, "LEARNER"):
    for member in members(job):
        fit_fold(folds.LEARNER, [member], 0, config.folds, config.seed)
else:
    folds.fit_fold(job, 0, config.folds, config.seed, config.data.test_share)
"""
INTERVAL = """
import sys
from importlib import import_module
import numpy as np
folds, metrics = (import_module(f"{sys.argv[1]}.{name}") for name in ("folds", "metrics"))
rng = np.random.default_rng(0)
if not hasattr(folds, "LEARNER"):
    metrics.mean_draws(rng.random(len(folds.users())), 0)
else:
    target = folds.training_data()[1]
    noise = rng.random(len(target))
    guess = 0.4 * target + 0.5 * noise if target.nunique() == 2 else target * (0.5 + noise)
    metrics.headline_draws(target, np.asarray(guess), 0)
"""
BOOSTING = """
import pandas as pd
table = pd.read_parquet("data/split/train.parquet")
target = table.pop(TARGET)
for name in table.select_dtypes(exclude="number"):
    table[name] = table[name].factorize()[0]
try:
    import lightgbm
    kind = lightgbm.LGBMClassifier if target.nunique() == 2 else lightgbm.LGBMRegressor
    kind(n_estimators=300, num_leaves=8, n_jobs=1, verbose=-1).fit(table, target)
except ImportError:
    from sklearn import ensemble
    kind = "Classifier" if target.nunique() == 2 else "Regressor"
    kind = getattr(ensemble, f"HistGradientBoosting{kind}")
    kind(max_iter=300, max_leaf_nodes=8, early_stopping=False).fit(table, target)
"""
EASE = """
import numpy as np, pandas as pd
from scipy import linalg, sparse
table = pd.read_parquet("data/split/train.parquet", columns=["user", "item"])
users, items = (pd.factorize(table[name])[0] for name in table)
taken = sparse.csr_matrix((np.ones(len(users), np.float32), (users, items)))
gram = (taken.T @ taken).toarray(order="F")
np.fill_diagonal(gram, gram.diagonal() + 400)
half, _ = linalg.lapack.spotrf(gram, lower=1, overwrite_a=1)
inverse, _ = linalg.lapack.spotri(half, lower=1, overwrite_c=1)
"""
HASHING = """
import numpy as np
from pyarrow.parquet import ParquetFile
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier
model, words = SGDClassifier(), HashingVectorizer(n_features=2**20, alternate_sign=False)
file = ParquetFile("data/split/train.parquet")
for rows in file.iter_batches(1000, columns=["subject", "body", "spam"]):
    part = rows.to_pandas()
    model.partial_fit(words.transform(part["subject"] + " " + part["body"]), part["spam"], [0, 1])
"""
FLOORS = {
    "house_prices": ("boosting, one process", BOOSTING.replace("TARGET", '"price"')),
    "churn": ("boosting, one process", BOOSTING.replace("TARGET", '"target"')),
    "movies": ("EASE, single precision", EASE),
    "spam": ("hashing and SGD", HASHING),
}
SMALLER = (
    ("params.yaml", r"^search: \w+", "search: none"),
    ("conf/config.yaml", r"^folds: \d+", "folds: 2"),
    ("conf/config.yaml", r"^learning_curve: .+", "learning_curve: [0.25, 0.5]"),
    ("conf/config.yaml", r"^(\w+_models): .+", r"\1: [logistic_regression]"),
)
LONG_WORD = re.compile(rb"[A-Za-z]{4,}")


class Cost(NamedTuple):
    """What a step took: CPU seconds and the memory of all its processes, or why it ended."""

    cpu: float
    megabytes: float
    ended: str = ""

    def __str__(self) -> str:
        """Return a cell of the table."""
        return self.ended or f"{self.cpu:.1f} s, {self.megabytes:,.0f} MB"


def noisy(values: pd.Series, rng: np.random.Generator, spread: float) -> pd.Series:
    """Return the numbers above zero times about one; whole ones stay whole."""
    changed = values * np.exp(rng.normal(0, spread, len(values)))
    return changed.round().astype(values.dtype) if values.dtype.kind == "i" else changed.round(2)


def houses(raw: pd.DataFrame, number: int, rng: np.random.Generator) -> pd.DataFrame:
    """Return the houses once more, each with other areas, price and parcel."""
    sizes = re.compile(r"area|Lot|SF|Porch|price")
    changed = {
        name: noisy(raw[name], rng, 0.03)
        for name in map(str, raw.select_dtypes("number"))
        if sizes.search(name)
    }
    return raw.assign(**changed, PID=raw["PID"] + number * 10**10)


def customers(raw: pd.DataFrame, _: int, rng: np.random.Generator) -> pd.DataFrame:
    """Return the customers once more, each with another bill."""
    bills = noisy(raw["monthly_charges"], rng, 0.05)
    share = bills / raw["monthly_charges"]
    return raw.assign(monthly_charges=bills, total_charges=(raw["total_charges"] * share).round(2))


def ratings(raw: pd.DataFrame, number: int, rng: np.random.Generator) -> pd.DataFrame:
    """Return as many new users; a third of their films are others, by popularity."""
    other = np.flatnonzero(rng.random(len(raw)) < 1 / 3)
    rows = np.arange(len(raw))
    rows[other] = rng.integers(0, len(raw), len(other))
    films = raw[["movieId", "title", "year", "genres"]].iloc[rows].set_axis(raw.index)
    moved = rng.integers(0, 30 * 86_400, raw["userId"].max() + 1)[raw["userId"]]
    users = raw["userId"] + number * raw["userId"].max()
    return raw.assign(**films, userId=users, timestamp=raw["timestamp"] + moved)


def letters(number: int) -> str:
    """Return a number as small letters, for the name of a thing that is new."""
    return "x" + "".join(chr(97 + int(digit)) for digit in str(number))


def rewritten(email: bytes, number: int, rng: np.random.Generator, words: Sequence[bytes]) -> bytes:
    """Return an email with a word more in its subject, and half the long words of its text others.

    Headers, the lines of a part's head and encoded data stay.
    """
    head, gap, text = email.partition(b"\n\n")
    head = re.sub(rb"(?im)^(subject:.*)$", rb"\1 " + letters(number).encode(), head, count=1)

    def other(found: re.Match[bytes]) -> bytes:
        chance = rng.random()
        if chance < 0.05:
            return letters(int(rng.integers(10**6) + 10**6 * number)).encode()
        return words[int(rng.integers(len(words)))] if chance < 0.5 else found[0]

    lines = text.split(b"\n")
    plain = [b" " in line and not re.match(rb"--|content-|\s", line, re.I) for line in lines]
    changed = [
        LONG_WORD.sub(other, line) if free and b"<" not in line else line
        for line, free in zip(lines, plain, strict=True)
    ]
    return head + gap + b"\n".join(changed)


def emails(raw: pd.DataFrame, number: int, rng: np.random.Generator) -> pd.DataFrame:
    """Return the emails once more, in other words; an id goes on where the last one ended."""
    some = raw["raw"].iloc[:: max(1, len(raw) // 500)]
    words = [word for each in some for word in LONG_WORD.findall(each.partition(b"\n\n")[2])]
    texts = [rewritten(each, number, rng, words) for each in raw["raw"]]
    place = raw["id"].str[-5:].astype(int)
    place += number * (place.groupby(raw["kind"]).transform("max") + 1)
    return raw.assign(raw=texts, id=raw["kind"] + "/" + place.astype(str).str.zfill(5))


COPIES: dict[str, Callable[[pd.DataFrame, int, np.random.Generator], pd.DataFrame]] = {
    "house_prices": houses,
    "churn": customers,
    "movies": ratings,
    "spam": emails,
}


def enlarged(problem: str, raw: pd.DataFrame, times: int) -> pd.DataFrame:
    """Return a table of ``times`` the rows: the table, then noisy versions of it."""
    rng = np.random.default_rng(0)
    more = [COPIES[problem](raw, number, rng) for number in range(1, times)]
    table = pd.concat([raw, *more], ignore_index=True)
    counters = [name for name in ("rownames", "Order") if name in table]
    return table.assign(**dict.fromkeys(counters, np.arange(1, len(table) + 1)))


def enlarge(problem: str, project: Path, times: int) -> int:
    """Put the table where ``prepare`` reads it, and return its rows."""
    path = next((project / "data/raw").glob("*.parquet"))
    first = project / "first.parquet"
    if not first.exists():
        shutil.copyfile(path, first)
    table = enlarged(problem, pd.read_parquet(first), times)
    table.to_parquet(path)
    source = project / "reports/source.json"
    told = json.loads(source.read_text(encoding="utf-8"))
    told |= {"raw_sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "rows": len(table)}
    source.write_text(json.dumps(told), encoding="utf-8")
    return len(table)


def shrink(project: Path, candidates: Sequence[str]) -> None:
    """Leave what grows with the rows of a project, and take away what only repeats it."""
    for name, pattern, text in SMALLER:
        path = project / name
        content = path.read_text(encoding="utf-8")
        path.write_text(re.sub(pattern, text, content, flags=re.MULTILINE), encoding="utf-8")
    for path in (project / "conf/model").glob("*.yaml"):
        wanted = path.stem in candidates or path.stem == "auto"
        if not wanted and "\nfamily: baseline\n" not in path.read_text(encoding="utf-8"):
            path.unlink()


def held(pid: int) -> float:
    """Return the megabytes that a process and its children hold; what they share counts once."""
    found = 0
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        for each in (process, *process.children(recursive=True)):
            with suppress(psutil.Error):
                told = each.memory_full_info()
                found += getattr(told, "pss", told.rss)
    return found / 1e6


def cost(command: list[str], project: Path, gigabytes: float, seconds: float) -> Cost:
    """Run a step in the project and return what it took, or that it came to a limit.

    The seconds are of the processor, since others may work on the machine; a step that waits is
    ended after ten times as many by the clock.
    """
    limit = f'ulimit -v {int(gigabytes * 1e6)}; ulimit -t {int(seconds)}; exec "$@"'
    environment = {**os.environ, "PYTHONPATH": f"src{os.pathsep}.", "OMP_NUM_THREADS": "1"}
    environment["OPENBLAS_NUM_THREADS"] = "1"
    with tempfile.TemporaryFile() as said:
        running = subprocess.Popen(
            ["sh", "-c", limit, "sh", *command],
            cwd=project,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=said,
        )
        most, end = 0.0, time.monotonic() + 10 * seconds
        done, status, used = os.wait4(running.pid, os.WNOHANG)
        while not done:
            most = max(most, held(running.pid))
            if time.monotonic() > end:
                running.kill()
            time.sleep(0.2)
            done, status, used = os.wait4(running.pid, os.WNOHANG)
        running.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode("utf-8", "replace")
    taken = Cost(used.ru_utime + used.ru_stime, max(most, used.ru_maxrss / 1000))
    if running.returncode == 0:
        return taken
    if "MemoryError" in text or "Unable to allocate" in text:
        return taken._replace(ended=f"over {gigabytes:g} GB")
    if running.returncode < 0:
        return taken._replace(ended=f"stopped at {seconds:g} s")
    sys.exit(f"error: `{' '.join(command[-3:])}` failed: {text.strip().splitlines()[-1]}")


def steps(
    problem: str, package: str, candidates: Sequence[str], whole: bool
) -> dict[str, list[str]]:
    """Return the commands to time, by what they are called."""
    python = [sys.executable]
    found = {"prepare": [*python, "-m", package, "prepare"]}
    found |= {f"one fold: {name}": [*python, "-c", FOLD, package, name] for name in candidates}
    found["interval of one candidate"] = [*python, "-c", INTERVAL, package]
    if whole:
        stages = ("compare", "train", "evaluate")
        found |= {name: [*python, "-m", package, name] for name in stages}
    name, code = FLOORS[problem]
    return {**found, f"floor: {name}": [*python, "-c", code]}


def grows(costs: dict[int, Cost], rows: dict[int, int]) -> str:
    """Return the CPU of the last size over that of the one before, in proportion to the rows."""
    whole = [times for times, each in costs.items() if not each.ended]
    if len(whole) < 2:
        return ""
    last, before = whole[-1], whole[-2]
    return f"{costs[last].cpu / costs[before].cpu / (rows[last] / rows[before]):.2f}"


def main() -> None:
    """Print a table with a row a step and a column a size."""
    ask = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    ask.add_argument("problem", choices=sorted(COPIES))
    ask.add_argument("--times", type=int, nargs="+", default=[1, 10])
    ask.add_argument("--candidates", nargs="*", help="keys in conf/model/; all without it")
    ask.add_argument("--whole", action="store_true", help="the later stages as they are, too")
    ask.add_argument("--npm", type=Path, help="data/npm of an earlier project, for spam")
    ask.add_argument("--gigabytes", type=float, default=8.0)
    ask.add_argument("--seconds", type=float, default=600.0)
    asked = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = generate(asked.problem, Path(folder))
        if asked.npm:
            shutil.copytree(asked.npm, project / "data/npm")
        if asked.whole:
            shrink(project, asked.candidates or [])
        package = project.name.replace("-", "_")
        for stage in ("compose", "fetch"):
            cost([sys.executable, "-m", package, stage], project, 64, asked.seconds)
        keys = sorted(path.stem for path in (project / "conf/model").glob("*.yaml"))
        keys = [key for key in keys if key != "auto"]
        todo = steps(asked.problem, package, asked.candidates or keys, asked.whole)
        found: dict[str, dict[int, Cost]] = {name: {} for name in todo}
        rows = {}
        for times in asked.times:
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
                rows[times] = apart.submit(enlarge, asked.problem, project, times).result()
            for name, command in todo.items():
                found[name][times] = cost(command, project, asked.gigabytes, asked.seconds)
                print(f"{times}x {name}: {found[name][times]}", file=sys.stderr, flush=True)
        heads = [f"{times}x, {number:,} rows" for times, number in rows.items()]
        print(f"| {asked.problem} | {' | '.join(heads)} | grows |")
        print(f"|---|{'---|' * len(heads)}---|")
        for name, costs in found.items():
            cells = " | ".join(map(str, costs.values()))
            print(f"| {name} | {cells} | {grows(costs, rows)} |")


if __name__ == "__main__":
    main()
