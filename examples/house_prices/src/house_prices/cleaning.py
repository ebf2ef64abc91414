"""From the raw table to clean rows: what is dropped and repaired, and what a row must look like."""

import pandas as pd
import pandera.pandas as pa

from workbench.errors import DataError
from workbench.records import Count
from workbench.schemas import validated

from .data import TARGET
from .features import ABSENT, GRADES, texts

COUNTERS = ["rownames", "order"]  # row numbers of the published file
AREAS = """
    area lot_frontage lot_area mas_vnr_area bsmtfin_sf_1 bsmtfin_sf_2 bsmt_unf_sf total_bsmt_sf
    x1st_flr_sf x2nd_flr_sf low_qual_fin_sf garage_area wood_deck_sf open_porch_sf enclosed_porch
    x3ssn_porch screen_porch pool_area misc_val
""".split()
COUNTS = """
    bsmt_full_bath bsmt_half_bath full_bath half_bath bedroom_abvgr kitchen_abvgr totrms_abvgrd
    fireplaces garage_cars
""".split()
YEARS = ["year_built", "year_remod_add", "garage_yr_blt"]
TEXTS = """
    ms_zoning street alley land_contour utilities lot_config neighborhood condition_1 condition_2
    bldg_type house_style roof_style roof_matl exterior_1st exterior_2nd mas_vnr_type foundation
    heating electrical garage_type misc_feature sale_type sale_condition
""".split()
REQUIRED = {TARGET, "area", "neighborhood", "overall_qual", "overall_cond", "year_built"}
DWELLINGS = [20, 30, 40, 45, 50, 60, 70, 75, 80, 85, 90, 120, 150, 160, 180, 190]


def clean(raw: pd.DataFrame) -> tuple[pd.DataFrame, list[Count]]:
    """Return one row a parcel, oldest sale first, and what was dropped or repaired.

    A garage built after the sale is a typing error (one says 2207); the house's year is put there.

    Raises:
        DataError: The table has no price, or lacks a column that is needed.
    """
    houses = raw.rename(columns=lambda name: name.lower().replace(".", "_"))
    if missing := {TARGET, "pid", "yr_sold", "mo_sold"} - set(houses):
        raise DataError(f"the raw table has no column {', '.join(sorted(missing))}")
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
        Count(what="garage years corrected (they were later than the sale)", rows=int(late.sum())),
    ]


def schema() -> pa.DataFrameSchema:
    """Return the schema of the cleaned table: types, ranges and levels of every column."""
    within = pa.Check.in_range

    def number(low: float, high: float, column: str) -> pa.Column:
        return pa.Column(float, within(low, high), nullable=column not in REQUIRED, coerce=True)

    def grade(levels: dict[str, float]) -> pa.Column:
        return pa.Column(str, pa.Check.isin([*levels, ABSENT]), nullable=True)

    columns = {
        "pid": pa.Column(int, unique=True),
        "sold_on": pa.Column(str, pa.Check.str_matches(r"^20\d\d-[01]\d$")),
        TARGET: number(1, 10_000_000, TARGET),
        "ms_subclass": pa.Column(int, pa.Check.isin(DWELLINGS)),
        "overall_qual": pa.Column(int, within(1, 10)),
        "overall_cond": pa.Column(int, within(1, 10)),
        "mo_sold": pa.Column(int, within(1, 12)),
        "yr_sold": pa.Column(int, within(2006, 2010)),
        **{column: number(0, 1_000_000, column) for column in AREAS},
        **{column: number(0, 20, column) for column in COUNTS},
        **{column: number(1800, 2010, column) for column in YEARS},
        **{column: grade(levels) for column, levels in GRADES.items()},
        **{column: pa.Column(str, nullable=column not in REQUIRED) for column in TEXTS},
    }
    return pa.DataFrameSchema(columns, strict=True)


def validate(houses: pd.DataFrame) -> pd.DataFrame:
    """Return the table with the schema's types.

    Raises:
        DataError: A value breaks a rule.
    """
    return validated(houses, schema(), "the module cleaning")
