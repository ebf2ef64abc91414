"""A real browser for the tests that open pages; conftest.py gives its fixture to all of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from chromium import started

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start the browser once for a test file."""
    try:
        with started() as browser:
            yield browser
    except FileNotFoundError as error:
        pytest.skip(str(error))


def overflow(page: Page) -> int:
    """Return by how many pixels a page is wider than its window."""
    script = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    width = page.evaluate(script)
    assert isinstance(width, int)
    return width


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong on a page: the rule, and the elements that break it."""
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {rule['help']} {[node['target'] for node in rule['nodes']]}"
        for rule in found
    ]
