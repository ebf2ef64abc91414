"""``site``: the report as a web page on its own, in which no link is dead.

Reads:  reports/index.html and the files that it links to
Writes: _site/

What lies in reports/ goes along. Any other file of the project is linked to where the repository
shows it, because there a document is laid out and its own links work.
"""

import argparse
import os
import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .errors import SharingError
from .places import REPORTS, read_text

PAGE = REPORTS / "index.html"
SITE = Path("_site")
LINK = re.compile(r'((?:href|src)=")([^"#][^"]*)(")')


def options(parser: argparse.ArgumentParser) -> None:
    """Add what cannot be known here."""
    parser.add_argument(
        "--source", metavar="URL", required=True, help="where the repository shows its files"
    )


def target(link: str) -> Path | None:
    """Return the file of the project that a link of the page leads to; None when it leads out.

    Raises:
        SharingError: There is no such file.

    >>> target("https://example.org/")
    """
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path:
        return None
    path = Path(os.path.normpath(REPORTS / unquote(parts.path)))
    if path.is_absolute() or ".." in path.parts or not path.exists():
        raise SharingError(f"{PAGE} links to {link}, which is not there: run `make run`")
    return path


def moved(link: str, source: str) -> str:
    """Return what a link has to be on the site, after taking along the file that it leads to."""
    path = target(link)
    if path is None:
        return link
    if path.is_relative_to(REPORTS) and path.is_file():
        copy = SITE / path.relative_to(REPORTS)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        return link
    fragment = urlsplit(link).fragment
    return f"{source.rstrip('/')}/{path.as_posix()}" + (f"#{fragment}" if fragment else "")


def run(source: str) -> int:
    """Write the site anew.

    Raises:
        SharingError: There is no report, or a link of it leads nowhere.
    """
    page = read_text(PAGE)
    shutil.rmtree(SITE, ignore_errors=True)
    SITE.mkdir()
    text = LINK.sub(lambda found: f"{found[1]}{moved(found[2], source)}{found[3]}", page)
    (SITE / "index.html").write_text(text, encoding="utf-8", newline="\n")
    print(f"{SITE}: {sum(path.is_file() for path in SITE.rglob('*'))} file(s)")
    return 0
