"""Stage compose: the choices in params.yaml and the values in conf/ to one resolved file.

Reads:  params.yaml, conf/
Writes: config.lock.yaml

DVC sees plain values there, so an edit reruns exactly the stages that use the edited value, and a
stranger reads the whole configuration in one place. Every file in conf/model/ but auto.yaml is a
candidate.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from hydra import compose, initialize_config_dir
from hydra.errors import HydraException
from omegaconf import OmegaConf
from omegaconf.errors import OmegaConfBaseException

from .errors import ConfigError, unknown
from .files import CONF, CONFIG, PARAMS, load_settings, plain, read_yaml, save_text
from .owned import is_own, own_files

__all__ = ["groups", "options", "resolve", "run"]

OWN = "own"  # the data of the author, which `make data` describes
NAMED = {"recommendation": "USER=column ITEM=column"}  # what `make data` is told, if no target
NEUTRAL = {"compute"}  # changes how long a run takes, and no result: files.load_config adds it
HEADER = "# Written by the compose stage from params.yaml and conf/: edit those, not this file.\n"


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
    "slice_min_rows": whole(2),
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


def options(group: str, conf: Path = CONF) -> list[str]:
    """Return the choices that conf/ has for a group, in alphabetical order."""
    return sorted(path.stem for path in own_files(conf / group, "*.yaml"))


def groups(conf: Path = CONF) -> list[str]:
    """Return the names of the groups in conf/."""
    return sorted(path.name for path in conf.iterdir() if path.is_dir() and is_own(Path(path.name)))


def check_choices(choices: dict[str, Any], conf: Path = CONF) -> None:
    """Refuse a key or an option that does not exist.

    Raises:
        ConfigError: Names what is wrong and what can be chosen.
    """
    settings = read_yaml(conf / "config.yaml")
    values = [key for key in settings if key not in {"hydra", "defaults"}]
    if choices.get("data") == OWN and not (conf / "data" / f"{OWN}.yaml").exists():
        named = NAMED.get(settings.get("task", ""), "TARGET=column")
        raise ConfigError(
            f"there is no data yet: run `make data FILE=your.csv {named}`, then `make run`"
        )
    for key, choice in choices.items():
        if key in groups(conf):
            if choice not in options(key, conf):
                raise unknown(f"{key} (in {conf / key})", choice, options(key, conf))
        elif key not in values:
            raise unknown("group or key", key, [*groups(conf), *values])


def possible(config: dict[str, Any]) -> dict[str, Any]:
    """Return the candidates for which the data has what they need.

    A file in conf/model/ may say with ``needs`` which key has to have a value.
    """
    return {
        name: {key: value for key, value in each.items() if key != "needs"}
        for name, each in config["candidates"].items()
        if "needs" not in each or value_of(config, each["needs"]) is not None
    }


def resolved(config: Any) -> dict[str, Any]:
    """Return a configuration as plain values, with its interpolations worked out."""
    return plain(OmegaConf.create(config))


def resolve(choices: dict[str, Any], conf: Path = CONF) -> dict[str, Any]:
    """Compose one configuration with every candidate in it and return it as plain values.

    Args:
        choices: A choice for each group and the values of top-level keys, as in params.yaml.
        conf: The folder with config.yaml and a folder for each group.

    Raises:
        ConfigError: A group, option, key or interpolation does not exist, or a value is out of
            bounds.
        HandwrittenError: A file in conf/ is no YAML, or not in UTF-8.
    """
    check_choices(choices, conf)
    if missing := sorted(set(groups(conf)) - set(choices)):
        raise ConfigError(f"{PARAMS} chooses no {missing[0]}: add a line `{missing[0]}: ...`")

    defaults = read_yaml(conf / "config.yaml").get("defaults", [])  # one may list its groups
    listed = {key for each in defaults if isinstance(each, dict) for key in each}
    added = set(groups(conf)) - listed
    overrides = [f"{'+' * (key in added)}{key}={value}" for key, value in choices.items()]
    try:
        with initialize_config_dir(str(conf.resolve()), version_base="1.3"):
            composed = compose("config", overrides)
        config = resolved(composed)
        config["candidates"] = {
            name: resolved({**composed, "model": load_settings(conf / "model" / f"{name}.yaml")})[
                "model"
            ]
            for name in options("model", conf)
            if name != "auto"
        }
        config["candidates"] = possible(config)
    except (yaml.YAMLError, UnicodeDecodeError):
        for path in own_files(conf, "**/*.yaml"):
            load_settings(path)  # names the file that cannot be read
        raise
    except (HydraException, OmegaConfBaseException) as error:
        raise ConfigError(f"{conf}/ does not compose: {str(error).splitlines()[0]}") from error
    check_values(config)
    if choices["data"] == OWN:
        from .own.rating_records import checked_ratings, is_ratings
        from .own.records import checked

        check = checked_ratings if is_ratings(config["data"]) else checked
        check(config["data"], "conf/data/own.yaml")
    recorded = {group: choice for group, choice in choices.items() if group not in NEUTRAL}
    kept = {key: value for key, value in config.items() if key not in NEUTRAL}
    return {**kept, "model": choices["model"], "choices": recorded}


def run() -> None:
    """Write config.lock.yaml."""
    config = resolve(read_yaml(PARAMS))
    text = yaml.safe_dump(config, sort_keys=False, allow_unicode=True, width=100)
    save_text(CONFIG, HEADER + text)
