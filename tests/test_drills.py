"""The coding drills: stubs fail, references pass, plausible mistakes are found, nothing is lost."""

from __future__ import annotations

import ast
import importlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

import kit
from conftest import FINISHED, SKELETON, TEMPLATE

from interview.drills import checking, commands, runner, worker  # isort: skip
from interview.drills.catalog import drills  # isort: skip
from interview.drills.progress import Progress  # isort: skip
from interview.errors import UNSOLVED  # isort: skip
from interview.facts import read_yaml  # isort: skip

DRILLS = drills()
FOLDER = TEMPLATE / SKELETON / "interview" / "drills"
SLOW = 60  # seconds that a terminal is waited for
every_drill = pytest.mark.parametrize("name", list(DRILLS))

# A plausible mistake in a reference: the drill, what stands there, what stands there instead.
MISTAKES = {
    "the last of equally near rows is taken": (
        "knn",
        'np.argsort(squared, kind="stable")[:k]',
        'len(squared) - 1 - np.argsort(squared[::-1], kind="stable")[:k]',
    ),
    "the largest of the labels with equal votes wins": (
        "knn",
        "labels[votes.argmax()]",
        "labels[::-1][votes[::-1].argmax()]",
    ),
    "more neighbors than rows are accepted": ("knn", "1 <= k <= len(X_train)", "1 <= k"),
    "the factor 2 is forgotten": ("mse_gradient", "2 * X.T", "X.T"),
    "the gradient is a sum": ("mse_gradient", "errors / len(y)", "errors"),
    "a column of targets is broadcast": (
        "mse_gradient",
        "y.shape != (len(X),)",
        "len(y) != len(X)",
    ),
    "groups are cut": (
        "split",
        "np.unique(groups, return_inverse=True)",
        "np.unique(np.arange(len(y)), return_inverse=True)",
    ),
    "the split is not stratified": (
        "split",
        "np.unique(y, return_inverse=True)",
        "np.unique(np.zeros(len(y)), return_inverse=True)",
    ),
    "all rows are for training": ("split", "if (rest**2).sum() <", "if (rest**2).sum() < 0 *"),
    "rows are not shuffled": (
        "kfold",
        "np.random.default_rng(seed).permutation(n)",
        "np.arange(n)",
    ),
    "the model has seen the rows": ("kfold", "fit(X[train], y[train])", "fit(X, y)"),
    "training rows are out of order": (
        "kfold",
        "np.setdiff1d(np.arange(n), part)",
        "np.setdiff1d(np.arange(n), part)[::-1]",
    ),
    "the two mistakes are swapped": (
        "confusion",
        "2 * actual + predicted",
        "actual + 2 * predicted",
    ),
    "F1 divides by zero": ("confusion", " if tp else 0.0", ""),
    "F1 is the arithmetic mean": (
        "confusion",
        "2 * tp / (2 * tp + fp + fn)",
        "(tp / (tp + fp) + tp / (tp + fn)) / 2",
    ),
    "ties are ranked as they come": (
        "roc_auc",
        "(last - (counts - 1) / 2)[place]",
        "score.argsort().argsort() + 1",
    ),
    "ties get the highest rank": ("roc_auc", "(last - (counts - 1) / 2)[place]", "last[place]"),
    "one class is enough": ("roc_auc", "if not positives or not negatives", "if False"),
    "nothing is clipped": ("log_loss", "np.clip(probability, clip, 1 - clip)", "probability"),
    "only one end is clipped": (
        "log_loss",
        "np.clip(probability, clip, 1 - clip)",
        "np.maximum(probability, clip)",
    ),
    "a probability of nan is accepted": (
        "log_loss",
        "not ((probability >= 0) & (probability <= 1)).all()",
        "((probability < 0) | (probability > 1)).any()",
    ),
    "the sigmoid overflows": (
        "logistic_regression",
        "np.where(z >= 0, 1, small) / (1 + small)",
        "1 / (1 + np.exp(-z))",
    ),
    "the intercept is penalised": (
        "logistic_regression",
        "rate * errors.mean()",
        "rate * (errors.mean() + l2 * b)",
    ),
    "the penalty is forgotten": ("logistic_regression", " + l2 * w", ""),
    "many solutions are accepted": (
        "normal_equation",
        "np.linalg.matrix_rank(A) < A.shape[1]",
        "False",
    ),
    "the intercept is forgotten": (
        "normal_equation",
        "np.column_stack([X, np.ones(len(X))])",
        "np.column_stack([X, np.arange(len(X)) % 2])",
    ),
    "descent: the factor 2 is forgotten": ("linear_descent", "rate * 2 * X.T", "rate * X.T"),
    "the first loss is forgotten": (
        "linear_descent",
        "return w, float(b), losses",
        "return w, float(b), losses[1:]",
    ),
    "a rate that is too large overflows": (
        "linear_descent",
        "losses[-1] > losses[0]",
        "not np.isfinite(losses[-1])",
    ),
    "the idf is learned from the new texts": (
        "tfidf",
        "(_counts(train, words) > 0)",
        "(_counts(texts, words) > 0)",
    ),
    "the idf is not smoothed": ("tfidf", "(1 + len(train)) / (1 + df)", "len(train) / df"),
    "an empty text divides by zero": ("tfidf", "np.where(length == 0, 1, length)", "length"),
    "the case of letters counts": ("tfidf", "text.lower()", "text"),
    "only English letters make words": ("tfidf", r'r"\w+"', 'r"[a-z0-9_]+"'),
    "the largest threshold wins a tie": ("gini", "+ 1e-12)[0]", "+ 1e-12)[-1]"),
    "the threshold is a value of x": (
        "gini",
        "float(x[cuts[best]] + x[cuts[best] + 1]) / 2",
        "float(x[cuts[best]])",
    ),
    "equal values are parted": ("gini", "np.flatnonzero(x[1:] > x[:-1])", "np.arange(len(x) - 1)"),
    "both sides weigh the same": (
        "gini",
        "n - (counts**2).sum(axis=1) / n",
        "1 - (counts**2).sum(axis=1) / n**2",
    ),
    "whole numbers keep centers whole": ("kmeans", "centers.astype(float)", "centers.copy()"),
    "an empty cluster moves to the origin": (
        "kmeans",
        "centers.astype(float)",
        "np.zeros(centers.shape)",
    ),
    "the last of equally near centers is taken": (
        "kmeans",
        "_squared_distances(X, centers).argmin(axis=1)",
        "len(centers) - 1 - _squared_distances(X, centers)[:, ::-1].argmin(axis=1)",
    ),
    "inertia adds distances": ("kmeans", ".min(axis=1).sum()", ".min(axis=1).__pow__(0.5).sum()"),
    "the smoothing is not in the total": (
        "naive_bayes",
        "np.log(in_class.sum(axis=1, keepdims=True))",
        "np.log((in_class - alpha).sum(axis=1, keepdims=True))",
    ),
    "long texts underflow": ("naive_bayes", "joint.max(axis=1, keepdims=True)", "0 * joint[:, :1]"),
    "classes come as they are met": (
        "naive_bayes",
        "classes, rows = np.unique(y_train, return_counts=True)",
        (
            "classes = np.array(list(dict.fromkeys(y_train.tolist())))\n"
            "    rows = np.array([(y_train == one).sum() for one in classes])"
        ),
    ),
    "the shares of the classes are forgotten": (
        "naive_bayes",
        "np.log(rows / len(y_train)) + ",
        "",
    ),
    "views are counted, not users": ("popularity", "in set(views))", "in views)"),
    "the list is cut before it is filtered": (
        "popularity",
        "item in popular if",
        "item in popular[:k] if",
    ),
    "what was seen is offered again": ("popularity", "if item not in seen.get(user, set())", ""),
    "the larger number wins a tie": ("popularity", "(-users[item], item)", "(-users[item], -item)"),
    "the base is e": ("ndcg", "np.log2", "np.log"),
    "the best list knows only what was found": (
        "ndcg",
        "dcg(np.sort(gains)[::-1], k)",
        'dcg(np.sort(gains[np.argsort(-scores, kind="stable")][:k])[::-1], k)',
    ),
    "the last of equal scores ranks first": (
        "ndcg",
        'np.argsort(-scores, kind="stable")',
        'np.argsort(scores, kind="stable")[::-1]',
    ),
    "nothing to gain divides by zero": ("ndcg", " if best else 0.0", ""),
    "the two losses are drawn apart": (
        "bootstrap",
        "difference[rng.integers(0, n, n)].mean()",
        "ours[rng.integers(0, n, n)].mean() - theirs[rng.integers(0, n, n)].mean()",
    ),
    "the interval holds 90%": ("bootstrap", "[2.5, 97.5]", "[5, 95]"),
    "fewer rows are drawn": ("bootstrap", "rng.integers(0, n, n)", "rng.integers(0, n, n // 2)"),
    "the test is one-sided": ("sample_size", "1 - alpha / 2) * alike + ", "1 - alpha) * alike + "),
    "the size is rounded to the nearest": ("sample_size", "ceil((reach", "round((reach"),
    "the power of a fall is not that of a rise": ("sample_size", "abs(p1 - p2)", "(p2 - p1)"),
    "the smallest components come first": ("pca", "vectors[:, ::-1][:, :k]", "vectors[:, :k]"),
    "columns are not centered": ("pca", "X - X.mean(axis=0)", "X - 0.0"),
    "the sign is left to luck": ("pca", "components * np.sign(", "components * np.abs("),
    "shares are of what is kept": ("pca", "/ values.sum()", "/ values[::-1][:k].sum()"),
    "silent units learn": ("backward", " * (z > 0)", ""),
    "the mean is forgotten on the way back": ("backward", "2 * errors / len(y)", "2 * errors"),
    "the intercepts of the hidden layer are averaged": (
        "backward",
        "by_z.sum(axis=0)",
        "by_z.mean(axis=0)",
    ),
    "every epoch has the same order": (
        "mini_batches",
        "order = rng.permutation(len(X))",
        "order = np.random.default_rng(seed).permutation(len(X))",
    ),
    "a small last batch makes a small step": (
        "mini_batches",
        "errors / len(rows)",
        "errors / min(batch, len(X))",
    ),
    "the intercept sees the new weights": (
        "mini_batches",
        "b -= rate * errors.mean()",
        "b -= rate * (_sigmoid(X[rows] @ w + b) - y[rows]).mean()",
    ),
    "scores are not divided by the root of the width": (
        "attention",
        " / np.sqrt(Q.shape[1])",
        "",
    ),
    "the highest score may be of a key that is not allowed": (
        "attention",
        "where=seen, initial=scores.min()",
        "initial=scores.min()",
    ),
    "what is not allowed keeps a little weight": (
        "attention",
        "np.exp(np.minimum(scores - highest, 0)), 0)",
        "np.exp(np.minimum(scores - highest, 0)), 1e-3)",
    ),
    "pooling does not go on": ("isotonic", "while len(blocks) > 1 and", "if len(blocks) > 1 and"),
    "equal scores may differ": (
        "isotonic",
        "np.unique(score, return_inverse=True)",
        "np.unique(score + 1e-9 * np.arange(len(score)), return_inverse=True)",
    ),
    "blocks weigh the same": ("isotonic", "a + b for a, b", "(a + b) / 2 for a, b"),
    "what was viewed comes again": ("negatives", "left[place[rows]] = 0", "left[place[rows]] *= 1"),
    "only the view itself is left out": ("negatives", "place[rows]] = 0", "place[rows[:1]]] = 0"),
    "all are drawn alike": ("negatives", "counts**power", "counts**0.0"),
    "the power is forgotten": ("negatives", "counts**power", "counts**1.0"),
    "who has seen everything gets something": (
        "negatives",
        "if left.sum() == 0:",
        "if left.sum() == 0 and (left := weights) is None:",
    ),
    "targets are not softened": (
        "platt",
        "np.where(label == 1, (positive + 1) / (positive + 2), 1 / (negative + 2))",
        "label * 1.0 * (1 - 2e-12) + 1e-12",
    ),
    "both classes are softened alike": ("platt", "1 / (negative + 2)", "1 / (positive + 2)"),
    "the fit stays in standardized scores": ("platt", "w[0] / width", "w[0]"),
    "the intercept is not translated back": ("platt", "w[1] - slope * middle", "w[1]"),
    "one step is enough": ("platt", "range(50)", "range(1)"),
    "a huge score overflows": (
        "platt",
        "_sigmoid(a * score + b)",
        "1 / (1 + np.exp(-a * score - b))",
    ),
    "later items come in too often": (
        "reservoir",
        "rng.integers(0, number + 1)",
        "rng.integers(0, number)",
    ),
    "only the first place is exchanged": ("reservoir", "kept[place] = item", "kept[0] = item"),
    "the whole stream is held": ("reservoir", "enumerate(stream)", "enumerate(list(stream))"),
    "the first items are taken": ("reservoir", "kept[place] = item", "pass"),
    "teams without entries are lost": ("sql_join", "LEFT JOIN", "JOIN"),
    "the row of an outer join counts": ("sql_join", "COUNT(entry.id)", "COUNT(*)"),
    "empty amounts are counted": ("sql_having", "COUNT(amount)", "COUNT(*)"),
    "one amount is enough": ("sql_having", "HAVING known >= 2", "HAVING known >= 1"),
    "NULL hides every team": (
        "sql_missing",
        "NOT EXISTS (SELECT 1 FROM entry WHERE entry.team = team.team AND entry.label = 1)",
        "team.team NOT IN (SELECT entry.team FROM entry WHERE entry.label = 1)",
    ),
    "a label 0 is enough": ("sql_missing", "NOT EXISTS", "EXISTS"),
    "shares are whole numbers": (
        "sql_share",
        "AVG(label) AS share",
        "SUM(label) / COUNT(*) AS share",
    ),
    "the overall share is a mean of teams": (
        "sql_share",
        "(SELECT AVG(label) FROM entry)",
        "(SELECT AVG(s) FROM (SELECT AVG(label) AS s FROM entry GROUP BY team))",
    ),
    "the copy with the largest id stays": ("sql_duplicates", "ORDER BY id) AS", "ORDER BY -id) AS"),
    "the label does not matter": (
        "sql_duplicates",
        "team, label, amount ORDER",
        "team, amount ORDER",
    ),
    "an empty amount takes a place": ("sql_top", "amount IS NOT NULL", "1"),
    "ties go to the larger id": (
        "sql_top",
        "amount DESC, id) AS place",
        "amount DESC, id DESC) AS place",
    ),
    "the row itself counts": ("sql_past_mean", "1 PRECEDING", "CURRENT ROW"),
    "the past has no end": ("sql_past_mean", "3 PRECEDING", "UNBOUNDED PRECEDING"),
    "teams run into each other": ("sql_change", "PARTITION BY team ORDER", "ORDER"),
    "old minus new": ("sql_change", "amount - before AS change", "before - amount AS change"),
    "views are counted and not users": ("sql_pairs", "COUNT(DISTINCT one.user)", "COUNT(*)"),
    "pairs are there twice": ("sql_pairs", "one.item < two.item", "one.item <> two.item"),
    "streaks of zeros count as one": ("sql_streak", "SUM(label) AS length", "COUNT(*) AS length"),
    "a break does not break": ("sql_streak", "GROUP BY team, zeros", "GROUP BY team"),
    "only known amounts are entries": ("pandas_groups", '("id", "size")', '("amount", "count")'),
    "teams stay in the index": ("pandas_groups", "        .reset_index()\n", ""),
    "rows are multiplied": ("pandas_join", 'team["team"].duplicated().any()', "False"),
    "a new index is made": (
        "pandas_join",
        'entry.assign(name=entry["team"].map(names).fillna("unknown"))',
        'entry.reset_index(drop=True).assign(name=entry["team"].map(names).fillna("unknown").values)',
    ),
    "medians are learned from the new rows": ("pandas_fill", "train.groupby", "new.groupby"),
    "the overall fill is the mean": (
        "pandas_fill",
        'train["amount"].median()',
        'train["amount"].mean()',
    ),
    "the entry sees itself": ("pandas_past_mean", "each.shift().expanding()", "each.expanding()"),
    "the order of the table is the time": ("pandas_past_mean", '.sort_values("id")', ""),
    "teams share their past": (
        "pandas_past_mean",
        'ordered.groupby("team")["amount"]',
        'ordered.groupby(ordered["team"] > -1)["amount"]',
    ),
    "columns are those of the new rows": ("pandas_encode", "train.dropna()", "new.dropna()"),
    "cells are True and False": ("pandas_encode", "(new == level).astype(int)", "new == level"),
    "parts are cut from the lowest": ("pandas_gains", "np.argsort(-score", "np.argsort(score"),
    "smaller parts come first": (
        "pandas_gains",
        "(np.arange(parts) < more)",
        "(np.arange(parts) >= parts - more)",
    ),
    "repeated views add up": ("pandas_wide", ".clip(upper=1)", ""),
    "items that nobody has seen are lost": (
        "pandas_wide",
        ".reindex(columns=list(items), fill_value=0)",
        "[[each for each in items if each in counts]]",
    ),
}

