"""Do the paths and commands that a document names exist?"""

import re
from pathlib import Path

from ..cli import commands_of
from ..files import read_yaml
from ..problem import Problem

MARKDOWN_LINK = re.compile(r"\]\(([^)\s#]+)[^)]*\)")
MARKDOWN_CODE = re.compile(r"`([^`\n]+)`|^ {4}(\S.*)$", re.MULTILINE)
HTML_LINK = re.compile(r"(?:href|src|srcset)=\"([^\"#]+)[^\"]*\"")
HTML_ANCHOR = re.compile(r"<a [^>]*>.*?</a>", re.DOTALL)
HTML_CODE = re.compile(r"<code>([^<]+)</code>")
PATH = re.compile(r"^[\w./-]*(?:/[\w.-]*|\.(?:md|ya?ml|json|toml|txt|py|ipynb|html|svg|parquet))$")
GIVEN = re.compile(r"""\S+=("[^"]*"|'[^']*'|\S*)""")  # a variable of make
OUTSIDE = ("http://", "https://", "mailto:")


def made(root: Path) -> set[Path]:
    """Return what the stages write: a fresh clone has not all of it before its first run."""
    pipeline = root / "dvc.yaml"
    stages = read_yaml(pipeline)["stages"].values() if pipeline.exists() else []
    return {
        Path(*out) if isinstance(out, dict) else Path(out)
        for each in stages
        for out in each.get("outs", [])
    }


def make_targets(root: Path) -> set[str]:
    """Return what `make` can be asked for."""
    files = [root / "Makefile", *root.glob("*.mk"), *root.glob("*/*.mk")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return set(re.findall(r"^([a-z-]+):", text, re.MULTILINE))


def known_command(command: str, root: Path, problem: Problem) -> bool:
    """Return whether a command line is one that works here; other words are not commands."""
    words, known = command.split(), commands_of(problem)
    if words[0] == "make":
        targets = GIVEN.sub("", command).split()[1:]
        return all(word in make_targets(root) for word in targets)
    if words[:2] == ["python", "-m"] and len(words) > 2:
        package, _, module = words[2].partition(".")
        if package != problem.package:
            return True
        if module:
            return (root / problem.source / f"{module}.py").exists()
        return len(words) < 4 or words[3] in known
    if words[:2] == ["dvc", "repro"]:
        return all(word in known for word in words[2:] if not word.startswith("-"))
    return True


def code_of_html(text: str) -> list[str]:
    """Return the code of a page, line by line; what a link says is left to where it leads."""
    blocks = HTML_CODE.findall(HTML_ANCHOR.sub("", text))
    return [line for block in blocks for line in block.splitlines()]


def broken(document: Path, text: str, problem: Problem, root: Path = Path()) -> list[str]:
    """Return the links, paths and commands of a document that lead nowhere.

    Args:
        document: Where the text stands; its links are relative to there.
        text: Markdown or HTML.
        problem: The project, whose commands the document may name.
        root: The project's folder; paths in code spans are relative to it.
    """
    if document.suffix not in {".md", ".html"}:
        return []
    html = document.suffix == ".html"
    links = HTML_LINK.findall(text) + ([] if html else MARKDOWN_LINK.findall(text))
    spans = code_of_html(text) if html else map("".join, MARKDOWN_CODE.findall(text))
    spans = [span.strip() for span in spans]
    lost = [
        link
        for link in links
        if not link.startswith(OUTSIDE) and not (root / document.parent / link).exists()
    ]
    later = made(root)
    lost += [
        span
        for span in spans
        if PATH.match(span)
        and not (root / span).exists()
        and not later & {Path(span), *Path(span).parents}
    ]
    lost += [span for span in spans if span and not known_command(span, root, problem)]
    return sorted(set(lost))
