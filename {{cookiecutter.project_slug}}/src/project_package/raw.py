"""The raw table, as the stages after fetch read it."""

import pandas as pd

from .errors import DataError
from .files import RAW, REPORTS, existing, read_json, sha256


def raw_table(item: str) -> pd.DataFrame:
    """Read what fetch wrote, unless it was changed since.

    Raises:
        DataError: The file's checksum is not the one in reports/source.json.
    """
    path = existing(RAW / f"{item}.parquet", "fetch")
    if sha256(path) != read_json(REPORTS / "source.json", "fetch")["raw_sha256"]:
        raise DataError(f"{path} is not the file that fetch wrote: run `dvc repro --force fetch`")
    return pd.read_parquet(path)
