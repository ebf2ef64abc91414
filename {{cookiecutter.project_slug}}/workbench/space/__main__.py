"""Write the folder: ``python -m workbench.space``."""

import sys

from ..errors import ProjectError
from .making import SPACE, make, uploaded_data


def main() -> int:
    """Write the folder and say what comes next; return the exit code."""
    try:
        files = make()
    except ProjectError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        print(f"error: cannot read or write{where}: {error.strerror or error}", file=sys.stderr)
        return 1
    print(f"{SPACE}/: {len(files)} files. Its README.md has the three commands that publish it.")
    if data := uploaded_data(files):
        print(f"It holds the model and {', '.join(data)}: may the data be published? MODEL_CARD.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
