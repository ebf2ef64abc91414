"""Groups of pinned packages, and the tool that installs them.

A group is a file of pins with hashes: ``requirements.txt`` for the run, and what a command needs
beside it in ``requirements/`` or in the command's own folder. All are pinned together, so a group
adds packages and changes none.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..errors import ProjectError
from .environment import UNFINISHED

PROJECT = Path(__file__).resolve().parents[2]
RUN = "run"
PINS = PROJECT / "requirements.txt"
UV = PROJECT / "requirements" / "uv.txt"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+) *(;?)", re.MULTILINE)
AGAIN = "an installation was interrupted: run make setup, which starts anew"
NETWORK = "its own message is above; look at the connection, then run the same command again"

# Settings of a user that say where packages come from. Others say where they go, and break this.
SOURCES = re.compile(
    r"PIP_(INDEX_URL|EXTRA_INDEX_URL|FIND_LINKS|TRUSTED_HOST|CERT|CLIENT_CERT|PROXY|TIMEOUT"
    r"|DEFAULT_TIMEOUT|RETRIES|CACHE_DIR|NO_INDEX|CONFIG_FILE|KEYRING_PROVIDER)"
    r"|UV_(DEFAULT_INDEX|INDEX\w*|EXTRA_INDEX_URL|FIND_LINKS|OFFLINE|NATIVE_TLS|INSECURE_HOST"
    r"|HTTP_\w+|REQUEST_TIMEOUT|CACHE_DIR|LINK_MODE|CONCURRENT_\w+|KEYRING_PROVIDER|CONFIG_FILE)"
)
AS_UV_SAYS = {"index-url": "UV_DEFAULT_INDEX", "cert": "SSL_CERT_FILE"}  # settings of pip


def file_of(group: str) -> Path:
    """Return the file of a group's pins: of the run, in a folder of that name, or in requirements/.

    Raises:
        ProjectError: There is no such group.
    """
    if group == RUN:
        return PINS
    places = (PROJECT / group / PINS.name, PROJECT / "requirements" / f"{group}.txt")
    found = next((path for path in places if path.exists()), None)
    if found is None:
        raise ProjectError(f"there is no group of packages called {group!r}")
    return found


def canonical(name: str) -> str:
    """Return a package's name as all tools compare it.

    >>> canonical("ruamel.yaml_clib")
    'ruamel-yaml-clib'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(text: str) -> dict[str, list[str]]:
    r"""Return the pinned versions by package, of those that every machine needs.

    A package with one condition is for another system; with several, each is for one Python.

    >>> pins("a==1 \\\n    --hash=x\nb==1 ; sys_platform == 'win32'\nc==1 ; x\nc==2 ; y\n")
    {'a': ['1'], 'c': ['1', '2']}
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for name, version, condition in PIN.findall(text):
        found.setdefault(canonical(name), []).append((version, condition))
    return {
        name: [version for version, _ in each]
        for name, each in found.items()
        if len(each) > 1 or not each[0][1]
    }


def installed() -> dict[str, str]:
    """Return the versions of the packages in the environment of this Python."""
    places = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    stems = [path.stem for place in places for path in Path(place).glob("*.dist-info")]
    return {canonical(name): version for name, _, version in (s.partition("-") for s in stems)}


def absent(file: Path, any_version: bool) -> list[str]:
    """Return the packages of a group that are not installed.

    Args:
        file: The group's pins.
        any_version: Take another version than the pinned for good.
    """
    here = installed()
    return [
        name
        for name, versions in pins(file.read_text(encoding="utf-8")).items()
        if name not in here or not (any_version or here[name] in versions)
    ]


def settings() -> dict[str, str]:
    """Return the environment for an installer, without what would lead packages elsewhere."""
    drop = ("PIP_", "UV_", "PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "PYTHONWARNINGS")
    return {
        name: each
        for name, each in os.environ.items()
        if not name.startswith(drop) or SOURCES.fullmatch(name)
    }


def pip(*words: str) -> list[str]:
    """Return a command of this environment's pip."""
    return [sys.executable, "-m", "pip", "--disable-pip-version-check", *words]


def for_uv(known: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for uv: where the user's pip looks, uv looks, too."""
    asked = subprocess.run(
        pip("config", "list"), env=known, capture_output=True, text=True, check=False
    )
    found = dict(known)
    for key, name in AS_UV_SAYS.items():
        setting = re.search(
            rf"^(?:global|install|:env:)\.{key}='(.+)'$", asked.stdout, re.MULTILINE
        )
        if setting:
            found.setdefault(name, setting[1])
    return found


def uv(known: Mapping[str, str]) -> str | None:
    """Return uv: the machine's, or the pinned one, which is put beside this Python first."""
    beside = str(Path(sys.executable).parent / "uv")
    if found := next(filter(runs, (shutil.which("uv"), beside)), None):
        return found
    words = ["install", "--quiet", "--no-compile", "--no-deps", "--only-binary", ":all:"]
    command = pip(*words, "--require-hashes", "--requirement", str(UV))
    subprocess.run(command, env=known, capture_output=True, check=False)
    return beside if runs(beside) else None


def runs(program: str | None) -> bool:
    """Return whether a program is there and starts; a version manager may leave a mere name."""
    if program is None or not Path(program).exists():
        return False
    return subprocess.run([program, "--version"], capture_output=True, check=False).returncode == 0


def commands(files: Iterable[Path]) -> Iterable[tuple[str, list[str], dict[str, str]]]:
    """Yield the ways to install: name, command and environment; the next where one fails."""
    known = settings()
    wanted = [word for file in files for word in ("--requirement", str(file))]
    if tool := uv(known):
        words = ["pip", "install", "--quiet", "--python", sys.executable, "--require-hashes"]
        yield "uv", [tool, *words, *wanted], for_uv(known)
    words = ["install", "--quiet", "--no-compile", "--use-pep517", "--require-hashes"]
    yield "pip", pip(*words, *wanted), {**known, "PIP_USER": "0"}


def install(files: Iterable[Path], why: str = "") -> None:
    """Install groups, unless all of them is there; says so in one line.

    Args:
        files: The groups' pins.
        why: What wants them.

    Raises:
        ProjectError: No tool can.
    """
    due = {file: names for file in files if (names := absent(file, any_version=False))}
    if not due:
        return
    mark = Path(sys.prefix) / UNFINISHED
    count = len({name for names in due.values() for name in names})
    mark.write_text("".join(f"{file}\n" for file in due), encoding="utf-8")
    for tool, command, known in commands(due):
        print(f"installing {count} packages with {tool}{why}", flush=True)
        if subprocess.run(command, env=known, check=False).returncode == 0:
            mark.unlink()
            return
    mark.unlink()  # a tool that gives up has changed nothing: it brings all packages first
    raise ProjectError(f"the packages of {', '.join(map(str, due))} cannot be installed; {NETWORK}")


def need(groups: Iterable[str]) -> None:
    """See that groups are there. Those of a command are installed when it is first used.

    Raises:
        ProjectError: The environment is not set up, or the packages cannot be installed.
    """
    if (Path(sys.prefix) / UNFINISHED).exists():
        raise ProjectError(AGAIN)
    if missing := absent(PINS, any_version=True):
        raise ProjectError(f"{sys.prefix} lacks {missing[0]} of {PINS.name}: run make setup")
    if other := absent(PINS, any_version=False):
        print(f"note: {other[0]} is not as {PINS.name} pins it: make setup installs that version")
    for group in groups:
        if absent(file_of(group), any_version=True):
            install([file_of(group)], f": {group}, once")
