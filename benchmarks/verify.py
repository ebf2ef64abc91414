"""Does `make verify` tell right from wrong, what does it cost, and do the numbers travel?

.venv/bin/python benchmarks/verify.py [problem ...]

Without a problem it prints the table of controls of tests/test_verify.py: what was done to a small
finished project, and the verdict. With problems, it runs each, claims, commits and verifies, and
prints the cost beside that of the pipeline, and the verdicts here and as on an older machine.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

TEMPLATE = Path(__file__).resolve().parent.parent
PARTS = ("tests", "scripts", "benchmarks", "{{cookiecutter.project_slug}}")
sys.path[:0] = [str(TEMPLATE / each) for each in PARTS]

from pipeline import Cost, cost  # noqa: E402

from example import generate, git  # noqa: E402
from projects import FEW, small  # noqa: E402
from test_verify import CONTROLS, tried  # noqa: E402


def controls() -> None:
    """Print what every control was given."""
    print(f"{'what was done':<30}{'options':<22}{'exit':<5} verdict and reason")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "small").mkdir()
        finished = small("house_prices", folder / "small", FEW)
        for name, control in CONTROLS.items():
            (folder / name).mkdir()
            _, said = tried(control, finished, folder / name)
            lines = said.text.strip().splitlines()
            shown = [each.strip() for each in lines if control.reasons[0] in each][:1]
            as_wanted = said.code == control.code and lines[-1].startswith(control.verdict)
            row = f"{name.partition(',')[0]:<30}{' '.join(control.options):<22}{said.code:<5}"
            print(f"{row} {lines[-1].partition(' (')[0]}{'' if as_wanted else '  NOT AS WANTED'}")
            print(f"{'':<57} {shown[0] if shown else ''}", flush=True)


def verified(project: Path, *options: str) -> tuple[Cost, dict[str, str]]:
    """Verify a project; return the cost, and what each check of the certificate said."""
    spent = cost([sys.executable, "-m", "workbench.sharing", "verify", *options], project)
    certificate = json.loads((project / "reports/certificate.json").read_text(encoding="utf-8"))
    checks = {each["name"]: each["said"] for each in certificate["checks"]}
    return spent, {**checks, "verdict": certificate["verdict"]}


def measured(problem: str) -> None:
    """Print what verifying one problem costs and says."""
    with tempfile.TemporaryDirectory() as place:
        project = generate(TEMPLATE / "examples" / problem, Path(place))
        run = cost([sys.executable, "-m", "dvc", "repro", "--quiet"], project)
        subprocess.run(
            [sys.executable, "-m", "workbench.sharing", "claim"], cwd=project, check=True
        )
        git("add", "--all", project=project)
        git("commit", "--quiet", "--message", "claimed", project=project)
        fast = cost([sys.executable, "-m", "workbench.sharing", "verify", "--fast"], project)
        full, here = verified(project)
        _, there = verified(project, "--foreign")
    print(f"{problem:<16}{'wall s':>8}{'CPU s':>8}{'of the pipeline':>18}")
    for name, each in (("dvc repro, cold", run), ("verify --fast", fast), ("verify", full)):
        print(f"{name:<16}{each.wall:8.1f}{each.cpu:8.1f}{each.cpu / run.cpu:18.2f}")
    print(f"{'same machine':<16}{here['verdict']}: {here['metrics']}; {here['predictions']}")
    print(f"{'older machine':<16}{there['foreign']}", flush=True)


def main() -> None:
    """Print the controls, or the problems that are named."""
    for problem in sys.argv[1:]:
        measured(problem)
    if not sys.argv[1:]:
        controls()


if __name__ == "__main__":
    main()
