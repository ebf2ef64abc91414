"""`python -m share`."""

import sys

from .cli import main

sys.exit(main())
