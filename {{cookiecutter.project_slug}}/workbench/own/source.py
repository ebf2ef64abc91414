"""The file itself: kept by its checksum outside git, and read again as the record says."""

import codecs
import shutil
from pathlib import Path

import pandas as pd
from omegaconf import DictConfig

from ..errors import ConfigError, DataError
from ..files import plain, save, sha256
from ..sources import keep_raw
from .rating_records import OwnRatings, checked_ratings, is_ratings
from .reading import read
from .records import Own, Source, checked

__all__ = ["keep_own_table", "own_of", "ratings_of"]

OWN = Path("data/own")
AGAIN = "run `make data FILE=...` with it"


def ratings_of(config: DictConfig) -> OwnRatings:
    """Return the record of ratings of the resolved configuration.

    Raises:
        ConfigError: There is none yet, or it says something that cannot be.
    """
    return checked_ratings(plain(config.data), "conf/data/own.yaml")


def own_of(config: DictConfig) -> Own:
    """Return the record of the resolved configuration.

    Raises:
        ConfigError: There is none yet, or it says something that cannot be.
    """
    return checked(plain(config.data), "conf/data/own.yaml")


def keep(path: Path, source: Source) -> Path:
    """Copy the file to its place in data/own/."""
    target = OWN / source.file
    if not target.exists() or sha256(target) != source.checksum:
        save(target, lambda part: shutil.copyfile(path, part))
    return target


def own_table(source: Source, user: str | None = None) -> pd.DataFrame:
    """Return the table of the file that the record is about, as text.

    Args:
        source: The file; of a large one the rows that it was described by are read.
        user: The column of the users, of whom a sample holds all rows.

    Raises:
        DataError: The file is not there, or another one.
    """
    path, wanted = OWN / source.file, source.checksum
    if not path.exists():
        raise DataError(
            f"{path} is not here: this project works on a file of its author, {source.name}, "
            f"with SHA-256 {wanted}: {AGAIN}, or check what needs no rows with "
            "`make verify DO=--fast`"
        )
    if (found := sha256(path)) != wanted:
        raise DataError(f"{path} has SHA-256 {found[:12]}..., expected {wanted[:12]}...: {AGAIN}")
    most = source.rows if source.sampled_from else None
    try:
        codecs.lookup(source.encoding)
        return read(path, most, user, source.encoding).table
    except (LookupError, UnicodeError):
        raise DataError(
            f"{path} is no text in the encoding {source.encoding!r}: correct it in "
            "conf/data/own.yaml, such as utf-8 or cp1252"
        ) from None


def keep_own_table(config: DictConfig) -> None:
    """Write the table of the own file to data/raw/, and where it came from to reports/source.json.

    Raises:
        ConfigError: The record says something that cannot be.
        DataError: The file is not there, or another one.
    """
    ratings = ratings_of(config) if is_ratings(plain(config.data)) else None
    source = ratings.source if ratings else own_of(config).source
    told = source.model_copy(
        update={
            "license": "not told" if source.license == "unknown" else source.license,
            "citation": (
                f"A file of the author's own, {source.name}; it is not part of this repository."
                if source.citation == "unknown"
                else source.citation
            ),
        }
    )
    user = ratings.columns.user if ratings else None
    keep_raw(own_table(source, user), told.package, DictConfig(told.model_dump()))


def missing_record() -> ConfigError:
    """Return the error for a project without data."""
    return ConfigError("there is no data yet: run `make data FILE=your.csv TARGET=column` first")
