"""What can go wrong for a user: one class a mistake, each message says what to do next."""

import difflib
import os
import sys
import traceback
from collections.abc import Callable, Iterable

__all__ = ["ConfigError", "DataError"]

MOST_NAMES = 20  # that a message lists
STOPPED = 130  # the exit code after Ctrl-C


class ProjectError(Exception):
    """A mistake that the user can repair; printed as one sentence, without a traceback."""


class MissingInputError(ProjectError):
    """A stage was started before the file that it reads exists."""


class DataError(ProjectError):
    """The data is not what the configuration says it is."""


class ConfigError(ProjectError):
    """``params.yaml``, a file in ``conf/`` or an override names something that does not exist."""


class ClusterError(ProjectError):
    """The cluster that ``compute`` names cannot be used, or ended in the middle."""


class HandwrittenError(ProjectError):
    """A file that people edit cannot be read."""


class DocumentError(ProjectError):
    """A document and the facts disagree, or a document names something that does not exist."""


def unknown(kind: str, name: object, known: Iterable[str]) -> ConfigError:
    """Return the error for a name that does not exist, with the names that do."""
    known = list(known)
    close = difflib.get_close_matches(str(name), known, n=1)
    hint = f"did you mean {close[0]!r}? " if close else ""
    more = f" and {len(known) - MOST_NAMES} more" if len(known) > MOST_NAMES else ""
    return ConfigError(
        f"no {kind} called {name!r}; {hint}choose from: {', '.join(known[:MOST_NAMES])}{more}"
    )


def asking(error: BaseException) -> str:
    """Return the line of the project's code in which an error came up."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [each for each in frames if "site-packages" not in each.filename]
    return f"{os.path.relpath(ours[-1].filename)}:{ours[-1].lineno}"


def ended(command: Callable[[], int | None], failed: int = 1) -> int:
    """Run a command and return its exit code; what stopped it is told in one sentence.

    Args:
        command: Returns an exit code, or None for 0.
        failed: The exit code for what the user can repair.
    """
    try:
        return command() or 0
    except ProjectError as error:
        print(f"error: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nstopped", file=sys.stderr)
        return STOPPED
    except (AttributeError, KeyError) as error:
        if (key := getattr(error, "full_key", None)) is None:  # OmegaConf has it, ours do not
            raise
        said = f"the configuration has no {key}, which {asking(error)} uses"
        print(f"error: {said}: write it in conf/, or mend the name there", file=sys.stderr)
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        print(f"error: cannot read or write{where}: {error.strerror or error}", file=sys.stderr)
    return failed
