"""Serve the demo: ``python -m app``."""

import sys

from workbench.server.command import main
from workbench.server.demo import Demo


def load() -> Demo:
    """Return the demo; it loads the model of the last run."""
    from .demo import DEMO

    return DEMO


if __name__ == "__main__":
    sys.exit(main(load))
