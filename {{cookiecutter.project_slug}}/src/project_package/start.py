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
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig

from .changes import checksums, settings
from .crossval import OUTCOME, held_back, resampled, score
from .files import CHOSEN, REPORTS, TRAIN, existing, load_config, plain, read_json, save_json
from .libraries import LIBRARIES
from .metrics import headline, worse_by
from .records import Estimate, Training
from .starting import SINCE_START, START, Since, Start, read_start
from .stats import interval
from .task import ANSWERS

DECIMALS = 6  # of a difference: another processor changes less, and equal runs differ by zero
METRICS = "metrics.py"
NEUTRAL = "compute"  # the part of the configuration that changes no result


def digest(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def taken(config: DictConfig, training: Training, outcomes: NDArray[np.float64]) -> Start:
    """Return a run as a starting point.

    Args:
        config: The resolved configuration.
        training: What train found.
        outcomes: Of the chosen model for each training row or user, out of fold.
    """
    search, values = training.search, json.loads(json.dumps(plain(config)))  # keys as in JSON
    answers = pd.read_parquet(existing(TRAIN, "prepare"), columns=ANSWERS)
    return Start(
        first=not START.exists(),
        key=search.model,
        label=config.candidates[search.model].label,
        tuned=search.best.params if search.best and search.kept == "tuned" else {},
        cv=training.cv,
        metric=headline.__name__,
        rows=len(outcomes),
        answers_sha256=digest(answers.to_csv(index=False, lineterminator="\n")),
        folds_sha256=digest(json.dumps([rows.tolist() for rows in held_back(config)])),
        python=platform.python_version(),
        versions={name: version(name) for name in LIBRARIES},
        config={key: value for key, value in values.items() if key != NEUTRAL},
        modules=checksums(Path(__file__).parent),
        outcomes=[float(f"{each:.6g}") for each in outcomes],
    )


def unlike(start: Start, now: Start) -> list[str]:
    """Return why two runs cannot be paired; nothing, if they can."""
    reasons = []
    if start.answers_sha256 != now.answers_sha256:
        reasons.append("the training rows, or what is to be found in them, are not the same")
    if start.folds_sha256 != now.folds_sha256:
        reasons.append("the rows are cut into other folds")
    if OUTCOME == "score" and start.modules.get(METRICS) != now.modules[METRICS]:
        reasons.append(f"{METRICS} is not as it was, and of the first run only scores were kept")
    return reasons


def since(start: Start, now: Start, seed: int) -> Since:
    """Compare a run with the starting point, paired if both are on the same rows and folds.

    Args:
        start: The starting point; where the rows are the same it is scored anew, by today's metric.
        now: This run.
        seed: Of the resamples.
    """
    gain, cv = None, start.cv
    apart = unlike(start, now)
    if not apart:
        then, today = np.array(start.outcomes), np.array(now.outcomes)
        draws = [resampled(each, seed) for each in (then, today)]
        better = interval(worse_by(score(then), score(today)), worse_by(*draws)).content()
        gain = Estimate(**{key: round(value, DECIMALS) + 0.0 for key, value in better.items()})
        cv = interval(score(then), draws[0])
    return Since(
        first=start.first,
        key=start.key,
        label=start.label,
        cv=cv,
        settings=settings(start.config, now.config),
        gain=gain,
        apart=apart,
    )


def run(again: bool = False) -> None:
    """Keep the first run, compare this one with it, write."""
    config = load_config()
    training = Training(**read_json(REPORTS / "search.json", "train"))
    outcomes = pd.read_parquet(existing(CHOSEN, "train"))["outcome"].to_numpy()
    now = taken(config, training, outcomes)
    if again or not START.exists():
        save_json(START, now.content())
        print(f"{'':<10}{START} keeps this run: later ones are compared with it", file=sys.stderr)
    save_json(SINCE_START, since(read_start(), now, config.seed).content())
