"""What the numbers of a run were made with."""

import platform
from importlib.metadata import version

from omegaconf import DictConfig

from .records import Run

LIBRARIES = ["numpy", "pandas", "scikit-learn", "scipy"]


def run_record(config: DictConfig) -> Run:
    """Return what the numbers were made with."""
    return Run(
        package=__package__ or "",
        seed=config.seed,
        folds=config.folds,
        choices=dict(config.choices),
        python=platform.python_version(),
        versions={name: version(name) for name in LIBRARIES},
    )
