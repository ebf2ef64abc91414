"""The plots of the report. Titles state what the facts say, so they change with them."""

from . import charts, class_plots
from .evaluation import Evaluation
from .facts import Facts


def draw(facts: Facts, data: Evaluation) -> None:
    """Write every plot."""
    class_plots.draw(facts, data.actual, data.probability, data.rule.payoff)
    charts.importance(facts.importance, "Loss of test average precision when shuffled")
