"""The command line, ``python -m customer_churn COMMAND``."""

import sys

from workbench.cli import main

from .pipeline import PROBLEM

if __name__ == "__main__":
    sys.exit(main(PROBLEM))
