"""The demo answers on its page and as JSON, and refuses in one sentence what it cannot answer."""

import asyncio
import json
import os
import re
import socket
import subprocess
import sys
from html import unescape

import httpx
import pytest

from workbench.server.command import main
from workbench.server.main import server

from app.demo import DEMO

SERVER = server(DEMO)
EXAMPLE = next(iter(DEMO.examples.values()))
NUMBERS = [
    name
    for name, value in EXAMPLE.items()
    if isinstance(value, int | float) and not isinstance(value, bool)
]

# Answers an example with nothing else to import than what the image installs.
ALONE = """
import importlib.metadata, re, sys
from pathlib import Path

pinned = re.findall(r"^([\\w.-]+)==", Path("app/requirements.txt").read_text(), re.MULTILINE)
plain = {re.sub(r"[-_.]+", "-", name).lower() for name in pinned}
foreign = {
    module
    for module, owners in importlib.metadata.packages_distributions().items()
    if not any(re.sub(r"[-_.]+", "-", owner).lower() in plain for owner in owners)
}

class OnlyPinned:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in foreign - OURS:
            raise ModuleNotFoundError(f"{name} is not in app/requirements.txt", name=name)

sys.meta_path.insert(0, OnlyPinned())
import workbench.server.main
from app.demo import DEMO
print(DEMO.answer(DEMO.question(**next(iter(DEMO.examples.values())))).headline)
"""


def ask(method: str, path: str, **content) -> httpx.Response:
    """Send one request to the server, without a network."""

    async def sent() -> httpx.Response:
        transport = httpx.ASGITransport(SERVER)
        async with httpx.AsyncClient(transport=transport, base_url="http://demo") as client:
            return await client.request(method, path, **content)

    return asyncio.run(sent())


def read(page: httpx.Response) -> str:
    """Return what a page says, with plain spaces."""
    return unescape(page.text).replace("\N{NO-BREAK SPACE}", " ")


def refusal(response: httpx.Response) -> str:
    """Return the one sentence that refuses, after checking that it is one."""
    assert response.status_code == 422
    (text,) = response.json().values()
    assert re.fullmatch(r"[A-Z0-9].*\.", text), text
    assert "\n" not in text
    assert len(text) < 500
    return text


@pytest.mark.parametrize("name", DEMO.examples)
def test_every_example_is_answered_alike_on_the_page_and_as_json(name):
    asked = DEMO.examples[name]
    answer = ask("POST", "/predict", json=asked).json()
    page = ask("GET", "/", params={"example": name})
    assert page.status_code == 200
    assert answer["headline"] in read(page)
    assert answer["uncertainty"]
    assert answer["reasons_say"]
    for line in [*answer["meaning"], *answer["uncertainty"]]:
        assert line in read(page)


def test_the_examples_of_the_server_are_those_of_the_page():
    assert ask("GET", "/examples").json() == json.loads(json.dumps(DEMO.examples))


def test_a_form_without_javascript_gets_the_page_with_what_was_entered():
    entered = {**EXAMPLE, NUMBERS[0]: EXAMPLE[NUMBERS[0]] + 1} if NUMBERS else EXAMPLE
    page = ask("POST", "/", data=entered)
    assert page.status_code == 200
    assert DEMO.answer(DEMO.question(**entered)).headline in read(page)
    if NUMBERS:
        assert f'value="{entered[NUMBERS[0]]}"' in page.text


@pytest.mark.parametrize("field", NUMBERS)
@pytest.mark.parametrize("value", ["many", -5, 1e300, [1], "NaN", "inf"])
def test_what_is_no_usable_number_is_refused_by_the_name_of_its_field(field, value):
    title = DEMO.question.model_fields[field].title
    assert refusal(ask("POST", "/predict", json={**EXAMPLE, field: value})).startswith(title)


@pytest.mark.parametrize("field", DEMO.question.model_fields)
def test_a_field_of_the_wrong_kind_is_refused(field):
    title = DEMO.question.model_fields[field].title
    response = ask("POST", "/predict", json={**EXAMPLE, field: {"a": [1]}})
    assert refusal(response).startswith(title)


@pytest.mark.parametrize(
    "name", [name for name, each in DEMO.question.model_fields.items() if each.is_required()]
)
def test_a_field_that_is_missing_is_named(name):
    rest = {key: value for key, value in EXAMPLE.items() if key != name}
    title = DEMO.question.model_fields[name].title
    assert refusal(ask("POST", "/predict", json=rest)) == f"{title} is missing."
    page = ask("POST", "/answer", data={**EXAMPLE, name: ""})
    assert page.status_code == 422
    assert f"{title} is missing." in read(page)


def test_a_field_that_nobody_knows_is_refused_with_those_that_there_are():
    said = refusal(ask("POST", "/predict", json={**EXAMPLE, "color": "red"}))
    assert said.startswith("There is no 'color'")
    assert all(name in said for name in DEMO.question.model_fields)


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b'"text"', b"null", b"\xff\xfe"])
def test_a_body_that_is_no_object_is_refused(body):
    headers = {"Content-Type": "application/json"}
    assert "/examples" in refusal(ask("POST", "/predict", content=body, headers=headers))


def test_what_is_entered_is_never_markup_in_the_page():
    name = next(iter(DEMO.question.model_fields))
    for path in ("/", "/answer"):
        page = ask("POST", path, data={**EXAMPLE, name: "<b>\"'</b>"})
        assert "<b>" not in page.text


def test_the_page_loads_nothing_from_elsewhere_and_names_its_fields():
    page = ask("GET", "/").text
    assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", page)
    assert "@import" not in page
    for name in DEMO.question.model_fields:
        assert f'<label for="{name}">' in page
    assert ask("GET", "/docs").status_code == 404


def test_the_page_says_what_the_model_is_not_for():
    assert re.search(r"\b[Nn]ot (?:for|to)\b", ask("GET", "/").text)


def test_the_schema_says_what_can_be_sent():
    schema = ask("GET", "/openapi.json").json()
    assert DEMO.question.__name__ in schema["components"]["schemas"]


def test_the_server_says_that_it_is_well():
    assert ask("GET", "/health").json() == {"status": "ok"}


def test_a_port_that_is_taken_is_named_in_one_sentence(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(lambda: DEMO, ["--port", str(port)]) == 1
    said = capsys.readouterr()
    assert said.err.startswith(f"error: port {port} cannot be used (127.0.0.1: ")
    assert said.err.endswith(f": make app PORT={port + 1} takes another\n")
    assert said.out == ""
    assert said.err.count("\n") == 1


def test_what_the_image_installs_is_enough_to_answer():
    code = ALONE.replace("OURS", repr({"app", "workbench", "project_package"}))
    environment = {**os.environ, "PYTHONPATH": f"src{os.pathsep}."}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == DEMO.answer(DEMO.question(**EXAMPLE)).headline
