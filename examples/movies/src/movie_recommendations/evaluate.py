"""The test set, once per run: every metric of every list, with its interval over users.

The models were fitted and chosen before this is read. What the other candidates get under other
protocols is measured here too, to show what those protocols claim; it changes no choice.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from omegaconf import DictConfig

from workbench.facts import about
from workbench.files import plain
from workbench.models import kept_settings
from workbench.recommendation.parts import reserved
from workbench.recommendation.records import Chosen, Derived, TestResult, Variety
from workbench.records import Comparison, Estimate, Training
from workbench.reports import common_facts
from workbench.statistics import interval

from . import metrics, weak_spots
from .data import KEYS, RATING, USER, Array, Rows, Tables
from .facts import DataReport, Facts
from .features import head_items
from .leakage import visits
from .models import Recommender
from .protocols import outcomes, protocol
from .weak_spots import beyond_accuracy

RECENT = "recently_popular"  # the stronger of the two baselines: it knows the date

Lists = Mapping[str, Rows]  # item ids, shape (n_users, LENGTH), by model


def scores(lists: Rows, tables: Tables, liked: float, seed: int) -> dict[str, Estimate]:
    """Return every metric of one model's lists, and nDCG with only liked items as hits.

    Args:
        lists: Item ids, shape (n_users, LENGTH).
        tables: The test.
        liked: Stars from which on an item counts as liked; users without one do not count there.
        seed: Of the intervals.
    """
    users, best = tables.asked[USER], tables.test[tables.test[RATING] >= liked]
    found = metrics.hits(lists, users, tables.test)
    happy = users.isin(best[USER]).to_numpy()
    values = {name: metric(*found) for name, metric in metrics.METRICS.items()}
    values["liked_ndcg"] = metrics.headline(*metrics.hits(lists[happy], users[happy], best))
    return {name: metrics.mean(each, seed) for name, each in values.items()}


def by_user(lists: Lists, tables: Tables) -> dict[str, Array]:
    """Return the headline metric of each user, shape (n_users,), by model."""
    users = tables.asked[USER]
    return {
        name: metrics.headline(*metrics.hits(each, users, tables.test))
        for name, each in lists.items()
    }


def tested(
    lists: Lists, tables: Tables, compared: Comparison, trained: Training, config: DictConfig
) -> tuple[Chosen, TestResult, list[TestResult]]:
    """Return the test scores of the chosen model, of its baseline, and of other baselines.

    The difference to the baseline is paired: both are scored on the same resampled users.
    """
    name, base = trained.search.model, compared.baseline
    candidates = {each.key: each for each in compared.candidates}
    results = {
        key: TestResult(
            key=key,
            label=candidates[key].label,
            scores=scores(each, tables, config.data.liked, config.seed),
            beyond_accuracy=beyond_accuracy(each, tables.asked, tables.train, tables.items),
        )
        for key, each in lists.items()
    }
    ndcg, known = by_user(lists, tables), about(candidates[name], trained)
    gap = metrics.mean_behind(ndcg[name], ndcg[base], config.seed)
    chosen = Chosen(**dict(results[name]), **known, to_baseline=gap)
    others = [each for key, each in results.items() if key not in (name, base)]
    return chosen, results[base], others


def variety(model: Recommender, lists: Rows, tables: Tables, config: DictConfig) -> list[Variety]:
    """Return what it costs to keep places of each list for items outside the popular tenth.

    Args:
        model: The chosen one.
        lists: What it offers, item ids, shape (n_users, LENGTH).
        tables: The test.
        config: The resolved configuration.
    """
    train, test, items, asked = tables
    others = model.recommend(asked, metrics.SHORT, without=head_items(train))
    shown = {n: reserved(lists[:, : metrics.SHORT], others, n) for n in config.reserved_places}
    hits = partial(metrics.hits, users=asked[USER], held=test)
    before = metrics.headline(*hits(lists))
    return [
        Variety(
            places=number,
            gain=metrics.mean_behind(before, metrics.headline(*hits(each)), config.seed),
            hit_rate=float(metrics.hit_rate(*hits(each)).mean()),
            beyond_accuracy=beyond_accuracy(each, asked, train, items),
        )
        for number, each in shown.items()
    ]


def derived(
    chosen: Chosen, baseline: TestResult, ndcg: Mapping[str, Array], validated: Array, seed: int
) -> Derived:
    """Return the ratios that the documents use; ``validated`` holds the scores in validation."""
    ours = ndcg[chosen.key]
    moved = metrics.mean_draws(ours, seed) - metrics.mean_draws(validated, seed + 1)
    return Derived(
        lift=chosen.scores["ndcg"].value / baseline.scores["ndcg"].value - 1,
        gap=chosen.train / chosen.cv.value - 1,
        test_minus_cv=interval(float(ours.mean() - validated.mean()), moved),
        to_recent=metrics.mean_behind(ours, ndcg[RECENT], seed) if RECENT in ndcg else None,
    )


def compare_protocols(
    config: DictConfig, tables: Tables, ours: Array, compared: Comparison, trained: Training
) -> dict[str, Any]:
    """Return all candidates under each protocol, and who gains over the random split's choice."""
    labels = {each.key: each.label for each in compared.candidates}
    found = outcomes(kept_settings(plain(config.candidates), trained.search), config)
    protocols = [protocol(key, each, labels, config) for key, each in found.items()]
    rival = next(e.key for e in protocols[0].models if e.key != trained.search.model)
    theirs = found["by_user"][rival].ndcg
    return {
        "protocols": protocols,
        "rival": labels[rival],
        "visits": visits(tables.train, tables.asked[USER], ours, theirs, config.seed),
    }


def measure(
    config: DictConfig,
    tables: Tables,
    models: Mapping[str, Recommender],
    lists: Lists,
    validated: Array,
    reports: tuple[DataReport, Comparison, Training],
) -> Facts:
    """Score the test set and put every fact together.

    Args:
        config: The resolved configuration.
        tables: The test, not read by a stage that chooses or fits.
        models: The fitted baselines and the chosen model, by name.
        lists: What they offer to the users of the test.
        validated: The score of each user in validation, by the chosen model.
        reports: What prepare, compare and train found.
    """
    (prepared, compared, trained), (train, _, _, asked) = reports, tables
    name, base, users = trained.search.model, compared.baseline, asked[USER]
    ndcg, seed = by_user(lists, tables), config.seed
    chosen, baseline, others = tested(lists, tables, compared, trained, config)
    best = max([key for key in ndcg if key != name] or [base], key=lambda key: ndcg[key].mean())
    parts = weak_spots.slices(train, users, ndcg[name], ndcg[best], config.slice_min_rows, seed)
    shown = {"ours": lists[name], "popular": lists[best]}
    return Facts(
        **common_facts(config, compared, trained, __package__ or "", KEYS[:3]),
        **compare_protocols(config, tables, ndcg[name], compared, trained),
        **weak_spots.of_lists(tables, models[name], shown, ndcg[name], config),
        data=prepared.data,
        split=prepared.split,
        baseline=baseline,
        other_baselines=others,
        chosen=chosen,
        slices=parts,
        worst_slice=parts[0],
        slice_min_rows=config.slice_min_rows,
        leakage=[*prepared.split.checks, *trained.checks],
        variety=variety(models[name], lists[name], tables, config),
        derived=derived(chosen, baseline, ndcg, validated, seed),
        places=metrics.SHORT,
        long_places=metrics.LONG,
        liked=config.data.liked,
    )
