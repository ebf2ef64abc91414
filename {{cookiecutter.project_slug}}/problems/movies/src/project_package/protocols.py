"""The same candidates under three ways to hold ratings back: what does each way claim?"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig

from workbench.files import TEST, TRAIN
from workbench.parallel import run_tasks
from workbench.records import Estimate
from workbench.statistics import interval

from . import metrics
from .interactions import RATING, TIME, USER, requests
from .models import build
from .profile import date
from .protocol_facts import Protocol, Ranked, Stars
from .split import at_random, by_date, by_user

ABOUT = {  # what is held back, and what has to be true for the score to hold in use
    "at_random": "any rating of each user",
    "by_user": "each user's newest ratings",
    "by_date": "everything after one date",
}
ASSUMES = {
    "at_random": "What a user watches later may be known when the list is made.",
    "by_user": "What others watch later may be known when the list is made.",
    "by_date": "Nothing that a platform would not know on that day.",
}
GLOBAL_MEAN = "Mean of all ratings"


class Outcome(NamedTuple):
    """One candidate under one protocol: a score a user, and the stars if it predicts them."""

    users: pd.Index
    ndcg: NDArray[np.float64]
    stars: NDArray[np.float64] | None


@lru_cache(maxsize=1)
def whole_table() -> pd.DataFrame:
    """Return all ratings, oldest first, once a process."""
    table = pd.concat([pd.read_parquet(TRAIN), pd.read_parquet(TEST)], ignore_index=True)
    return table.sort_values(TIME, kind="stable", ignore_index=True)


def cut(key: str, share: float, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (known, held back) under a protocol."""
    table = whole_table()
    if key == "at_random":
        held = at_random(table, share, seed)
    else:
        held = {"by_user": by_user, "by_date": by_date}[key](table, share)
    return table[~held], table[held]


def asked(key: str, known: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    """Return who asks, and when: on the date of the cut, or right after what is known of them."""
    if key == "by_date":
        users = np.sort(held[USER].unique())
        return pd.DataFrame({USER: users, TIME: known[TIME].max()})
    everybody = requests(known)
    return everybody[everybody[USER].isin(held[USER])]


def measure(key: str, name: str, candidate: Mapping[str, Any], share: float, seed: int) -> Outcome:
    """Fit one candidate on what a protocol lets it know, and score its lists."""
    known, held = cut(key, share, seed)
    model = build(name, {name: candidate}).fit(known.drop(columns=RATING), known[RATING])
    wanted = asked(key, known, held)
    found = metrics.headline(*metrics.hits(model.predict(wanted), wanted[USER], held))
    stars = model.predict_ratings(held) if candidate["family"] == "ratings" else None
    return Outcome(pd.Index(wanted[USER]), found, stars)


def ranked(
    outcomes: Mapping[str, Outcome], labels: Mapping[str, str], warm: NDArray[np.bool_], seed: int
) -> list[Ranked]:
    """Return the candidates, best first, with intervals over users."""
    order = sorted(outcomes, key=lambda name: -outcomes[name].ndcg[warm].mean())
    best = outcomes[order[0]].ndcg[warm]
    mixed = not warm.all()

    def of(values: NDArray[np.float64]) -> Estimate | None:
        return metrics.mean(values, seed) if mixed else None

    return [
        Ranked(
            key=name,
            label=labels[name],
            ndcg=metrics.mean(outcomes[name].ndcg, seed),
            behind=None
            if name == order[0]
            else metrics.behind(outcomes[name].ndcg[warm], best, seed),
            warm=of(outcomes[name].ndcg[warm]),
            cold=of(outcomes[name].ndcg[~warm]),
        )
        for name in order
    ]


def over_users(held: pd.DataFrame, errors: NDArray[np.float64], seed: int) -> list[Estimate]:
    """Return RMSE and MAE of predicted stars, with intervals from resampling whole users."""
    sums = pd.DataFrame({"n": 1.0, "square": errors**2, "size": np.abs(errors)})
    sums = sums.groupby(held[USER].to_numpy()).sum()
    n, square, size = metrics.resamples(len(sums), seed).dot(sums.to_numpy()).T
    rmse, mae = float(np.sqrt(np.mean(errors**2))), float(np.mean(np.abs(errors)))
    return [interval(rmse, np.sqrt(square / n)), interval(mae, size / n)]


def stars(
    known: pd.DataFrame,
    held: pd.DataFrame,
    outcomes: Mapping[str, Outcome],
    labels: Mapping[str, str],
    seed: int,
) -> list[Stars]:
    """Return how well ratings are predicted, the mean of all first as what to beat."""
    actual = held[RATING].to_numpy()
    predicted = {"mean": np.full(len(held), known[RATING].mean())}
    predicted |= {n: each.stars for n, each in outcomes.items() if each.stars is not None}
    found = []
    for name, each in predicted.items():
        rmse, mae = over_users(held, each - actual, seed)
        found.append(Stars(key=name, label=labels.get(name, GLOBAL_MEAN), rmse=rmse, mae=mae))
    return found


def outcomes(candidates: Mapping[str, Any], config: DictConfig) -> dict[str, dict[str, Outcome]]:
    """Return every candidate under every protocol, by protocol and name.

    Args:
        candidates: Settings by name; those of the chosen one as they were kept.
        config: The resolved configuration.
    """
    share, seed = config.data.test_share, config.seed
    tasks = [(key, n, each, share, seed) for key in ABOUT for n, each in candidates.items()]
    done = iter(run_tasks(measure, tasks, config.compute, "protocols"))
    return {key: {name: next(done) for name in candidates} for key in ABOUT}


def protocol(
    key: str, found: Mapping[str, Outcome], labels: Mapping[str, str], config: DictConfig
) -> Protocol:
    """Return what one way to hold ratings back makes of the candidates."""
    known, held = cut(key, config.data.test_share, config.seed)
    users = next(iter(found.values())).users
    warm = users.isin(known[USER])
    return Protocol(
        key=key,
        name=ABOUT[key],
        assumes=ASSUMES[key],
        last=date(float(known[TIME].max())),
        train=len(known),
        test=len(held),
        users=len(users),
        warm=int(warm.sum()),
        models=ranked(found, labels, warm, config.seed),
        stars=stars(known, held, found, labels, config.seed),
    )
