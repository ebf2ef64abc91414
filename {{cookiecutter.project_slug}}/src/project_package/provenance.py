"""What the numbers of a run were made with."""

import hashlib
import platform
from importlib.metadata import version

import pandas as pd
from omegaconf import DictConfig

from .files import TEST, existing
from .libraries import LIBRARIES
from .records import Run
from .task import ANSWERS


def answers_sha256() -> str:
    """Return the SHA-256 of the test set's answers, which no file that is published holds."""
    answers = pd.read_parquet(existing(TEST, "prepare"), columns=ANSWERS)
    text = answers.to_csv(index=False, lineterminator="\n")
    return hashlib.sha256(text.encode()).hexdigest()


def run_record(config: DictConfig) -> Run:
    """Return what the numbers were made with."""
    return Run(
        package=__package__ or "",
        seed=config.seed,
        folds=config.folds,
        choices=dict(config.choices),
        python=platform.python_version(),
        versions={name: version(name) for name in LIBRARIES},
        answers_sha256=answers_sha256(),
    )
