"""Start a new problem from the scaffold, which renders, runs and passes its tests as it is.

make problem NAME=fuel

Puts the files of scaffold/ into problems/NAME and adds the problem to cookiecutter.json. The
scaffold is a real, small problem (392 cars); replace its data first, then module by
module. tests/test_problem.py starts one, lints, types and runs it, and runs its tests.
"""

import keyword
import os
import re
import shutil
import sys
from pathlib import Path

TEMPLATE = Path(__file__).resolve().parent.parent
SCAFFOLD = "scaffold"
SKELETON = "{{cookiecutter.project_slug}}"
ANSWERS = "cookiecutter.json"


def why_not(name: str, template: Path) -> str | None:
    """Return why a problem cannot have this name, or None when it can."""
    if not name:
        return "name the problem: make problem NAME=fuel"
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or keyword.iskeyword(name):
        return (
            f"{name!r} cannot name a problem: use letters a to z, digits and _, a letter first, "
            "and no keyword of Python"
        )
    if (template / SKELETON / "problems" / name).exists():
        return f"there is a problem {name!r} already: choose another name, or edit that one"
    return None


def register(name: str, answers: Path) -> None:
    """Add the problem to the choices of cookiecutter.json, and leave the rest as it stands."""
    text, title = answers.read_text(encoding="utf-8"), name.replace("_", " ").title()
    said = f"{title}: say here in a few words what it is"
    places = {
        r'("problem": \[[^\]]*)': f', "{name}"',
        r'("_names": \{[^}]*")': f',\n    "{name}": "{title}"',
        r'("__prompts__": \{\s*"problem": \{[^}]*")': f',\n      "{name}": "{said}"',
    }
    for place, added in places.items():
        end = re.search(place, text).end()  # type: ignore[union-attr] # a test holds that it is there
        text = text[:end] + added + text[end:]
    answers.write_text(text, encoding="utf-8", newline="\n")


def start(name: str, template: Path = TEMPLATE) -> list[Path]:
    """Make a problem; return its files.

    Args:
        name: Of the problem: lowercase ASCII letters, digits and underscores, no Python keyword.
        template: The folder of the template.

    Raises:
        ValueError: Says why the name cannot be used.
    """
    if reason := why_not(name, template):
        raise ValueError(reason)
    folder = template / SKELETON / "problems" / name
    shutil.copytree(template / SCAFFOLD, folder, ignore=shutil.ignore_patterns("__pycache__"))
    register(name, template / ANSWERS)
    return sorted(path for path in folder.rglob("*") if path.is_file())


def main() -> None:
    """Make the problem that NAME in the environment names, and say what to do next."""
    name = os.environ.get("PROBLEM_NAME", "")
    try:
        files = start(name)
    except ValueError as error:
        sys.exit(f"error: {error}")
    print(f"Made problems/{name} ({len(files)} files) and added it to {ANSWERS}. Now:")
    print(f"  make demo PROBLEM={name}      it runs as it is, on 392 cars")
    print("  edit conf/data/, cleaning.py and data.py: your rows; then the other modules, in order")
    print("  make test                     lint, types and the contract are held for it, too")


if __name__ == "__main__":
    main()
