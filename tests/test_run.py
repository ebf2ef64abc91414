"""The generated README's commands, run literally, and what they must leave behind."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

from browser import DESK, PHONE
from conftest import FULLY, SHOWN, load
from demo_page import CHANGES, use
from projects import EXAMPLES, SHARED, reader_environment, run_suite, shell

TOLERANCE = 1e-6  # relative: four orders above what other processors change, two below a version
SERVERS = {
    "make ui": "http://127.0.0.1:5000/health",
    "make notebook": "http://127.0.0.1:8888/api",
    "make app": "http://127.0.0.1:8000/health",
    "make model-server": "http://127.0.0.1:5001/ping",
}
TRIED_BELOW = {"make app", "make model-server"}
UNDER_WAY = {"compare": 5, "train": 5, "evaluate": 3}  # seconds until a stage is in its main work
# What only the skeleton does is tried on one problem; the rest on each.
shared = pytest.mark.parametrize("problem", [SHOWN], indirect=True, scope="session")
full = pytest.mark.full


@pytest.fixture(scope="session", params=FULLY)
def problem(request) -> str:
    return request.param


def readme_commands(project: Path) -> list[str]:
    """Return the indented lines of the README, in order."""
    text = (project / "README.md").read_text(encoding="utf-8")
    return re.findall(r"^ {4}(\S.*)$", text, re.MULTILINE)


def answers(url: str, seconds: float) -> bool:
    """Return whether a server answers within the time given, with whatever status."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            time.sleep(0.5)
        else:
            return True
    return False


