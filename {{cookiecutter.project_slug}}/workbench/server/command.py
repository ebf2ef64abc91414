"""The command ``python -m app``: serve the demo, or print an example as a row."""

import argparse
import contextlib
import json
import socket
import sys
from collections.abc import Callable

from ..errors import ProjectError
from ..port import taken
from .demo import Demo

__all__ = ["main"]


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    found = argparse.ArgumentParser(
        prog="python -m app",
        description="Serve the demo of the model that the last run trained.",
        epilog="example: python -m app --port 8001",
    )
    found.add_argument("--host", default="127.0.0.1", help="0.0.0.0 lets other machines in")
    found.add_argument("--port", type=int, default=8000, help="where to serve, by default 8000")
    found.add_argument(
        "--row", action="store_true", help="print an example as MLflow's server takes it, and end"
    )
    return found


def serve(demo: Demo, place: socket.socket) -> None:
    """Serve until Ctrl-C.

    There is no access log: what a visitor enters is nobody's business, and an email is a letter.
    """
    import uvicorn

    from .main import server

    config = uvicorn.Config(server(demo), access_log=False, log_level="warning")
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[place])


def check() -> None:
    """Refuse to serve a page that could not be shown."""
    from .answers import intended_use

    intended_use()


def show_row(demo: Demo) -> None:
    """Print the first example of the page as a request to MLflow's server."""
    table = demo.rows([demo.question(**next(iter(demo.examples.values())))])
    content = json.loads(table.to_json(orient="split", index=False, double_precision=15))
    print(json.dumps({"dataframe_split": content}))


def main(load: Callable[[], Demo], arguments: list[str] | None = None) -> int:
    """Serve a demo; return the exit code.

    Args:
        load: Returns the demo. It loads the model, so it takes a moment, and comes after a look
            whether the port is free.
        arguments: Of the command line.
    """
    options = parser().parse_args(arguments)
    try:
        if options.row:
            show_row(load())
            return 0
        place = socket.create_server((options.host, options.port))
        demo = load()
        check()
    except ProjectError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or error
        print(f"error: {taken('app', options.port, f'{options.host}: {why}')}", file=sys.stderr)
        return 1
    print(f"http://{options.host}:{options.port} (stop with Ctrl-C)", flush=True)
    serve(demo, place)
    return 0
