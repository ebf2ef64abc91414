"""Print an example as MLflow's server takes it: ``python -m app.row``."""

import json
import sys

from project_package.errors import ProjectError


def main() -> int:
    """Print the first example of the page as a request; return the exit code."""
    try:
        from . import demo
    except ProjectError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    example = next(iter(demo.EXAMPLES.values()))
    table = demo.rows([demo.Question(**example)])
    content = json.loads(table.to_json(orient="split", index=False, double_precision=15))
    print(json.dumps({"dataframe_split": content}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
