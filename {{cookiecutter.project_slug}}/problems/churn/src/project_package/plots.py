"""The plots of the report. Titles state what the facts say, so they change with them."""

import numpy as np
from matplotlib.ticker import FuncFormatter

from workbench import charts
from workbench.charts import ACCENT, GREY, INK, SOFT, dark_copy, key_below, plot, title
from workbench.classification import charts as class_plots

from .evaluation import Evaluation
from .facts import Facts
from .payoff import HALF


def remedies(facts: Facts) -> None:
    """Draw the payoff of each remedy at three thresholds."""
    found = facts.imbalance.remedies[::-1]
    break_even = facts.imbalance.break_even
    labels = [each.label for each in found]
    rows = np.arange(len(found))
    best = [each.best_payoff for each in found]
    least = [min(each.payoff_at_half, each.payoff_at_break_even) for each in found]
    with plot("remedies", 7.0, 5.0) as axes:
        axes.hlines(rows, least, best, color=GREY, linewidth=1)
        for marker, colour, values, label in (
            ("o", SOFT, [each.payoff_at_half for each in found], f"at {HALF}"),
            ("s", INK, [each.payoff_at_break_even for each in found], f"at {break_even:.2f}"),
            ("D", ACCENT, best, "at its own best"),
        ):
            axes.plot(values, rows, marker, color=colour, label=f"threshold {label}")
        axes.set_yticks(rows, labels)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: facts.money(value)))
        axes.set_xlabel(f"Payoff of 1,000 {facts.words.rows}, out of fold")
        key_below(axes)
        paying, tried = len(facts.imbalance.paying), len(facts.imbalance.treated)
        title(axes, f"{paying or 'None'} of {tried} remedies shown to beat the right threshold")


def wrong_order(facts: Facts) -> None:
    """Draw what resampling before the folds claims beside what it is worth inside them."""
    claims = facts.imbalance.claims[::-1]
    rows = np.arange(len(claims))
    with plot("wrong_order", 7.0, 3.8) as axes:
        true, claimed = ([getattr(c, name) for c in claims] for name in ("roc_auc", "claimed_auc"))
        axes.hlines(rows, true, claimed, color=GREY, linewidth=2)
        axes.plot(true, rows, "D", color=ACCENT, label="inside the folds")
        axes.plot(claimed, rows, "o", color=INK, label="before the folds are cut")
        axes.set_yticks(rows, [each.label for each in claims])
        axes.set_xlabel("ROC AUC")
        key_below(axes)
        worst = facts.imbalance.worst
        title(axes, f"Resampling first claims {worst.claimed_auc:.3f}; true is {worst.roc_auc:.3f}")


def segments(facts: Facts) -> None:
    """Draw the payoff of each segment."""
    parts = {f"{each.level}  (n = {each.rows})": each.payoff for each in facts.by_segment}
    paying = sum(each.low > 0 for each in parts.values())
    heading = f"Acting is shown to pay in {paying} of {len(parts)} segments"
    axis = f"Payoff of 1,000 {facts.words.rows} ({facts.worth.unit}), 95 % interval"
    whole = facts.chosen.at_chosen.payoff.value
    charts.levels("segments", parts, whole, (heading, axis, "all test rows"))


def groups(facts: Facts) -> None:
    """Draw the share of the negatives of each group that is acted on."""
    parts = {
        f"{each.feature}: {each.level}  (n = {each.rows})": each.false_alarms
        for each in facts.groups.parts
        if each.false_alarms
    }
    shown, tried = len(facts.groups.shown), len(facts.groups.disparities)
    heading = f"{shown or 'None'} of {tried} differences between groups are shown"
    axis = f"Share of the {facts.words.negatives} who {facts.words.acted}, 95 % interval"
    whole = facts.chosen.at_chosen.false_alarms.value
    charts.levels("groups", parts, whole, (heading, axis, "all test rows"))


def draw(facts: Facts, data: Evaluation) -> None:
    """Write every plot."""
    class_plots.draw(facts, data.actual, data.probability, data.rule.payoff)
    charts.importance(facts.importance, "Loss of test average precision when shuffled")
    curve = facts.learning_curve
    gain = curve[-1].cv - curve[-2].cv
    charts.learning_curve(
        facts,
        f"{facts.words.rows.capitalize()} trained on",
        "Average precision",
        f"The last doubling of the rows moved average precision by {gain:+.3f}",
    )
    remedies(facts)
    wrong_order(facts)
    segments(facts)
    groups(facts)
    dark_copy("precision_recall")
