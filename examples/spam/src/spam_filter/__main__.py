"""The command line, ``python -m spam_filter COMMAND``."""

import sys

from workbench.cli import main

from .pipeline import PROBLEM

if __name__ == "__main__":
    sys.exit(main(PROBLEM))
