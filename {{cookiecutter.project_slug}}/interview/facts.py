"""What the questions know: the run's facts, experiments, own words and the problem's names.

Reads: reports/facts.json, experiments/, story.yaml, interview/problem.yaml
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from .errors import InterviewError
from .records import NotRecordedError, indexed, lookup
from .slots import fill

Facts = dict[str, Any]
Reading = Callable[[Path], Any]


def read_yaml(path: Path) -> Any:
    """Read a YAML file, with the fast parser where there is one.

    Raises InterviewError when the file is missing or is not YAML.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        with path.open("rb") as file:
            return yaml.load(file, loader)
    except FileNotFoundError as error:
        raise InterviewError(f"{path} is missing: restore it from your own copy") from error
    except yaml.YAMLError as error:
        raise InterviewError(f"{path} is not valid YAML: {' '.join(str(error).split())}") from error


def fingerprint(facts: Facts, paths: Iterable[str]) -> str:
    """Return a short hash of the values at ``paths``, so that a review knows what it was about."""
    values = {}
    for path in sorted(set(paths)):
        try:
            values[path] = lookup(facts, path)
        except NotRecordedError:
            continue
    text = json.dumps(values, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def answered(story: Mapping[str, Any]) -> Facts:
    """Keep what the candidate has written; an empty answer is as absent as a missing fact."""
    return {key: text for key, text in story.items() if str(text or "").strip()}


def weak_parts(facts: Facts) -> Facts:
    """Return the parts of the rows and where they were seen: out of fold, if the run says that."""
    out_of_fold = facts.get("cv_slices")
    parts = out_of_fold or facts.get("slices")
    if not parts:
        return {}
    return {"parts": parts, "seen": "out of fold" if out_of_fold else "on the test set"}


def named(facts: Facts, problem: Mapping[str, Any]) -> Facts:
    """Add the problem's words and aliases, so that one question can speak of any problem.

    A word may hold slots (``"{words.rows}"``); an alias is a path. What the facts lack is left out.
    """
    words: Facts = {}
    for key, text in problem.get("words", {}).items():
        try:
            words[key] = fill(text, facts) if isinstance(text, str) else text
        except NotRecordedError:
            continue
    full = {**facts, **weak_parts(facts), "problem": words}
    for name, path in problem.get("aliases", {}).items():
        try:
            full[name] = lookup(facts, path)
        except NotRecordedError:
            continue
    return full


def experiments(project: Path, reading: Reading) -> list[Facts]:
    """Return the edits that were tried and then kept or dropped, in their order."""
    records = [reading(path) for path in sorted(project.glob("experiments/*.yaml"))]
    decided = ("kept", "dropped")
    known = [each for each in records if isinstance(each, dict) and each.get("verdict") in decided]
    return [with_one_model(each) for each in known]


def with_one_model(record: Facts) -> Facts:
    """Return a record whose gain is of one model where the edit changed the pick, as documents say.

    It is of the model picked before; if the edit did nothing to that one, of the one picked now.
    """
    before, now = record.get("instead_of"), record.get("model")
    fixed = {each["model"]: each["gain"] for each in record.get("fixed", [])}
    model = now if before in record.get("untouched", []) else before
    return {**record, "gain": fixed[model]} if before and model in fixed else record


def read(project: Path, reading: Reading = read_yaml) -> Facts:
    """Read everything that a question may speak of, YAML with ``reading``.

    Raises InterviewError when the pipeline has not run yet, or when a file is broken.
    """
    path = project / "reports" / "facts.json"
    try:
        measured = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise InterviewError(
            f"{path} is missing: run `make run` first, since the questions come from your results"
        ) from error
    except ValueError as error:
        raise InterviewError(f"{path} is not valid JSON: run `make run` again") from error
    if not isinstance(measured, dict) or "chosen" not in measured:
        raise InterviewError(f"{path} holds no facts: run `make run` again")
    story = project / "story.yaml"
    own = answered(reading(story) or {}) if story.exists() else {}
    problem = reading(project / "interview" / "problem.yaml")
    found = {**measured, "experiments": experiments(project, reading)}
    return named({**indexed(found), "story": own}, problem)
