"""From a file in conf/model/ to an estimator that takes a raw table and returns predictions."""

import inspect
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from hydra.utils import get_object, instantiate
from omegaconf import OmegaConf
from sklearn.base import BaseEstimator
from sklearn.pipeline import Pipeline

from .errors import unknown
from .files import plain
from .records import Search
from .task import columns, finish

Candidates = Mapping[str, Any]


def check_settings(name: str, settings: Mapping[str, Any]) -> None:
    """Refuse a setting that the class in ``_target_`` does not have, here and in what it holds.

    Raises:
        ConfigError: Names the settings that it has.
    """
    has = inspect.signature(get_object(settings["_target_"])).parameters
    for key, value in settings.items():
        if key not in has and not key.startswith("_"):
            raise unknown(f"setting of the estimator in conf/model/{name}.yaml", key, sorted(has))
        if isinstance(value, Mapping) and "_target_" in value:
            check_settings(name, value)


def assemble(name: str, candidates: Candidates) -> BaseEstimator:
    """Return the untrained pipeline of one candidate; a blend is made of others."""
    candidate = candidates[name]
    check_settings(name, candidate["estimator"])
    if "members" in candidate:
        members = [(member, assemble(member, candidates)) for member in candidate["members"]]
        return instantiate(candidate["estimator"], _partial_=True)(estimators=members)
    estimator = instantiate(candidate["estimator"], _convert_="all")
    return Pipeline([*columns(candidate["columns"]), ("estimator", estimator)])


def build(name: str, candidates: Candidates) -> BaseEstimator:
    """Return the untrained model of one candidate: raw table in, predictions in the user's unit."""
    return finish(assemble(name, candidates))


def changed(name: str, candidates: Candidates, params: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy of the candidates with other values for one of them.

    Args:
        name: The candidate to change.
        candidates: All candidates, as in config.lock.yaml.
        params: Values by the name that they have in conf/model/NAME.yaml, such as
            ``estimator.alpha``; in a blend, a member's name comes first.
    """
    config = OmegaConf.create(deepcopy(dict(candidates)))
    for key, value in params.items():
        path = key if key.partition(".")[0] in candidates else f"{name}.{key}"
        OmegaConf.update(config, path, value, merge=False)
    return plain(config)


def kept_settings(candidates: Candidates, search: Search) -> dict[str, Any]:
    """Return the candidates with the settings that the search found, if they were kept."""
    if search.kept == "tuned" and search.best:
        return changed(search.model, candidates, search.best.params)
    return dict(candidates)
