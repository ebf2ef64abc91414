"""Write the folder: ``python -m workbench.space``."""

import sys

from ..errors import ended
from .making import SPACE, make, uploaded_data


def run() -> None:
    """Write the folder and say what comes next."""
    files = make()
    print(f"{SPACE}/: {len(files)} files. Its README.md has the three commands that publish it.")
    if data := uploaded_data(files):
        print(f"It holds the model and {', '.join(data)}: may the data be published? MODEL_CARD.md")


def main() -> int:
    """Write the folder; return the exit code."""
    return ended(run)


if __name__ == "__main__":
    sys.exit(main())