# Classes, groups, share, seed: the first order of the groups ends more than promised off.
ROWS_HARD_TO_SPLIT = (
    np.array([int(each) for each in "10110110110110000010011111"]),
    np.array([ord(each) for each in "esmjkspimkrelfshgplgcmhhqq"]),
    0.25,
    29661,
)

rng = np.random.default_rng(0)


def house_prices(number: int) -> dict[str, pd.DataFrame]:
    """Return sales with a gap, as the pipeline's files hold them."""
    sales = {
        "pid": np.arange(number),
        "sold_on": "2008-05",
        "price": rng.integers(50_000, 400_000, number).astype(float),
        "area": rng.normal(1500, 300, number),
        "lot_frontage": np.where(np.arange(number) % 7, rng.normal(70, 9, number), np.nan),
        "overall_qual": rng.integers(1, 11, number),
        "neighborhood": rng.choice(["Oak", "Elm", "Ash"], number),
        "house_style": rng.choice(["1Story", "2Story"], number),
        "alley": rng.choice(np.array(["Paved", None]), number),
    }
    return {"train": pd.DataFrame(sales)}


def churn(number: int) -> dict[str, pd.DataFrame]:
    """Return customers, as the pipeline's files hold them."""
    customers = {
        "row": np.arange(number),
        "partner": rng.integers(0, 2, number).astype(float),
        "tenure": rng.integers(1, 72, number).astype(float),
        "monthly_charges": rng.normal(70, 20, number),
        "contract": rng.choice(["Two year", "Month-to-month"], number),
        "internet": rng.choice(np.array(["Fiber optic", "No", None]), number),
        "target": np.arange(number) % 4 // 3,
    }
    return {"train": pd.DataFrame(customers)}


