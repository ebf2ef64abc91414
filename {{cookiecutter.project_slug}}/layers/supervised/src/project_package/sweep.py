"""Try configurations side by side with Hydra, without DVC and without touching any report.

    python -m project_package.sweep -m model=ridge,random_forest
    python -m project_package.sweep -m model=ridge model.estimator.alpha=3,30

Prints the cross-validated error of each. The folds are those of the compare stage, so the same
configuration gives the same number here, in `dvc repro` and in `dvc exp run`.
"""

import os
import sys

import hydra
from hydra.core.hydra_config import HydraConfig
from hydra.errors import HydraException
from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException

from .compose import check_choices
from .crossval import Job, cross_validate
from .errors import ProjectError
from .files import CONF, load_config, plain


@hydra.main(config_path=None, config_name="config", version_base="1.3")
def sweep(config: DictConfig) -> None:
    """Cross-validate one configuration and print its error."""
    name = HydraConfig.get().runtime.choices["model"]
    candidates = {**load_config().candidates, name: config.model}
    job = Job(name, plain(OmegaConf.create(candidates)))
    (scores,) = cross_validate([job], config, name)
    settings = [each for each in HydraConfig.get().overrides.task if not each.startswith("model=")]
    print(f"{name:<24}{scores.cv:.5f}  {' '.join(settings)}".rstrip())


def main(arguments: list[str]) -> None:
    """Check the group choices first, since our sentence is shorter than Hydra's."""
    try:
        for argument in arguments:
            key, _, choices = argument.partition("=")
            if key.isidentifier() and choices:
                for choice in choices.split(","):
                    check_choices({key: choice})
        sys.argv[1:] = [f"--config-dir={CONF}", *arguments]
        os.environ["HYDRA_FULL_ERROR"] = "1"
        sweep()
    except (ProjectError, HydraException, OmegaConfBaseException) as error:
        sys.exit(f"error: {str(error).splitlines()[0]}")


if __name__ == "__main__":
    main(sys.argv[1:])
