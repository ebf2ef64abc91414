"""Checks of the exercises on cross-validation."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from workbench.fits import Fold, Job

from ..own_code import Own, hold

ROWS = 30


def scored(own: Own) -> tuple[Any, np.ndarray, np.ndarray]:
    """Return the scores of three made-up folds, and what is right out of fold and in the fit.

    The folds predict held rows badly and the rows of the fit perfectly, as a model that memorizes.
    """
    target = np.arange(ROWS) % 2
    unseen = np.where(np.arange(ROWS) % 5 == 0, 0.6, 0.3 + 0.3 * target)
    seen = (0.1 + 0.8 * target).astype(np.float64)
    cuts, fits = [], []
    for number in range(3):
        held = np.arange(number, ROWS, 3)
        rest = np.setdiff1d(np.arange(ROWS), held)
        predicted = seen.copy()
        predicted[held] = unseen[held]
        cuts.append((rest, held))
        fits.append(Fold(predicted, rest))
    folds = own("folds")
    kept = folds.training_data, folds.training_folds
    prices = hasattr(own("metrics"), "rmse_log")  # which cannot be zero
    known = pd.DataFrame(index=range(ROWS)), pd.Series(target + 1.0 if prices else target)
    folds.training_data, folds.training_folds = lambda: known, lambda *_: cuts
    job = Job("m", {"m": {"columns": {}, "estimator": {}}})
    try:
        config: Any = SimpleNamespace(folds=3, seed=0)
        return folds.scores_of(job, {job.key: fits}, config), unseen, seen
    finally:
        folds.training_data, folds.training_folds = kept


def train_equals_cv(own: Own) -> None:
    """Out-of-fold predictions come from models that have not seen the row."""
    scores, unseen, seen = scored(own)
    known = int(np.sum(np.isclose(scores.predicted, seen) & ~np.isclose(seen, unseen)))
    hold(not known, f"{known} of {ROWS} rows are predicted by a model that was fitted on them.")
    hold(np.allclose(scores.predicted, unseen), "A row has somebody else's prediction.")


def two_scores_disagree(own: Own) -> None:
    """Each row has the prediction of the fold that held it back."""
    scores, unseen, _ = scored(own)
    off = int((~np.isclose(scores.predicted, unseen)).sum())
    hold(not off, f"{off} of {ROWS} rows do not have the prediction of the fold that held them.")
