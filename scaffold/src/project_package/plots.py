"""The plots of the report. Titles state what the facts say, so they change with them."""

import numpy as np
from numpy.typing import NDArray

from workbench import charts
from workbench.charts import ACCENT, SOFT, dark_copy, plot, title

from .facts import Facts

METRIC = "RMSE (miles per gallon)"


def predicted_against_actual(
    facts: Facts, actual: NDArray[np.float64], predicted: NDArray[np.float64]
) -> None:
    """Draw every test car."""
    ends = [min(actual.min(), predicted.min()), max(actual.max(), predicted.max())]
    with plot("predicted", 4.2) as axes:
        axes.plot(ends, ends, color=SOFT, linewidth=1)
        axes.scatter(actual, predicted, s=12, alpha=0.6, color=ACCENT, edgecolors="none")
        axes.set(xlabel="Observed (miles per gallon)", ylabel="Predicted (miles per gallon)")
        title(axes, f"RMSE {facts.chosen.scores['rmse'].value:.1f} miles per gallon on newer cars")


def draw(facts: Facts, actual: NDArray[np.float64], predicted: NDArray[np.float64]) -> None:
    """Write every plot."""
    predicted_against_actual(facts, actual, predicted)
    charts.candidates(facts, METRIC)
    charts.importance(facts.importance, f"Growth of the test {METRIC} when shuffled")
    heading = "Error against the number of cars to learn from"
    charts.learning_curve(facts, "Cars trained on", METRIC, heading, from_zero=True)
    dark_copy("predicted")
