"""`make space`: the folder holds what the demo needs to start, and nothing that is not for it."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
import yaml

from workbench.errors import ProjectError
from workbench.space import __main__, making
from workbench.space.making import make

from app.demo import DEMO

PORT = "7860"
EXAMPLE = next(iter(DEMO.examples.values()))


@pytest.fixture
def space(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(making, "SPACE", tmp_path / "space")
    make()
    return tmp_path / "space"


def started_by(dockerfile: str) -> list[str]:
    """Return the command that a Dockerfile starts."""
    return json.loads(re.search(r"^CMD (.*)$", dockerfile, re.MULTILINE)[1])


def free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as place:
        return str(place.getsockname()[1])


def answer(port: str, path: str, content: object = None) -> dict:
    """Ask a server that is starting; return what it says."""
    body = json.dumps(content).encode() if content is not None else None
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", body, headers)
    for _ in range(240):
        try:
            with urllib.request.urlopen(request, timeout=30) as reply:
                return json.load(reply)
        except urllib.error.URLError:
            time.sleep(0.25)
    raise AssertionError(f"nothing answers on {port}")


def test_it_starts_from_its_own_files_alone_and_answers_as_here(space):
    command = started_by((space / "Dockerfile").read_text(encoding="utf-8"))
    assert command[0] == "python"
    port = free_port()
    command = [sys.executable, *(port if word == PORT else word for word in command[1:])]
    given = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    server = subprocess.Popen(command, cwd=space, env={**given, "PYTHONPATH": "src"})
    try:
        said = answer(port, "/predict", EXAMPLE)
    finally:
        server.kill()
        server.wait()
    assert said["headline"] == DEMO.answer(DEMO.question(**EXAMPLE)).headline


def test_its_image_runs_as_no_root_on_the_port_that_the_readme_names(space):
    dockerfile = (space / "Dockerfile").read_text(encoding="utf-8")
    front = yaml.safe_load((space / "README.md").read_text(encoding="utf-8").split("---")[1])
    assert front["sdk"] == "docker"
    assert str(front["app_port"]) == PORT
    assert PORT in started_by(dockerfile)
    assert re.search(r"^USER 1000$", dockerfile, re.MULTILINE)
    assert "--require-hashes" in dockerfile
    for source in re.findall(r"^COPY (\S+) ", dockerfile, re.MULTILINE):
        assert (space / source).exists()


def test_it_holds_the_model_and_nothing_private(space):
    names = {path.relative_to(space).as_posix() for path in space.rglob("*") if path.is_file()}
    assert "models/model.joblib" in names
    assert not [name for name in names if re.search(r"interview|__pycache__|\.git|data/raw", name)]


def test_its_readme_says_the_three_commands(space):
    text = (space / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^ {4}(\S.*)$", text, re.MULTILINE)
    assert [each.split()[1] for each in commands] == ["auth", "repos", "upload"]
    assert "license of the data" in text


def test_it_is_written_anew_but_never_over_another_folder(space):
    (space / "old.txt").write_text("old")
    make()
    assert not (space / "old.txt").exists()
    (space / "README.md").write_text("mine")
    with pytest.raises(ProjectError, match="was not written by this command"):
        make()
    assert (space / "README.md").read_text() == "mine"


def test_before_the_first_run_it_says_what_to_do(tmp_path, monkeypatch, capsys):
    (tmp_path / ".dockerignore").write_text("*\n!models/model.joblib\n")
    monkeypatch.chdir(tmp_path)
    assert __main__.main() == 1
    said = capsys.readouterr().err
    assert said == "error: models/model.joblib not found: `make run` first, then `make space`\n"
