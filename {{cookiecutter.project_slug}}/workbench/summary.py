"""The closing lines of a run: the headline, the baseline, and which file to open."""

from rich.console import Console

from .files import FACTS, read_json
from .problem import Problem

AGAINST_THE_START = {
    "better": "better than",
    "worse": "worse than",
    "not shown": "not shown to differ from",
    "same": "the same as",
    "apart": "not comparable with",
}


def run(problem: Problem) -> None:
    """Print the summary."""
    facts = problem.facts(**read_json(FACTS, "evaluate"))
    console = Console(highlight=False)
    console.print()
    for line in problem.summary(facts):
        console.print(line, soft_wrap=True)
    if facts.start.settings or facts.start.verdict != "same":
        how = AGAINST_THE_START[facts.start.verdict]
        console.print(f"The cross-validated score is {how} that of the starting point.")
    console.print("Read [bold]WALKTHROUGH.md[/bold], or open [bold]reports/index.html[/bold].")
