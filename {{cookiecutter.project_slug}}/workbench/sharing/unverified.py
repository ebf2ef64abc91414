"""What stands in a project whose claim nobody has checked: a badge and a page that say so."""

from pathlib import Path

from .badge import badge
from .checks import certified, fingerprint
from .places import BADGE, CERTIFICATE, PAGE, save_text

NOT_YET = """\
# Certificate

Nobody has run this project again and compared the numbers yet.

    make claim
    git add --all && git commit --message "Claim these numbers"
    make verify

`make claim` records the numbers of the run, and `make verify` runs everything again in a clean
clone and writes here what it found.
"""


def write(project: Path) -> None:
    """Say that the claim is unchecked, unless the certificate that lies here is about it."""
    if certified(project) == fingerprint(project):
        return
    (project / CERTIFICATE).unlink(missing_ok=True)
    save_text(project / PAGE, NOT_YET)
    save_text(project / BADGE, badge())
