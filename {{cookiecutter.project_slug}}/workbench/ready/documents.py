"""Do the documents say what the facts say, and do their links lead somewhere?"""

from collections.abc import Callable, Mapping
from pathlib import Path

from .finding import Finding, Rank, line_of

KINDS = (".md", ".html")
RUN = "`make run` writes it again; what you say in your own words belongs in story.yaml."


def first_difference(text: str, wanted: str) -> int:
    r"""Return the number of the first line in which two texts differ.

    >>> first_difference("a\nb", "a\nc")
    2
    """
    pairs = zip(text.splitlines(), wanted.splitlines(), strict=False)
    different = (number for number, (a, b) in enumerate(pairs, 1) if a != b)
    shorter = min(len(text.splitlines()), len(wanted.splitlines()))
    return next(different, shorter + 1)


def stale(wanted: Mapping[str, str], texts: Mapping[str, str]) -> list[Finding]:
    """Return the documents that are not what the facts say.

    Args:
        wanted: Each document that the run writes, as it should be.
        texts: What git would publish.
    """
    findings = []
    for path, text in wanted.items():
        if path not in texts:
            what = "The run writes this document, and it would not be published."
            do = "`make run` writes it; if it is there, look in .gitignore."
            findings.append(Finding(Rank.NUMBERS, path, what, do))
        elif texts[path] != text:
            where = f"{path}:{first_difference(texts[path], text)}"
            what = "From this line on it does not say what facts and story say."
            findings.append(Finding(Rank.NUMBERS, where, what, RUN))
    return findings


def lost(texts: Mapping[str, str], broken: Callable[[Path, str], list[str]]) -> list[Finding]:
    """Return what documents name and does not exist.

    Args:
        texts: What git would publish.
        broken: Returns what a document names in vain.
    """
    findings = []
    for path, text in texts.items():
        if not path.endswith(KINDS):
            continue
        for name in broken(Path(path), text):
            where = f"{path}:{line_of(text, max(text.find(name), 0))}"
            what = f"There is no `{name}`."
            do = "Fix the name, or take it out of the text."
            findings.append(Finding(Rank.FORM, where, what, do))
    return findings
