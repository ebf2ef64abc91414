"""See that a port is free before a server starts: ``python -m workbench.port TARGET PORT PATH``."""

import contextlib
import os
import socket
import sys

LAST = 65_535


def taken(target: str, port: int, why: object) -> str:
    """Return that a target of the Makefile cannot serve there, and how it can."""
    return f"port {port} cannot be used ({why}): make {target} PORT={port % LAST + 1} takes another"


def why_not(target: str, port: str) -> str | None:
    """Return why a target of the Makefile cannot serve on a port of this machine, None if it can.

    Args:
        target: Its name.
        port: As typed.
    """
    if not (port.isascii() and port.isdigit() and 0 < int(port) <= LAST):
        return f"PORT={port} is no port: a number from 1 to {LAST} is"
    try:
        with contextlib.closing(socket.create_server(("127.0.0.1", int(port)))):
            return None
    except OSError as error:
        return taken(target, int(port), os.strerror(error.errno or 0))


if __name__ == "__main__":
    target, port, *path = sys.argv[1:]
    if reason := why_not(target, port):
        sys.exit(f"error: {reason}")
    print(f"http://127.0.0.1:{port}{''.join(path)} (stop with Ctrl-C)", flush=True)
