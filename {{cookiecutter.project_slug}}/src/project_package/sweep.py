"""Try configurations side by side with Hydra, without DVC and without touching any report.

    python -m project_package.sweep -m model=ridge,random_forest

``-m model=ridge model.estimator.alpha=3,30`` tries two values. Prints the cross-validated score
of each. The folds are those of the compare stage, so the same configuration gives the same number
here, in `dvc repro` and in `dvc exp run`.
"""

import os
import sys

import hydra
from hydra.core.hydra_config import HydraConfig
from hydra.errors import HydraException
from omegaconf import DictConfig
from omegaconf.errors import OmegaConfBaseException

from .compose import check_choices
from .crossval import Job, cross_validate
from .errors import ConfigError, ProjectError, unknown
from .files import CONF, load_config, plain, read_yaml


@hydra.main(config_path=None, config_name="config", version_base="1.3")
def sweep(config: DictConfig) -> None:
    """Cross-validate one configuration and print its score."""
    name = HydraConfig.get().runtime.choices["model"]
    candidates = {**plain(load_config().candidates), name: plain(config.model)}
    (scores,) = cross_validate([Job(name, candidates)], config, name)
    given = {*as_run(), f"model={name}"}
    settings = [each for each in HydraConfig.get().overrides.task if each not in given]
    print(f"{name:<24}{scores.cv:.5f}  {' '.join(settings)}".rstrip())


def as_run() -> list[str]:
    """Return the choices of the last run, whose tables a sweep uses, as Hydra writes them."""
    choices = plain(load_config().choices)
    return [f"{key}={choices[key]}" for key in choices if key not in ("model", "search")]


def check_override(key: str, values: list[str], models: list[str]) -> None:
    """Refuse an override of something that does not exist, in a shorter sentence than Hydra's.

    Raises:
        ConfigError: Names what can be chosen instead.
    """
    if key.isidentifier():
        for value in values:
            check_choices({key: value})
    elif key.startswith("model."):
        for model in models:
            node, path = read_yaml(CONF / "model" / f"{model}.yaml") or {}, key.split(".")[1:]
            for name in path:
                if not isinstance(node, dict) or name not in node:
                    raise unknown(f"setting of {model}", name, node)
                node = node[name]


def main(arguments: list[str]) -> None:
    """Check the overrides, then let Hydra sweep over them."""
    overrides = dict(argument.partition("=")[::2] for argument in arguments if "=" in argument)
    models = overrides.get("model", "auto").split(",")
    try:
        if "search" in overrides:
            raise ConfigError("a sweep compares settings as they are: tune with `dvc exp run`")
        if "auto" in models:
            raise ConfigError("name the candidates to compare, as in model=ridge,random_forest")
        for key, values in sorted(overrides.items()):
            check_override(key, values.split(","), models)
        if "data" in overrides:
            raise ConfigError("a sweep uses the tables of the last run: choose data in params.yaml")
        unchanged = [each for each in as_run() if each.partition("=")[0] not in overrides]
        sys.argv[1:] = [f"--config-dir={CONF}", *arguments, *unchanged]
        os.environ["HYDRA_FULL_ERROR"] = "1"
        sweep()
    except (ProjectError, HydraException, OmegaConfBaseException) as error:
        sys.exit(f"error: {str(error).splitlines()[0]}")


if __name__ == "__main__":
    main(sys.argv[1:])
