"""What can go wrong for a user: one class a mistake, each message says what to do next."""

import difflib
from collections.abc import Iterable

__all__ = ["ConfigError", "DataError"]


class ProjectError(Exception):
    """A mistake that the user can repair; printed as one sentence, without a traceback."""


class MissingInputError(ProjectError):
    """A stage was started before the file that it reads exists."""


class DataError(ProjectError):
    """The data is not what the configuration says it is."""


class ConfigError(ProjectError):
    """``params.yaml``, a file in ``conf/`` or an override names something that does not exist."""


class DocumentError(ProjectError):
    """A document and the facts disagree, or a document names something that does not exist."""


def unknown(kind: str, name: object, known: Iterable[str]) -> ConfigError:
    """Return the error for a name that does not exist, with the names that do."""
    known = list(known)
    close = difflib.get_close_matches(str(name), known, n=1)
    hint = f"did you mean {close[0]!r}? " if close else ""
    return ConfigError(f"no {kind} called {name!r}; {hint}choose from: {', '.join(known)}")
