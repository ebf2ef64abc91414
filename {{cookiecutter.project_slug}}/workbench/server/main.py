"""The server: one page, the same answer as JSON, and one sentence for what cannot be answered.

FastAPI's own page of documentation loads scripts from elsewhere, so it is left out; the schema
that it would show is at /openapi.json.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from pydantic import ValidationError

from .answers import Answer, intended_use
from .demo import Demo
from .forms import entries, fields, posted
from .sentences import sentence

UNUSABLE = 422  # the status of input that cannot be used
ENGINE = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    undefined=StrictUndefined,
    autoescape=select_autoescape(["html.j2"]),
    trim_blocks=True,
    lstrip_blocks=True,
)
ENGINE.filters["tidy"] = lambda text: text.replace(" %", "\N{NO-BREAK SPACE}%")


def answered(demo: Demo, content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer to what a form sent, or the sentence that says why there is none."""
    said: dict[str, Any] = {"answer": None, "sentence": "", "field": ""}
    try:
        # A field left empty is one not filled in, which is right for those that have a default.
        question = demo.question(**{key: value for key, value in content.items() if value != ""})
    except ValidationError as error:
        said["sentence"], said["field"] = sentence(demo.question, error.errors())
        return said
    return {**said, "answer": demo.answer(question)}


def page_of(demo: Demo, content: Mapping[str, Any]) -> HTMLResponse:
    """Return the page with a form filled in, and the answer to it."""
    said = answered(demo, content)
    text = ENGINE.get_template("page.html.j2").render(
        **said,
        title=demo.title,
        lead=demo.lead,
        use=intended_use(),
        examples=list(demo.examples),
        fields=fields(demo.question, demo.choices),
        values=entries(content),
    )
    return HTMLResponse(text, UNUSABLE if said["sentence"] else 200)


def server(demo: Demo) -> FastAPI:
    """Return the server of a demo."""
    found = FastAPI(title=demo.title, docs_url=None, redoc_url=None)
    Question: Any = demo.question

    @found.get("/", response_class=HTMLResponse, include_in_schema=False)
    def page(example: str = "") -> HTMLResponse:
        """Return the page with an example, the first unless another is named."""
        first = next(iter(demo.examples.values()))
        return page_of(demo, entries(demo.examples.get(example) or first))

    @found.post("/", response_class=HTMLResponse, include_in_schema=False)
    async def page_answered(request: Request) -> HTMLResponse:
        """Return the page with what was entered, for a browser without JavaScript."""
        return page_of(demo, posted(await request.body()))

    @found.post("/answer", response_class=HTMLResponse, include_in_schema=False)
    async def fragment(request: Request) -> HTMLResponse:
        """Return only the answer to a form, for the page's own script."""
        said = answered(demo, posted(await request.body()))
        text = ENGINE.get_template("answer.html.j2").render(**said)
        return HTMLResponse(text, UNUSABLE if said["sentence"] else 200)

    @found.post("/predict")
    async def predict(question: Question) -> Answer:
        """Return the prediction, its reasons and its uncertainty."""
        return demo.answer(question)

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

    return found
