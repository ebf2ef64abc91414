"""From cells of text to interactions, as the record says and never by a fresh guess."""

import pandas as pd

from ..errors import DataError
from .rating_records import OwnRatings
from .records import Column
from .table import typed

__all__ = ["interactions"]

MILLISECONDS = "milliseconds since 1970"
USER, ITEM, RATING, TIME = "user", "item", "rating", "timestamp"


def interactions(raw: pd.DataFrame, own: OwnRatings) -> pd.DataFrame:
    """Return one row an interaction: user and item as text, a rating, and seconds since 1970.

    A gap is empty. Without a column of ratings each row has the rating 1; without times all rows
    are of one moment, 0.

    Args:
        raw: The table as text.
        own: The record of it.

    Raises:
        DataError: A column is missing, or says something else than the record.
    """
    for name in own.columns.named.values():
        if name not in raw:
            raise DataError(f"{own.source.name} has no column {name!r}: run `make data` again")
    decimal, columns = own.source.decimal, own.columns
    names = {USER: columns.user, ITEM: columns.item}
    found = pd.DataFrame({ours: raw[name].where(raw[name] != "") for ours, name in names.items()})
    found = found.assign(**{RATING: 1.0, TIME: 0})
    if columns.rating is not None:
        kind = "number" if own.says_yes is None else "boolean"
        how = Column(
            role=kind,  # type: ignore[arg-type] # one of the two
            use=True,
            says_yes=own.says_yes,
            missing_codes=own.missing_codes,
        )
        found[RATING] = typed(columns.rating, raw[columns.rating], how, decimal)
    if columns.timestamp is not None and own.time_format == MILLISECONDS:
        found[TIME] = pd.to_numeric(raw[columns.timestamp], errors="coerce") // 1000
    elif columns.timestamp is not None:
        how = Column(role="date", use=False, date_format=own.time_format)
        moments = typed(columns.timestamp, raw[columns.timestamp], how, decimal)
        found[TIME] = (moments - pd.Timestamp(0)) // pd.Timedelta(seconds=1)
    if found[TIME].isna().all():
        raise DataError(
            f"no cell of {columns.timestamp!r} is a date of the form {own.time_format!r}: correct "
            "time_format in conf/data/own.yaml"
        )
    return found
