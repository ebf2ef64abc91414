"""The same candidates under three ways to hold ratings back: what does each way claim?"""

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig

from workbench.files import TEST, TRAIN
from workbench.fits import Job
from workbench.recommendation.parts import star_errors
from workbench.recommendation.records import Protocol, Ranked, Stars
from workbench.recommendation.together import run_together
from workbench.records import Estimate

from . import metrics
from .data import RATING, TIME, USER, Array, at_random, by_date, by_user, date, requests, some_users
from .facts import ASSUMES, HELD_BACK
from .folds import solved_by
from .models import DampedMeans, build

NEW_USERS = "new_users"  # a protocol: a model has not learned from them, and is told their history


class Outcome(NamedTuple):
    """One candidate under one protocol: a score a user, and the stars if it predicts them."""

    users: pd.Index
    ndcg: Array
    stars: Array | None


Way = Callable[[pd.DataFrame, float], NDArray[np.bool_]]
Outcomes = Mapping[str, Outcome]
Labels = Mapping[str, str]


@cache
def whole_table() -> pd.DataFrame:
    """Return all ratings, oldest first, once a process."""
    table = pd.concat([pd.read_parquet(TRAIN), pd.read_parquet(TEST)], ignore_index=True)
    return table.sort_values(TIME, kind="stable", ignore_index=True)


def cut(key: str, share: float, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (known, held back) under a protocol."""
    table, at_any = whole_table(), partial(at_random, seed=seed)
    ways: dict[str, Way] = {"at_random": at_any, "by_user": by_user, "by_date": by_date}
    ways[NEW_USERS] = lambda rows, part: by_user(rows, part) & some_users(rows, part, seed)
    held = ways[key](table, share)
    return table[~held], table[held]


def asked(key: str, known: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    """Return who asks, and when: on the date of the cut, or right after what is known of them."""
    if key != "by_date":
        return requests(known, held)
    return pd.DataFrame({USER: np.sort(held[USER].unique()), TIME: known[TIME].max()})


def measure(key: str, name: str, candidate: Mapping[str, Any], share: float, seed: int) -> Outcome:
    """Fit one candidate on what a protocol lets it know, and score its lists."""
    known, held = cut(key, share, seed)
    taught = known[~some_users(known, share, seed)] if key == NEW_USERS else known
    model = build(name, {name: candidate}).fit(taught)
    wanted = asked(key, known, held)
    lists = model.recommend(wanted, interactions=known)
    found = metrics.headline(*metrics.hits(lists, wanted[USER], held))
    stars = model.predict_ratings(held) if isinstance(model, DampedMeans) else None
    return Outcome(pd.Index(wanted[USER]), found, stars)


def measured(job: Job, key: str, share: float, seed: int) -> Outcome:
    """Measure a job under a protocol."""
    return measure(key, job.name, job.candidates[job.name], share, seed)


def outcomes(candidates: Mapping[str, Any], config: DictConfig) -> dict[str, dict[str, Outcome]]:
    """Return every candidate under every protocol, by protocol and name.

    Args:
        candidates: Settings by name; those of the chosen one as they were kept.
        config: The resolved configuration.
    """
    jobs = [Job(name, {name: each}) for name, each in candidates.items()]
    keys = config.data.get("protocols", list(HELD_BACK))
    extras = [(key, config.data.test_share, config.seed) for key in keys]
    done = run_together(measured, jobs, extras, solved_by, config.compute, "protocols")
    by_protocol = zip(keys, zip(*done, strict=True), strict=True)
    return {key: dict(zip(candidates, each, strict=True)) for key, each in by_protocol}


def ranked(found: Outcomes, labels: Labels, warm: NDArray[np.bool_], seed: int) -> list[Ranked]:
    """Return the candidates, best first, with intervals over users."""
    order = sorted(found, key=lambda name: -found[name].ndcg[warm].mean())
    best, mixed = found[order[0]].ndcg[warm], not warm.all()

    def of(values: Array) -> Estimate | None:
        return metrics.mean(values, seed) if mixed else None

    def behind(name: str) -> Estimate | None:
        return metrics.mean_behind(found[name].ndcg[warm], best, seed) if name != order[0] else None

    return [
        Ranked(
            key=name,
            label=labels[name],
            ndcg=metrics.mean(found[name].ndcg, seed),
            behind=behind(name),
            warm=of(found[name].ndcg[warm]),
            cold=of(found[name].ndcg[~warm]),
        )
        for name in order
    ]


def stars(
    known: pd.DataFrame, held: pd.DataFrame, found: Outcomes, labels: Labels, seed: int
) -> list[Stars]:
    """Return how well ratings are predicted, the mean of all first as what to beat."""
    predicted = {"mean": np.full(len(held), known[RATING].mean())}
    predicted |= {name: each.stars for name, each in found.items() if each.stars is not None}
    records = []
    for name, each in predicted.items():
        label = labels.get(name, "Mean of all ratings")
        rmse, mae = star_errors(held[USER], each - held[RATING].to_numpy(), seed)
        records.append(Stars(key=name, label=label, rmse=rmse, mae=mae))
    return records


def protocol(key: str, found: Outcomes, labels: Labels, config: DictConfig) -> Protocol:
    """Return what one way to hold ratings back makes of the candidates."""
    known, held = cut(key, config.data.test_share, config.seed)
    users = next(iter(found.values())).users
    warm = users.isin(known[USER])
    return Protocol(
        key=key,
        name=HELD_BACK[key],
        assumes=ASSUMES[key],
        last=date(float(known[TIME].max())),
        train=len(known),
        test=len(held),
        users=len(users),
        warm=int(warm.sum()),
        models=ranked(found, labels, warm, config.seed),
        stars=stars(known, held, found, labels, config.seed),
    )
