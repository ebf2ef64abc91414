"""List the license of every package that the project pins: ``python -m workbench.licenses``.

A license is what the installed package says of itself. A package of a group that no command has
needed yet, or of another system, is listed as not installed here.
"""

from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from .owned import own_files
from .setup.packages import PIN, canonical

CLASSIFIER = "License :: "
LONGEST = 60  # characters of a name; some packages put the whole text there
UNKNOWN = "not said"
ABSENT = "not installed here"


def pinned(project: Path) -> dict[str, set[str]]:
    """Return the packages of every group of pins, each with the files that pin it."""
    files = [project / "requirements.txt", *own_files(project, "*/requirements.txt")]
    found: dict[str, set[str]] = {}
    for path in [*files, *own_files(project / "requirements", "*.txt")]:
        for name, _, _ in PIN.findall(path.read_text(encoding="utf-8")):
            found.setdefault(canonical(name), set()).add(path.relative_to(project).as_posix())
    return found


def license_of(package: Distribution) -> str:
    """Return the license that a package says it has: the expression, else classifiers or a name."""
    said: Any = package.metadata  # of email.message, whose methods its type does not show
    if expression := said.get("License-Expression"):
        return str(expression)
    classifiers = said.get_all("Classifier") or []
    named = [each.split(" :: ")[-1] for each in classifiers if each.startswith(CLASSIFIER)]
    if precise := [each for each in named if each != "OSI Approved"]:
        return ", ".join(precise)
    first = said["License"].strip().partition("\n")[0] if "License" in said else ""
    return first if first and len(first) <= LONGEST else UNKNOWN


def licenses(names: Iterable[str]) -> dict[str, str]:
    """Return the license of each package, by its name, in alphabetical order."""
    found = {}
    for name in sorted(names):
        try:
            found[name] = license_of(distribution(name))
        except PackageNotFoundError:
            found[name] = ABSENT
    return found


def main() -> None:
    """Print a line a package, then how many packages have each license."""
    found = licenses(pinned(Path()))
    width = max(map(len, found), default=0)
    for name, license_name in found.items():
        print(f"{name:<{width}}  {license_name}")
    counts = {each: list(found.values()).count(each) for each in sorted(set(found.values()))}
    print()
    for license_name, count in sorted(counts.items(), key=lambda each: -each[1]):
        print(f"{count:>4}  {license_name}")


if __name__ == "__main__":
    main()
