"""Columns that may say the target in other words: found on training rows, before any model."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import KFold
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from .names import words_of
from .records import NUMERIC, Column, Task

NUMBERS = NUMERIC | {"boolean"}
LEAST_KNOWN = 20  # cells that say something
MOST_ROWS = 5000  # looked at: a leak shows in few
STRONG: Mapping[Task, float] = {"regression": 0.9, "classification": 0.98}  # R2, ROC AUC: asked
SURE = 0.9999  # set aside
SUM_OF_PARTS = 0.9999  # R2 of a sum of columns
MOST_PARTS = 4
MOST_TREES = 60  # columns of numbers that get a tree: those that order the target best


class Leaks(NamedTuple):
    """What is the target in other words, what may be, and the columns in use, strongest first."""

    sure: dict[str, str]
    asked: dict[str, str]
    strongest: list[str]


def coded(values: pd.Series, role: str) -> NDArray[np.float64]:
    """Return a column as numbers; a gap is a number of its own, below all others."""
    if role in NUMBERS:
        numbers = values.astype(float).to_numpy()
        return np.where(np.isnan(numbers), np.nanmin(numbers) - 1, numbers)
    return pd.Series(pd.factorize(values.astype(object))[0], values.index).to_numpy(float)


def rates(
    seen: NDArray[np.float64], y: NDArray[np.float64], unseen: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the mean of ``y`` of each level, drawn to the mean of all, for levels not seen too."""
    frame = pd.DataFrame(y).groupby(seen)
    sizes, means = frame.size().to_numpy()[:, None], y.mean(axis=0)
    smooth = pd.DataFrame((frame.sum().to_numpy() + means) / (sizes + 1), index=frame.size().index)
    found = smooth.reindex(unseen).to_numpy()
    return np.where(np.isnan(found), means, found)


def alone(values: pd.Series, role: str, target: pd.Series, task: str, seed: int) -> float:
    """Return what one column gets alone, out of fold: R2, or the (mean) ROC AUC.

    A column of numbers is cut by a small tree; of a column of words each level has its mean.
    """
    x = coded(values, role)
    if task == "regression":
        y = target.to_numpy(float)[:, None]
    else:
        labels = np.unique(target.astype(str))
        y = (target.astype(str).to_numpy()[:, None] == labels).astype(float)
    told = np.zeros_like(y)
    for train, rest in KFold(4, shuffle=True, random_state=seed).split(x):
        if role in NUMBERS:
            tree = (
                DecisionTreeRegressor(max_leaf_nodes=64, min_samples_leaf=3, random_state=seed)
                if task == "regression"
                else DecisionTreeClassifier(
                    max_leaf_nodes=16, min_samples_leaf=3, random_state=seed
                )
            )
            if task == "regression":
                tree.fit(x[train, None], y[train, 0])
                told[rest, 0] = tree.predict(x[rest, None])
            else:
                tree.fit(x[train, None], y[train].argmax(axis=1))
                told[np.ix_(rest, tree.classes_)] = tree.predict_proba(x[rest, None])
        else:
            told[rest] = rates(x[train], y[train], x[rest])
    if task == "regression":
        return float(1 - ((y - told) ** 2).sum() / ((y - y.mean()) ** 2).sum())
    there = [k for k in range(y.shape[1]) if 0 < y[:, k].sum() < len(y)]
    return float(np.mean([roc_auc_score(y[:, k], told[:, k]) for k in there]))


def order(values: pd.Series, target: pd.Series, task: str) -> float:
    """Return how far a column of numbers orders rows as the target does, 1 for the same.

    The rank correlation with an amount; for classes the ROC AUC of the class that it orders best.
    Nothing is fitted, so nothing can be learned by heart.
    """
    known = values.notna()
    if known.sum() < LEAST_KNOWN or values[known].nunique() < 2:
        return 0.0
    x = rankdata(values[known].astype(float))
    if task == "regression":
        return float(abs(np.corrcoef(x, rankdata(target[known].astype(float)))[0, 1]))
    labels = target[known].astype(str).to_numpy()
    names = np.unique(labels)
    if len(names) < 2:
        return 0.0
    away = []
    for each in names:
        here = labels == each
        ones, zeros = int(here.sum()), int((~here).sum())
        auc = (x[here].sum() - ones * (ones + 1) / 2) / (ones * zeros)  # Mann and Whitney
        away.append(max(auc, 1 - auc))
    return float(np.mean(away))


