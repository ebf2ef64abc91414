"""What the stages before evaluate have written, as the facts take it."""

from typing import Any

from omegaconf import DictConfig

from .files import REPORTS, read_json
from .provenance import run_record
from .records import Comparison, Source, Timing, Training
from .starting import SINCE_START, Since


def comparison() -> Comparison:
    """Return what compare found."""
    return Comparison(**read_json(REPORTS / "candidates.json", "compare"))


def training() -> Training:
    """Return what train found."""
    return Training(**read_json(REPORTS / "search.json", "train"))


def since_start() -> Since:
    """Return what start found."""
    return Since(**read_json(SINCE_START, "start"))


def gathered(config: DictConfig, compared: Comparison, trained: Training) -> dict[str, Any]:
    """Return the fields of ``BaseFacts`` that are known before the test set is read."""
    timings = read_json(REPORTS / "timings.json", "compare")
    pick = compared.pick
    return {
        "run": run_record(config),
        "source": Source(**read_json(REPORTS / "source.json", "fetch")),
        "models": compared.candidates,
        "timings": [Timing(**each) for each in timings],
        "pick": pick,
        "runner_up": next(each for each in compared.candidates if each.key == pick.runner_up),
        "search": trained.search,
        "learning_curve": trained.learning_curve,
        "start": since_start(),
    }
