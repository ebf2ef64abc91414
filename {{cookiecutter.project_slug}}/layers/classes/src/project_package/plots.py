"""The plots of the report. Titles state what the facts say; no point is a single row."""

from workbench import charts
from workbench.charts import ACCENT, SOFT, dark_copy, plot, title
from workbench.documents.wording import lower_first, upper_first

from .facts import Facts

MOST_ROWS = 12


def compared(facts: Facts) -> None:
    """Draw the headline of the model beside that of the baselines, on the test set."""
    models = [facts.chosen, facts.baseline, *facts.other_baselines]
    parts = {each.label: each.scores["headline"] for each in models}
    verdict = "ahead of" if facts.chosen.better else "not shown to beat"
    heading = f"{facts.chosen.label}: {verdict} {lower_first(facts.baseline.label)}"
    if facts.chosen.key == facts.baseline.key:
        heading = f"No model was shown to beat {lower_first(facts.baseline.label)}"
    axis = f"{upper_first(facts.metric_name)} on the test set, 95% interval"
    whole = facts.chosen.scores["headline"].value
    charts.levels("tested", parts, whole, (heading, axis, "the model"))


def slices(facts: Facts) -> None:
    """Draw how well parts of the test set are told apart, worst first."""
    parts = {
        f"{each.feature}: {each.level}  (n = {each.rows})": each.score
        for each in facts.slices[:MOST_ROWS]
    }
    mean = sum(each.score.value for each in facts.slices) / len(facts.slices)
    heading = f"{facts.worse_slices} of {len(facts.slices)} slices are worse beyond their interval"
    axis = f"{facts.slice_metric}, 95% interval"
    charts.levels("slices", parts, mean, (heading, axis, "mean of all slices"))


def calibration(facts: Facts) -> None:
    """Draw the observed share against the predicted probability, in bins."""
    if facts.calibration is None:
        return
    bins = facts.calibration.bins
    values, sides = charts.whiskers([each.happened for each in bins])
    with plot("calibration", 3.8) as axes:
        axes.plot([0, 1], [0, 1], color=SOFT, linewidth=1)
        said = [each.said for each in bins]
        axes.errorbar(said, values, yerr=sides, fmt="o", color=ACCENT, capsize=3)
        axes.set(xlabel="Predicted probability (mean of a bin)", ylabel="Observed share")
        title(axes, f"Calibration error: {facts.calibration.error * 100:.1f} points on average")


def confusion(facts: Facts) -> None:
    """Draw how often each of several classes is taken for each."""
    if not facts.confusion:
        return
    with plot("confusion", 2.4 + 0.45 * len(facts.classes)) as axes:
        axes.pcolormesh(facts.confusion, cmap="Blues")
        axes.invert_yaxis()
        places = [number + 0.5 for number in range(len(facts.classes))]
        axes.set_xticks(places, facts.classes, rotation=45, ha="right")
        axes.set_yticks(places, facts.classes)
        axes.grid(visible=False)
        most = max(map(max, facts.confusion))
        for row, counts in enumerate(facts.confusion):
            for column, count in enumerate(counts):
                dark = count > most / 2
                axes.text(
                    column + 0.5,
                    row + 0.5,
                    str(count),
                    ha="center",
                    color="white" if dark else "black",
                )
        axes.set(xlabel="Predicted", ylabel="Observed")
        weakest = facts.weakest_class
        assert weakest is not None
        least = f"{weakest.name} is found least: F1 {weakest.f1:.2f}"
        title(axes, least if weakest.f1 < 1 else "Every test row is told apart")


def draw(facts: Facts) -> None:
    """Write every plot."""
    metric = facts.metric_name
    compared(facts)
    slices(facts)
    calibration(facts)
    confusion(facts)
    charts.candidates(facts, metric)
    if len(facts.importance) > 1:
        moved = "Loss" if facts.better == "higher" else "Growth"
        axis = f"{moved} of test {metric} when a {facts.taken_away}"
        charts.importance(facts.importance[:MOST_ROWS], axis, facts.quoted)
    heading = "Score against the number of rows to learn from"
    charts.learning_curve(facts, "Rows trained on", upper_first(metric), heading)
    dark_copy("tested")
