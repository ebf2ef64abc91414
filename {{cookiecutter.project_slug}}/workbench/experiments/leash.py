"""Run a command that ends when whoever asked for it ends, however that ends.

The command runs under this file as a program, in a session of its own. Its standard input is a pipe
of which the asking process has the only other end: when that process is gone the pipe closes, and
all that the command has started is ended. It works wherever there are pipes and process groups.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence

STDIN = 0
GRACE_S = 5.0  # for DVC to put its own files in order


def run(command: Sequence[str], catch: bool = False) -> "subprocess.CompletedProcess[bytes]":
    """Run a command to its end.

    Args:
        command: Program and arguments.
        catch: Return what it prints instead of showing it.
    """
    # -I and -S: nothing but the standard library, which modules beside this file would hide
    under = [sys.executable, "-I", "-S", __file__, *command]
    stdout = subprocess.PIPE if catch else None
    with subprocess.Popen(
        under, stdin=subprocess.PIPE, stdout=stdout, start_new_session=True
    ) as process:
        try:
            printed = process.stdout.read() if process.stdout else b""
            code = process.wait()  # not communicate(), which would close the pipe
        finally:  # after Ctrl-C nothing goes on behind the next prompt
            assert process.stdin
            process.stdin.close()
            process.wait()
    return subprocess.CompletedProcess(list(command), code, printed)


def end_with_parent(process: "subprocess.Popen[bytes]", closed: threading.Event) -> None:
    """Wait until the pipe closes, then end the whole group, this process among it."""
    while os.read(STDIN, 1):
        pass
    closed.set()
    if os.name != "posix":
        process.kill()
        return
    os.killpg(0, signal.SIGINT)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(GRACE_S)
    os.killpg(0, signal.SIGKILL)


def main() -> int:
    """Run what the command line says; return its exit code."""
    process, closed = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL), threading.Event()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # only now: the command would inherit it
    watch = threading.Thread(target=end_with_parent, args=(process, closed), daemon=True)
    watch.start()
    code = process.wait()
    if closed.is_set():
        watch.join()  # what the command has started is still to be ended
    return code


if __name__ == "__main__":
    sys.exit(main())
