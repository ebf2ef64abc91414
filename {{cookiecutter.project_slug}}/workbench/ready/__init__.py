"""``ready``: what is still to do before the project goes public, most important first.

Reads:  what git would publish, its history, story.yaml, reports/, and what DVC says
Writes: nothing
"""

from pathlib import Path

from ..problem import Problem


def run(problem: Problem) -> int:
    """Print what is to do; return 1 when something is, 0 when nothing is."""
    from .. import seal
    from .checklist import checklist
    from .finding import Rank
    from .showing import make_console, show

    findings = checklist(problem)
    show(findings, seal.read(Path()), make_console())
    return int(any(finding.rank != Rank.HINT for finding in findings))
