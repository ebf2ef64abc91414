"""``make try``: measure the present edit out of fold, and write it down.

Reads:  src/, conf/ and params.yaml against the last commit; reports/start.json
Writes: experiments/NNN-slug.yaml, at the end and at once
"""

import platform
import time
from collections.abc import Sequence
from datetime import date
from typing import Any

from ..files import CONFIG, REPORTS, read_json, read_yaml
from ..records import Training
from ..start import changes
from ..start.records import SINCE_START, START, Since, Start
from . import edit, pipeline, repository, showing
from .errors import ExperimentError, half_dropped
from .records import Edited, Experiment, place, read_all, save, underway

EXAMPLE = 'make try WHAT="age of the house" WHY="agents speak of age"'


def check_turn(what: str, experiments: Sequence[Experiment]) -> Experiment | None:
    """Return the open experiment that this try goes on with, None if it is a new one.

    Raises:
        ExperimentError: Another one has to be decided or committed first.
    """
    earlier = underway(experiments)
    if earlier and earlier.verdict == "dropping":
        raise half_dropped(earlier.number)
    if earlier and earlier.what != what:
        raise ExperimentError(
            f"experiment {earlier.number} ({earlier.what}) is still open: make keep or make drop "
            "it, or give its WHAT again to go on with it"
        )
    for each in experiments:
        if each.verdict == "kept" and not repository.is_committed(place(each)):
            raise ExperimentError(
                f"experiment {each.number} ({each.what}) is kept and not committed: "
                "commit it, and then try the next edit"
            )
    return earlier


def next_number(experiments: Sequence[Experiment]) -> int:
    """Return the number of a new experiment; 0 is the first run."""
    return max([0, *(each.number for each in experiments)]) + 1


def measured(start: Start) -> dict[str, Any]:
    """Return what the stage that compares with the reference has just found."""
    since = Since(**read_json(SINCE_START, pipeline.REFERENCE))
    training = Training(**read_json(REPORTS / "search.json", "train"))
    modules = changes.modules(start.modules, changes.checksums(pipeline.source()))
    return {
        "metric": start.metric,
        "model": read_yaml(CONFIG)["candidates"][training.search.model]["label"],
        "reference": since.cv,
        "score": training.cv,
        "gain": since.gain,
        "apart": since.apart,
        "rows": pipeline.rows(),
        "settings": since.settings,
        "modules": [Edited(name=each.name, how=each.how) for each in modules],
        "python": platform.python_version(),
        "versions": pipeline.versions(start),
    }


def run(what: str, why: str) -> None:
    """Try the present edit.

    Raises:
        ExperimentError: Something stands in the way; then nothing is written.
    """
    base = repository.head()
    if not what:
        raise ExperimentError(f"say what you changed: {EXAMPLE}")
    with pipeline.alone():
        repository.check_finished()
        experiments = read_all()
        earlier = check_turn(what, experiments)
        before = edit.present()
        if not before:
            raise ExperimentError(
                "nothing in src/, conf/ or params.yaml differs from the last commit: "
                "edit something, and then make try"
            )
        edit.check_whole(before)
        if earlier and earlier.verdict == "keeping":
            repository.restore([START.as_posix()])
        start = pipeline.reference()
        begun = time.monotonic()
        pipeline.run(pipeline.REFERENCE, left="nothing is recorded, and your edit is as it was")
        seconds = time.monotonic() - begun
        if edit.present() != before:
            raise ExperimentError("the files changed during the run: make try again")
        found = Experiment(
            number=earlier.number if earlier else next_number(experiments),
            what=what,
            why=why or (earlier.why if earlier else ""),
            day=date.today(),
            verdict="open",
            base=base,
            seconds=round(seconds, 1),
            **measured(start),
            patch=edit.patch_of(before),
        )
        save(found)
    showing.tried(found)
