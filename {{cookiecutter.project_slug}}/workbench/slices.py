"""The parts of the test set that are large enough to be looked at on their own."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .errors import ConfigError

__all__ = ["Part", "parts"]


class Part(NamedTuple):
    """The test rows on one level of a feature, by their numbers; ``rank`` orders its levels."""

    feature: str
    level: str
    rank: int
    rows: NDArray[np.intp]

    @property
    def named(self) -> dict[str, Any]:
        """Which part it is, as a ``Slice`` takes it."""
        return {**self._asdict(), "rows": len(self.rows)}


def parts(features: Mapping[str, pd.Series], least: int) -> list[Part]:
    """Return every level with at least ``least`` rows, in the order of features and levels.

    Args:
        features: The ways to cut the test set: for each row a level, as ordered categories.
        least: ``slice_min_rows``.

    Raises:
        ConfigError: A feature has no level with so many rows.
    """
    found = [
        Part(feature, str(level), rank, np.flatnonzero(levels == level))
        for feature, levels in features.items()
        for rank, level in enumerate(levels.cat.categories)
    ]
    large = [part for part in found if len(part.rows) >= least]
    if missing := features.keys() - {part.feature for part in large}:
        first = next(each for each in features if each in missing)
        raise ConfigError(
            f"slice_min_rows is {least}, and no part of the test set by {first} is so large: "
            "lower it in conf/config.yaml"
        )
    return large
