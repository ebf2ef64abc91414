"""The stages in order, one short function each, and what the workbench is told of the project.

Libraries are imported where they are used, so that a stage starts with no more than it needs.
"""

from typing import TYPE_CHECKING

from workbench import files
from workbench.problem import Problem

from .facts import DataReport, Facts

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray


def fetch() -> None:
    """Bring the emails by npm and check that they are the ones we know."""
    from workbench.npm import texts
    from workbench.sources import keep_raw

    source = files.load_config().data.source
    keep_raw(*texts(source), source)


def prepare() -> None:
    """Parse the emails, drop copies, split by thread, describe both parts."""
    from workbench.sources import raw_table

    from . import cleaning, data

    config = files.load_config()
    emails, counts = cleaning.clean(raw_table(config.data.source.item), config.data.alike)
    train, test = data.split(cleaning.validate(emails), config.data.test_share, config.seed)
    files.save_parquet(files.TRAIN, train)
    files.save_parquet(files.TEST, test)
    report = data.profile(train, test, counts, config)
    files.save_json(files.REPORTS / "data.json", report.content())


def compare() -> None:
    """Cross-validate every candidate on the same folds, judge them, pick one."""
    from . import choose

    choose.compare(files.load_config())


def train() -> None:
    """Tune the pick, look at it from more sides, fit it and the baselines on all training data."""
    from . import choose, leakage

    choose.train(leakage.checks, files.load_config())


def evaluate() -> None:
    """Score the test set, once; write metrics, predictions, facts and plots."""
    import pandas as pd

    from workbench import reports
    from workbench.classification.decisions import by_group

    from . import plots, protocols, weak_spots
    from .data import KEY
    from .evaluate import measure, to_evaluate
    from .leakage import every_check

    config, trained = files.load_config(), reports.training()
    parts = [files.existing(each, "prepare") for each in (files.TRAIN, files.TEST)]
    prepared = DataReport(**files.read_json(files.REPORTS / "data.json", "prepare"))
    (train, test), name = map(pd.read_parquet, parts), trained.search.model
    models = reports.fitted_models(name)
    data = to_evaluate(config, train, test, models, name, reports.out_of_fold())
    out_of_fold = pd.read_parquet(files.existing(files.OUT_OF_FOLD, "compare"))
    cuts = [weak_spots.cuts(config, train, each) for each in (test, train)]
    away, hard = protocols.other_sources(data, trained)
    measured = Facts(
        **measure(data, reports.comparison(), trained, out_of_fold, *cuts),
        **dict(prepared),
        leakage=every_check(prepared, trained, away),
        ablation=protocols.ablation(config),
        transfer=away,
        hard_email=hard,
        by_thread=by_group(data.decided, test["group"].to_numpy(), config.seed),
        mistakes=weak_spots.mistakes(data, name),
    )
    facts = Facts(**files.rounded(measured.content()))
    plots.draw(facts, data)
    acted = data.rule.acts(data.probability).astype(int)
    predictions = {KEY: test[KEY].to_numpy(), "probability": data.probability, "acted_on": acted}
    reports.save_evaluation(facts, measured.metrics, predictions)


def score(outcomes: "NDArray[np.float64]", seed: int) -> "tuple[float, NDArray[np.float64]]":
    """Return the headline metric of out-of-fold predictions, and on resampled rows."""
    import pandas as pd

    from .data import TARGET
    from .metrics import headline, headline_draws

    target = pd.read_parquet(files.existing(files.TRAIN, "prepare"), columns=[TARGET])[TARGET]
    return float(headline(target, outcomes)), headline_draws(target, outcomes, seed)


def example() -> "pd.DataFrame":
    """Return two texts as a model takes them; not emails, which are other people's."""
    import pandas as pd

    return pd.DataFrame({"text": ["Meeting moved to ten", "You won, click now to claim!!"]})


PROBLEM = Problem(
    package=__package__ or "",
    stages={each.__name__: each for each in (fetch, prepare, compare, train, evaluate)},
    facts=Facts,
    metric="average_precision",
    greater_is_better=True,
    score=score,
    outcome="prediction",
    answers=["spam"],
    example=example,
    served="predict_proba",
)
