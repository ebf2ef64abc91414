"""Take the pictures of the README's tour from the examples, in light and dark.

make tour

Needs Chromium or Chrome on the machine. Run it after `make example`, so that the pictures show what
the runs of today wrote.
"""

import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser

import chromium

TEMPLATE = Path(__file__).resolve().parent.parent
TOUR = TEMPLATE / "docs" / "tour"
VIEWS = {  # of a picture: the example, the width and height of the window, what is scrolled to
    "report": ("house_prices", 1000, 1250, "h1"),
    "fails": ("house_prices", 1000, 900, "text=Where it fails"),
    "costs": ("spam", 1000, 900, "text=Result against the baseline"),
    "phone": ("movies", 390, 844, "h1"),
}


def take(browser: Browser, name: str, theme: Literal["light", "dark"]) -> None:
    """Save one picture of an example's report."""
    problem, width, height, heading = VIEWS[name]
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme)
    page.goto((TEMPLATE / "examples" / problem / "reports/index.html").as_uri())
    page.locator(heading).first.evaluate("each => each.scrollIntoView()")
    page.screenshot(path=TOUR / f"{name}-{theme}.png")
    page.close()


def main() -> None:
    """Take every picture in both themes."""
    TOUR.mkdir(parents=True, exist_ok=True)
    try:
        with chromium.started() as browser:
            for name in VIEWS:
                take(browser, name, "light")
                take(browser, name, "dark")
    except FileNotFoundError as error:
        sys.exit(f"error: {error}.")
    print(f"{len(VIEWS) * 2} pictures in {TOUR.relative_to(TEMPLATE)}/")


if __name__ == "__main__":
    main()
