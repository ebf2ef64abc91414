"""Time how long the template takes to generate, beside cookiecutter on a template of one file.

.venv/bin/python benchmarks/generation.py [repeats]

Both are run in turn, so that a busy moment of the machine slows both. The one-file template is
what cookiecutter itself costs: to start Python, read its modules and render. Wall time hangs on the
disk as well, which is what copying files costs; CPU time does not. TMPDIR chooses another disk.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

TEMPLATE = Path(__file__).resolve().parent.parent
REPEATS = 15


def make_one_file_template(folder: Path) -> Path:
    """Write the smallest template that cookiecutter renders: one answer, one file."""
    project = folder / "{{cookiecutter.name}}"
    project.mkdir(parents=True)
    (project / "README.md").write_text("# {{ cookiecutter.name }}\n", encoding="utf-8")
    answers = json.dumps({"name": "one-file"})
    (folder / "cookiecutter.json").write_text(answers, encoding="utf-8")
    return folder


class Cost(NamedTuple):
    """What one generation took, in seconds."""

    wall: float
    cpu: float


def cost_of_generating(template: Path, folder: Path) -> Cost:
    """Run `cookiecutter --no-input` on ``template`` once, and return what it took.

    The project stays in ``folder`` until the end: on ext4, making files soon after others were
    deleted was measured to take up to four times as long.
    """
    output = tempfile.mkdtemp(dir=folder)
    command = [sys.executable, "-m", "cookiecutter", "--no-input", "--default-config"]
    start, before = time.perf_counter(), os.times()
    subprocess.run([*command, "-o", output, str(template)], check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - start, os.times()
    cpu = after.children_user + after.children_system
    return Cost(wall, cpu - before.children_user - before.children_system)


def measure(templates: dict[str, Path], repeats: int, folder: Path) -> dict[str, list[Cost]]:
    """Generate every template in turn, ``repeats`` times."""
    for template in templates.values():
        cost_of_generating(template, folder)  # fills the caches of the disk and of Python
    costs: dict[str, list[Cost]] = {name: [] for name in templates}
    for _ in range(repeats):
        for name, template in templates.items():
            costs[name].append(cost_of_generating(template, folder))
    return costs


def main() -> None:
    """Print the medians of both templates, and how many times the smaller one each takes."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else REPEATS
    with tempfile.TemporaryDirectory() as folder:
        one_file = make_one_file_template(Path(folder, "one"))
        costs = measure({"one file": one_file, "this template": TEMPLATE}, repeats, Path(folder))
    print(f"{'median of ' + str(repeats):15} {'wall s':>7} {'ratio':>6} {'CPU s':>7} {'ratio':>6}")
    least: Cost | None = None
    for name, all_costs in costs.items():
        wall = statistics.median(cost.wall for cost in all_costs)
        cpu = statistics.median(cost.cpu for cost in all_costs)
        least = least or Cost(wall, cpu)
        print(f"{name:15} {wall:7.3f} {wall / least.wall:6.2f} {cpu:7.3f} {cpu / least.cpu:6.2f}")


if __name__ == "__main__":
    main()
