"""The stages in order, one short function each, and what the workbench is told of the project.

Libraries are imported where they are used, so that a stage starts with no more than it needs.
"""

from typing import TYPE_CHECKING

from workbench import files
from workbench.files import REPORTS, TEST, TRAIN, load_config
from workbench.problem import Problem

from .facts import GREATER_IS_BETTER, METRIC, SERVED, DataReport, Derived, Facts

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray


def fetch() -> None:
    """Load the own file by its checksum, as text."""
    from workbench.own.source import keep_own_table

    keep_own_table(load_config())


def prepare() -> None:
    """Clean the rows as the record says, split it, describe both parts."""
    from workbench.own.source import own_of
    from workbench.sources import raw_table

    from . import cleaning, data

    config = load_config()
    own = own_of(config)
    rows, counts = cleaning.clean(raw_table(config.data.source.item), own)
    train, test = data.split(rows, own, config.seed)
    files.save_parquet(TRAIN, train)
    files.save_parquet(TEST, test)
    files.save_json(REPORTS / "data.json", data.profile(train, test, counts, own).content())


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
    import numpy as np
    import pandas as pd

    from workbench import reports

    from . import plots
    from .data import TARGET, read_table, told
    from .evaluate import Before, measure, moved, values
    from .models import predict
    from .task import special
    from .weak_spots import weak_spots

    config, trained = load_config(), reports.training()
    train, test = (pd.read_parquet(files.existing(path, "prepare")) for path in (TRAIN, TEST))
    prepared = DataReport(**files.read_json(REPORTS / "data.json", "prepare"))
    actual, known = (part[TARGET].to_numpy() for part in (test, train))
    unseen = reports.out_of_fold()
    before = Before(prepared, reports.comparison(), trained, known, unseen)
    models = reports.fitted_models(trained.search.model)
    predicted = {name: predict(each, read_table(test)) for name, each in models.items()}
    model, ours = models[trained.search.model], predicted[trained.search.model]
    measured = Facts(
        **measure(config, predicted, actual, before),
        **weak_spots(config, model, (train, test), ours),
        **special(config, (train, test), ours, unseen),
        metric=told()["metric"],
        derived=Derived(test_minus_cv=moved(actual, ours, before, config.seed)),
    )
    facts = Facts(**files.rounded(measured.content()))
    plots.draw(facts)
    said = (
        {"estimate": ours} if ours.ndim == 1 else dict(zip(told()["classes"], ours.T, strict=True))
    )
    private = {name: np.sort(each) for name, each in said.items()}  # in no row's order
    reports.save_evaluation(facts, values(measured.chosen, measured.baseline), private)


def score(outcomes: "NDArray[np.float64]", seed: int) -> "tuple[float, NDArray[np.float64]]":
    """Return the headline metric of out-of-fold predictions, and on resampled rows."""
    from .data import read
    from .metrics import headline, headline_draws

    target = read(TRAIN)[1]
    return float(headline(target, outcomes)), headline_draws(target, outcomes, seed)


def example() -> "pd.DataFrame":
    """Return rows as a model takes them, and none of the data."""
    from . import data

    return data.example()


PROBLEM = Problem(
    package=__package__ or "",
    stages={each.__name__: each for each in (fetch, prepare, compare, train, evaluate)},
    facts=Facts,
    metric=METRIC,
    greater_is_better=GREATER_IS_BETTER,
    score=score,
    outcome="prediction",
    answers=["own_target"],
    example=example,
    served=SERVED,
)
