"""The plots that every classification draws. Titles state what the facts say."""

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import precision_recall_curve, roc_curve

from .. import charts
from ..charts import ACCENT, GREY, INK, SOFT, key_below, plot, title
from ..records import Estimate
from .records import ClassificationFacts

__all__ = ["METRIC", "draw"]

Array = NDArray[np.float64]
METRIC = "average precision"


def precision_recall(facts: ClassificationFacts, actual: NDArray[np.int64], said: Array) -> None:
    """Draw precision against recall, with the operating point."""
    precision, recall, _ = precision_recall_curve(actual, said, drop_intermediate=True)
    point, area = facts.chosen.at_chosen, facts.chosen.scores["average_precision"]
    with plot("precision_recall", 3.8) as axes:
        axes.plot(recall, precision, color=ACCENT)
        share = facts.positives / facts.test_rows
        axes.axhline(share, color=SOFT, linestyle="--", linewidth=1, label="rows in random order")
        at = f"threshold {point.threshold:.2f}"
        axes.plot(point.recall.value, point.precision.value, "D", color=INK, label=at)
        axes.set(xlabel="Recall", ylabel="Precision", xlim=(0, 1.01), ylim=(0, 1.02))
        axes.legend(frameon=False, loc="lower left")
        title(axes, f"Average precision {area.value:.3f} on the test set")


def roc(facts: ClassificationFacts, actual: NDArray[np.int64], said: Array) -> None:
    """Draw the ROC curve, with the operating point."""
    alarms, recall, _ = roc_curve(actual, said)
    point, area = facts.chosen.at_chosen, facts.chosen.scores["roc_auc"]
    with plot("roc", 3.8) as axes:
        axes.plot([0, 1], [0, 1], color=SOFT, linestyle="--", linewidth=1, label="random order")
        axes.plot(alarms, recall, color=ACCENT)
        at = f"threshold {point.threshold:.2f}"
        axes.plot(point.false_alarms.value, point.recall.value, "D", color=INK, label=at)
        axes.set(xlabel="False positive rate", ylabel="Recall")
        axes.legend(frameon=False, loc="lower right")
        title(axes, f"ROC AUC {area.value:.3f} on the test set")


def calibration(facts: ClassificationFacts) -> None:
    """Draw the observed share against the predicted probability."""
    bins = facts.calibration.bins
    values, sides = charts.whiskers([each.happened for each in bins])
    with plot("calibration", 3.8) as axes:
        axes.plot([0, 1], [0, 1], color=SOFT, linewidth=1)
        axes.errorbar(
            [each.said for each in bins], values, yerr=sides, fmt="o", color=ACCENT, capsize=3
        )
        axes.set(xlabel="Predicted probability (mean of a bin)", ylabel="Observed share")
        gap = facts.calibration.error * 100
        title(axes, f"Calibration error: {gap:.1f} points on average")


def payoff_curve(facts: ClassificationFacts, thresholds: Array, worth: Array) -> None:
    """Draw the payoff of a thousand test rows against the threshold.

    Args:
        facts: What the run measured.
        thresholds: Ascending, the last two being one half and infinity (nobody is acted on).
        worth: The payoff of a thousand rows at each.
    """
    low, high = worth[-2:].min(), worth.max()  # of one half and of nobody, and of the best
    chosen, gain = facts.threshold.value, facts.threshold.gain
    with plot("payoff", 4.0) as axes:
        axes.axvspan(chosen.low, chosen.high, color=GREY, alpha=0.6, label="its 95% interval")
        axes.plot(thresholds[:-2], worth[:-2], color=ACCENT)
        axes.axvline(chosen.value, color=INK, label=f"chosen out of fold, {chosen.value:.2f}")
        axes.axvline(0.5, color=SOFT, linestyle="--", label="one half")
        axes.set(xlabel="Threshold", ylabel=f"Payoff of 1,000 test rows ({facts.worth.unit})")
        axes.set_ylim(low - 0.5 * (high - low), high + 0.1 * (high - low))
        key_below(axes)
        title(axes, f"Chosen threshold compared with 0.5: {verdict(gain)} in payoff")


def verdict(gain: Estimate) -> str:
    """Return what an interval of a gain shows.

    >>> verdict(Estimate(value=2, low=1, high=3)), verdict(Estimate(value=2, low=-1, high=3))
    ('a gain', 'no difference shown')
    """
    if gain.includes_zero:
        return "no difference shown"
    return "a gain" if gain.low > 0 else "a loss"


def draw(
    facts: ClassificationFacts,
    actual: NDArray[np.int64],
    said: Array,
    thresholds: Array,
    worth: Array,
) -> None:
    """Write the plots that need only the probabilities, and those of the choice."""
    precision_recall(facts, actual, said)
    roc(facts, actual, said)
    calibration(facts)
    payoff_curve(facts, thresholds, worth)
    charts.candidates(facts, METRIC)
