"""The plots of the report. Titles state what the facts say, so they change with them."""

import numpy as np
from matplotlib.ticker import FuncFormatter

from workbench import charts
from workbench.charts import ACCENT, GREY, INK, SOFT, dark_copy, key_below, plot, title
from workbench.classification import charts as class_plots

from .evaluate import Evaluation
from .facts import Facts
from .metrics import HALF, per_thousand


def remedies(facts: Facts) -> None:
    """Draw the payoff of each remedy at three thresholds."""
    found = facts.imbalance.remedies[::-1]
    rows, break_even = np.arange(len(found)), facts.imbalance.break_even
    half, even, best = (
        [getattr(each, name) for each in found]
        for name in ("payoff_at_half", "payoff_at_break_even", "best_payoff")
    )
    with plot("remedies", 4.2) as axes:
        axes.hlines(rows, np.minimum(half, even), best, color=GREY, linewidth=1)
        axes.plot(half, rows, "o", color=SOFT, label=f"threshold at {HALF}")
        axes.plot(even, rows, "s", color=INK, label=f"threshold at {break_even:.2f}")
        axes.plot(best, rows, "D", color=ACCENT, label="threshold at its own best")
        axes.set_yticks(rows, [each.label for each in found])
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: facts.money(value)))
        axes.set_xlabel(f"Payoff of 1,000 {facts.words['rows']}, out of fold")
        key_below(axes)
        paying = len(facts.imbalance.shown("best_payoff")) or "None"
        tried = len(facts.imbalance.treated)
        title(axes, f"{paying} of {tried} remedies shown to beat a good threshold")


def wrong_order(facts: Facts) -> None:
    """Draw what resampling before the folds claims beside what it is worth inside them."""
    claims, worst = facts.imbalance.claims[::-1], facts.imbalance.worst
    rows = np.arange(len(claims))
    true, claimed = ([getattr(c, name) for c in claims] for name in ("roc_auc", "claimed_auc"))
    with plot("wrong_order", 3.2) as axes:
        axes.hlines(rows, true, claimed, color=GREY, linewidth=2)
        axes.plot(true, rows, "D", color=ACCENT, label="inside the folds")
        axes.plot(claimed, rows, "o", color=INK, label="before the folds are cut")
        axes.set_yticks(rows, [each.label for each in claims])
        axes.set_xlabel("ROC AUC")
        key_below(axes)
        heading = f"{worst.claimed_auc:.3f} when resampled first, {worst.roc_auc:.3f} in the folds"
        title(axes, f"ROC AUC: {heading}")


def segments(facts: Facts) -> None:
    """Draw the payoff of each segment."""
    parts = {f"{each.level}  (n = {each.rows})": each.payoff for each in facts.by_segment}
    paying = sum(each.low > 0 for each in parts.values())
    heading = f"Offers are shown to pay in {paying} of {len(parts)} segments"
    axis = f"Payoff of 1,000 {facts.words['rows']} ({facts.worth.unit}), 95% interval"
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
    axis = f"Share of the {facts.words['negatives']} who {facts.words['acted']}, 95% interval"
    whole = facts.chosen.at_chosen.false_alarms.value
    charts.levels("groups", parts, whole, (heading, axis, "all test rows"))


def draw(facts: Facts, data: Evaluation) -> None:
    """Write every plot."""
    thresholds = np.append(np.linspace(0.005, 0.995, 199), [HALF, np.inf])
    worth = per_thousand(data.actual, data.probability, data.rule.payoff, thresholds)
    class_plots.draw(facts, data.actual, data.probability, thresholds, worth)
    charts.importance(facts.importance, "Loss of test average precision when shuffled")
    last, before = facts.learning_curve[-1].cv, facts.learning_curve[-2].cv
    gain = f"The last doubling of the rows changed average precision by {last - before:+.3f}"
    rows = f"{facts.words['rows'].capitalize()} trained on"
    charts.learning_curve(facts, rows, "Average precision", gain)
    remedies(facts)
    wrong_order(facts)
    segments(facts)
    groups(facts)
    dark_copy("precision_recall")