def sum_of_parts(numbers: pd.DataFrame, target: pd.Series) -> list[str]:
    """Return the few columns that the target is a sum of, if it is one."""
    full = numbers.dropna(axis=1)
    full = full.loc[:, full.std() > 0]
    y = target.to_numpy(float)
    if full.shape[1] < 2 or len(full) <= 3 * full.shape[1]:
        return []
    scaled = ((full - full.mean()) / full.std()).to_numpy()
    total = ((y - y.mean()) ** 2).sum()

    def explained(chosen: list[int]) -> float:
        design = np.column_stack([np.ones(len(y)), scaled[:, chosen]])
        rest = y - design @ np.linalg.lstsq(design, y, rcond=None)[0]
        return float(1 - (rest**2).sum() / total)

    if explained(list(range(full.shape[1]))) < SUM_OF_PARTS:
        return []
    chosen: list[int] = []
    while len(chosen) < MOST_PARTS:
        left = [i for i in range(full.shape[1]) if i not in chosen]
        chosen.append(max(left, key=lambda i: explained([*chosen, i])))
        if explained(chosen) >= SUM_OF_PARTS:
            return [str(full.columns[i]) for i in chosen]
    return []


def named_alike(name: str, target: str) -> bool:
    """Tell whether a column is called after the target: logwage for wage."""
    ours, theirs = name.lower(), target.lower()
    whole_word = theirs in words_of(name)
    return name != target and len(theirs) >= 4 and (whole_word or theirs in ours or ours == theirs)


def judged(
    name: str, target_name: str, score: float, ordered: float, task: Task
) -> tuple[str, bool]:
    """Return what speaks against a column, nothing if all is well, and whether that is sure.

    Args:
        name: Of the column.
        target_name: Of the target.
        score: What the column gets alone.
        ordered: How far it orders the rows as the target does.
        task: Decides what the score is.
    """
    called = "R2" if task == "regression" else "ROC AUC"
    if ordered > SURE:
        how = "rank correlation" if task == "regression" else called
        return f"orders the rows as the target does ({how} {ordered:.4f})", True
    if score >= SURE:
        return f"says the target alone: {called} {score:.4f}", True
    if score >= STRONG[task]:
        return f"nearly says the target alone: {called} {score:.3f}", False
    return ("is called after the target" if named_alike(name, target_name) else ""), False


def leaks(
    typed: Mapping[str, pd.Series],
    columns: Mapping[str, Column],
    target_name: str,
    target: pd.Series,
    task: Task,
    seed: int,
) -> Leaks:
    """Return what is surely the target in other words, what may be, and the strongest columns.

    Args:
        typed: Every column of the training rows.
        columns: Their roles.
        target_name: What the target is called.
        target: Its values in these rows, none missing.
        task: Of the project.
        seed: Of the rows looked at, and of the folds.
    """
    rows = np.random.default_rng(seed).permutation(len(target))[:MOST_ROWS]
    y = target.iloc[rows].reset_index(drop=True)
    looked_at = {
        name: typed[name].iloc[rows].reset_index(drop=True)
        for name, each in columns.items()
        if each.use or each.role == "many_levels"
    }
    numbers = {n: x.astype(float) for n, x in looked_at.items() if columns[n].role in NUMBERS}
    orders = {name: order(x, y, task) for name, x in numbers.items()}
    first = set(sorted(orders, key=lambda name: -orders[name])[:MOST_TREES])
    found, told = Leaks({}, {}, []), {}
    for name, x in looked_at.items():
        ordered = orders.get(name, 0.0)
        if x.nunique() < 2 or (name in orders and name not in first):
            told[name] = -1.0
            continue
        score = alone(x, columns[name].role, y, task, seed)
        told[name] = score if task == "regression" else max(score, ordered)
        reason, sure = judged(name, target_name, told[name], ordered, task)
        if reason:
            (found.sure if sure else found.asked)[name] = reason
    if task == "regression":
        left = pd.DataFrame({n: x for n, x in numbers.items() if n not in found.sure})
        for name in sum_of_parts(left, y):
            found.asked.setdefault(name, "adds up to the target together with others")
        above = left.loc[:, (left > 0).all()]
        if (y > 0).all() and len(above.columns):
            logs = above.transform(np.log), y.astype(float).transform(np.log)
            for name in sum_of_parts(*logs):
                found.asked.setdefault(name, "multiplies to the target together with others")
    usable = [name for name in told if columns[name].use and name not in found.sure]
    return found._replace(strongest=sorted(usable, key=lambda name: -told[name]))
