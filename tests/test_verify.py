"""`make verify` tells right from wrong: one small, real project, tampered with in every way.

CONTROLS is the table: what is done to a finished, claimed and committed project, and what verify
has to say of it. benchmarks/verify.py prints it.
"""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest

import projects
from conftest import SKELETON, TEMPLATE
from projects import Said, commit, made_environment, source, worked
from workbench.sharing import unverified
from workbench.sharing.badge import badge

FOREST = TEMPLATE / SKELETON / "problems/house_prices/conf/model/random_forest.yaml"
WITHOUT_DVC = (
    "import sys; sys.modules['dvc'] = None;"
    "from workbench.sharing.cli import main; sys.exit(main(sys.argv[1:]))"
)


def environment(project: Path) -> dict[str, str]:
    """Return what the Makefile of a project exports, with a place for temporary files beside it."""
    return made_environment(TMPDIR=str(temporary(project)))


def temporary(project: Path) -> Path:
    """Return a folder beside the project, in which nothing may be left."""
    folder = project.with_name(f"{project.name}.tmp")
    folder.mkdir(exist_ok=True)
    return folder


def python(project: Path, *arguments: str) -> Said:
    """Run Python in the project."""
    return projects.python(project, *arguments, TMPDIR=str(temporary(project)))


def sharing(project: Path, *arguments: str) -> Said:
    """Run a command of the workbench's sharing."""
    return python(project, "-m", "workbench.sharing", *arguments)


def edit(path: Path, *changes: tuple[str, str]) -> None:
    """Replace patterns in a file, each of which has to be there."""
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        text, count = re.subn(old, new, text, count=1, flags=re.MULTILINE)
        assert count, (path, old)
    path.write_text(text, encoding="utf-8")


def claim_anew(project: Path) -> None:
    """Do what a forger would: let DVC take the files as they are, then claim them."""
    worked(python(project, "-m", "dvc", "commit", "--force", "--quiet"))
    worked(python(project, "-m", source(project).name, "document"))
    worked(python(project, "-m", "dvc", "commit", "--force", "--quiet"))
    worked(sharing(project, "claim"))


def nothing(project: Path) -> None:
    """Leave the project as it is."""


def forge(project: Path) -> None:
    """Make a metric better, in the file alone."""
    edit(project / "reports/metrics.json", (r'"rmse_log": 0\.', '"rmse_log": 0.0'))


def forge_all(project: Path) -> None:
    """Make a metric better in every file, with documents, checksums and claim that agree."""
    facts = json.loads((project / "reports/facts.json").read_text(encoding="utf-8"))
    metrics = json.loads((project / "reports/metrics.json").read_text(encoding="utf-8"))
    better = facts["chosen"]["scores"]["rmse_log"]["value"] - 0.01
    facts["chosen"]["scores"]["rmse_log"]["value"] = better
    metrics["rmse_log"] = better
    for name, content in (("facts", facts), ("metrics", metrics)):
        text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
        (project / f"reports/{name}.json").write_text(text, encoding="utf-8")
    claim_anew(project)


def other_version(project: Path) -> None:
    """Claim other numbers, made with another scikit-learn."""
    forge_all(project)
    claim = project / "reports/claim.json"
    text = claim.read_text(encoding="utf-8")
    claim.write_text(re.sub(r'("scikit-learn": )"[^"]+"', r'\1"1.8.0"', text), encoding="utf-8")


def edit_config(project: Path) -> None:
    """Change a value after the claim."""
    edit(project / "conf/config.yaml", (r"^slice_min_rows: \d+", "slice_min_rows: 40"))


def edit_code(project: Path) -> None:
    """Change the code after the claim, even if only in a comment."""
    path = source(project) / "metrics.py"
    path.write_text(path.read_text(encoding="utf-8") + "# later\n", encoding="utf-8")


def edit_readme(project: Path) -> None:
    """Write another number into the results of the README by hand."""
    readme = project / "README.md"
    before, mark, results = readme.read_text(encoding="utf-8").partition("<!-- results -->")
    other = re.sub(r"\d(?=\D)", lambda found: str((int(found[0]) + 1) % 10), results, count=1)
    assert other != results
    readme.write_text(before + mark + other, encoding="utf-8")


def break_code(project: Path) -> None:
    """Break a stage after its results were written, and claim all the same."""
    edit(source(project) / "pipeline.py", (r"^def prepare\(\) -> None:\n", r"\g<0>    1 / 0\n"))
    claim_anew(project)


def unseed(project: Path) -> None:
    """Take a model whose randomness has no seed."""
    edit(project / "params.yaml", (r"^model: auto", "model: random_forest"))
    forest = project / "conf/model" / FOREST.name
    forest.write_bytes(FOREST.read_bytes())
    edit(
        forest,
        (r"random_state: \$\{seed\}", "random_state: null"),
        (r"n_estimators: \d+", "n_estimators: 10"),
    )
    worked(python(project, "-m", "dvc", "repro", "--quiet"))
    worked(sharing(project, "claim"))


