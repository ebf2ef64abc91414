"""The closing lines of a run: the headline, what is not decided, and which file to open."""

from collections.abc import Iterator

from rich.console import Console

from .experiments.records import read_all, underway
from .experiments.showing import some
from .experiments.unrecorded import unrecorded
from .files import FACTS, read_json
from .problem import Problem


def undecided(problem: Problem) -> Iterator[str]:
    """Yield what is still open in the candidate's own work, one line each."""
    if opened := underway(read_all()):
        yield (
            f"Experiment {opened.number} ({opened.what}) is open: make keep, or "
            'make drop BECAUSE="..."'
        )
    if left := unrecorded(problem.source):
        yield (
            f"Changed since the version kept last, and not measured ({some(left)}): "
            'make try WHAT="..." WHY="..."'
        )


def run(problem: Problem) -> None:
    """Print the summary."""
    facts = problem.facts(**read_json(FACTS, "evaluate"))
    console = Console(highlight=False)
    console.print()
    for line in problem.summary(facts):
        console.print(line, soft_wrap=True)
    for line in undecided(problem):
        console.print(line, soft_wrap=True, markup=False)
    console.print("Read [bold]WALKTHROUGH.md[/bold], or open [bold]reports/index.html[/bold].")
