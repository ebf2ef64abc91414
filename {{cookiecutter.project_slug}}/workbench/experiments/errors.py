"""What a person who tries something can repair: one sentence each."""

from ..errors import ProjectError


class ExperimentError(ProjectError):
    """Something stands in the way of a try; nothing is lost, and the message says what to do."""


def half_dropped(number: int) -> ExperimentError:
    """Return what is wrong when a drop was broken off."""
    return ExperimentError(f"experiment {number} is dropped only in part: make drop finishes that")
