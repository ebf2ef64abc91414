"""The stages in order, one short function each, and what the workbench is told of the project.

Libraries are imported where they are used, so that a stage starts with no more than it needs.
"""

from typing import TYPE_CHECKING

from workbench import files
from workbench.files import REPORTS, TEST, TRAIN, load_config
from workbench.problem import Problem

from .facts import DataReport, Facts, without_times

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray


def fetch() -> None:
    """Load the own file by its checksum, as text."""
    from workbench.own.source import keep_own_table

    keep_own_table(load_config())


def prepare() -> None:
    """Clean the rows as the record says, hold back some of each user, describe both parts."""
    from workbench.own.source import ratings_of
    from workbench.sources import raw_table

    from . import cleaning, data

    config = load_config()
    own = ratings_of(config)
    rows, names, counts = cleaning.clean(raw_table(own.source.item), own, config.seed)
    train, test = data.split(cleaning.validate(rows), own.test_share)
    files.save_parquet(TRAIN, train)
    files.save_parquet(TEST, test)
    for path, table in names.items():
        files.save_parquet(path, table)
    report = cleaning.profile(train, test, counts, own)
    files.save_json(REPORTS / "data.json", report.content())


def compare() -> None:
    """Validate every candidate on the same users and times, judge them, pick one."""
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

    from . import cleaning, data, plots
    from .evaluate import by_user, measure

    config, trained = load_config(), reports.training()
    paths = TRAIN, TEST, cleaning.ITEMS
    train, test, items = (pd.read_parquet(files.existing(path, "prepare")) for path in paths)
    asked, models = data.requests(train, test), reports.fitted_models(trained.search.model)
    lists = {name: model.predict(asked) for name, model in models.items()}
    prepared = DataReport(**files.read_json(REPORTS / "data.json", "prepare"))
    tables = data.Tables(train, test, items, asked)
    found = prepared, reports.comparison(), trained
    measured = measure(config, tables, models, lists, reports.out_of_fold(), found)
    facts = without_times(Facts(**files.rounded(measured.content())))
    plots.draw(facts)
    values = {
        **{name: each.value for name, each in measured.chosen.scores.items()},
        "baseline_ndcg": measured.baseline.scores["ndcg"].value,
        "cv_ndcg": measured.chosen.cv.value,
    }
    scores = by_user(lists, tables)[facts.chosen.key]
    reports.save_evaluation(facts, values, {"ndcg": sorted(scores)})  # in no user's order: private


def score(outcomes: "NDArray[np.float64]", seed: int) -> "tuple[float, NDArray[np.float64]]":
    """Return the headline metric: the mean over users of ``outcomes``, and on resampled users."""
    from .metrics import mean_draws

    return float(outcomes.mean()), mean_draws(outcomes, seed)


def example() -> "pd.DataFrame":
    """Return requests of somebody new as a model takes them: no user of the data."""
    import pandas as pd

    from .data import TIME, USER

    known = pd.read_parquet(TEST)
    new = int(known[USER].max()) + 1_000_000
    return pd.DataFrame({USER: [new, new + 1], TIME: 0})


PROBLEM = Problem(
    package=__package__ or "",
    stages={each.__name__: each for each in (fetch, prepare, compare, train, evaluate)},
    facts=Facts,
    metric="ndcg",
    greater_is_better=True,
    score=score,
    outcome="score",
    answers=["user", "item", "rating"],
    example=example,
    served="predict",
)
