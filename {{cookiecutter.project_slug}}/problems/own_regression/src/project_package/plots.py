"""The plots of the report. Titles state what the facts say; no point is a single row."""

from workbench import charts
from workbench.charts import ACCENT, SOFT, dark_copy, plot, title
from workbench.documents.wording import upper_first

from .facts import Facts

MOST_COLUMNS = 12


def predicted_against_observed(facts: Facts) -> None:
    """Draw the mean observed target against the mean prediction, in bins of the test rows."""
    told, seen = (
        [getattr(each, name) for each in facts.bins] for name in ("predicted", "observed")
    )
    ends = [min(*told, *seen), max(*told, *seen)]
    unit = f" ({facts.data.unit})" if facts.data.in_unit else ""
    held = facts.prediction_range
    with plot("predicted", 4.0) as axes:
        axes.plot(ends, ends, color=SOFT, linewidth=1)
        axes.plot(told, seen, "o-", color=ACCENT)
        least = min(each.rows for each in facts.bins)
        axes.set_xlabel(f"Predicted {facts.data.target}{unit}, mean of {least} rows or more")
        axes.set_ylabel(f"Observed {facts.data.target}{unit}")
        title(axes, f"The {held.level:.0%} range held for {held.held.value:.0%} of the test rows")


def slices(facts: Facts) -> None:
    """Draw the error on the parts of the test set, worst first."""
    parts = {
        f"{each.feature}: {each.level}  (n = {each.rows})": each.score
        for each in facts.slices[:MOST_COLUMNS]
    }
    heading = f"{facts.worse_slices} of {len(facts.slices)} slices are worse beyond their interval"
    axis = f"{upper_first(facts.metric_name)}, 95% interval"
    whole = facts.chosen.scores["headline"].value
    charts.levels("slices", parts, whole, (heading, axis, "all test rows"))


def draw(facts: Facts) -> None:
    """Write every plot."""
    metric = facts.metric_name
    predicted_against_observed(facts)
    slices(facts)
    charts.candidates(facts, metric)
    if len(facts.importance) > 1:
        axis = f"Growth of the test {metric} when a column is shuffled"
        charts.importance(facts.importance[:MOST_COLUMNS], axis)
    heading = "Error against the number of rows to learn from"
    charts.learning_curve(facts, "Rows trained on", upper_first(metric), heading, from_zero=True)
    dark_copy("predicted")
