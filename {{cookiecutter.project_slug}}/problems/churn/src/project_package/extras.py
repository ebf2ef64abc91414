"""What this problem measures beyond a classification: segments, groups of people, remedies."""

from typing import Any

from workbench.files import REPORTS, plain, read_json
from workbench.records import Training

from .blind import blind
from .cuts import by_column
from .data_facts import DataReport
from .evaluation import Evaluation
from .gaps import Gaps, blanked, fillings
from .groups import groups
from .imbalance import imbalance
from .importance import importance
from .lift import lift
from .mistakes import mistakes
from .task import KEY, TARGET


def extras(data: Evaluation, trained: Training) -> dict[str, Any]:
    """Return the fields that ``facts.Facts`` adds to those of every classification."""
    config, seed = data.config, data.config.seed
    prepared = DataReport(**read_json(REPORTS / "data.json", "prepare"))
    table = data.test.drop(columns=[TARGET, KEY])
    people = by_column(data.test, config.data.groups)
    shown = {each: each for each in config.data.shown}
    return {
        "data": prepared.data,
        "split": prepared.split,
        "segments": prepared.segments,
        "leakage": [*prepared.split.checks, *trained.checks],
        "words": plain(config.data.words),
        "too_good": config.data.too_good,
        "caveats": list(config.data.caveats),
        "lift": lift(data.actual, data.probability, config.lift_share, seed),
        "groups": groups(
            people, data.actual, data.probability, data.rule, config.slice_min_rows, seed
        ),
        "blind": blind(data, trained, by_column(data.train, config.data.groups)),
        "imbalance": imbalance(config),
        "gaps": Gaps(
            fillings=fillings(config),
            blanked=blanked(data.model, table, data.actual, config.blank_share, seed),
        ),
        "importance": importance(
            data.model,
            table,
            data.test[TARGET],
            plain(config.data.topics),
            config.importance_repeats,
            seed,
        ),
        "mistakes": mistakes(data.test, data.actual, data.probability, shown),
    }
