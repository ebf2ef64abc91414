"""What a person who tries something can repair: one sentence each."""

from ..errors import ProjectError


class ExperimentError(ProjectError):
    """Something stands in the way of a try; nothing is lost, and the message says what to do."""
