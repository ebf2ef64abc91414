"""The closing lines of a run: the results as README.md has them, what is open, what to read.

``python -m workbench.summary``
"""

from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from .documents.readme import BLOCK, README, plain
from .experiments.records import read_all, underway
from .experiments.showing import some
from .experiments.unrecorded import unrecorded
from .handwritten import read_text
from .sharing import status
from .sharing.checks import package_of


def results(readme: str) -> tuple[list[str], list[list[Text]]]:
    """Return what the results block of a README says, and the cells of its table, row by row."""
    block = BLOCK.search(readme)
    lines = block[0].splitlines() if block else []
    said = [plain(each) for each in lines if each and not each.startswith(("|", "<", "By "))]
    rows = [each.strip("|").split(" | ") for each in lines if each.startswith("| ")]
    return said, [
        [Text(plain(cell), style="bold" if "**" in cell else "") for cell in row] for row in rows
    ]


def undecided(package: Path) -> Iterator[str]:
    """Yield what is still open in the candidate's own work, one line each.

    Args:
        package: The folder of the package.
    """
    if opened := underway(read_all()):
        yield (
            f"Experiment {opened.number} ({opened.what}) is open: make keep, or "
            'make drop BECAUSE="..."'
        )
    if left := unrecorded(package):
        yield (
            f"Changed since the version kept last, and not measured ({some(left)}): "
            'make try WHAT="..." WHY="..."'
        )


def main() -> None:
    """Print the summary."""
    console = Console(highlight=False)
    said, rows = results(read_text(README))
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    for row in rows:
        table.add_row(*row)
    for each in (*said, table):
        console.print()
        console.print(each, markup=False)
    console.print()
    for line in undecided(Path("src", package_of(Path()))):
        console.print(line, soft_wrap=True, markup=False)
    console.print("Read [bold]WALKTHROUGH.md[/bold], or open [bold]reports/index.html[/bold].")
    status.run()


if __name__ == "__main__":
    main()