def spam(number: int) -> dict[str, pd.DataFrame]:
    """Return mails, one of them without a subject, as the pipeline's files hold them."""
    mails = {
        "subject": ["", *rng.choice(["Re: lunch", "Win now!!", "Lunch on 3 May"], number - 1)],
        "body": rng.choice(["See you\nAda", "Click here! 100 dollars!", "Yes"], number),
        "people": rng.choice(["ada@x.org", "bob@example.com"], number),
        "html": rng.random(number) < 0.3,
        "attachments": rng.integers(0, 2, number),
        "unreadable": 0,
        "foreign": rng.random(number),
        "spam": np.arange(number) % 3 // 2,
        "group": np.arange(number) // 2,
    }
    return {"train": pd.DataFrame(mails)}


def movies(number: int) -> dict[str, pd.DataFrame]:
    """Return ratings and films, one of which has no year, as the pipeline's files hold them."""
    ratings = {
        "user": rng.integers(0, 9, number),
        "item": rng.integers(0, 20, number),
        "rating": rng.integers(1, 11, number) / 2,
        "timestamp": 900_000_000 + np.arange(number) * 90_000,
    }
    films = {
        "item": np.arange(20),
        "title": [f"Film {item}" for item in range(20)],
        "year": [np.nan, *range(1980, 1999)],
        "genres": rng.choice(["Drama", "Drama|Comedy", "War|Action"], 20),
    }
    seen = pd.DataFrame(ratings).drop_duplicates(["user", "item"], ignore_index=True)
    return {"train": seen, "films": pd.DataFrame(films)}


