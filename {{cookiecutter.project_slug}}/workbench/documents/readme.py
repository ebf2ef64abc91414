"""README.md: where its results stand, and how its text reads without its marks."""

import re
from pathlib import Path

README = Path("README.md")
BLOCK = re.compile(r"(?<=<!-- results -->\n).*?(?=<!-- /results -->)", re.DOTALL)


def plain(markdown: str) -> str:
    r"""Return a paragraph of Markdown without its marks.

    >>> plain("It is **not** A\\*B.")
    'It is not A*B.'
    """
    return re.sub(r"\\(.)", r"\1", re.sub(r"\*\*|`", "", " ".join(markdown.split())))
