"""Stage evaluate: score the lists on the test set, once, and write every fact for the documents.

Reads:  models/, data/split/, data/chosen_out_of_fold.parquet, the reports of the stages before
Writes: reports/metrics.json, reports/predictions.csv, reports/facts.json, reports/plots/

The model was chosen before. What the other candidates get under other protocols is measured here
too, to show what those protocols claim; it changes no choice.
"""

from typing import Any

import joblib
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig

from workbench.facts import about
from workbench.files import (
    CHOSEN,
    FACTS,
    MODELS,
    PREDICTIONS,
    REPORTS,
    TEST,
    TRAIN,
    existing,
    load_config,
    plain,
    read_json,
    rounded,
    save_csv,
    save_json,
)
from workbench.records import Comparison, Training
from workbench.reports import comparison, gathered, training
from workbench.statistics import interval

from . import metrics, plots
from .beyond import exposure, film_parts, habit
from .data_facts import DataReport
from .facts import Chosen, Derived, Facts, TestResult
from .interactions import ITEM, USER, requests
from .models import kept_settings
from .protocols import outcomes, protocol
from .readers import newcomer, readers
from .recommender import Recommender
from .scoring import Lists, Tables, by_user, pairs, results
from .slices import slices, visits
from .task import FILMS, predict

RECENT = "recently_popular"  # the stronger of the two baselines: it knows the date


def tables() -> Tables:
    """Read the test, and who of its users asks when: right after what is known of them."""
    train = pd.read_parquet(existing(TRAIN, "prepare"))
    test = pd.read_parquet(existing(TEST, "prepare"))
    asked = requests(train)
    asked = asked[asked[USER].isin(test[USER])].reset_index(drop=True)
    return Tables(train, test, pd.read_parquet(existing(FILMS, "prepare")), asked)


def fitted(name: str) -> dict[str, Recommender]:
    """Return the chosen model and every baseline, by name."""
    chosen = joblib.load(existing(MODELS / "model.joblib", "train"))
    return {**joblib.load(existing(MODELS / "baselines.joblib", "train")), name: chosen}


def scored(
    lists: Lists, test: Tables, compared: Comparison, trained: Training, config: DictConfig
) -> tuple[Chosen, TestResult, list[TestResult]]:
    """Return the test scores of the chosen model, of its baseline, and of other baselines."""
    name, base = trained.search.model, compared.baseline
    candidates = {each.key: each for each in compared.candidates}
    tested = results(lists, test, candidates, config.data.liked, config.seed)
    ndcg = by_user(lists, test)
    chosen = Chosen(
        **dict(tested[name]),
        **about(candidates[name], trained),
        to_baseline=metrics.behind(ndcg[name], ndcg[base], config.seed),
    )
    others = [each for key, each in tested.items() if key not in (name, base)]
    return chosen, tested[base], others


def derived(
    chosen: Chosen, baseline: TestResult, ndcg: dict[str, NDArray[np.float64]], seed: int
) -> Derived:
    """Return the ratios that the documents use."""
    ours = ndcg[chosen.key]
    validated = pd.read_parquet(existing(CHOSEN, "train"))["outcome"].to_numpy()
    moved = metrics.mean_draws(ours, seed) - metrics.mean_draws(validated, seed + 1)
    return Derived(
        lift=chosen.scores.ndcg.value / baseline.scores.ndcg.value - 1,
        gap=chosen.train / chosen.cv.value - 1,
        test_minus_cv=interval(float(ours.mean() - validated.mean()), moved),
        to_recent=metrics.behind(ours, ndcg[RECENT], seed),
    )


def compare_protocols(
    config: DictConfig,
    test: Tables,
    ours: NDArray[np.float64],
    compared: Comparison,
    trained: Training,
) -> dict[str, Any]:
    """Return all candidates under each protocol, and who gains over the random split's choice."""
    labels = {each.key: each.label for each in compared.candidates}
    found = outcomes(kept_settings(plain(config.candidates), trained.search), config)
    told = [protocol(key, each, labels, config) for key, each in found.items()]
    rival = next(each.key for each in told[0].models if each.key != trained.search.model)
    theirs = found["by_user"][rival].ndcg
    return {
        "protocols": told,
        "rival": labels[rival],
        "visits": visits(test.train, test.asked[USER], ours, theirs, config.seed),
    }


def measure(config: DictConfig, test: Tables, lists: Lists, trained: Training) -> Facts:
    """Put all facts together."""
    train, held, users = test.train, test.test, test.asked[USER]
    compared, prepared = comparison(), DataReport(**read_json(REPORTS / "data.json", "prepare"))
    name, base, ndcg = trained.search.model, compared.baseline, by_user(lists, test)
    chosen, baseline, others = scored(lists, test, compared, trained, config)
    parts = slices(train, users, ndcg[name], ndcg[base], config.slice_min_rows, config.seed)
    offered = [pairs(lists[each], users) for each in (name, base)]
    titles = test.films.set_index(ITEM)["title"]
    shown = pd.DataFrame(
        {"ours": list(lists[name]), "popular": list(lists[base]), "ndcg": ndcg[name]}, users
    )
    return Facts(
        **gathered(config, compared, trained),
        **compare_protocols(config, test, ndcg[name], compared, trained),
        data=prepared.data,
        split=prepared.split,
        baseline=baseline,
        other_baselines=others,
        chosen=chosen,
        habit=habit(train, test.films),
        slices=parts,
        worst_slice=parts[0],
        slice_min_rows=config.slice_min_rows,
        films=film_parts(held, train, *offered),
        exposure=exposure(train, *offered),
        readers=readers(train, held, titles, shown, config.readers),
        newcomer=newcomer(fitted(name)[name], titles),
        leakage=[*prepared.split.checks, *trained.checks],
        derived=derived(chosen, baseline, ndcg, config.seed),
        places=metrics.SHORT,
        long_places=metrics.LONG,
        liked=config.data.liked,
    )


def flat(facts: Facts) -> dict[str, float]:
    """Return the test scores by name, as DVC and MLflow want them."""
    values = {name: each["value"] for name, each in facts.chosen.scores.content().items()}
    return {
        **values,
        "baseline_ndcg": facts.baseline.scores.ndcg.value,
        "cv_ndcg": facts.chosen.cv.value,
    }


def listed(users: pd.Series, films: NDArray[np.int64]) -> pd.DataFrame:
    """Return the ids of the films that each user is offered, best first, in one column."""
    lists = [" ".join(map(str, each)) for each in films]
    return pd.DataFrame({USER: users.to_numpy(), "films": lists})


def run() -> None:
    """Measure, draw, write."""
    config, test, trained = load_config(), tables(), training()
    models = fitted(trained.search.model)
    lists = {name: predict(model, test.asked) for name, model in models.items()}
    measured = measure(config, test, lists, trained)
    facts = Facts(**rounded(measured.content()))
    plots.draw(facts)
    save_json(REPORTS / "metrics.json", flat(measured), exact=True)
    save_json(FACTS, facts.content())
    save_csv(PREDICTIONS, listed(test.asked[USER], lists[facts.chosen.key]))
