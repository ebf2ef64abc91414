"""The demo answers on its page and as JSON, and refuses in one sentence what it cannot answer."""

import asyncio
import dataclasses
import json
import os
import random
import re
import socket
import subprocess
import sys
import time
from html import unescape

import httpx
import pytest

from workbench.server import command, limits
from workbench.server.command import main
from workbench.server.limits import MOST_BYTES
from workbench.server.main import server

from app.demo import DEMO

SERVER = server(DEMO)
REQUESTS = 60  # made up; the sequence is always the same
ODD = [None, "", 0, -1, True, [], {}, [[]], 1e308, 2**70, "NaN", "\ud800", "'; --", "../../x"]
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


def send(body: bytes) -> httpx.Response:
    """Send bytes as JSON, whatever they are."""
    return ask("POST", "/predict", content=body, headers={"Content-Type": "application/json"})


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


@pytest.mark.parametrize("body", [b"\xff\xfe{", b"[" * 100_000, b'{"a": ' * 9_000, b"\0", b""])
def test_a_body_that_is_no_text_or_has_no_end_is_refused_in_the_same_sentence(body):
    said = refusal(send(body))
    assert said == "The body is not a JSON object: GET /examples shows what can be sent."


def test_a_text_or_a_yes_is_not_taken_for_a_number_in_json():
    for name in NUMBERS:
        for value in (str(EXAMPLE[name]), bool(EXAMPLE[name])):
            refusal(ask("POST", "/predict", json={**EXAMPLE, name: value}))


def test_a_whole_number_may_be_written_with_a_point_in_json():
    wholes = {key: float(EXAMPLE[key]) for key in NUMBERS if float(EXAMPLE[key]).is_integer()}
    now, then = (ask("POST", "/predict", json={**EXAMPLE, **each}) for each in ({}, wholes))
    assert now.json() == then.json()
    assert then.status_code == 200


def made_up(schema: dict, chance: random.Random) -> object:
    """Return something for a field: often what its schema wants, or just beside it."""
    schema = {**schema, **schema.get("anyOf", [{}])[0]}
    if chance.random() < 0.2:
        return chance.choice(ODD)
    if "enum" in schema:
        return chance.choice(schema["enum"])
    low, high = schema.get("minimum", -(10**9)), schema.get("maximum", 10**9)
    ends = {"integer": chance.choice([low, high, int(low), int(high), low - 1, high + 1])}
    ends |= {"number": chance.uniform(low, high), "boolean": chance.random() < 0.5}
    text = "".join(chance.choices("aZ \n\0\u200b\u00e9\U0001f600<&\"'", k=chance.randrange(60)))
    return ends.get(schema.get("type", "string"), text)


def test_no_request_that_is_made_up_from_the_schema_breaks_the_server():
    schema = ask("GET", "/openapi.json").json()
    fields = schema["components"]["schemas"][DEMO.question.__name__]["properties"]
    documented = set(schema["paths"]["/predict"]["post"]["responses"])
    chance, seen = random.Random(0), set()
    for _ in range(REQUESTS):
        names = chance.sample(sorted(fields), k=min(len(fields), chance.choice([1, 2, 4])))
        content = {**EXAMPLE, **{name: made_up(fields[name], chance) for name in names}}
        if chance.random() < 0.05:
            content.pop(names[0])
        body = json.dumps(content).encode()
        if chance.random() < 0.1:
            body = bytes(chance.choices(body, k=len(body)))
        answer = send(body)
        seen.add(str(answer.status_code))
        if answer.status_code != 200:
            refusal(answer)
    texts = {name: str(made_up(each, chance)) for name, each in fields.items()}
    form = {name: text.encode("utf-8", "replace").decode() for name, text in texts.items()}
    assert ask("POST", "/answer", data=form).status_code in (200, 422)
    assert seen == {"200", "422"} & documented


def test_what_is_too_long_is_refused_before_it_is_read():
    for path in ("/predict", "/answer", "/"):
        answer = ask("POST", path, content=b"a" * (MOST_BYTES + 1))
        assert answer.status_code == 413
        assert "at most 256 kB can be sent." in answer.text


def test_who_sends_too_slowly_is_let_go(monkeypatch):
    monkeypatch.setattr(limits, "SENDING_S", 0.01)

    async def slowly():
        yield b"{"
        await asyncio.sleep(1)
        yield b"}"

    assert ask("POST", "/predict", content=slowly()).status_code == 408


def test_an_answer_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(limits, "ANSWERING_S", 0.01)
    slow = dataclasses.replace(DEMO, answer=lambda _: time.sleep(0.2))
    monkeypatch.setitem(globals(), "SERVER", server(slow))
    answer = ask("POST", "/predict", json=EXAMPLE)
    assert (answer.status_code, list(answer.json())) == (503, ["error"])


def test_more_visitors_than_can_be_served_are_told_so(monkeypatch):
    monkeypatch.setattr(limits, "MOST_AT_ONCE", 0)
    assert ask("POST", "/predict", json=EXAMPLE).status_code == 503
    assert 'class="error" data-says' in ask("POST", "/answer", data={}).text


def test_every_answer_says_what_a_browser_may_do_with_it():
    for method, path in (("GET", "/"), ("GET", "/health"), ("GET", "/no"), ("PUT", "/predict")):
        headers = ask(method, path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"].startswith("default-src 'none'")
    page = ask("GET", "/")
    (nonce,) = set(re.findall(r"nonce-([\w-]+)", page.headers["content-security-policy"]))
    assert re.findall(r"<script(.*?)>", page.text) == [f' nonce="{nonce}"']
    assert nonce not in ask("GET", "/").text


def test_a_head_is_a_get_without_the_body():
    for path in ("/", "/health", "/examples"):
        whole, head = ask("GET", path), ask("HEAD", path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-type"] == whole.headers["content-type"]


def test_what_cannot_be_asked_is_refused_in_a_sentence():
    for method, path, code in (("GET", "/no", 404), ("DELETE", "/predict", 405)):
        answer = ask(method, path)
        assert (answer.status_code, list(answer.json())) == (code, ["error"])


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


def test_a_page_that_could_not_be_shown_is_not_served(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command, "serve", lambda *_: None)
    assert main(lambda: DEMO, ["--port", "0"]) == 1
    said = "error: MODEL_CARD.md not found: `make run` first, then `make app`\n"
    assert capsys.readouterr().err == said


def test_what_the_image_installs_is_enough_to_answer():
    code = ALONE.replace("OURS", repr({"app", "workbench", "project_package"}))
    environment = {**os.environ, "PYTHONPATH": f"src{os.pathsep}."}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == DEMO.answer(DEMO.question(**EXAMPLE)).headline
