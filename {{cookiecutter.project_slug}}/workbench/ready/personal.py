"""Addresses of people and paths of one machine in a text that would be published."""

import re

from .finding import Finding, Rank, line_of

MAIL = re.compile(r"(?<![\w.+@/:-])([\w.+-]+)@((?:[\w-]+\.)+[A-Za-z]{2,})\b")
NOBODY = re.compile(  # reserved for examples, or nobody's
    r"(?:^|\.)(?:example\.(?:com|org|net|edu)|example|test|invalid|localhost|noreply\.\w+\.com)$"
)
CONTACT = {  # where an address stands on purpose
    *("README.md", "pyproject.toml", "LICENSE", "CITATION.cff", "CONTRIBUTING.md", "SECURITY.md"),
    *("CODE_OF_CONDUCT.md", "AUTHORS.md", "codemeta.json"),
}
HOME = re.compile(r"(?<![\w.])(?:/home/|/Users/|[A-Za-z]:(?:\\{1,2}|/)Users(?:\\{1,2}|/))([\w.-]+)")
ANYBODY = {  # names that stand for anybody, or for a machine that everybody has
    *("user", "username", "you", "me", "name", "yourname", "app", "nonroot"),
    *("runner", "jovyan", "vscode", "ubuntu"),
}
PLACEHOLDER = re.compile(r"[\w.+-]+@(?:[\w-]+\.)*example\.(?:com|org|net)")


def several(found: list[int], thing: str) -> str:
    """Say how many there are, when it is more than one."""
    return thing if len(found) == 1 else f"{thing} (and {len(found) - 1} more in this file)"


def addresses(path: str, text: str, own: str) -> list[Finding]:
    """Return a finding when a file holds somebody's email address, but for the author's ``own``."""
    if "@" not in text or path in CONTACT:
        return []
    found = [
        match.start()
        for match in MAIL.finditer(text)
        if match[0] != own and match[1] != "git" and not NOBODY.search(match[2].lower())
    ]
    if not found:
        return []
    where = f"{path}:{line_of(text, found[0])}"
    do = "Take it out, or write name@example.org in its place."
    return [Finding(Rank.PRIVATE, where, several(found, "Somebody's email address") + ".", do)]


def machine_paths(path: str, text: str, root: str) -> list[Finding]:
    """Return a finding when a file names a folder that only one machine has.

    Args:
        path: The file.
        text: What is in it.
        root: The project's own absolute folder.
    """
    found = [match.start() for match in HOME.finditer(text) if match[1].lower() not in ANYBODY]
    found += [at for at in [text.find(root)] if len(root) > len("/root") and at >= 0 and not found]
    if not found:
        return []
    notebook = path.endswith(".ipynb")
    clear = f"Clear its outputs: `jupyter nbconvert --clear-output --inplace {path}`."
    do = clear if notebook else "Write it relative to the project's folder."
    what = several(found, "A path that only your machine has")
    return [Finding(Rank.PRIVATE, f"{path}:{line_of(text, found[0])}", f"{what}.", do)]


def placeholders(path: str, text: str) -> list[Finding]:
    """Return a finding when a file gives an example's address as the author's."""
    if path not in CONTACT or not (match := PLACEHOLDER.search(text)):
        return []
    where, do = f"{path}:{line_of(text, match.start())}", "Write your own, or none."
    return [Finding(Rank.STORY, where, f"The address {match[0]} reaches nobody.", do)]


def check(path: str, text: str, root: str, own: str = "") -> list[Finding]:
    """Return what in a text is about a person or a machine.

    Args:
        path: The file.
        text: What is in it.
        root: The project's own absolute folder.
        own: The email address that the author shows on purpose.
    """
    return [
        *addresses(path, text, own),
        *machine_paths(path, text, root),
        *placeholders(path, text),
    ]
