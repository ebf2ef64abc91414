"""The plots of the report. Titles state what the facts say, so they change with them."""

import numpy as np
import pandas as pd
from matplotlib.axis import Axis
from matplotlib.ticker import FuncFormatter, NullFormatter
from numpy.typing import NDArray

from workbench import charts
from workbench.charts import ACCENT, GREY, SOFT, dark_copy, plot, title

from .data import TARGET
from .facts import Facts

METRIC = "RMSE of log price"
DOLLARS = FuncFormatter(lambda value, _: f"${value / 1000:,.0f}k")
TIMES = FuncFormatter(lambda value, _: f"{value:g}")


def logarithmic(axis: Axis, form: FuncFormatter, ticks: list[float]) -> None:
    """Put few ticks on a logarithmic axis, which by default has too many."""
    axis.set_major_formatter(form)
    axis.set_minor_formatter(NullFormatter())
    axis.set_ticks(ticks)


def predicted_against_price(
    facts: Facts, actual: pd.Series, predicted: NDArray[np.float64]
) -> None:
    """Draw every test house; the band is what counts as near, to either side."""
    share, near = facts.chosen.scores["within_ten"].value, facts.near
    ends = np.array([min(actual.min(), predicted.min()), max(actual.max(), predicted.max())])
    with plot("predicted", 4.2) as axes:
        low, high = ends * (1 - near), ends * (1 + near)
        axes.fill_between(ends, low, high, color=GREY, alpha=0.7, label=f"within {near:.0%}")
        axes.plot(ends, ends, color=SOFT, linewidth=1)
        axes.scatter(actual, predicted, s=10, alpha=0.5, color=ACCENT, edgecolors="none")
        axes.set(xscale="log", yscale="log", xlabel="Sale price (log scale)")
        axes.set_ylabel("Predicted price (log scale)")
        for axis in (axes.xaxis, axes.yaxis):
            logarithmic(axis, DOLLARS, [25e3, 50e3, 100e3, 200e3, 400e3])
        axes.legend(loc="upper left", frameon=False)
        title(axes, f"{share:.0%} of the test houses are priced within {near:.0%}")


def residuals(facts: Facts, actual: pd.Series, predicted: NDArray[np.float64]) -> None:
    """Draw estimate over price of every test house: on a log axis half weighs like double."""
    bias = facts.chosen.scores["bias_percent"]
    with plot("residuals") as axes:
        axes.axhline(1, color=SOFT, linewidth=1)
        axes.scatter(
            predicted, predicted / actual, s=10, alpha=0.5, color=ACCENT, edgecolors="none"
        )
        axes.set(xscale="log", yscale="log", xlabel="Predicted price (log scale)")
        axes.set_ylabel("Estimate / price (log scale)")
        logarithmic(axes.xaxis, DOLLARS, [50e3, 100e3, 200e3, 400e3])
        logarithmic(axes.yaxis, TIMES, [0.5, 1, 2, 4])
        interval = f"95% interval {bias.low:+.1f}% to {bias.high:+.1f}%"
        title(axes, f"Median error {bias.value:+.1f}% ({interval})")


def slices_of(facts: Facts, feature: str, name: str, ordered: bool) -> None:
    """Draw the error on each level of one feature: in its own order, or worst on top."""
    parts = [each for each in facts.slices if each.feature == feature]
    heading = f"Worst {feature}: {parts[0].level} (RMSE {parts[0].score.value:.3f})"
    parts = sorted(parts, key=lambda each: each.rank) if ordered else parts
    rows = {f"{each.level}  (n = {each.rows})": each.score for each in parts}
    labels = heading, f"{METRIC} on the test set, 95% interval", "all test houses"
    charts.levels(name, rows, facts.chosen.scores["rmse_log"].value, labels)


def draw(facts: Facts, test: pd.DataFrame, predicted: NDArray[np.float64]) -> None:
    """Write every plot."""
    actual = test[TARGET]
    predicted_against_price(facts, actual, predicted)
    charts.candidates(facts, METRIC)
    residuals(facts, actual, predicted)
    slices_of(facts, "neighborhood", "by_neighborhood", ordered=False)
    slices_of(facts, "price band", "by_price", ordered=True)
    slices_of(facts, "living area", "by_size", ordered=True)
    charts.importance(facts.importance, f"Growth of the test {METRIC} when shuffled")
    last, before = facts.learning_curve[-1].cv, facts.learning_curve[-2].cv
    saved = f"The last doubling of the rows cut the error by {(1 - last / before) * 100:.0f}%"
    charts.learning_curve(facts, "Houses trained on", METRIC, saved, from_zero=True)
    dark_copy("predicted")
