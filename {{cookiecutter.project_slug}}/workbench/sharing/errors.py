"""What a person sharing the project, or checking it, can repair: one sentence each."""

from ..errors import ProjectError


class SharingError(ProjectError):
    """Something that the user can mend; the message is shown as it is, without a traceback."""
