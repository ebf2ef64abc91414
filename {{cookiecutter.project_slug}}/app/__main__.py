"""Serve the demo: ``python -m app``."""

import argparse
import contextlib
import importlib
import socket
import sys

from project_package.errors import ProjectError


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    found = argparse.ArgumentParser(
        prog="python -m app",
        description="Serve the demo of the model that the last run trained.",
        epilog="example: python -m app --port 8001",
    )
    found.add_argument("--host", default="127.0.0.1", help="0.0.0.0 lets other machines in")
    found.add_argument("--port", type=int, default=8000, help="where to serve, by default 8000")
    return found


def serve(place: socket.socket) -> None:
    """Serve until Ctrl-C.

    There is no access log: what a visitor enters is nobody's business, and a mail is a letter.
    """
    import uvicorn

    from .main import server

    config = uvicorn.Config(server, access_log=False, log_level="warning")
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[place])


def main(arguments: list[str] | None = None) -> int:
    """Serve the demo; return the exit code."""
    options = parser().parse_args(arguments)
    try:
        place = socket.create_server((options.host, options.port))
    except (OSError, OverflowError) as error:
        where = f"{options.host}, port {options.port}"
        print(f"error: cannot serve on {where} ({error}): try --port", file=sys.stderr)
        return 1
    try:
        importlib.import_module(".main", __package__)  # loads the model, so it takes a moment
    except ProjectError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"http://{options.host}:{options.port} (stop with Ctrl-C)", flush=True)
    serve(place)
    return 0


if __name__ == "__main__":
    sys.exit(main())
