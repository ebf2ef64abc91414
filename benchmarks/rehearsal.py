"""Time how long the interview kit takes until it asks, on the results of an example.

.venv/bin/python benchmarks/rehearsal.py [problem] [repeats]

`session` is the time until the first question is on the screen and the input ends. An empty Python
stands beside it, since the kit cannot start faster than that.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TEMPLATE = Path(__file__).resolve().parent.parent
REPEATS = 15
COMMANDS = {
    "empty Python": ["-c", "pass"],
    "--help": ["-m", "interview", "--help"],
    "session": ["-m", "interview", "session", "--minutes", "10"],
    "status": ["-m", "interview", "status"],
    "questions": ["-m", "interview", "questions"],
}


def project_with_results(problem: str, folder: Path) -> Path:
    """Generate a project and give it the example's results, without running its pipeline."""
    command = [sys.executable, "-m", "cookiecutter", "--no-input", "--default-config"]
    command += ["-o", str(folder), str(TEMPLATE), f"problem={problem}"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    project = next(folder.iterdir())
    example = TEMPLATE / "examples" / problem
    shutil.copytree(example / "reports", project / "reports", dirs_exist_ok=True)
    shutil.copy(example / "WALKTHROUGH.md", project)
    return project


def seconds(arguments: list[str], project: Path) -> float:
    """Run a command of the kit once, with nothing to read, and return its wall time."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        cwd=project,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - start


def main(problem: str = "house_prices", repeats: str = str(REPEATS)) -> None:
    """Print the median time of each command."""
    with tempfile.TemporaryDirectory() as folder:
        project = project_with_results(problem, Path(folder))
        print(f"{problem}, median of {repeats}   wall s")
        for name, arguments in COMMANDS.items():
            seconds(arguments, project)  # fills the caches of the disk and of Python
            times = [seconds(arguments, project) for _ in range(int(repeats))]
            print(f"{name:<26} {statistics.median(times):9.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
