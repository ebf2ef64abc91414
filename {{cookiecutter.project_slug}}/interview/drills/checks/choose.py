"""Checks of the exercises on choosing a model."""

from types import SimpleNamespace

import numpy as np

from ..own_code import Own, hold


def worst_is_best(own: Own) -> None:
    """A worse score is behind by a positive number."""
    high_is_better = own("metrics").GREATER_IS_BETTER
    better, worse = (0.9, 0.7) if high_is_better else (0.7, 0.9)
    found = float(own("choose").behind(worse, better))
    hold(abs(found - 0.2) < 1e-9, f"{worse} is said to be behind {better} by {found:.1f}.")
    draws = own("choose").behind(np.array([worse, better]), np.array([better, worse]))
    hold(np.allclose(draws, [0.2, -0.2]), "Two draws at once give another answer.")


def no_tie_break(own: Own) -> None:
    """The simplest candidate within noise is picked."""
    candidates = [
        SimpleNamespace(key=key, simplicity=simplicity, within_noise=within)
        for key, simplicity, within in (
            ("boosting", 5, True),
            ("linear", 2, True),
            ("forest", 4, True),
            ("baseline", 1, False),
        )
    ]
    picked = own("choose").pick(candidates)
    hold(picked.key != "baseline", "It picks the baseline, which is not within noise.")
    hold(picked.key == "linear", f"Of boosting, forest and linear within noise: {picked.key}.")
    hold(picked.best == "boosting", "The best candidate is recorded wrongly.")