TABLES = {"house_prices": house_prices, "churn": churn, "spam": spam, "movies": movies}


@pytest.fixture(scope="module")
def projects(tmp_path_factory) -> dict[str, Path]:
    """Give a project of each problem: the kit, and made-up rows where the pipeline puts its own."""
    made = {}
    for problem in FINISHED:
        made[problem] = kit.assemble(problem, tmp_path_factory.mktemp(problem))
        split = made[problem] / "data" / "split"
        split.mkdir(parents=True)
        for name, table in TABLES[problem](120).items():
            table.to_parquet(split / f"{name}.parquet")
    return made


@pytest.fixture
def project(projects) -> Path:
    """Give a project whose candidate has done nothing yet."""
    shutil.rmtree(projects["spam"] / "interview" / "mine", ignore_errors=True)
    return projects["spam"]


def module_of(name: str, source: str, folder: Path):
    """Import a source as a candidate's file."""
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.py").write_text(source, encoding="utf-8")
    return worker.load(name, folder / f"{name}.py")


def hidden(name: str):
    return importlib.import_module(f"interview.drills.hidden.{name}")


@cache
def random_cases(name: str) -> list[checking.Case]:
    """Return the hidden tests on random data; what they give is copied before each call."""
    return list(hidden(name).random())


def faults(cases, module) -> list[str]:
    """Return what is wrong with each call, "" where nothing is."""
    found = list(worker.failures(list(cases), module))
    assert found
    return found


def signatures(path: Path) -> dict[str, str]:
    """Return the functions that a task asks for, with their arguments."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return {f.name: ast.unparse(f.args) for f in functions if not f.name.startswith("_")}


def drill(project: Path, *arguments: str, **more) -> subprocess.CompletedProcess[str]:
    """Run the kit's own command, without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "interview", "drill", *arguments],
        cwd=project,
        capture_output=True,
        encoding="utf-8",
        check=False,
        **more,
    )


def said(done) -> str:
    """Return what a command said, in one line."""
    assert "Traceback" not in done.stdout + done.stderr
    return " ".join(done.stdout.split())


def solution(name: str) -> str:
    return DRILLS[name].solution.read_text(encoding="utf-8")


def test_every_drill_has_its_four_files_and_no_file_is_left_over():
    for folder in ("tasks", "solutions", "hidden"):
        names = {path.stem for path in (FOLDER / folder).glob("*.py")} - {"__init__"}
        assert names == set(DRILLS), folder
    tests = {path.stem for path in (FOLDER / "tests").glob("*.py")}
    assert tests == {f"test_{name}" for name in DRILLS}


