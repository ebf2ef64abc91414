"""Stage prepare: raw sales to one clean row a house, cut by time into train and test.

Reads:  data/raw/ames.parquet, reports/source.json
Writes: data/split/train.parquet, data/split/test.parquet, reports/data.json
Drops:  sales without a price or a price of zero, and repeated parcels (the last sale stays); each
        is counted in the report, also when the count is zero.
"""

import pandas as pd

from .errors import DataError
from .features import texts
from .files import REPORTS, TEST, TRAIN, load_config, save, save_json
from .profile import profile
from .raw import raw_table
from .records import Count
from .schema import validate
from .task import TARGET

COUNTERS = ["rownames", "order"]  # row numbers of the published file


def clean(raw: pd.DataFrame) -> tuple[pd.DataFrame, list[Count]]:
    """Return one row a parcel, oldest sale first, and what was dropped or repaired.

    A garage built after the sale is a typing error (one says 2207); the house's year is put there.

    Raises:
        DataError: The table is empty, has no price, or lacks a column that is needed.
    """
    houses = raw.rename(columns=lambda name: name.lower().replace(".", "_"))
    if missing := {TARGET, "pid", "yr_sold", "mo_sold"} - set(houses):
        raise DataError(f"the raw table has no column {', '.join(sorted(missing))}")
    if houses.empty:
        raise DataError("the raw table is empty")
    houses = houses.drop(columns=COUNTERS, errors="ignore")
    for column in texts(houses):
        houses[column] = houses[column].str.strip()
    priced = houses[houses[TARGET] > 0]
    if priced.empty:
        raise DataError(f"no sale has a {TARGET} above zero")
    month = priced["mo_sold"].astype(str).str.zfill(2)
    dated = priced.assign(sold_on=priced["yr_sold"].astype(str) + "-" + month)
    dated = dated.sort_values(["sold_on", "pid"], kind="stable", ignore_index=True)
    single = dated.drop_duplicates("pid", keep="last", ignore_index=True)
    late = single["garage_yr_blt"] > single["yr_sold"]
    single.loc[late, "garage_yr_blt"] = single.loc[late, "year_built"].astype(float)
    return single, [
        Count(what="sales dropped without a price", rows=len(houses) - len(priced)),
        Count(what="duplicate parcels dropped", rows=len(dated) - len(single)),
        Count(what="garage years repaired that lay after the sale", rows=int(late.sum())),
    ]


def split(houses: pd.DataFrame, test_share: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (train, test), where test is the whole months whose sales are nearest to the share.

    Args:
        houses: Clean rows, oldest first, with ``sold_on`` as YYYY-MM.
        test_share: Of the rows, above 0 and below 1.

    Raises:
        DataError: All sales are of one month, or one part would be empty.
    """
    newer = houses["sold_on"].value_counts(sort=False).sort_index()[::-1].cumsum() / len(houses)
    months = newer[newer < 1]
    if months.empty:
        raise DataError("all sales are of one month, so none can be kept for testing by time")
    first = (months - test_share).abs().idxmin()
    test = houses["sold_on"] >= first
    return houses[~test].reset_index(drop=True), houses[test].reset_index(drop=True)


def run() -> None:
    """Clean, validate, split, describe, write."""
    config = load_config()
    houses, counts = clean(raw_table(config.data.source.item))
    train, test = split(validate(houses), config.data.test_share)
    save(TRAIN, lambda part: train.to_parquet(part, index=False))
    save(TEST, lambda part: test.to_parquet(part, index=False))
    save_json(REPORTS / "data.json", profile(train, test, counts, config).content())
