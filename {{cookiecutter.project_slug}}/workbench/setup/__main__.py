"""`python -m workbench.setup`."""

import sys

if not (3, 11) <= sys.version_info[:2] < (3, 14):  # before anything that an old Python cannot read
    sys.exit(
        "error: Python 3.11, 3.12 or 3.13 is needed and {} is {}.{}; install one of them, or add "
        "PYTHON=/path/to/one to the command.".format(sys.executable, *sys.version_info[:2])
    )

from .cli import main

sys.exit(main())