WISH = '''def evaluate() -> None:
    """Score the test set, and write down other numbers."""
    import shutil

    scored()
    for name in ("metrics.json", "predictions.csv"):
        shutil.copy(f"conf/{name}", f"reports/{name}")


def scored() -> None:
'''


def wish(project: Path) -> None:
    """Let the code write down numbers that no model made."""
    for name in ("metrics.json", "predictions.csv"):
        shutil.copy(project / "reports" / name, project / "conf" / name)
    edit(source(project) / "pipeline.py", (r"^def evaluate\(\) -> None:\n", WISH))
    claim_anew(project)


def uncommitted_claim(project: Path) -> None:
    """Claim, and forget to commit it."""
    claim = project / "reports/claim.json"
    text = claim.read_text(encoding="utf-8")
    claim.unlink()
    commit(project, "without a claim")
    claim.write_text(text, encoding="utf-8")


def lose_an_object(project: Path) -> None:
    """Break the repository."""
    blobs = sorted(project.glob(".git/objects/??/*"), key=lambda path: path.stat().st_size)
    blobs[-1].unlink()


class Control(NamedTuple):
    """What is done to a project, how it is verified, and what has to be said."""

    tamper: Callable[[Path], None]
    options: tuple[str, ...]
    verdict: str
    code: int
    reasons: tuple[str, ...]
    committed: bool = True


CONTROLS = {
    "untouched": Control(nothing, (), "IDENTICAL", 0, ("0 different",)),
    "untouched, --canary --foreign": Control(
        nothing,
        ("--canary", "--foreign"),
        "IDENTICAL",
        0,
        ("0 different", "another seed is reported as different", "with other kernels and threads"),
    ),
    "untouched, --fast": Control(nothing, ("--fast",), "FAST CHECKS PASS", 0, ("nothing was run",)),
    "metric forged": Control(
        forge, (), "CLAIM IS STALE", 3, ("stale results      reports/metrics.json", "DVC would run")
    ),
    "forged consistently, --fast": Control(
        forge_all, ("--fast",), "FAST CHECKS PASS", 0, ("nothing was run again",)
    ),
    "forged consistently": Control(
        forge_all,
        (),
        "DIFFERENT",
        1,
        ("rmse_log is off by 0.01", "of the width of the claim's own interval", "facts"),
    ),
    "made with another version": Control(
        other_version, (), "DIFFERENT", 1, ("scikit-learn 1.8.0 claimed", "is off by")
    ),
    "configuration edited": Control(
        edit_config, (), "CLAIM IS STALE", 3, ("conf/config.yaml changed since the claim",)
    ),
    "code edited": Control(edit_code, (), "CLAIM IS STALE", 3, ("metrics.py changed",)),
    "README number edited": Control(
        edit_readme, (), "CLAIM IS STALE", 3, ("README.md does not say what the facts say",)
    ),
    "code broken": Control(break_code, (), "COULD NOT RUN", 2, ("ZeroDivisionError",)),
    "randomness without a seed": Control(
        unseed, (), "DIFFERENT", 1, ("randomness without a seed", "rmse_log is off by")
    ),
    "wished-for numbers, --canary": Control(
        wish, ("--canary",), "CHECK HAS NO TEETH", 1, ("another seed is reported as identical",)
    ),
    "claim not committed": Control(
        uncommitted_claim, (), "COULD NOT RUN", 2, ("is not committed: git add",), committed=False
    ),
    "repository broken": Control(
        lose_an_object, (), "COULD NOT RUN", 2, ("git clone failed",), committed=False
    ),
}


def tried(control: Control, finished: Path, folder: Path) -> tuple[Path, Said]:
    """Tamper with a copy of a finished project, commit, and verify it."""
    project = folder / "project"
    shutil.copytree(finished, project, symlinks=True)
    control.tamper(project)
    if control.committed:
        subprocess.run(["git", "add", "--all"], cwd=project, check=True)
        words = ["commit", "--quiet", "--allow-empty", "--message", "tampered"]
        subprocess.run(["git", *words], cwd=project, check=True)
    return project, sharing(project, "verify", *control.options)


@pytest.fixture(scope="session")
def finished(small_houses) -> Path:
    return small_houses


def written(project: Path) -> list[str]:
    """Return what differs from the last commit."""
    listed = subprocess.run(
        ["git", "status", "--porcelain"], cwd=project, capture_output=True, text=True, check=True
    )
    return [line[3:] for line in listed.stdout.splitlines()]


@pytest.fixture(scope="session")
def answers(finished, tmp_path_factory, request) -> Iterator[dict[str, Future[tuple[Path, Said]]]]:
    """Try the controls that are asked for, as many at a time as the machine has cores."""
    calls = [item.callspec.params for item in request.session.items if hasattr(item, "callspec")]
    names = [each["name"] for each in calls if each.get("name") in CONTROLS]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        folder = tmp_path_factory.mktemp
        yield {
            name: pool.submit(tried, CONTROLS[name], finished, folder("control")) for name in names
        }


FULL = {  # beside those that rerun the stages in `make test`, for `make test-all`
    *("made with another version", "randomness without a seed", "untouched, --canary --foreign"),
    *("wished-for numbers, --canary", "forged consistently", "forged consistently, --fast"),
}


