"""The closing lines of a run: the headline, the baseline, and which file to open."""

from rich.console import Console

from .facts import Facts
from .files import FACTS, read_json
from .headline import headline


def run() -> None:
    """Print the summary."""
    facts = Facts(**read_json(FACTS, "evaluate"))
    console = Console(highlight=False)
    console.print()
    for line in headline(facts):
        console.print(line, soft_wrap=True)
    console.print("Read [bold]WALKTHROUGH.md[/bold], or open [bold]reports/index.html[/bold].")
