"""Write into workbench/README.md what each module of the workbench offers to a project.

.venv/bin/python scripts/offered.py

What is offered is what a module lists in ``__all__``; a test keeps the table true.
"""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "{{cookiecutter.project_slug}}"
README = ROOT / "workbench" / "README.md"
TABLE = re.compile(r"(?:^\| `workbench.*\|\n)+", re.MULTILINE)


def module_of(path: Path) -> str:
    """Return the dotted name of a module."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def names(path: Path) -> list[str]:
    """Return what a module lists in ``__all__``."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return [str(each) for each in ast.literal_eval(node.value)]
    return []


def offered() -> dict[str, list[str]]:
    """Return the names that each module of the workbench offers, by the module's name."""
    return {module_of(path): names(path) for path in sorted(README.parent.rglob("*.py"))}


def with_table(text: str) -> str:
    """Return the README with the table as it should be."""
    rows = [
        f"| `{module}` | {', '.join(f'`{name}`' for name in listed)} |\n"
        for module, listed in offered().items()
        if listed
    ]
    return TABLE.sub(lambda _: "".join(rows), text)


if __name__ == "__main__":
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
