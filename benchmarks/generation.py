"""Time how long the template takes to generate, beside cookiecutter on a template of one file.

.venv/bin/python benchmarks/generation.py [repeats]

Both are run in turn, so that a busy moment of the machine slows both. The one-file template is
what cookiecutter itself costs: to start Python, read its modules and render.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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


def seconds_to_generate(template: Path) -> float:
    """Return the wall time of one `cookiecutter --no-input` on ``template``."""
    with tempfile.TemporaryDirectory() as output:
        command = [sys.executable, "-m", "cookiecutter", "--no-input", "--default-config"]
        start = time.perf_counter()
        subprocess.run(
            [*command, "-o", output, str(template)], check=True, stdout=subprocess.DEVNULL
        )
        return time.perf_counter() - start


def main() -> None:
    """Run both templates in turn and print the medians and their ratio."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else REPEATS
    with tempfile.TemporaryDirectory() as folder:
        templates = {
            "one file": make_one_file_template(Path(folder, "one")),
            "this template": TEMPLATE,
        }
        for template in templates.values():
            seconds_to_generate(template)  # fills the caches of the disk and of Python
        times: dict[str, list[float]] = {name: [] for name in templates}
        for _ in range(repeats):
            for name, template in templates.items():
                times[name].append(seconds_to_generate(template))
    medians = {name: statistics.median(values) for name, values in times.items()}
    print(f"{'template':15} {'median s':>8} {'min s':>6} {'max s':>6} {'ratio':>6}   n={repeats}")
    for name, values in times.items():
        ratio = medians[name] / medians["one file"]
        row = f"{name:15} {medians[name]:8.3f} {min(values):6.3f} {max(values):6.3f} {ratio:6.2f}"
        print(row)


if __name__ == "__main__":
    main()
