"""Stage start: the first run is kept, and every run is compared with it.

Reads:  data/split/train.parquet, data/chosen_out_of_fold.parquet, reports/search.json
Writes: reports/start.json, unless it is there; reports/since_start.json

``--again`` makes the last run the starting point. The comparison is paired by row on the folds of
cross-validation: the test set is not read here.
"""

import hashlib
import json
import platform
import sys
from importlib.metadata import version

import numpy as np
import pandas as pd
from omegaconf import DictConfig

from ..files import CHOSEN, REPORTS, TRAIN, existing, load_config, plain, read_json, save_json
from ..problem import Problem
from ..records import Estimate, Training
from ..reports import LIBRARIES
from ..statistics import interval
from .changes import as_kept, checksums, settings
from .records import SINCE_START, START, Since, Start, read_start

DECIMALS = 6  # of a difference: another processor changes less, and equal runs differ by zero
METRICS = "metrics.py"


def digest(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def taken(problem: Problem, config: DictConfig, training: Training, chosen: pd.DataFrame) -> Start:
    """Return a run as a starting point.

    Args:
        problem: The project.
        config: The resolved configuration.
        training: What train found.
        chosen: Of each training row or user what the chosen model gave it out of fold,
            ``outcome``, and the number of the ``fold``.
    """
    search = training.search
    answers = pd.read_parquet(existing(TRAIN, "prepare"), columns=list(problem.answers))
    return Start(
        first=not START.exists(),
        key=search.model,
        label=config.candidates[search.model].label,
        tuned=search.best.params if search.best and search.kept == "tuned" else {},
        cv=training.cv,
        metric=problem.metric,
        rows=len(chosen),
        answers_sha256=digest(answers.to_csv(index=False, lineterminator="\n")),
        folds_sha256=digest(json.dumps(chosen["fold"].tolist())),
        python=platform.python_version(),
        versions={name: version(name) for name in LIBRARIES},
        config=as_kept(plain(config)),
        modules=checksums(problem.source),
        outcomes=[float(f"{each:.6g}") for each in chosen["outcome"]],
    )


def unlike(start: Start, now: Start, outcome: str) -> list[str]:
    """Return why two runs cannot be paired; nothing, if they can.

    Args:
        start: The starting point.
        now: This run.
        outcome: What is kept of a row, as ``Problem.outcome`` says.
    """
    reasons = []
    if start.answers_sha256 != now.answers_sha256:
        reasons.append("the training rows, or what is to be found in them, are not the same")
    if start.folds_sha256 != now.folds_sha256:
        reasons.append("the rows are cut into other folds")
    if outcome == "score" and start.modules.get(METRICS) != now.modules[METRICS]:
        reasons.append(f"{METRICS} is not as it was, and of the first run only scores were kept")
    return reasons


def since(problem: Problem, start: Start, now: Start, seed: int) -> Since:
    """Compare a run with the starting point, paired if both are on the same rows and folds.

    Args:
        problem: The project.
        start: The starting point; where the rows are the same it is scored anew, by today's metric.
        now: This run.
        seed: Of the resamples.
    """
    gain, cv = None, start.cv
    apart = unlike(start, now, problem.outcome)
    if not apart:
        then, drawn_then = problem.score(np.array(start.outcomes), seed)
        today, drawn_today = problem.score(np.array(now.outcomes), seed)
        sign = 1 if problem.greater_is_better else -1
        better = interval(sign * (today - then), sign * (drawn_today - drawn_then)).content()
        gain = Estimate(**{key: round(value, DECIMALS) + 0.0 for key, value in better.items()})
        cv = interval(then, drawn_then)
    return Since(
        first=start.first,
        key=start.key,
        label=start.label,
        cv=cv,
        settings=settings(start.config, now.config),
        gain=gain,
        apart=apart,
    )


def run(problem: Problem, again: bool = False) -> None:
    """Keep the first run, compare this one with it, write."""
    config = load_config()
    training = Training(**read_json(REPORTS / "search.json", "train"))
    now = taken(problem, config, training, pd.read_parquet(existing(CHOSEN, "train")))
    if again or not START.exists():
        save_json(START, now.content())
        print(f"{'':<10}{START} keeps this run: later ones are compared with it", file=sys.stderr)
    save_json(SINCE_START, since(problem, read_start(), now, config.seed).content())
