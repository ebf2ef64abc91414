"""Run the tests of a drill that the candidate can read, with pytest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .places import line_of

TESTS = Path(__file__).parent / "tests"
# Parts of pytest that are not needed; some of them clean up for a quarter of a second each time.
WITHOUT = """
    cacheprovider debugging doctest faulthandler junitxml legacypath logging nose pastebin
    setuponly setupplan stepwise terminal threadexception unraisableexception unittest
""".split()
SAID = 200  # characters of a failed assertion that are shown


class Visible:
    """Collects what pytest finds, with the first failure in words."""

    def __init__(self, file: Path):
        """Test ``file``."""
        self.file = file
        self.passed = self.total = 0
        self.message = ""
        self._error: BaseException | None = None

    def pytest_runtest_makereport(self, call: Any) -> None:
        """Keep the exception itself: its line in the candidate's file is told."""
        self._error = call.excinfo.value if call.excinfo else None

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Count a test, and describe the first that failed."""
        if report.when == "call":
            self.total += 1
            self.passed += report.passed
        if report.failed and not self.message:
            self.message = self._describe(report)

    def _describe(self, report: Any) -> str:
        line = line_of(self._error, str(self.file)) if self._error else None
        where = f" ({self.file.name}, line {line})" if line else ""
        if isinstance(self._error, NotImplementedError):
            return f"Not written yet{where}."
        sentence = report.nodeid.split("::")[-1].removeprefix("test_").replace("_", " ")
        crash = report.longrepr.reprcrash
        said = crash.message.partition("\n")[0][:SAID]
        return f"{sentence}: {said}{where or f' ({Path(crash.path).name}, line {crash.lineno})'}"


def run(name: str, file: Path) -> Visible:
    """Run the tests that the candidate can read, away from the project's own settings."""
    import pytest

    seen = Visible(file)
    away = [*(f"-pno:{plugin}" for plugin in WITHOUT), "--noconftest", "--override-ini=addopts="]
    strict = ["--import-mode=importlib", "--capture=no", "-W", "error::RuntimeWarning"]
    pytest.main([*away, *strict, str(TESTS / f"test_{name}.py")], plugins=[seen])
    if not seen.total:
        seen.message = f"tests/test_{name}.py cannot be run: restore interview/drills/."
    return seen
