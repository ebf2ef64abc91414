"""The plots of the report. Titles state what the facts say, so they change with them."""

import numpy as np

from workbench import charts
from workbench.charts import ACCENT, DEEP, PALE, SOFT, dark_copy, key_below, plot, title
from workbench.classification import charts as class_charts

from .evaluate import Evaluation
from .facts import Facts
from .metrics import HALF, per_thousand


def parts_of_an_email(facts: Facts) -> None:
    """Draw the F1 of each part of the emails, by the way it is judged."""
    ways = list(facts.ablation[0].scores)
    shades = [SOFT, PALE, ACCENT, DEEP]
    with plot("ablation", 4.4) as axes:
        for row, (way, shade, marker) in enumerate(zip(ways, shades, "osD^", strict=True)):
            values, sides = charts.whiskers([each.scores[way] for each in facts.ablation[::-1]])
            heights = [number + 0.24 - 0.16 * row for number in range(len(values))]
            axes.errorbar(
                values, heights, xerr=sides, fmt=marker, color=shade, capsize=2, label=way
            )
        axes.set_yticks(range(len(facts.ablation)), [each.name for each in facts.ablation[::-1]])
        axes.set_xlabel("F1 on training emails, 95% interval")
        key_below(axes)
        first = facts.ablation[0]
        fall = first.scores["at random"].value - first.scores["other source"].value
        lost = f"lose {fall:.2f} of F1" if fall > 0 else "lose no F1"
        title(axes, f"From another source, headers {lost}")


def lost_email(facts: Facts, feature: str, name: str) -> None:
    """Draw the share of real email that is lost on each level of one feature."""
    parts = {
        f"{each.level}  (n = {each.rows - each.positives})": each.false_alarms
        for each in facts.of(feature)
        if each.false_alarms is not None
    }
    if not parts:
        return
    level, rate = max(parts.items(), key=lambda each: each[1].value)
    most = f"Real email most often lost: {level.partition('  (')[0]}, {rate.value:.1%}"
    labels = (
        most if rate.value > 0 else f"No real email lost in any slice by {feature}",
        "Share of real test emails flagged, 95% interval",
        "all real test emails",
    )
    charts.levels(name, parts, facts.chosen.at_chosen.false_alarms.value, labels)


def words(facts: Facts) -> None:
    """Draw the common words that speak most for either class."""
    found = [*facts.mistakes.for_spam[:8], *facts.mistakes.for_real[:8][::-1]][::-1]
    if not found:
        return
    with plot("words", 4.8) as axes:
        shades = [ACCENT if each.effect > 0 else SOFT for each in found]
        axes.barh([each.word for each in found], [each.effect for each in found], color=shades)
        axes.set_xlabel("Change in the log-odds of spam, the word alone in an email")
        title(axes, "Common words that point to spam (right) and to real email (left)")


def draw(facts: Facts, data: Evaluation) -> None:
    """Write every plot."""
    thresholds = np.append(np.linspace(0.005, 0.995, 199), [HALF, np.inf])
    worth = per_thousand(data.actual, data.probability, data.rule.payoff, thresholds)
    class_charts.draw(facts, data.actual, data.probability, thresholds, worth)
    last, before = facts.learning_curve[-1].cv, facts.learning_curve[-2].cv
    gained = f"The last doubling of the emails added {last - before:.3f} of average precision"
    charts.learning_curve(facts, "Emails trained on", class_charts.METRIC, gained)
    parts_of_an_email(facts)
    lost_email(facts, "kind of email", "by_kind")
    lost_email(facts, "length", "by_length")
    words(facts)
    dark_copy("precision_recall")
