"""Is the score too good? A fit that should fail, and one thing alone that may say too much.

No published score on this file is known, so no limit can say what honest work gets on it. But
where hardly anything is left to predict, something in the rows may say the target in other words.
"""

import numpy as np
import pandas as pd
from omegaconf import DictConfig

from workbench.fits import Job
from workbench.records import Check
from workbench.tuning import Tuned

from .choose import behind, cross_validate
from .data import ONE
from .folds import training_data, training_folds
from .metrics import BEYOND_CHANCE, GREATER_IS_BETTER, beyond_chance
from .models import build, predict

MOST_FROM_ONE = 0.9  # of what a perfect model gains over one answer: above, one thing is the answer
NEARLY_ALL = 0.9999 if GREATER_IS_BETTER else 0.99  # of what a perfect model gains
PERFECT = 1.0 if GREATER_IS_BETTER else 0.0  # a score of one, or no error
ONE_ANSWER = "one_answer"


def shuffled_gain(tuned: Tuned, config: DictConfig) -> Check:
    """Check that nothing is learned when the targets are dealt out at random.

    The shuffled targets are both learned and scored. The limit is the interval's and no fixed one:
    on few rows chance alone reaches far.
    """
    table, target = training_data()
    rng = np.random.default_rng(config.seed)
    dealt, said = pd.Series(rng.permutation(target), index=target.index), tuned.predicted.copy()
    for fit_rows, rows in training_folds(config.folds, config.seed):
        model = build(tuned.name, tuned.candidates).fit(table.iloc[fit_rows], dealt.iloc[fit_rows])
        said[rows] = predict(model, table.iloc[rows])
    gain = beyond_chance(dealt, said, config.seed)
    return Check(
        name="shuffled target",
        question="Does the pipeline learn anything when the targets are shuffled?",
        finding=f"{BEYOND_CHANCE}, at the low end of its 95% interval",
        limit="not above 0",
        value=gain.low,
        passed=gain.low <= 0,
    )


def checks(tuned: Tuned, config: DictConfig) -> list[Check]:
    """Return one record a check, from cross-validation on the training rows."""
    jobs = [Job(ONE_ANSWER, tuned.candidates), Job(config.baseline, tuned.candidates)]
    constant, alone = cross_validate(jobs, config, "leakage checks")
    most = behind(constant.cv, PERFECT)
    label = config.candidates[config.baseline].label
    return [
        shuffled_gain(tuned, config),
        Check.below(
            MOST_FROM_ONE,
            f"one {ONE}",
            f"Does a single {ONE} nearly give the answer away?",
            f"gain of '{label}' over a constant, as a share of a perfect model's",
            behind(constant.cv, alone.cv) / most,
        ),
        Check.below(
            NEARLY_ALL,
            "nearly perfect",
            f"Is the model nearly perfect, as if {ONE}s together gave the target away?",
            "gain of the model over a constant, as a share of a perfect model's",
            behind(constant.cv, tuned.cv.value) / most,
        ),
    ]
