"""What the numbers are made with: packages, machine, threads; and the same as elsewhere."""

import os
import platform
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ..git import surroundings
from .places import PINS, read_text

# Those whose versions change numbers; of the others only a difference to the pins is told.
NUMERIC = ("numpy", "scipy", "scikit-learn", "pandas", "joblib", "pyarrow", "implicit")
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
FIXED = {
    **dict.fromkeys(THREADS, "1"),
    "PYTHONHASHSEED": "0",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "DVC_NO_ANALYTICS": "1",
}
DROPPED = re.compile(
    r"PYTHON(PATH|STARTUP|WARNINGS)|DVC_|HYDRA_|DASK_|NPY_|OPENBLAS_|GLIBC_|MAKE|MFLAGS"
)
FEATURES = (
    "from numpy._core._multiarray_umath import __cpu_dispatch__ as d, __cpu_features__ as f;"
    "print(*[each for each in d if f[each]])"
)


def installed(name: str) -> str | None:
    """Return the version of an installed package, or None."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def pins(text: str) -> dict[str, list[str]]:
    r"""Return the pinned versions of each package of a requirements file.

    There are several where an older Python gets an older version.

    >>> pins("scipy==1.17 ; python_version < '3.12'\n    --hash=sha256:0==1\nscipy==1.18\n")
    {'scipy': ['1.17', '1.18']}
    """
    found: dict[str, list[str]] = {}
    for name, number in PIN.findall(text):
        found.setdefault(name, []).append(number)
    return found


def off_the_pins(root: Path) -> list[str]:
    """Return which installed packages are not the pinned ones, in words.

    One that is not installed is passed over: it may be for another system, or only for looking.
    """
    found = {name: (installed(name), pin) for name, pin in pins(read_text(root / PINS)).items()}
    return [
        f"{name} {has} (pinned: {', '.join(pin)})"
        for name, (has, pin) in found.items()
        if has and has not in pin
    ]


def packages() -> dict[str, str]:
    """Return the versions that change numbers."""
    return {name: has for name in NUMERIC if (has := installed(name))}


def processor() -> str:
    """Return the name of the processor, as well as the system tells it."""
    table = Path("/proc/cpuinfo")
    if table.exists():
        named = re.search(r"^model name\s*: (.+)$", table.read_text(encoding="utf-8"), re.MULTILINE)
        if named:
            return named[1]
    return platform.processor() or platform.machine()


def described() -> dict[str, object]:
    """Return what the numbers are made with here."""
    return {
        "python": platform.python_version(),
        "packages": packages(),
        "system": f"{platform.system()} {platform.machine()}",
        "processor": processor(),
        "cores": os.cpu_count(),
        "set": FIXED,
    }


def unlike(claimed: dict[str, object], here: dict[str, object]) -> list[str]:
    """Return in words which versions differ between two descriptions.

    >>> same = {"python": "3.11.7"}
    >>> unlike({"packages": {"numpy": "1"}, **same}, {"packages": {"numpy": "2"}, **same})
    ['numpy 1 claimed, 2 here']
    """
    then, now = dict(claimed["packages"]), dict(here["packages"])  # type: ignore[call-overload]
    pairs = {"python": (claimed["python"], here["python"])}
    pairs |= {name: (then.get(name), now.get(name)) for name in {**then, **now}}
    return [
        f"{name} {a or 'none'} claimed, {b or 'none'} here"
        for name, (a, b) in pairs.items()
        if a != b
    ]


def for_rerun(project: Path, scratch: Path) -> dict[str, str]:
    """Return the environment of a rerun: fixed where it could matter, and writing only below."""
    kept = {name: each for name, each in surroundings().items() if not DROPPED.match(name)}
    python = Path(sys.executable).parent  # not resolved: a venv's Python is a link
    temporary = scratch / "tmp"
    temporary.mkdir(exist_ok=True)
    return {
        **kept,
        **FIXED,
        "PATH": f"{python}{os.pathsep}{kept.get('PATH', '')}",
        "PYTHONPATH": f"{project / 'src'}{os.pathsep}{project}",
        "PYTHONUNBUFFERED": "1",
        "TMPDIR": str(temporary),
        "DVC_SITE_CACHE_DIR": str(scratch / "dvc"),
    }


def foreign() -> dict[str, str]:
    """Return settings that make this machine calculate like an older one with other threads.

    Other kernels of OpenBLAS, NumPy and the C library without the newer vector instructions, and
    two threads. What a system does not know, it passes over.
    """
    asked = [sys.executable, "-c", FEATURES]
    features = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    arm = platform.machine().lower() in ("arm64", "aarch64")
    return {
        **dict.fromkeys(THREADS, "2"),
        "OPENBLAS_CORETYPE": "ARMV8" if arm else "Nehalem",
        "NPY_DISABLE_CPU_FEATURES": features,
        **(
            {}
            if arm
            else {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-AVX512F,-FMA,-AVX2_Usable,-FMA_Usable"}
        ),
        "PYTHONHASHSEED": "1",
    }
