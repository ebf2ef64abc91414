"""The plots of the report. Titles state what the facts say, so they change with them."""

import numpy as np
from numpy.typing import NDArray

from workbench import charts
from workbench.charts import ACCENT, SOFT, dark_copy, plot, title

from .facts import Facts


def predicted_against_actual(
    facts: Facts, actual: NDArray[np.float64], predicted: NDArray[np.float64]
) -> None:
    """Draw every test row."""
    ends = [min(actual.min(), predicted.min()), max(actual.max(), predicted.max())]
    unit, error = facts.data.unit, facts.chosen.scores["rmse"].value
    with plot("predicted", 4.2) as axes:
        axes.plot(ends, ends, color=SOFT, linewidth=1)
        axes.scatter(actual, predicted, s=12, alpha=0.6, color=ACCENT, edgecolors="none")
        axes.set(xlabel=f"Observed ({unit})", ylabel=f"Predicted ({unit})")
        title(axes, f"RMSE {error:.3g} {unit} on the test set")


def draw(facts: Facts, actual: NDArray[np.float64], predicted: NDArray[np.float64]) -> None:
    """Write every plot."""
    metric = f"RMSE ({facts.data.unit})"
    predicted_against_actual(facts, actual, predicted)
    charts.candidates(facts, metric)
    charts.importance(facts.importance, f"Growth of the test {metric} when shuffled")
    heading = f"Error against the number of {facts.data.rows_are} to learn from"
    charts.learning_curve(facts, "Rows trained on", metric, heading, from_zero=True)
    dark_copy("predicted")
