"""The last training against the version kept last: paired by row, on the same folds.

Reads:  data/split/train.parquet, data/out_of_fold.parquet, data/chosen_out_of_fold.parquet,
        reports/search.json, reports/kept.json, data/kept/
Writes: the comparison as JSON to standard output; with ``--take`` reports/kept.json instead

The test set is not read here.
"""

import json
import platform
import sys
from importlib.metadata import version
from typing import Any, NamedTuple

from ..errors import DataError
from ..files import (
    CHOSEN,
    OUT_OF_FOLD,
    REPORTS,
    TRAIN,
    existing,
    load_config,
    plain,
    read_json,
    rounded,
)
from ..problem import Problem
from ..records import LIBRARIES, Estimate, Training
from . import kept
from .candidates import Effects, effects, paired
from .changes import as_kept, checksums, modules, settings
from .kept import EARLIER, Kept
from .records import read_all
from .repository import committed

COMPARED = REPORTS / "since_start.json"  # what earlier versions of the template wrote beside it
METRICS = "metrics.py"


class Version(NamedTuple):
    """A version of the project: what is kept of it, and what it said of each row.

    ``candidates`` has that of every candidate, by key; of the kept version, as far as it is here.
    """

    kept: Kept
    outcomes: str
    candidates: dict[str, str]


class Against(NamedTuple):
    """Two versions: their scores, and the paired gain or why there is none."""

    reference: Estimate
    score: Estimate
    gain: Estimate | None
    apart: list[str]


def present(problem: Problem, number: int | None) -> Version:
    """Return the last training.

    Args:
        problem: The project.
        number: Of the experiment that it is, if it is one.
    """
    import pandas as pd

    config, training = load_config(), Training(**read_json(REPORTS / "search.json", "train"))
    chosen = pd.read_parquet(existing(CHOSEN, "train"))
    answers = pd.read_parquet(existing(TRAIN, "prepare"), columns=list(problem.answers))
    outcomes = kept.as_text(chosen["outcome"])
    table = pd.read_parquet(existing(OUT_OF_FOLD, "compare"))
    candidates = {str(key): kept.as_text(said) for key, said in table.items()}
    found = Kept(
        experiment=number,
        key=training.search.model,
        label=config.candidates[training.search.model].label,
        cv=training.cv,
        metric=problem.metric,
        rows=len(chosen),
        answers_sha256=kept.digest(answers.to_csv(index=False, lineterminator="\n")),
        folds_sha256=kept.digest(json.dumps(chosen["fold"].tolist())),
        outcomes_sha256=kept.digest(outcomes),
        candidates_sha256={key: kept.digest(said) for key, said in candidates.items()},
        python=platform.python_version(),
        versions={name: version(name) for name in LIBRARIES},
        config=as_kept(plain(config)),
        modules=checksums(problem.source),
    )
    return Version(found, outcomes, candidates)


def earlier() -> Version:
    """Return what an earlier version of the template kept as the starting point."""
    content = read_json(EARLIER, "document")
    outcomes = kept.as_text(content.pop("outcomes"))
    tried = [each.number for each in read_all() if each.verdict == "kept"]
    number = 0 if content.pop("first") else max(tried, default=None)
    del content["tuned"]
    found = Kept(experiment=number, outcomes_sha256=kept.digest(outcomes), **content)
    return Version(found, outcomes, {})


def begin(problem: Problem) -> None:
    """Keep the first run, unless one is kept; what an earlier template kept is taken over."""
    if kept.KEPT.exists():
        return
    if EARLIER.exists():
        kept.save(*earlier())
        EARLIER.unlink()
        COMPARED.unlink(missing_ok=True)
        print(f"{'':<10}{EARLIER} is now {kept.KEPT}: commit both", file=sys.stderr)
    else:
        kept.save(*present(problem, None if committed(kept.KEPT) else 0))


def unlike(before: Kept, now: Kept, outcome: str) -> list[str]:
    """Return why two versions cannot be paired; nothing, if they can.

    Args:
        before: The version kept last.
        now: The other.
        outcome: What is kept of a row, as ``Problem.outcome`` says.
    """
    reasons = []
    if before.answers_sha256 != now.answers_sha256:
        reasons.append("the training rows, or what is to be found in them, are not the same")
    if before.folds_sha256 != now.folds_sha256:
        reasons.append("the rows are cut into other folds")
    if outcome == "score" and before.modules.get(METRICS) != now.modules[METRICS]:
        reasons.append(f"{METRICS} is not as it was, and of what was kept there are only scores")
    return reasons


def against(problem: Problem, before: Version, now: Version, seed: int) -> Against:
    """Compare two versions, paired if both are on the same rows and folds.

    Args:
        problem: The project.
        before: The version kept last; where the rows are the same it is scored by today's metric.
        now: The other.
        seed: Of the resamples.
    """
    apart = unlike(before.kept, now.kept, problem.outcome)
    if apart:
        return Against(before.kept.cv, now.kept.cv, None, apart)
    found = paired(problem, before.outcomes, now.outcomes, seed)
    return Against(found.before, now.kept.cv, found.gain, [])


def held_fixed(
    problem: Problem, before: Version, now: Version, apart: list[str], seed: int
) -> Effects:
    """Return what an edit did to each candidate, those first that the rule picked."""
    if apart:
        return Effects([], [])
    labels = {key: each["label"] for key, each in now.kept.config["candidates"].items()}
    picked = {key: labels[key] for key in (before.kept.key, now.kept.key) if key in labels}
    return effects(problem, before.candidates, now.candidates, {**picked, **labels}, seed)


def compared(problem: Problem, before: Version, now: Version, seed: int) -> dict[str, Any]:
    """Return what a record of an experiment holds of a comparison."""
    found = against(problem, before, now, seed)
    changed = held_fixed(problem, before, now, found.apart, seed)
    return {
        "metric": now.kept.metric,
        "model": now.kept.label,
        "instead_of": None if before.kept.key == now.kept.key else before.kept.label,
        "reference": found.reference.content(),
        "score": found.score.content(),
        "gain": found.gain and found.gain.content(),
        "apart": found.apart,
        "fixed": [each.content() for each in changed.fixed],
        "untouched": changed.untouched,
        "rows": now.kept.rows,
        "settings": [each.content() for each in settings(before.kept.config, now.kept.config)],
        "modules": [each.content() for each in modules(before.kept.modules, now.kept.modules)],
        "python": now.kept.python,
        "versions": now.kept.versions,
    }


def run(problem: Problem, take: int | None = None) -> None:
    """Print the comparison, or take the last training as the version kept.

    Raises:
        DataError: What the kept version said of each row is not here.
    """
    now = present(problem, take)
    if take is not None:
        kept.save(*now)
        return
    before = kept.read()
    outcomes = kept.outcomes(before)
    if outcomes is None:
        raise DataError(f"what the kept version said of each row is not in {kept.OUTCOMES}/")
    found = compared(
        problem, Version(before, outcomes, kept.candidates(before)), now, load_config().seed
    )
    print(json.dumps(rounded(found)))