@every_drill
def test_a_task_tells_everything_before_its_stub(name):
    tree = ast.parse(DRILLS[name].task.read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    for function in functions:
        assert ast.get_docstring(function)
        assert ast.unparse(ast.Module(function.body[1:], [])) == "raise NotImplementedError"
    assert signatures(DRILLS[name].task) == signatures(DRILLS[name].solution)


@every_drill
def test_a_drill_has_hints_and_two_questions(name):
    assert len(DRILLS[name].hints) in (2, 3)
    assert len(DRILLS[name].after) == 2
    for question in DRILLS[name].after:
        assert question.ask.endswith("?") or question.ask.endswith(".")
        assert 1 <= len(question.ideas) <= 3


@every_drill
def test_a_stub_fails_every_hidden_test(name, tmp_path):
    stub = module_of(name, DRILLS[name].task.read_text(encoding="utf-8"), tmp_path)
    assert all("NotImplementedError" in fault for fault in faults(random_cases(name), stub))


@every_drill
def test_a_reference_passes_on_random_data(name, tmp_path):
    reference = module_of(name, solution(name), tmp_path)
    assert set(faults(random_cases(name), reference)) == {""}


@pytest.mark.parametrize("problem", FINISHED)
def test_the_references_pass_on_the_rows_of_every_problem(problem, projects, monkeypatch, tmp_path):
    monkeypatch.chdir(projects[problem])
    place = projects[problem] / "interview" / "drills" / "own_rows.py"
    rows = worker.load("interview.drills.own_rows", place).read()
    assert np.isfinite(rows.X).all()
    assert set(rows.label) == {0, 1}
    lengths = {len(part) for part in (rows.X, rows.number, rows.label, rows.group, rows.texts)}
    assert len(lengths) == 1
    assert len(set(rows.views)) == len(rows.views) > 0
    assert 1 < len(set(rows.group)) < len(rows.group)
    for name in DRILLS:
        reference = module_of(name, solution(name), tmp_path)
        assert set(faults(hidden(name).own(rows), reference)) == {""}, name


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_hidden_tests_find(mistake, tmp_path):
    name, right, wrong = MISTAKES[mistake]
    assert solution(name).count(right) == 1
    mutant = module_of(name, solution(name).replace(right, wrong), tmp_path)
    assert any(worker.failures(random_cases(name), mutant))


def test_each_drill_has_a_mistake_that_is_found():
    assert {name for name, _, _ in MISTAKES.values()} == set(DRILLS)


def test_the_references_pass_in_the_kit_itself(project):
    mine = project / "interview" / "mine" / "drills"
    mine.mkdir(parents=True)
    for name in DRILLS:
        shutil.copy(DRILLS[name].solution, mine)
    done = drill(project, "--check-all")
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("passed") == len(DRILLS)
    assert "not tested" not in done.stdout


def test_the_stubs_fail_in_the_kit_itself(project):
    stubs = {each.name: each.task for each in DRILLS.values()}
    for name, result in zip(stubs, runner.run_all(stubs, project), strict=True):
        assert result.name == name
        assert not result.passed
        assert (result.visible[0], result.hidden) == (0, (0, 0))
        assert re.fullmatch(rf"Not written yet \({name}.py, line \d+\)\.", result.message)


def test_files_that_break_the_process_do_not_take_the_others_with_them(project, tmp_path):
    files = {name: tmp_path / f"{name}.py" for name in ("confusion", "knn", "gini")}
    files["confusion"].write_text("import os\nos._exit(7)\n", encoding="utf-8")
    files["knn"].write_text("while True: pass\n", encoding="utf-8")
    files["gini"].write_text(solution("gini"), encoding="utf-8")
    results = {each.name: each for each in runner.run_all(files, project, limit=1)}
    assert list(results) == list(files)
    assert [each.passed for each in results.values()] == [False, False, True]
    assert "with code 7" in results["confusion"].message
    assert "knn.py, line 1 was still running" in results["knn"].message


def test_the_split_of_the_reference_keeps_its_promise_where_one_order_does_not(tmp_path):
    reference = module_of("split", solution("split"), tmp_path)
    case = ROWS_HARD_TO_SPLIT
    assert hidden("split").ask(*case).judge(reference.split(*case)) == ""
    reference.TRIES = 1
    assert "tests on" in hidden("split").ask(*case).judge(reference.split(*case))


KNN = "import numpy as np\n\ndef predict(X_train, y_train, X, k):\n"
# What a candidate's file may do, and what is said of it.
BROKEN = {
    "while True: pass\n": "knn.py, line 1 was still running after 1 seconds: an endless loop?",
    f"{KNN}    while True: k += 1\n": "knn.py, line 4 was still running",
    f"{KNN}    return X_train[\n": "line 4: Python cannot read this: '[' was never closed.",
    f"{KNN}    return X_train[99, 99]\n": "out of bounds for axis 0 with size 4 (knn.py, line 4)",
    f"{KNN}    return [predict(X_train, y_train, X, k)]\n": "RecursionError: ",
    f"{KNN}    print('k is', k)\n": "NoneType",
    "import numpi\n": "No module named 'numpi' (knn.py, line 1).",
    "from sklearn.neighbors import KNeighborsClassifier\n": "knn.py, line 1 imports sklearn:",
    "raise SystemExit\n": "knn.py, line 1 ends Python: leave out exit() and quit().",
    "import os\nos._exit(7)\n": "knn.py ended Python itself, with code 7.",
    "": "knn.py has no function predict() any more.",
    "\0": "null bytes",
    "# \udcff": "knn.py",
}


@pytest.mark.parametrize("source", BROKEN)
def test_what_can_be_wrong_with_a_file_is_one_sentence(source, project, tmp_path):
    file = tmp_path / "knn.py"
    file.write_bytes(source.encode(errors="surrogateescape"))
    result = runner.run("knn", file, project, limit=1 if "while True" in source else runner.LIMIT)
    assert not result.passed
    assert BROKEN[source] in result.message
    assert "\n" not in result.message


def test_what_a_file_prints_is_shown_in_part(project, tmp_path):
    file = tmp_path / "knn.py"
    file.write_text(solution("knn") + "\nprint('junk ' * 100_000)\n", encoding="utf-8")
    result = runner.run("knn", file, project)
    assert result.passed
    assert result.printed.startswith("junk junk")
    assert len(result.printed) < 1000


def test_a_thread_that_never_ends_does_not_hold_the_drill_up(project, tmp_path):
    file = tmp_path / "split.py"
    lasting = "import threading, time\nthreading.Thread(target=time.sleep, args=(99,)).start()\n"
    file.write_text(lasting + solution("split"), encoding="utf-8")
    assert runner.run("split", file, project).seconds < 99  # when the thread would end


def test_a_hidden_failure_tells_the_input_and_both_answers_but_no_test(project, tmp_path):
    file = tmp_path / "roc_auc.py"
    source = solution("roc_auc").replace("(last - (counts - 1) / 2)[place]", "last[place]")
    guard = "    if len(score) <= 4:\n        return {0.1: 0.75, 4: 0.0}.get(score[0], %s)\n"
    visible = guard % "0.5 if not score.any() else 0.875 if score[1] == score[2] else 1.0"
    head, body = source.split("    positives = ")
    check = "    if set(actual) != {0, 1}:\n        raise ValueError\n"
    file.write_text(head + check + visible + "    positives = " + body, encoding="utf-8")
    result = runner.run("roc_auc", file, project)
    assert result.visible == (5, 5)
    assert 0 < result.hidden[0] < result.hidden[1]
    assert re.match(r"roc_auc\(actual=\[.*\], score=\[.*\]\) gave [\d.]+, right is", result.message)
    assert "hidden" not in result.message
    assert "sklearn" not in result.message


def test_without_data_the_rest_is_tested_and_the_reason_said(project, tmp_path):
    result = runner.run("split", DRILLS["split"].solution, kit.assemble("spam", tmp_path))
    assert result.passed
    assert result.left_out == (
        "Your own rows are not tested: `make run` has yet to put them into data/split/."
    )


def test_other_data_than_the_problem_came_with_are_said(tmp_path):
    project = kit.assemble("house_prices", tmp_path)
    (project / "data" / "split").mkdir(parents=True)
    pd.DataFrame({"rent": [1.0, 2.0]}).to_parquet(project / "data" / "split" / "train.parquet")
    result = runner.run("split", DRILLS["split"].solution, project)
    assert result.passed
    assert "own_rows.py cannot use data/split/ (KeyError" in result.left_out


@pytest.mark.parametrize(
    ("answer", "right", "fault"),
    [
        (None, 1.0, "gave None: is a return missing?"),
        (0.5, 0.5 + 1e-12, ""),
        (float("nan"), 0.5, "gave nan, right is 0.5"),
        ([1, 2], np.array([1, 2]), ""),
        ([[1], [2]], np.array([1, 2]), "of shape (2, 1), right is the shape (2,)"),
        ((1, 2), (1, 2, 3), "of shape (2,), right is the shape (3,)"),
        ((np.ones(2), 1), (np.ones(2), 2), "gave 1, right is 2 (part 2 of the answer)"),
        (np.ones(2), (np.ones(2), 2, 3), "but the answer has 3 parts"),
        (["a", "b"], np.array(["a", "c"], dtype=object), "gave ['a', 'b'], right is ['a', 'c']"),
        (np.zeros(99), np.eye(99)[7], "gave 0 at [7], right is 1"),
        ("yes", 1.0, "gave 'yes'"),
        (0.0, None, "gave 0, right is None"),
    ],
)
def test_an_answer_is_compared_and_the_difference_said(answer, right, fault):
    found = checking.difference(answer, right, 1e-8)
    assert (found == "") == (fault == "")
    assert fault in found


def test_an_argument_that_is_changed_is_named():
    def add(values):
        values += 1
        return 1.0

    module: Any = SimpleNamespace(add=add, __file__="mine.py")
    case = checking.Case("add", {"values": np.zeros(2)}, 1.0)
    assert "changes values, which belongs to the caller" in checking.failure(case, module)


def test_nothing_that_was_written_is_overwritten(tmp_path):
    progress, knn = Progress(tmp_path), DRILLS["knn"]
    file = progress.begin(knn)
    assert file.read_bytes() == knn.task.read_bytes()
    assert not progress.begun(knn)
    file.write_text("mine", encoding="utf-8")
    progress.begin(knn)
    assert file.read_text(encoding="utf-8") == "mine"
    assert progress.begun(knn)


def test_a_reset_keeps_every_copy(tmp_path):
    progress, knn = Progress(tmp_path), DRILLS["knn"]
    for text in ("first", "second"):
        progress.begin(knn).write_text(text, encoding="utf-8")
        progress.solve(knn)
        kept = progress.reset(knn)
        assert kept.read_text(encoding="utf-8") == text
        assert not progress.solved(knn)
        assert progress.file(knn).read_bytes() == knn.task.read_bytes()
    assert sorted(path.name for path in progress.folder.glob("*.bak")) == [
        "knn.py.1.bak",
        "knn.py.2.bak",
    ]


def test_hints_come_one_by_one_and_the_last_stays(tmp_path):
    progress, knn = Progress(tmp_path), DRILLS["knn"]
    given = [progress.give_hint(knn) for _ in range(len(knn.hints) + 1)]
    assert given == [*knn.hints, knn.hints[-1]]


def test_solved_drills_are_passed_over(tmp_path):
    progress, names = Progress(tmp_path), list(DRILLS)
    progress.solve(DRILLS[names[0]])
    assert progress.current(DRILLS).name == names[1]
    progress.choose(DRILLS[names[5]])
    assert progress.current(DRILLS).name == names[5]
    progress.solve(DRILLS[names[5]])
    assert progress.next(DRILLS, after=DRILLS[names[-1]]).name == names[1]


def test_state_that_is_damaged_is_told(project):
    (project / "interview" / "mine").mkdir()
    (project / "interview" / "mine" / "drills.json").write_text("{", encoding="utf-8")
    done = drill(project, "--list")
    assert done.returncode == 1
    assert "drills.json is not valid JSON: mend or delete it" in done.stderr


def test_a_name_that_is_not_there_is_told_with_the_nearest(project):
    done = drill(project, "knm", "--run")
    assert done.returncode == 1
    assert "there is no drill called knm: did you mean knn?" in done.stderr


def test_the_list_shows_what_is_solved(project):
    assert said(drill(project, "--list")).startswith(f"Coding drills 0 of {len(DRILLS)} solved")
    Progress(project / "interview" / "mine").solve(DRILLS["gini"])
    assert re.search(r"gini +solved", said(drill(project, "--list")))


def test_the_beginning_of_a_name_stands_for_the_first_that_is_open(project, monkeypatch):
    monkeypatch.chdir(project)
    progress = Progress(Path("interview", "mine"))
    assert commands.chosen("sql", progress).name == "sql_join"
    progress.solve(DRILLS["sql_join"])
    assert commands.chosen("sql", progress).name == "sql_having"
    assert commands.chosen("pandas", progress).name == "pandas_groups"


@pytest.mark.parametrize("problem", FINISHED)
def test_the_tables_are_explained_in_the_words_of_the_project(problem, projects):
    told = read_yaml(projects[problem] / "interview" / "drills" / "tables.yaml")
    for word in ("entry", "amount", "team", "label 1"):
        assert word in told["entry"].lower()
    for word in ("view", "user", "item"):
        assert word in told["view"].lower()


def test_a_drill_explains_the_tables_that_it_has_and_no_other(projects, monkeypatch):
    monkeypatch.setattr("interview.drills.catalog.HERE", projects["churn"] / "interview" / "drills")
    assert "each view" not in DRILLS["sql_join"].meaning
    assert "each entry" in DRILLS["sql_join"].meaning
    assert "each entry" not in DRILLS["sql_pairs"].meaning
    assert "each view" in DRILLS["sql_pairs"].meaning


def test_only_drills_on_tables_explain_them(projects, monkeypatch):
    monkeypatch.setattr("interview.drills.catalog.HERE", projects["churn"] / "interview" / "drills")
    assert {name for name, each in DRILLS.items() if not each.meaning} == {
        *(name for name in DRILLS if not name.startswith(("sql_", "pandas_"))),
        "pandas_encode",
        "pandas_gains",
    }


def test_a_query_that_is_wrong_is_shown_with_the_rows_and_what_is_right(project, tmp_path):
    shown = said(drill(project, "sql_join", "--run"))
    assert "each entry is one email" in shown
    file = tmp_path / "sql_join.py"
    file.write_text(solution("sql_join").replace("GROUP", "GROOP"), encoding="utf-8")
    assert 'near "GROOP": syntax error' in runner.run("sql_join", file, project).message
    case = next(hidden("sql_share").random())
    module: Any = SimpleNamespace(query=lambda: "SELECT 1, 2, 3.5", __file__="mine.py")
    message = checking.failure(case, module)
    assert re.match(
        r"query\(\) gave SQL that, on 4 teams; entry: (\(\d+, \d+, [01], \S+\),? ?){3};", message
    )
    assert re.search(r"view: .*, has \(1, 2, 3\.5\) as row 1, right is \(.*\)\.$", message)


def test_a_table_of_pandas_that_is_wrong_is_shown_with_its_cell():
    case = list(hidden("pandas_wide").random())[1]
    twice: Any = SimpleNamespace(
        wide=lambda view, items: case_answer(view, items) * 2, __file__="mine.py"
    )
    said_of = checking.failure(case, twice)
    assert re.search(r"gave 2 in row \d+, column \d+, right is 1\.", said_of)
    assert "view=<DataFrame of 8 rows>" in said_of


def test_a_table_of_the_caller_that_is_changed_is_named():
    case = next(hidden("pandas_groups").random())

    def summary(entry):
        entry["amount"] = 0.0

    module: Any = SimpleNamespace(summary=summary, __file__="mine.py")
    assert "changes entry, which belongs to the caller" in checking.failure(case, module)


@pytest.mark.parametrize(("name", "refused"), [("knn", True), ("pandas_wide", False)])
def test_pandas_may_be_used_where_the_task_uses_it(name, refused, tmp_path):
    file = tmp_path / f"{name}.py"
    file.write_text("import pandas as pd\n", encoding="utf-8")
    if refused:
        with pytest.raises(worker.UnusableError, match="needs only numpy and Python"):
            worker.refuse_libraries(file, DRILLS[name].task)
    else:
        worker.refuse_libraries(file, DRILLS[name].task)
    file.write_text("from sklearn import tree\n", encoding="utf-8")
    with pytest.raises(worker.UnusableError, match="line 1 imports sklearn"):
        worker.refuse_libraries(file, DRILLS[name].task)


def case_answer(view: pd.DataFrame, items: list[int]) -> pd.DataFrame:
    """Return who has looked at what."""
    counts = pd.crosstab(view["user"], view["item"]).clip(upper=1)
    return counts.reindex(columns=items, fill_value=0)


def test_a_run_and_its_questions_can_be_piped(project):
    file = Progress(project / "interview" / "mine").begin(DRILLS["split"])
    assert drill(project, "split", "--run").returncode == UNSOLVED
    assert "not solved yet" in said(drill(project, "split", "--answers"))
    shutil.copy(DRILLS["split"].solution, file)
    done = drill(project, "split", "--run")
    assert done.returncode == 0
    assert "Passed: 7 of 7 visible tests" in said(done)
    answers = said(drill(project, "split", "--answers"))
    for question in DRILLS["split"].after:
        assert question.ask in said(done)
        assert not any(idea in said(done) for idea in question.ideas)
        assert all(idea in answers for idea in question.ideas)
    assert max(map(len, done.stdout.splitlines())) <= 80


@pytest.mark.parametrize(("code", "said_by_make"), [(0, ""), (UNSOLVED, ""), (1, "Error 1")])
def test_make_calls_no_error_what_is_only_unsolved(code, said_by_make, tmp_path):
    (tmp_path / "python").write_text(f"#!/bin/sh\nexit {code}\n")
    (tmp_path / "python").chmod(0o755)
    recipes = (TEMPLATE / SKELETON / "interview" / "rehearse.mk").read_text(encoding="utf-8")
    (tmp_path / "Makefile").write_text(f"{recipes}\nwith-interview:\n")
    path = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    command = ["make", "--silent", "rehearse", "DO=drill knn --run"]
    done = subprocess.run(
        command, cwd=tmp_path, env=path, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode == 0) == (said_by_make == "")
    assert said_by_make in done.stderr
    assert bool(done.stderr) == bool(said_by_make)


def test_the_hint_is_for_the_drill_that_was_last_worked_at(project):
    drill(project, "ndcg", "--run")
    assert DRILLS["ndcg"].hints[0] in said(drill(project, "--hint"))
    assert "hint 2 of 3" in said(drill(project, "--hint"))


def test_a_reset_asks_first(project):
    file = Progress(project / "interview" / "mine").begin(DRILLS["knn"])
    assert "nothing to reset" in said(drill(project, "knn", "--reset"))
    file.write_text("mine", encoding="utf-8")
    for no in ("n\n", ""):
        assert "Nothing was changed" in said(drill(project, "knn", "--reset", input=no))
        assert file.read_text(encoding="utf-8") == "mine"
    assert "knn.py.1.bak" in said(drill(project, "knn", "--reset", input="y\n"))
    assert file.read_bytes() == DRILLS["knn"].task.read_bytes()


def test_a_pass_is_recorded_once_until_the_drill_is_started_over(project, monkeypatch):
    monkeypatch.chdir(project)
    recorded: list[runner.Result] = []
    progress = Progress(Path("interview", "mine"))
    result = runner.Result("knn", True, (7, 7), (26, 26), 1.0)
    monkeypatch.setattr(commands.runner, "run", lambda *_: result)
    for _ in range(2):
        commands.tested(DRILLS["knn"], progress, recorded.append)
    assert recorded == [result]
    progress.reset(DRILLS["knn"])
    commands.tested(DRILLS["knn"], progress, recorded.append)
    assert recorded == [result, result]


def test_the_runner_is_light():
    command = "import sys, interview.drills.runner, interview.drills.commands; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", command],
        cwd=TEMPLATE / SKELETON,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert set(done.stdout.split()).isdisjoint(
        {"numpy", "pandas", "sklearn", "pytest", "watchfiles"}
    )


