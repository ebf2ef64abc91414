"""Stage compose: the choices in params.yaml and the values in conf/ to one resolved file.

Reads:  params.yaml, conf/
Writes: config.lock.yaml

DVC sees plain values there, so an edit reruns exactly the stages that use the edited value, and a
stranger reads the whole configuration in one place. Every file in conf/model/ but auto.yaml is a
candidate.
"""

from pathlib import Path
from typing import Any

import yaml
from hydra import compose, initialize_config_dir
from hydra.errors import HydraException
from omegaconf import OmegaConf
from omegaconf.errors import OmegaConfBaseException

from .errors import ConfigError, unknown
from .files import CONF, CONFIG, PARAMS, read_yaml, save_text
from .limits import check_values

NEUTRAL = {"compute"}  # changes how long a run takes, and no result
HEADER = "# Written by the compose stage from params.yaml and conf/: edit those, not this file.\n"


def options(group: str, conf: Path = CONF) -> list[str]:
    """Return the choices that conf/ has for a group, in alphabetical order."""
    return sorted(path.stem for path in (conf / group).glob("*.yaml"))


def groups(conf: Path = CONF) -> list[str]:
    """Return the names of the groups in conf/."""
    return sorted(path.name for path in conf.iterdir() if path.is_dir())


def check_choices(choices: dict[str, Any], conf: Path = CONF) -> None:
    """Refuse a key or an option that does not exist.

    Raises:
        ConfigError: Names what is wrong and what can be chosen.
    """
    values = [key for key in read_yaml(conf / "config.yaml") if key not in ("defaults", "hydra")]
    for key, choice in choices.items():
        if key in groups(conf):
            if choice not in options(key, conf):
                raise unknown(f"{key} (in {conf / key})", choice, options(key, conf))
        elif key not in values:
            raise unknown("group or key", key, [*groups(conf), *values])


def resolve(choices: dict[str, Any], conf: Path = CONF) -> dict[str, Any]:
    """Compose one configuration with every candidate in it and return it as plain values.

    Args:
        choices: A choice for each group and the values of top-level keys, as in params.yaml.
        conf: The folder with config.yaml and a folder for each group.

    Raises:
        ConfigError: A group, option, key or interpolation does not exist, or a value is out of
            bounds.
    """
    check_choices(choices, conf)
    if missing := sorted(set(groups(conf)) - set(choices)):
        raise ConfigError(f"{PARAMS} chooses no {missing[0]}: add a line `{missing[0]}: ...`")

    def composed(changes: dict[str, Any]) -> Any:
        overrides = [f"{key}={value}" for key, value in changes.items()]
        return OmegaConf.to_container(compose("config", overrides), resolve=True)

    try:
        with initialize_config_dir(str(conf.resolve()), version_base="1.3"):
            config: dict[str, Any] = composed(choices)
            names = [name for name in options("model", conf) if name != "auto"]
            config["candidates"] = {
                name: composed({**choices, "model": name})["model"] for name in names
            }
    except (HydraException, OmegaConfBaseException) as error:
        raise ConfigError(f"{conf}/ does not compose: {str(error).splitlines()[0]}") from error
    check_values(config)
    recorded = {group: choice for group, choice in choices.items() if group not in NEUTRAL}
    return {**config, "model": choices["model"], "choices": recorded}


def run() -> None:
    """Write config.lock.yaml."""
    config = resolve(read_yaml(PARAMS))
    text = yaml.safe_dump(config, sort_keys=False, allow_unicode=True, width=100)
    save_text(CONFIG, HEADER + text)
