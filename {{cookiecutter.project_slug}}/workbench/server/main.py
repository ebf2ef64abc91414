"""The server: one page, the same answer as JSON, and one sentence for what cannot be answered.

FastAPI's own page of documentation loads scripts from elsewhere, so it is left out; the schema
that it would show is at /openapi.json.
"""

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from .answers import Answer, intended_use
from .demo import Demo
from .forms import entries, fields, posted
from .limits import Answering, Limits
from .sentences import BODY, sentence

UNUSABLE = 422  # the status of input that cannot be used
POLICY = (  # the page asks this server alone; its one script has a number that is new each time
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
ENGINE = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    undefined=StrictUndefined,
    autoescape=select_autoescape(["html.j2"]),
    trim_blocks=True,
    lstrip_blocks=True,
)
ENGINE.filters["tidy"] = lambda text: text.replace(" %", "\N{NO-BREAK SPACE}%")


class Refusal(BaseModel):
    """Why there is no answer, in one sentence."""

    error: str


REFUSALS: dict[int | str, dict[str, Any]] = {
    408: {"model": Refusal, "description": "Was not sent in time"},
    413: {"model": Refusal, "description": "Too long"},
    UNUSABLE: {"model": Refusal, "description": "Cannot be used"},
    503: {"model": Refusal, "description": "Too busy"},
}


def exact(question: type[BaseModel]) -> Any:
    """Return a question whose JSON is taken as it is: no text for a number, no false for 0."""
    settings: dict[str, Any] = {
        "model_config": ConfigDict(strict=True),
        "__module__": question.__module__,
    }
    settings["whole"] = model_validator(mode="before")(whole)
    return type(question.__name__, (question,), settings)


def whole(content: Any) -> Any:
    """Return the same content with 7 for 7.0, which are one number in JSON."""
    if not isinstance(content, dict):
        return content
    floats = {key: value for key, value in content.items() if isinstance(value, float)}
    return {**content, **{key: int(value) for key, value in floats.items() if value.is_integer()}}


async def answered(demo: Demo, content: Mapping[str, Any], compute: Answering) -> dict[str, Any]:
    """Return the answer to what a form sent, or the sentence that says why there is none."""
    said: dict[str, Any] = {"answer": None, "sentence": "", "field": ""}
    try:
        # A field left empty is one not filled in, which is right for those that have a default.
        question = demo.question(**{key: value for key, value in content.items() if value != ""})
    except ValidationError as error:
        said["sentence"], said["field"] = sentence(demo.question, error.errors())
        return said
    return {**said, "answer": await compute(demo.answer, question)}


async def page_of(demo: Demo, content: Mapping[str, Any], compute: Answering) -> HTMLResponse:
    """Return the page with a form filled in, and the answer to it."""
    said, nonce = await answered(demo, content, compute), secrets.token_urlsafe()
    text = ENGINE.get_template("page.html.j2").render(
        **said,
        title=demo.title,
        lead=demo.lead,
        use=intended_use(),
        examples=list(demo.examples),
        fields=fields(demo.question, demo.choices),
        values=entries(content),
        nonce=nonce,
    )
    allowed = {"content-security-policy": f"{POLICY}; script-src 'nonce-{nonce}'"}
    return HTMLResponse(text, UNUSABLE if said["sentence"] else 200, allowed)


def server(demo: Demo) -> FastAPI:
    """Return the server of a demo."""
    found, compute = FastAPI(title=demo.title, docs_url=None, redoc_url=None), Answering()
    found.add_middleware(Limits)
    Question: Any = exact(demo.question)

    @found.get("/", response_class=HTMLResponse, include_in_schema=False)
    async def page(example: str = "") -> HTMLResponse:
        """Return the page with an example, the first unless another is named."""
        first = next(iter(demo.examples.values()))
        return await page_of(demo, entries(demo.examples.get(example) or first), compute)

    @found.post("/", response_class=HTMLResponse, include_in_schema=False)
    async def page_answered(request: Request) -> HTMLResponse:
        """Return the page with what was entered, for a browser without JavaScript."""
        return await page_of(demo, posted(await request.body()), compute)

    @found.post("/answer", response_class=HTMLResponse, include_in_schema=False)
    async def fragment(request: Request) -> HTMLResponse:
        """Return only the answer to a form, for the page's own script."""
        said = await answered(demo, posted(await request.body()), compute)
        text = ENGINE.get_template("answer.html.j2").render(**said)
        return HTMLResponse(text, UNUSABLE if said["sentence"] else 200)

    @found.post("/predict", responses=REFUSALS)
    async def predict(question: Question) -> Answer:
        """Return the prediction, its reasons and its uncertainty."""
        return await compute(demo.answer, demo.question(**question.model_dump()))

    @found.get("/examples")
    def examples() -> dict[str, dict[str, Any]]:
        """Return what can be sent to /predict, by name."""
        return dict(demo.examples)

    @found.get("/health")
    def health() -> dict[str, str]:
        """Say that the model is loaded."""
        return {"status": "ok"}

    @found.exception_handler(RequestValidationError)
    def refused(_: Request, error: RequestValidationError) -> JSONResponse:
        """Return one sentence for input that cannot be used."""
        errors = [{**each, "loc": each["loc"][1:]} for each in error.errors()]  # less "body"
        return JSONResponse({"error": sentence(demo.question, errors)[0]}, UNUSABLE)

    @found.exception_handler(400)
    def no_json(_: Request, __: Exception) -> JSONResponse:
        """Return one sentence for a body that is no text, or nested too deep."""
        return JSONResponse({"error": BODY}, UNUSABLE)

    @found.exception_handler(404)
    @found.exception_handler(405)
    def nothing(_: Request, error: HTTPException) -> JSONResponse:
        """Return one sentence for what cannot be asked."""
        said = f"{error.detail}: /openapi.json lists what can be asked."
        return JSONResponse({"error": said}, error.status_code, error.headers)

    return found