def start(command: str, project: Path):
    """Start a command in a session of its own, so that all its processes can be killed."""
    return subprocess.Popen(
        command,
        shell=True,
        cwd=project,
        env=reader_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


@contextmanager
def serving(command: str, project: Path):
    """Start a command that serves, give its address when it answers, and stop it afterwards."""
    server = start(command, project)
    try:
        assert answers(SERVERS[command], seconds=90), command
        yield SERVERS[command].rpartition("/")[0]
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def post(url: str, body: str):
    """Send JSON and return the JSON that comes back."""
    headers = {"Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(url, body.encode(), headers)) as reply:
        return json.load(reply)


def quick(project: Path) -> str:
    """Return the candidate with something to search that was fitted fastest."""
    lock = yaml.safe_load((project / "config.lock.yaml").read_text(encoding="utf-8"))
    timings = json.loads((project / "reports/timings.json").read_text(encoding="utf-8"))
    seconds = {each["key"]: each["fit_s"] for each in timings}
    tunable = [name for name, each in lock["candidates"].items() if "space" in each]
    return min(tunable, key=seconds.__getitem__)


@pytest.fixture(scope="module")
def output() -> dict[str, str]:
    """Give what the first commands of the README said, by command."""
    return {}


@pytest.fixture(scope="module")
def finished(problem, output, tmp_path_factory):
    """Give a project after the first three commands of its README: set up, run, test."""
    example = load("scripts/example.py")
    project = example.generate(EXAMPLES / problem, tmp_path_factory.mktemp(f"run_{problem}"))
    for command in readme_commands(project)[:3]:
        done = shell(command, project)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        output[f"{problem}: {command}"] = done.stdout + done.stderr
    example.commit("first run", project)
    return project


def stages(project: Path) -> list[str]:
    """Return the stages of a project, in order."""
    pipeline = yaml.safe_load((project / "dvc.yaml").read_text(encoding="utf-8"))
    return list(pipeline["stages"])


def metrics(folder: Path) -> dict[str, float]:
    return json.loads((folder / "reports/metrics.json").read_text(encoding="utf-8"))


def test_the_readme_starts_with_set_up_run_and_test(finished):
    assert readme_commands(finished)[:3] == ["make setup", "make run", "make test"]


def test_the_run_gives_the_numbers_of_the_example(problem, finished):
    assert metrics(finished) == pytest.approx(metrics(EXAMPLES / problem), rel=TOLERANCE)


VERIFIED = {
    f"reports/{name}" for name in ("badge.svg", "certificate.json", "certificate.md", "claim.json")
}  # that claiming and verifying write


def test_the_example_holds_every_file_that_a_run_writes(problem, finished):
    example = load("scripts/example.py")
    here = {path for path in (EXAMPLES / problem).rglob("*") if path.is_file()}
    kept = {path.relative_to(EXAMPLES / problem).as_posix() for path in here}
    kept = {name for name in kept if name.split("/")[0] not in example.LINKED}
    listed = example.git("diff", "--name-only", "HEAD~1", "HEAD", project=finished).split()
    assert kept - {"answers.yaml"} - VERIFIED == set(listed)


def test_a_second_run_has_nothing_to_do_and_says_the_headline(finished):
    done = shell("make run", finished)
    assert not done.stderr
    assert "WALKTHROUGH.md" in done.stdout
    assert not shell("git status --porcelain", finished).stdout


def test_the_output_of_a_run_has_no_warning_and_no_traceback(problem, finished, output):
    said = output[f"{problem}: make run"]
    assert [stage for stage in stages(finished) if f"{stage:<10}" not in said] == []
    for noise in ("Warning", "warning", "Traceback", "deprecat"):
        assert noise not in said


def test_the_workbench_serves_what_only_this_project_has(problem, finished):
    said = run_suite(problem, finished, without=SHARED)
    assert said.code == 0, said.text


@full
def test_the_workbench_serves_the_project(problem, finished):
    said = run_suite(problem, finished)
    assert said.code == 0, said.text


def test_a_project_is_rehearsed_on_its_own_results_and_git_sees_nothing_of_it(finished):
    done = shell("make rehearse DO='session --minutes 10 --seed 1' </dev/null", finished)
    assert done.returncode == 0, done.stderr
    assert "Question 1: " in done.stdout
    assert not shell("git status --porcelain", finished).stdout
    assert "interview/" not in shell("git ls-files", finished).stdout


@full
def test_the_reference_of_every_drill_passes_on_the_rows_of_the_project(finished):
    shell("mkdir -p interview/mine/drills", finished)
    shell("cp interview/drills/solutions/*.py interview/mine/drills/", finished)
    done = shell("python -m interview drill --check-all", finished)
    assert done.returncode == 0, done.stdout
    assert "not tested" not in done.stdout


def test_what_a_run_leaves_to_do_before_going_public_is_the_story_and_the_claim(finished):
    listed = shell("make ready", finished).stdout.partition("Worth a thought")[0]
    places = re.findall(r"^ *\d+\. ([^\s:]+)", listed, re.MULTILINE)
    assert set(places) == {"story.yaml", "reports/claim.json"}, listed


@full
@shared
def test_the_servers_of_the_readme_answer(finished):
    for command in set(readme_commands(finished)) & set(SERVERS) - TRIED_BELOW:
        with serving(command, finished):
            pass


def test_the_page_of_the_demo_answers_refuses_and_can_be_used_by_all(problem, finished, chromium):
    with serving("make app", finished) as address:
        for size in (PHONE, DESK):
            for scheme in ("light", "dark"):
                page = chromium.new_page(viewport=size, color_scheme=scheme)
                asked: list[str] = []
                page.on("request", lambda request, asked=asked: asked.append(request.url))
                page.goto(address)
                use(page, *CHANGES[problem])
                assert [url for url in asked if not url.startswith((address, "data:"))] == []
                page.close()
        page = chromium.new_page(java_script_enabled=False)
        page.goto(address)
        field, value, _ = CHANGES[problem]
        before = page.text_content(".headline")
        page.fill(f"#{field}", value)
        page.click("button")
        assert page.text_content(".headline") != before
        assert page.input_value(f"#{field}") == value
        page.close()


@full
@pytest.mark.parametrize("problem", ["house_prices", "spam"], indirect=True, scope="session")
def test_the_registered_model_answers_as_the_demo_does(finished):
    row = shell("python -m app --row", finished)
    assert row.returncode == 0, row.stderr
    with serving("make model-server", finished) as address:
        (theirs,) = post(f"{address}/invocations", row.stdout)["predictions"]
    with serving("make app", finished) as address:
        with urllib.request.urlopen(f"{address}/examples") as reply:
            example = next(iter(json.load(reply).values()))
        ours = post(f"{address}/predict", json.dumps(example))["value"]
    assert ours == pytest.approx(theirs[1] if isinstance(theirs, list) else theirs)


@full
def test_the_numbers_of_a_run_come_out_again_in_a_clean_clone(finished):
    commands, done = readme_commands(finished), None
    for command in commands[commands.index("make claim") : commands.index("make verify") + 1]:
        done = shell(command, finished)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    assert done is not None
    assert done.stdout.splitlines()[-1].startswith("IDENTICAL"), done.stdout
    assert "up to date" in shell("dvc status", finished).stdout
    changed = shell("git status --porcelain", finished).stdout.splitlines()
    assert {line[3:] for line in changed} == VERIFIED - {"reports/claim.json"}
    shell("git add --all && git commit --quiet --message verified", finished)
    assert "claim" not in shell("make run", finished).stdout
    assert shell("make verify DO=--fast", finished).returncode == 0


@full
def test_the_other_commands_of_the_readme_run(finished):
    commands = readme_commands(finished)[3:]
    claimed = commands[commands.index("make claim") : commands.index("make verify") + 1]
    (finished / ".venv").symlink_to(sys.prefix)  # where a reader's own set-up would have made it
    for command in [each for each in commands if each not in claimed]:
        if command not in SERVERS:
            done = shell(command, finished)
            assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    (finished / ".venv").unlink()
    shell("git clean --force --quiet experiments", finished)
    shell("git checkout --force HEAD && dvc checkout --force", finished)


def assert_told_as_not_measured(project: Path, changed: list[str]) -> None:
    """Check that the walk-through owns up to an edit that no experiment measured."""
    assert not shell("git status --porcelain reports/kept.json", project).stdout
    walkthrough = (project / "WALKTHROUGH.md").read_text(encoding="utf-8")
    section = walkthrough.partition("## What I changed, and what it did")[2].partition("\n## ")[0]
    assert f"**Not measured.** `{'`, `'.join(changed)}` differ from that version" in section


@full
@pytest.mark.parametrize("problem", ["house_prices", "movies"], indirect=True, scope="session")
def test_an_experiment_scores_a_model_as_the_comparison_does(finished):
    name = quick(finished)
    done = shell(f"dvc exp run -S model={name} -S search=none", finished)
    assert done.returncode == 0, done.stderr
    by_dvc = json.loads((finished / "reports/search.json").read_text())["cv"]["value"]
    compared = json.loads((finished / "reports/candidates.json").read_text())["candidates"]
    assert by_dvc == next(each["cv"]["value"] for each in compared if each["key"] == name)
    assert_told_as_not_measured(finished, ["model", "search"])
    shell("git checkout --force HEAD && dvc checkout --force", finished)


@full
@shared
def test_a_grid_search_runs(finished):
    done = shell(f"dvc exp run -S model={quick(finished)} -S search=grid", finished)
    assert done.returncode == 0, done.stderr
    found = json.loads((finished / "reports/search.json").read_text())["search"]
    assert found["method"] == "grid"
    assert len(found["trials"]) == found["size"]
    shell("git checkout --force HEAD && dvc checkout --force", finished)


def start_and_kill(stage: str, project: Path) -> None:
    """Force one stage, and kill it and DVC when the stage is in its work."""
    dvc = start(f"exec dvc repro --force --single-item {stage}", project)
    time.sleep(1.5 + UNDER_WAY.get(stage, 0.3))
    os.killpg(dvc.pid, signal.SIGKILL)
    dvc.wait()


@full
@shared
def test_a_run_killed_in_any_stage_ends_with_the_same_numbers(finished):
    before = metrics(finished)
    for stage in reversed(stages(finished)):  # what a stage reads is still there when it is killed
        start_and_kill(stage, finished)
        assert (finished / "WALKTHROUGH.md").exists()
        assert metrics(finished) == before
    assert shell("make run", finished).returncode == 0
    assert metrics(finished) == before


NOBODY = 65534


@pytest.fixture
def open_folder():
    """Give a folder that every user may look into."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def installed(project: Path, venv: Path) -> Path:
    """Install what a demo pins, and nothing else; return the Python that has it."""
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    python = venv / "bin/python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement"]
    subprocess.run([*pip, str(project / "app/requirements.txt")], check=True)
    return python


@full
def test_a_space_starts_with_its_pins_alone_as_another_user(finished, open_folder):
    other = NOBODY if os.geteuid() == 0 else None
    above = Path(sys.executable).resolve().parents
    if other and (closed := [each for each in above if not each.stat().st_mode & stat.S_IXOTH]):
        pytest.skip(f"another user cannot start this Python: {closed[0]} is closed to all others")
    assert shell("make space", finished).returncode == 0
    space = Path(shutil.copytree(finished / "space", open_folder / "space"))
    command = [str(installed(space, open_folder / "venv")), "-m", "app", "--port", "7860"]
    environment = {"PYTHONPATH": "src", "PYTHONDONTWRITEBYTECODE": "1"}
    server = subprocess.Popen(command, cwd=space, env=environment, user=other, group=other)
    try:
        assert answers("http://127.0.0.1:7860/health", seconds=90)
    finally:
        server.kill()
        server.wait()
    assert not shell("git status --porcelain", finished).stdout


@shared
def test_a_run_without_a_git_repository_says_what_to_do(finished):
    (finished / ".git").rename(finished / ".hidden")
    try:
        done = shell("make run", finished)
    finally:
        (finished / ".hidden").rename(finished / ".git")
    assert done.returncode != 0
    assert "make setup" in done.stdout + done.stderr


@shared
def test_the_run_ends_well_when_the_tracking_server_is_away(finished):
    done = shell("MLFLOW_TRACKING_URI=http://127.0.0.1:9 dvc repro -f -s track", finished)
    assert done.returncode == 0
    assert "to log it later" in done.stderr
