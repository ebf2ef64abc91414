"""The command line, ``python -m workbench.own``, which ``make data`` runs."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
