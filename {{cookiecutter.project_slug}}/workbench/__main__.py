"""``python -m workbench portfolio FOLDER...``: what is about several projects at once."""

import sys

from .portfolio.cli import main

if __name__ == "__main__":
    sys.exit(main())
