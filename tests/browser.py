"""A real browser for the tests that open pages; conftest.py gives its fixture to all of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

INSTALLED = ("chromium", "chromium-browser", "google-chrome", "chrome")
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start the Chromium of this machine once for a test file; playwright's own is not needed."""
    found = next((path for name in INSTALLED if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium on this machine: install one to test pages in a browser")
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=found, args=flags)
        yield browser
        browser.close()


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
