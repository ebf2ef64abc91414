"""What differs from table to table, by the name in conf/data/: ``recipe``."""

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd
import pandera.pandas as pa

from workbench.errors import ConfigError
from workbench.records import Count

from . import credit, telco


class Recipe(NamedTuple):
    """How one table is read, repaired, checked, and given more columns.

    ``positive`` is what the target says of a positive.
    """

    positive: str
    repair: Callable[[pd.DataFrame], tuple[pd.DataFrame, list[Count]]]
    schema: Callable[[], dict[str, pa.Column]]
    add_features: Callable[[pd.DataFrame], pd.DataFrame]


RECIPES = {
    module.__name__.rpartition(".")[2]: Recipe(
        module.POSITIVE, module.repair, module.schema, module.add_features
    )
    for module in (telco, credit)
}


def recipe(name: str) -> Recipe:
    """Return the recipe of that name.

    Raises:
        ConfigError: There is none; names those that there are.
    """
    if name not in RECIPES:
        known = ", ".join(RECIPES)
        raise ConfigError(f"no recipe called {name!r} (conf/data/, recipe:); choose from: {known}")
    return RECIPES[name]
