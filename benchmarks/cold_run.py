"""Count the CPU seconds of a cold run, stage by stage, beside the same fits in one process.

.venv/bin/python benchmarks/cold_run.py [problem] [another folder of the template]

Cold means a project as generated, with no cache. The one process runs the stages from compose to
evaluate: the same fits and files, without DVC, MLflow and documents. A second folder of the
template, such as a worktree of an older commit, is run in turn with this one, and the results are
compared byte by byte. Other work on the machine moves every figure, so only the ratios hold.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from pipeline import ONE_PROCESS, TEMPLATE, generate, stages

RESULTS = ("metrics.json", "predictions.csv", "candidates.json", "search.json")
NOT_FITTED = ("document", "track")
SHIM = """#!/bin/sh
"{python}" "$@"
code=$?
times > "{costs}/$3"
exit $code
"""


def seconds(spent: str) -> float:
    """Return what ``times`` of a shell wrote, such as ``1m2.5s``, in seconds."""
    minutes, _, rest = spent.partition("m")
    return 60 * float(minutes) + float(rest.rstrip("s"))


def cpu(command: list[str], project: Path, first: Path) -> float:
    """Run a command in the project and return the CPU seconds of all its processes.

    Args:
        command: What to run; it must end well.
        project: Where.
        first: The folder in which its programs are looked for before all others.
    """
    path = os.pathsep.join([str(first), str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "PYTHONPATH": f"src{os.pathsep}."}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # or each stage would compile our modules anew
    quiet, before = subprocess.DEVNULL, os.times()
    subprocess.run(command, cwd=project, env=environment, check=True, stdout=quiet, stderr=quiet)
    spent = [now - then for now, then in zip(os.times(), before, strict=True)]
    return spent[2] + spent[3]


def by_stage(folder: Path, project: Path) -> dict[str, float]:
    """Run the pipeline cold; return the CPU seconds of each stage, and of DVC itself."""
    shim, costs = folder / "bin" / "python", folder / "costs"
    shim.parent.mkdir()
    costs.mkdir()
    shim.write_text(SHIM.format(python=sys.executable, costs=costs), encoding="utf-8")
    shim.chmod(0o755)
    total = cpu(["dvc", "repro", "--quiet"], project, shim.parent)
    of_children = {
        stage: (costs / stage).read_text(encoding="utf-8").splitlines()[-1].split()
        for stage in stages(project)
    }
    spent = {stage: sum(map(seconds, each)) for stage, each in of_children.items()}
    return {**spent, "dvc": total - sum(spent.values())}


def results(project: Path) -> str:
    """Return a checksum of the results that a faster run must not change."""
    found = [(project / "reports" / name).read_bytes() for name in RESULTS]
    return hashlib.sha256(b"".join(found)).hexdigest()


def row(name: str, spent: list[float], note: str = "") -> None:
    """Print one line: a name, a figure for each template, a note."""
    print(f"{name:20}{''.join(f'{each:9.2f}' for each in spent)}  {note}".rstrip(), flush=True)


def main() -> None:
    """Print a table: each stage, DVC, their sum, a run with nothing to do, and one process."""
    problem = sys.argv[1] if len(sys.argv) > 1 else "house_prices"
    templates = [TEMPLATE, *map(Path, sys.argv[2:])]
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name, str(number)) for number in range(len(templates))]
        projects = [
            generate(problem, folder / "dvc", template)
            for folder, template in zip(folders, templates, strict=True)
        ]
        cold = [by_stage(*each) for each in zip(folders, projects, strict=True)]
        idle = [cpu(["make", "run", "VENV=" + sys.prefix], each, Path(each)) for each in projects]
        bare = generate(problem, folders[0] / "bare")
        fitted = [each for each in stages(bare) if each not in NOT_FITTED]
        package = bare.name.replace("-", "_")
        one = cpu([sys.executable, "-c", ONE_PROCESS, package, *fitted], bare, bare)
        same = len({results(each) for each in [*projects, bare]}) == 1
    heads = "".join(f"{each:>9}" for each in ["this", "other"][: len(templates)])
    print(f"{problem + ', CPU s':20}{heads}")
    for stage in cold[0]:
        row(f"  {stage}", [each.get(stage, 0.0) for each in cold])
    sums = [sum(each.values()) for each in cold]
    row("cold run", sums, "the same results" if same else "OTHER RESULTS")
    row("nothing to do", idle)
    row("one process", [one], "no DVC, no MLflow, no documents")
    row("cold / one process", [each / one for each in sums])


if __name__ == "__main__":
    main()