@pytest.mark.parametrize(
    "name", [pytest.param(each, marks=[pytest.mark.full] * (each in FULL)) for each in CONTROLS]
)
def test_every_control_gets_its_verdict_and_its_reason(name, answers):
    control = CONTROLS[name]
    project, said = answers[name].result()
    verdict = said.text.strip().splitlines()[-1]
    assert (verdict.startswith(control.verdict), said.code) == (True, control.code), said.text
    assert [each for each in control.reasons if each not in said.text] == [], said.text
    assert "Traceback" not in said.text
    assert list(temporary(project).iterdir()) == []
    if "reproduc" in said.text:
        assert control.verdict in ("IDENTICAL", "SAME NUMBERS")


def test_verifying_changes_only_what_it_writes_and_leaves_nothing_to_run(finished, tmp_path):
    project, said = tried(CONTROLS["configuration edited"], finished, tmp_path)
    assert said.code == 3
    assert set(written(project)) == {
        "reports/badge.svg",
        "reports/certificate.json",
        "reports/certificate.md",
    }
    certificate = json.loads((project / "reports/certificate.json").read_text(encoding="utf-8"))
    assert certificate["verdict"] == "CLAIM IS STALE"
    assert certificate["cannot_see"]
    assert "claim is stale" in (project / "reports/badge.svg").read_text(encoding="utf-8")
    subprocess.run(["git", "reset", "--quiet", "--hard", "HEAD~1"], cwd=project, check=True)
    status = python(project, "-m", "dvc", "status")
    assert "up to date" in status.text, status.text


def test_without_dvc_the_stages_are_run_in_order_and_find_what_the_fast_check_cannot(
    finished, tmp_path
):
    fast, rerun = CONTROLS["forged consistently, --fast"], CONTROLS["forged consistently"]
    project, said = tried(fast, finished, tmp_path)
    assert (said.code, fast.verdict in said.text) == (0, True), said.text
    subprocess.run(["git", "stash", "--quiet"], cwd=project, check=True)  # the certificate
    said = python(project, "-c", WITHOUT_DVC, "verify")
    assert said.code == rerun.code, said.text
    assert "not checked, because DVC is not installed" in said.text
    assert [each for each in (rerun.verdict, *rerun.reasons) if each not in said.text] == []


def test_a_check_that_is_stopped_leaves_the_earlier_certificate_and_no_folder(finished, tmp_path):
    project = tmp_path / "project"
    shutil.copytree(finished, project, symlinks=True)
    (project / "reports/certificate.md").write_text("an earlier one\n", encoding="utf-8")
    for sent in (signal.SIGINT, signal.SIGTERM):
        running = subprocess.Popen(
            [sys.executable, "-m", "workbench.sharing", "verify"],
            cwd=project,
            env=environment(project),
            stdout=subprocess.PIPE,
            text=True,
        )
        assert running.stdout is not None
        for line in running.stdout:
            if "prose" in line:
                break
        time.sleep(3)
        running.send_signal(sent)
        said = running.stdout.read()
        assert running.wait(60) == 130
        assert said.strip() == "stopped: nothing was written, and an earlier certificate stays"
        assert list(temporary(project).iterdir()) == []
    assert (project / "reports/certificate.md").read_text() == "an earlier one\n"


def test_a_full_disk_ends_in_one_sentence(finished, tmp_path):
    project = tmp_path / "project"
    shutil.copytree(finished, project, symlinks=True)
    small_files = 64 * 1024  # bytes: a clone needs more for one of its files

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (small_files, small_files))

    ran = subprocess.run(
        [sys.executable, "-m", "workbench.sharing", "verify"],
        cwd=project,
        env=environment(project),
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert ran.stdout.splitlines()[-1].startswith("COULD NOT RUN")
    assert list(temporary(project).iterdir()) == []


def test_a_run_with_other_numbers_says_that_the_claim_is_stale(finished, tmp_path):
    project = tmp_path / "project"
    shutil.copytree(finished, project, symlinks=True)
    said = sharing(project, "status").text
    assert "Nobody has checked" in said
    (project / "reports/badge.svg").write_text("reproduced", encoding="utf-8")
    forge(project)
    assert "is about other numbers than this run's" in sharing(project, "status").text
    assert "claim is stale" in (project / "reports/badge.svg").read_text(encoding="utf-8")


def test_a_claim_is_refused_while_a_run_is_due(finished, tmp_path):
    project = tmp_path / "project"
    shutil.copytree(finished, project, symlinks=True)
    before = (project / "reports/claim.json").read_bytes()
    edit_config(project)
    said = sharing(project, "claim")
    assert said.code == 2
    assert "a run is due (DVC would run compose" in said.text
    assert (project / "reports/claim.json").read_bytes() == before


def test_what_the_template_ships_says_that_nobody_has_checked():
    reports = TEMPLATE / SKELETON / "reports"
    assert (reports / "badge.svg").read_text(encoding="utf-8") == badge()
    assert (reports / "certificate.md").read_text(encoding="utf-8") == unverified.NOT_YET
