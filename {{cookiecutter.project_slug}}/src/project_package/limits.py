"""What the values that every project has may be, checked before any stage works with them."""

from collections.abc import Callable
from typing import Any

from .errors import ConfigError, unknown

Rule = tuple[str, Callable[[Any], bool]]


def whole(least: int) -> Rule:
    """Return the rule for a whole number."""
    return f"a whole number from {least} on", lambda value: type(value) is int and value >= least


def share(most: float) -> Rule:
    """Return the rule for a share of the rows."""
    return (
        f"a share above 0 and not above {most}",
        lambda value: type(value) in (int, float) and 0 < value <= most,
    )


def growing(values: Any) -> bool:
    """Return whether the values are two or more shares below 1, each above the one before."""
    return (
        isinstance(values, list)
        and len(values) > 1
        and all(type(value) is float for value in values)
        and all(low < high for low, high in zip([0.0, *values], [*values, 1.0], strict=True))
    )


LIMITS: dict[str, Rule] = {
    "seed": whole(0),
    "folds": whole(2),
    "slice_min_rows": whole(1),
    "learning_curve": ("two or more shares below 1, growing", growing),
    "data.test_share": share(0.5),
}


def value_of(config: dict[str, Any], key: str) -> Any:
    """Return the value of a key such as ``data.test_share``, None where there is none."""
    value: Any = config
    for name in key.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def check_values(config: dict[str, Any]) -> None:
    """Refuse a value that no stage could work with.

    Args:
        config: The resolved configuration, with ``candidates``.

    Raises:
        ConfigError: Names the key, its value, and what it may be.
    """
    for key, (allowed, holds) in LIMITS.items():
        if not holds(value := value_of(config, key)):
            raise ConfigError(f"{key} is {value!r}: it must be {allowed}")
    if config["baseline"] not in config["candidates"]:
        raise unknown("candidate for `baseline`", config["baseline"], config["candidates"])
