"""The edits that the author tried: is each decided on, and was each measured?"""

from collections.abc import Sequence
from pathlib import Path

from ..errors import ProjectError
from ..experiments.kept import KEPT
from ..experiments.records import FOLDER, Experiment, place, read_all, underway
from ..experiments.unrecorded import unrecorded
from .finding import Finding, Rank
from .state import listed

DECIDE = '`make keep`, or `make drop BECAUSE="..."`.'
MEASURE = '`make try WHAT="..." WHY="..."`'


def check(experiments: Sequence[Experiment], left: Sequence[str]) -> list[Finding]:
    """Return what is open.

    Args:
        experiments: Those on record.
        left: What differs from the version kept last, and was not tried.
    """
    findings = []
    if opened := underway(experiments):
        what = f"Experiment {opened.number} is not decided: {opened.what}"
        findings.append(Finding(Rank.STORY, place(opened).as_posix(), what, DECIDE))
    if left:
        what = f"Changed, and not measured: {listed(list(left))}."
        findings.append(Finding(Rank.STORY, FOLDER.as_posix(), what, MEASURE))
    return findings


def findings(source: Path) -> tuple[list[Finding], bool]:
    """Return what is open here, and whether experiments tell what was changed.

    Args:
        source: The folder of the package.
    """
    try:
        experiments = read_all()
        left = unrecorded(source) if KEPT.exists() else []
    except (ProjectError, OSError) as error:
        said = str(error)
        return [Finding(Rank.NUMBERS, FOLDER.as_posix(), f"{said[0].upper()}{said[1:]}.", "")], True
    return check(experiments, left), any(each.decided for each in experiments)
