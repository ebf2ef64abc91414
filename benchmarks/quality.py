"""Cross-validate every candidate of a problem on all rows, train and test together.

.venv/bin/python benchmarks/quality.py [problem]

Published figures for these data sets are mostly of this kind, so it is the number to set beside
them. No project does it: there the test rows stay closed until the last stage.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from pipeline import generate

ALL_ROWS = """
import importlib, sys
import pandas as pd
from workbench import files
from workbench.cli import found
problem = importlib.import_module(f"{sys.argv[1]}.pipeline").PROBLEM
for name in ("compose", "fetch", "prepare"):
    found(name, problem)()
parts = [pd.read_parquet(files.TRAIN), pd.read_parquet(files.TEST)]
pd.concat(parts, ignore_index=True).to_parquet(files.TRAIN)
found("compare", problem)()
report = files.read_json(files.REPORTS / "candidates.json", "compare")
for each in report["candidates"]:
    cv = each["cv"]
    print(f"{each['key']:26}{cv['value']:8.4f}  [{cv['low']:.4f}, {cv['high']:.4f}]")
"""


def main() -> None:
    """Print the headline metric of each candidate with its interval, best first."""
    problem = sys.argv[1] if len(sys.argv) > 1 else "house_prices"
    with tempfile.TemporaryDirectory() as folder:
        project = generate(problem, Path(folder))
        command = [sys.executable, "-c", ALL_ROWS, project.name.replace("-", "_")]
        subprocess.run(command, cwd=project, env={"PYTHONPATH": f"src{os.pathsep}."}, check=True)


if __name__ == "__main__":
    main()
