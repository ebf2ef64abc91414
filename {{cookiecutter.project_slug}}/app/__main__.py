"""Serve the demo: ``python -m app``."""

import argparse
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


def main(arguments: list[str] | None = None) -> int:
    """Serve until Ctrl-C; return the exit code."""
    options = parser().parse_args(arguments)
    try:
        from .main import server
    except ProjectError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    import uvicorn

    print(f"http://{options.host}:{options.port} (stop with Ctrl-C)", flush=True)
    # No access log: what a visitor enters is nobody's business, and a mail is a letter.
    uvicorn.run(server, host=options.host, port=options.port, access_log=False, log_level="warning")
    return 0


if __name__ == "__main__":
    sys.exit(main())
