"""The test set, once per run: every metric with its interval, the decisions, and their payoff.

The models were fitted on the training rows and chosen on their folds before this is read. The
threshold comes from out-of-fold probabilities of the training rows, not from the test set.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd
from omegaconf import DictConfig
from sklearn.base import BaseEstimator

from workbench.classification.calibration import calibration
from workbench.classification.costs import Rated, cost_cases, paid
from workbench.classification.decisions import Decided, decisions, payoff_difference, slices
from workbench.classification.records import Chosen, Derived, TestResult, Threshold, Worth
from workbench.facts import about
from workbench.files import plain
from workbench.records import Comparison, Estimate, Training
from workbench.reports import common_facts
from workbench.statistics import interval

from . import metrics
from .data import TARGET, read_table
from .metrics import HALF, Array, Classes, Rule
from .models import predict


class Evaluation(NamedTuple):
    """What there is to measure: both tables, the fitted models, and the predicted probabilities.

    ``actual`` and ``probability`` are of the test rows, ``known`` and ``out_of_fold`` of the
    training rows.
    """

    config: DictConfig
    train: pd.DataFrame
    test: pd.DataFrame
    models: Mapping[str, BaseEstimator]
    actual: Classes
    probability: Array
    known: Classes
    out_of_fold: Array
    rule: Rule

    @property
    def decided(self) -> Decided:
        """The test rows with what the rule makes of them."""
        acted = self.rule.acts(self.probability)
        return Decided(self.actual, self.probability, acted, self.rule.payoff)

    @property
    def unseen(self) -> Decided:
        """The training rows with what the rule makes of their out-of-fold predictions."""
        acted = self.rule.acts(self.out_of_fold)
        return Decided(self.known, self.out_of_fold, acted, self.rule.payoff)


def to_evaluate(
    config: DictConfig,
    train: pd.DataFrame,
    test: pd.DataFrame,
    models: Mapping[str, BaseEstimator],
    chosen: str,
    out_of_fold: Array,
) -> Evaluation:
    """Return what is to be measured, with the threshold that pays best on training rows.

    Args:
        config: The resolved configuration.
        train: Training rows with their classes.
        test: Test rows with their classes, not read by a stage that chooses or fits.
        models: The fitted baselines and the chosen model, by name.
        chosen: The name of the chosen model.
        out_of_fold: Its out-of-fold probabilities of the training rows, shape (n_train,).
    """
    known, actual = (table[TARGET].to_numpy(int) for table in (train, test))
    probability, payoff = predict(models[chosen], read_table(test)), metrics.payoff_of(config)
    rule = Rule(metrics.best_threshold(known, out_of_fold, payoff), payoff)
    return Evaluation(config, train, test, models, actual, probability, known, out_of_fold, rule)


def operating_point(data: Evaluation) -> Threshold:
    """Return the threshold with the interval that resampled training rows give it."""
    payoff, seed, decided = data.rule.payoff, data.config.seed, data.decided
    drawn = metrics.threshold_draws(data.known, data.out_of_fold, payoff, seed)
    return Threshold(
        value=interval(data.rule.threshold, drawn),
        break_even=payoff.break_even,
        gain=payoff_difference(data.actual, decided.acted, data.probability >= HALF, payoff, seed),
    )


def moved(data: Evaluation) -> Estimate:
    """Return the headline on the test set minus that out of fold; each is resampled on its own."""
    seed = data.config.seed
    drawn = metrics.headline_draws(data.known, data.out_of_fold, seed + 1)
    draws = metrics.headline_draws(data.actual, data.probability, seed) - drawn
    value = metrics.headline(data.actual, data.probability) - metrics.headline(
        data.known, data.out_of_fold
    )
    return interval(value, draws)


def tested(
    data: Evaluation, compared: Comparison, trained: Training, out_of_fold: pd.DataFrame
) -> dict[str, Any]:
    """Return the chosen model and the baselines on the test set, and what lies between them.

    Each baseline acts at the threshold that pays best for it. Differences are paired.
    """
    seed, payoff, actual = data.config.seed, data.rule.payoff, data.actual
    name, base = trained.search.model, compared.baseline
    candidates = {each.key: each for each in compared.candidates}
    held = {key: out_of_fold[key].to_numpy() for key in candidates} | {name: data.out_of_fold}
    said, results = {}, {}
    for key, model in data.models.items():
        said[key] = each = predict(model, read_table(data.test))
        cut = metrics.best_threshold(data.known, held[key], payoff)
        results[key] = TestResult(
            key=key,
            label=candidates[key].label,
            scores=metrics.scores(actual, each, seed),
            at_chosen=decisions(actual, each, cut, payoff, seed),
            at_half=decisions(actual, each, HALF, payoff, seed),
        )
    ahead = metrics.headline(actual, said[name]) - metrics.headline(actual, said[base])
    drawn = [metrics.headline_draws(actual, said[key], seed) for key in (name, base)]
    gap = interval(-ahead, drawn[1] - drawn[0])
    labels = {key: each.label for key, each in candidates.items()}
    rated = Rated(name, labels, data.known, held, actual, said, metrics.best_threshold)
    chosen = Chosen(**dict(results[name]), **about(candidates[name], trained), to_baseline=gap)
    ours, theirs = (said[key] >= results[key].at_chosen.threshold for key in (name, base))
    return {
        "chosen": chosen,
        "baseline": results[base],
        "other_baselines": [each for key, each in results.items() if key not in (name, base)],
        "costs": cost_cases(rated, metrics.payoffs_of(data.config), seed),
        "paid": paid(rated, payoff, seed),
        "derived": Derived(
            lift=Estimate(value=-gap.value, low=-gap.high, high=-gap.low),
            payoff_gain=payoff_difference(actual, ours, theirs, payoff, seed),
            gap=chosen.train - chosen.cv.value,
            test_minus_cv=moved(data),
        ),
    }


def worth(data: Evaluation) -> Worth:
    """Return the payoffs as conf/data/ states them, with the reason where it gives one."""
    stated = plain(data.config.data.payoff)
    said = {"unit": stated["unit"], "because": stated.get("because")}
    return Worth.model_validate({**data.rule.payoff._asdict(), **said})


def measure(
    data: Evaluation,
    compared: Comparison,
    trained: Training,
    out_of_fold: pd.DataFrame,
    cuts: Mapping[str, pd.Series],
    known_cuts: Mapping[str, pd.Series],
) -> dict[str, Any]:
    """Score the test set and return the facts that every classification has.

    Args:
        data: What there is to measure.
        compared: What compare found.
        trained: What train found.
        out_of_fold: Probabilities of the training rows, out of fold, one column a candidate.
        cuts: The ways to cut the test set: for each row a level, as ordered categories.
        known_cuts: The ways to cut the training rows.
    """
    config, actual, least = data.config, data.actual, data.config.slice_min_rows
    return {
        **common_facts(config, compared, trained, __package__ or "", [TARGET]),
        **tested(data, compared, trained, out_of_fold),
        "positives": int(actual.sum()),
        "test_rows": len(actual),
        "majority": float(max(actual.mean(), 1 - actual.mean())),
        "worth": worth(data),
        "threshold": operating_point(data),
        "calibration": calibration(actual, data.probability, data.decided.acted, config.seed),
        "slices": slices(cuts, data.decided, least, config.seed),
        "cv_slices": slices(known_cuts, data.unseen, least, config.seed),
        "slice_min_rows": least,
    }
