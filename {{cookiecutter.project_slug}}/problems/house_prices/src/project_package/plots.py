"""The plots of the report. Titles state what the facts say, so they change with them."""

import numpy as np
import pandas as pd
from matplotlib.ticker import FuncFormatter, NullFormatter
from numpy.typing import NDArray

from .drawing import ACCENT, GREY, INK, SOFT, plot, title
from .facts import Facts

THOUSANDS = FuncFormatter(lambda value, _: f"${value / 1000:,.0f}k")


def predicted_against_price(
    facts: Facts, actual: pd.Series, predicted: NDArray[np.float64]
) -> None:
    """Draw every test house; the band is 10 % to either side."""
    share = facts.chosen.scores.within_ten.value
    ends = np.array([min(actual.min(), predicted.min()), max(actual.max(), predicted.max())])
    with plot("predicted", 6.4, 5.0) as axes:
        axes.fill_between(ends, ends * 0.9, ends * 1.1, color=GREY, alpha=0.7, label="within 10 %")
        axes.plot(ends, ends, color=SOFT, linewidth=1)
        axes.scatter(actual, predicted, s=10, alpha=0.5, color=ACCENT, edgecolors="none")
        axes.set(xscale="log", yscale="log", xlabel="Sale price (log scale)")
        axes.set_ylabel("Predicted price (log scale)")
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(THOUSANDS)
            axis.set_minor_formatter(NullFormatter())
            axis.set_ticks([25e3, 50e3, 100e3, 200e3, 400e3])
        axes.legend(loc="upper left", frameon=False)
        title(axes, f"{share * 100:.0f} % of the test houses are priced within 10 %")


def candidates(facts: Facts) -> None:
    """Draw the cross-validated error of every candidate with its interval, best on top."""
    models = [each for each in facts.models if each.cv.value < 2 * facts.baseline_cv][::-1]
    labels = [each.label for each in models]
    values = np.array([each.cv.value for each in models])
    low = values - np.array([each.cv.low for each in models])
    high = np.array([each.cv.high for each in models]) - values
    with plot("candidates", 7.0, 4.6) as axes:
        axes.errorbar(values, labels, xerr=[low, high], fmt="o", color=SOFT, capsize=3)
        chosen = labels.index(facts.chosen.label)
        axes.plot(facts.chosen_candidate.cv.value, chosen, "D", color=ACCENT, markersize=8)
        axes.set_xlabel("Cross-validated RMSE of log price, 95 % interval (lower is better)")
        title(axes, f"{facts.chosen.label}: the pick of {len(facts.models)} candidates")


def residuals(facts: Facts, actual: pd.Series, predicted: NDArray[np.float64]) -> None:
    """Draw estimate over price of every test house: on a log axis half weighs like double."""
    ratio = predicted / actual
    bias = facts.chosen.scores.bias_percent
    side = "high" if bias.low > 0 else "low" if bias.high < 0 else "to neither side"
    with plot("residuals") as axes:
        axes.axhline(1, color=SOFT, linewidth=1)
        axes.scatter(predicted, ratio, s=10, alpha=0.5, color=ACCENT, edgecolors="none")
        axes.set(xscale="log", yscale="log", xlabel="Predicted price (log scale)")
        axes.set_ylabel("Estimate / price (log scale)")
        axes.xaxis.set_major_formatter(THOUSANDS)
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        for axis, ticks in (
            (axes.xaxis, [50e3, 100e3, 200e3, 400e3]),
            (axes.yaxis, [0.5, 1, 2, 4]),
        ):
            axis.set_ticks(ticks)
            axis.set_minor_formatter(NullFormatter())
        title(axes, f"Estimates lean {side}: median error {bias.value:+.1f} %")


def slices_of(facts: Facts, feature: str, name: str, ordered: bool) -> None:
    """Draw the error on each level of one feature: in its own order, or worst on top."""
    parts = [each for each in facts.slices if each.feature == feature]
    worst = parts[0]
    parts.sort(key=lambda each: each.rank if ordered else each.score.value, reverse=ordered)
    labels = [f"{each.level}  (n = {each.rows})" for each in parts]
    values = np.array([each.score.value for each in parts])
    low = values - np.array([each.score.low for each in parts])
    high = np.array([each.score.high for each in parts]) - values
    whole = facts.chosen.scores.rmse_log.value
    with plot(name, 7.0, 1.4 + 0.28 * len(parts)) as axes:
        axes.axvline(whole, color=INK, linewidth=1, linestyle="--", label="all test houses")
        axes.errorbar(values, labels, xerr=[low, high], fmt="o", color=ACCENT, capsize=3)
        axes.set_xlabel("RMSE of log price on the test set, 95 % interval")
        axes.legend(frameon=False, loc="lower right")
        title(axes, f"By {feature}, worst: {worst.level} ({worst.score.value:.3f})")


def importance(facts: Facts) -> None:
    """Draw the growth of the error when the columns of a topic are shuffled."""
    topics = facts.importance[::-1]
    with plot("importance") as axes:
        axes.barh(
            [each.topic for each in topics],
            [each.increase for each in topics],
            xerr=[each.sd for each in topics],
            color=ACCENT,
            ecolor=SOFT,
        )
        axes.set_xlabel("Growth of the test RMSE of log price when shuffled")
        first, second = facts.importance[:2]
        title(axes, f"The model leans most on {first.topic}, then on {second.topic}")


def learning_curve(facts: Facts) -> None:
    """Draw validation and training error against the number of training rows."""
    points = facts.learning_curve
    rows = [each.rows for each in points]
    gain = 1 - points[-1].cv / points[-2].cv
    with plot("learning_curve") as axes:
        axes.plot(rows, [each.cv for each in points], "o-", color=ACCENT, label="validation")
        axes.plot(rows, [each.train for each in points], "s--", color=SOFT, label="training")
        axes.set(xlabel="Houses trained on", ylabel="RMSE of log price", ylim=(0, None))
        axes.legend(frameon=False)
        title(axes, f"The last doubling of the rows took {gain * 100:.0f} % off the error")


def draw(facts: Facts, actual: pd.Series, predicted: NDArray[np.float64]) -> None:
    """Write every plot."""
    predicted_against_price(facts, actual, predicted)
    candidates(facts)
    residuals(facts, actual, predicted)
    slices_of(facts, "neighbourhood", "by_neighborhood", ordered=False)
    slices_of(facts, "price band", "by_price", ordered=True)
    slices_of(facts, "living area", "by_size", ordered=True)
    importance(facts)
    learning_curve(facts)