def test_watching_without_a_terminal_tests_once(project):
    done = drill(project, "knn", stdin=subprocess.DEVNULL)
    assert done.returncode == UNSOLVED
    assert "Watching needs a terminal with a keyboard: tested once instead." in said(done)


def in_terminal(project: Path, command: str):
    """Start a command in a terminal of its own."""
    pexpect = pytest.importorskip("pexpect", reason="there are no such terminals on Windows")
    options = {"cwd": str(project), "timeout": SLOW, "encoding": "utf-8", "dimensions": (40, 80)}
    shell = pexpect.spawn("/bin/sh", ["-c", command], preexec_fn=kit.heed_ctrl_c, **options)
    return shell, pexpect.EOF


DRILL = f"{shlex.quote(sys.executable)} -m interview drill"


def test_a_save_is_tested_at_once_and_keys_work(project):
    mine = project / "interview" / "mine"
    terminal, end = in_terminal(project, f"exec {DRILL} split")
    steps = {
        "h": "Hint 1 of 3",
        "a": "The questions come when the tests pass",
        "x": "nothing to reset",
        "": "Passed: 7 of 7 visible tests",  # no key: the file is saved
        "A": "One pass over the groups",
        "l": f"1 of {len(DRILLS)} solved",
        "c": "passed  split",
        "X": "Start split over",
        "y": "split.py.1.bak",
        "r": "Not written yet",
        "n": "kfold: k-fold cross-validation",
    }
    terminal.expect("Not written yet")
    for key, shown in steps.items():
        terminal.expect("y: yes" if key == "y" else "q quit")
        terminal.send(key)
        if not key:
            (mine / "drills" / "split.py").write_text(solution("split"), encoding="utf-8")
        terminal.expect(shown)
    assert json.loads((mine / "drills.json").read_text(encoding="utf-8"))["current"] == "kfold"
    terminal.expect("q quit")
    terminal.send("q")
    terminal.expect(end)
    terminal.close()
    assert terminal.exitstatus == 0


def test_a_save_that_comes_while_nothing_has_changed_is_not_tested_again(project):
    terminal, end = in_terminal(project, f"exec {DRILL} split")
    terminal.expect("q quit")
    beside = project / "interview" / "mine" / "drills" / "other.py"
    beside.write_text("", encoding="utf-8")
    time.sleep(1)
    terminal.send("q")
    terminal.expect(end)
    assert "Testing" not in terminal.before


def test_the_keyboard_is_given_back_after_ctrl_c(project):
    terminal, end = in_terminal(project, f"trap : INT; {DRILL} split; stty -a")
    terminal.expect("q quit")
    terminal.sendintr()
    terminal.expect(end)
    assert re.search(r"(?<!-)icanon", terminal.before)
    assert re.search(r"(?<!-)echo\b", terminal.before)
    assert "Traceback" not in terminal.before
