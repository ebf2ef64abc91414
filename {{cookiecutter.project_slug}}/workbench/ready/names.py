"""Files that should not be published, known by their names and sizes alone."""

from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import PurePosixPath

from .finding import Finding, Rank

KEYS = (
    *(".env", ".env.*", ".netrc", "_netrc", ".pypirc", ".git-credentials", ".htpasswd"),
    *("id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "*.pem", "*.key", "*.p12", "*.pfx", "*.kdbx"),
    *("kaggle.json", "credentials.json", "client_secret*.json", "service[-_]account*.json"),
)
SAMPLES = (".env.example", ".env.sample", ".env.template")
MADE = ("data", "models", "mlruns", "mlartifacts", ".venv", ".dvc/cache", "outputs", "multirun")
STORES = ("mlflow.db", "mlflow.db-*", "*.sqlite", "*.sqlite3")
TABLES = (".csv", ".tsv", ".parquet", ".feather", ".xlsx")
LARGE = 5_000_000  # bytes: a clone stays quick, and GitHub warns from fifty million on
TAKE_OUT = "git rm -r --cached --quiet"


def is_key(path: str) -> bool:
    """Return whether a file of this name holds a key or a password.

    >>> is_key("conf/.env"), is_key(".env.example"), is_key("src/keys.py")
    (True, False, False)
    """
    name = PurePosixPath(path).name.lower()
    return name not in SAMPLES and any(fnmatch(name, pattern) for pattern in KEYS)


def top(path: str) -> str:
    """Return the folder of made-again files that a path lies in, or nothing."""
    return next((folder for folder in MADE if path.startswith(f"{folder}/")), "")


def groups(paths: Iterable[str]) -> dict[str, list[str]]:
    """Return paths by what is wrong with them; what is fine is left out."""
    found: dict[str, list[str]] = {}
    for path in paths:
        name = PurePosixPath(path).name
        if is_key(path):
            found.setdefault(f"key {path}", []).append(path)
        elif folder := top(path):
            found.setdefault(f"made {folder}", []).append(path)
        elif any(fnmatch(name, pattern) for pattern in STORES):
            found.setdefault(f"store {path}", []).append(path)
        elif name.endswith(TABLES) and not path.startswith(("reports/", "tests/")):
            found.setdefault(f"table {path}", []).append(path)
    return found


def check(paths: Iterable[str], tracked: set[str]) -> list[Finding]:
    """Return what is wrong with the names of the files that git would publish.

    Args:
        paths: Those files: what git tracks, and what it would add.
        tracked: Those of them that git tracks already.
    """
    findings = []
    for group, files in groups(paths).items():
        kind, _, name = group.partition(" ")
        held = any(path in tracked for path in files)
        findings.append(judged(kind, name, files, held))
    return findings


def judged(kind: str, name: str, files: list[str], held: bool) -> Finding:
    """Return the finding for one group of files."""
    out = f"`{TAKE_OUT} {name}`, and add it to .gitignore" if held else "Add it to .gitignore"
    if kind == "key":
        change = " Then change what it holds: others may have it." if held else ""
        what = "By its name this file holds a key or a password."
        return Finding(Rank.SECRET, name, what, f"{out}.{change}")
    if kind == "made":
        what = f"{count(files)} that the pipeline or the installer makes again would be public."
        return Finding(Rank.PRIVATE, f"{name}/", what, f"{out}.")
    if kind == "store":
        what = "A database would be public; MLflow's holds the paths of your machine."
        return Finding(Rank.PRIVATE, name, what, f"{out}.")
    what = "A table would be public."
    return Finding(Rank.HINT, name, what, f"Are you allowed to publish it? Else: {out}.")


def count(files: list[str]) -> str:
    """Say how many files there are."""
    return "A file" if len(files) == 1 else f"{len(files)} files"


def large(sizes: dict[str, int]) -> list[Finding]:
    """Return the files of more than LARGE bytes, largest first."""
    listed = sorted(((size, path) for path, size in sizes.items() if size > LARGE), reverse=True)
    do = "Leave it to DVC, or make it smaller: every clone carries it forever."
    return [
        Finding(Rank.PRIVATE, path, f"Has {size / 1e6:.0f} million bytes.", do)
        for size, path in listed
    ]


def history(commits: dict[str, str], present: set[str]) -> list[Finding]:
    """Return files of keys that are gone from here, and in the history are still for all to see.

    Args:
        commits: Every path that a commit added, and that commit.
        present: What git would publish now, which is judged by itself.
    """
    findings = []
    for path, commit in commits.items():
        if path in present or not is_key(path):
            continue
        what = f"Deleted here, and still in the history, since commit {commit}."
        do = "Change what it holds: others can read it. Then publish a new repository, or use "
        do += f"`git filter-repo --path {path} --invert-paths`."
        findings.append(Finding(Rank.SECRET, path, what, do))
    return findings
