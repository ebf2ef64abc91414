"""Take the pictures of the README's tour from the examples, in light and dark.

make tour

Needs Chromium or Chrome on the machine. Run it after `make example`, so that the pictures show what
the runs of today wrote.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser

import chromium
import example

TEMPLATE = Path(__file__).resolve().parent.parent
TOUR = TEMPLATE / "docs" / "tour"
VIEWS = {  # of a picture: the example, the width and height of the window, what is scrolled to
    "report": ("house_prices", 1000, 1250, "h1"),
    "fails": ("house_prices", 1000, 900, "text=Where it fails"),
    "costs": ("spam", 1000, 900, "text=Result against the baseline"),
    "phone": ("movies", 390, 844, "h1"),
}
OVER_ALL = "portfolio"


Theme = Literal["light", "dark"]


def take(browser: Browser, name: str, theme: Theme) -> None:
    """Save one picture of an example's report."""
    problem, width, height, heading = VIEWS[name]
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme)
    page.goto((TEMPLATE / "examples" / problem / "reports/index.html").as_uri())
    page.locator(heading).first.evaluate("each => each.scrollIntoView()")
    page.screenshot(path=TOUR / f"{name}-{theme}.png")
    page.close()


def run(module: str, *arguments: str, project: Path) -> None:
    """Run a module of a project."""
    environment = {**os.environ, "PYTHONPATH": f"src{os.pathsep}."}
    command = [sys.executable, "-m", module, *arguments]
    subprocess.run(command, cwd=project, env=environment, check=True, stdout=subprocess.DEVNULL)


def portfolio(folder: Path) -> Path:
    """Write the page over the projects of all examples; return its file."""
    projects = []
    for kept in sorted((TEMPLATE / "examples").iterdir()):
        (folder / kept.name).mkdir()
        project = example.generate(kept, folder / kept.name)
        shutil.copytree(kept, project, dirs_exist_ok=True)
        package = next(project.glob("src/*/__main__.py")).parent.name
        run(package, "document", project=project)
        projects.append(project)
    names = [str(project) for project in projects]
    run("workbench", "portfolio", *names, "--to", str(folder / OVER_ALL), project=projects[0])
    return folder / OVER_ALL / "site/index.html"


def take_portfolio(browser: Browser, file: Path, theme: Theme) -> None:
    """Save the picture of the page over all projects."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme=theme)
    page.goto(file.as_uri())
    page.screenshot(path=TOUR / f"{OVER_ALL}-{theme}.png", full_page=True)
    page.close()


def main() -> None:
    """Take every picture in both themes."""
    TOUR.mkdir(parents=True, exist_ok=True)
    try:
        with chromium.started() as browser, tempfile.TemporaryDirectory() as folder:
            over_all = portfolio(Path(folder))
            themes: tuple[Theme, ...] = ("light", "dark")
            for theme in themes:
                for name in VIEWS:
                    take(browser, name, theme)
                take_portfolio(browser, over_all, theme)
    except FileNotFoundError as error:
        sys.exit(f"error: {error}.")
    print(f"{(len(VIEWS) + 1) * 2} pictures in {TOUR.relative_to(TEMPLATE)}/")


if __name__ == "__main__":
    main()
