"""From a file in conf/model/ to a scikit-learn estimator, and to copies with other settings."""

import inspect
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from hydra.errors import HydraException
from hydra.utils import get_object, instantiate
from omegaconf import OmegaConf
from sklearn.base import BaseEstimator
from sklearn.pipeline import Pipeline

from .errors import ConfigError, unknown
from .files import plain
from .records import Search

__all__ = ["Candidates", "assemble", "changed", "estimator", "kept_settings", "refused", "sample"]

Candidates = Mapping[str, Any]
Steps = Callable[[Any], list[tuple[str, BaseEstimator]]]


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


def estimator(name: str, candidates: Candidates) -> BaseEstimator:
    """Return the untrained estimator of one candidate, without the steps before it."""
    settings = candidates[name]["estimator"]
    check_settings(name, settings)
    return instantiate(settings, _convert_="all")


def sample(name: str, candidates: Candidates, rows: int) -> int | None:
    """Return on how many of so many rows a candidate is fitted, None for all of them.

    >>> sample("svm", {"svm": {"estimator": {"rows": 5000}}}, 40_000)
    5000
    """
    most = candidates[name]["estimator"].get("rows")
    return int(most) if most is not None and most < rows else None


def assemble(name: str, candidates: Candidates, steps: Steps) -> BaseEstimator:
    """Return the untrained pipeline of one candidate; a blend is made of others.

    Args:
        name: The candidate.
        candidates: All candidates, as in config.lock.yaml.
        steps: From a candidate's ``columns`` to the steps before its estimator.
    """
    candidate = candidates[name]
    if "members" in candidate:
        check_settings(name, candidate["estimator"])
        members = [(member, assemble(member, candidates, steps)) for member in candidate["members"]]
        return instantiate(candidate["estimator"], _partial_=True)(estimators=members)
    return Pipeline([*steps(candidate["columns"]), ("estimator", estimator(name, candidates))])


def refused(name: str, error: Exception) -> ConfigError:
    """Return the error for settings that an estimator does not take, with its own reason."""
    cause = error.__cause__ if isinstance(error, HydraException) else None
    reason = str(cause or error).splitlines()[0]
    return ConfigError(f"conf/model/{name}.yaml cannot be fitted: {reason}")


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
