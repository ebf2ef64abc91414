"""What the demo takes of a visitor: so many bytes, so many requests at once, so many seconds."""

import asyncio
import html
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")

MOST_BYTES = 256_000  # of a body
MOST_AT_ONCE = 32  # requests; one is answered, the others wait
SENDING_S = 10.0  # until a body is here
ANSWERING_S = 30.0  # until there is an answer, the wait for those before it included
PAGES = ("/", "/answer")
HEADERS = {
    "content-security-policy": "default-src 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}


class BusyError(Exception):
    """There is no answer in time."""


class Answering:
    """Computes one answer after the other, beside the loop that talks to visitors."""

    def __init__(self) -> None:
        self.worker = ThreadPoolExecutor(1)

    async def __call__(self, answer: Callable[..., T], *asked: Any) -> T:
        """Return an answer.

        Raises:
            BusyError: It, and those before it, take too long.
        """
        coming = asyncio.get_running_loop().run_in_executor(self.worker, answer, *asked)
        try:
            return await asyncio.wait_for(coming, ANSWERING_S)
        except TimeoutError as error:
            raise BusyError from error


class Limits:
    """Stands before the server: refuses what is too much, and adds headers to what it answers.

    A HEAD is a GET without the body.
    """

    def __init__(self, app: Any) -> None:
        self.app, self.present = app, 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        only_head = scope["method"] == "HEAD"
        scope = {**scope, "method": "GET"} if only_head else scope
        out = dressed(send, only_head)
        self.present += 1
        try:
            await self.pass_on(scope, receive, out)
        finally:
            self.present -= 1

    async def pass_on(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request, or say why not."""
        if self.present > MOST_AT_ONCE:
            await refuse(scope, send, 503, "Too many people ask at once: try again in a moment.")
            return
        try:
            body = await asyncio.wait_for(read(receive), SENDING_S)
        except TimeoutError:
            await refuse(scope, send, 408, "The request was not sent in time: try again.")
            return
        if body is None:
            most = f"{MOST_BYTES // 1000:,} kB"
            await refuse(scope, send, 413, f"That is too long: at most {most} can be sent.")
            return
        try:
            await self.app(scope, handed(body, receive), send)
        except BusyError:
            await refuse(scope, send, 503, "The answer takes too long: try again later.")


async def read(receive: Any) -> bytes | None:
    """Return the body of a request, None if it is too long."""
    parts, more, size = [], True, 0
    while more:
        message = await receive()
        more = message.get("more_body", False)
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > MOST_BYTES:
            return None
    return b"".join(parts)


def handed(body: bytes, receive: Any) -> Any:
    """Return what hands a body on that was read already."""
    messages = [{"type": "http.request", "body": body, "more_body": False}]

    async def next_message() -> Any:
        return messages.pop() if messages else await receive()

    return next_message


def dressed(send: Any, only_head: bool) -> Any:
    """Return what sends an answer with our headers, without its body where only they are wanted."""

    async def sent(message: Any) -> None:
        if message["type"] == "http.response.start":
            there = {name.lower() for name, _ in message["headers"]}
            ours = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
            added = [pair for pair in ours if pair[0] not in there]
            message = {**message, "headers": [*message["headers"], *added]}
        elif only_head:
            message = {**message, "body": b""}
        await send(message)

    return sent


async def refuse(scope: Any, send: Any, status: int, sentence: str) -> None:
    """Send one sentence: as JSON, or as a part of the page to the page."""
    text = json.dumps({"error": sentence})
    kind = "application/json"
    if scope["path"] in PAGES:
        text = f'<p class="error" data-says data-field="">{html.escape(sentence)}</p>'
        kind = "text/html; charset=utf-8"
    body = text.encode()
    headers = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode())]
    headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
