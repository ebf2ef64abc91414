"""Checks of the exercises on the house prices project."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from ..own_code import Own, hold


def houses(number: int = 24) -> pd.DataFrame:
    """Return made-up sales with every column that the derived features need."""
    rng = np.random.default_rng(1)
    columns = {
        "area": rng.integers(700, 3000, number).astype(float),
        "total_bsmt_sf": rng.integers(0, 1500, number).astype(float),
        "lot_frontage": np.where(np.arange(number) % 4, rng.integers(40, 90, number), np.nan),
        "lot_area": rng.integers(4000, 12000, number).astype(float),
        "bedroom_abvgr": np.arange(number) % 5 * 1.0,
        "kitchen_qual": rng.choice(["TA", "Gd", "Ex"], number),
        "alley": rng.choice(np.array(["Pave", None]), number),
        "yr_sold": rng.integers(2006, 2011, number),
        "year_built": rng.integers(1900, 2006, number).astype(float),
        "year_remod_add": rng.integers(1950, 2006, number).astype(float),
        "ms_subclass": 20,
        "garage_cars": np.arange(number) % 3 * 1.0,
    }
    columns |= {name: np.arange(number) % 3 * 1.0 for name in BATHS}
    columns |= {name: np.arange(number) % 10 + 1 for name in ("overall_qual", "overall_cond")}
    columns |= {name: np.arange(number) % 7 * 10.0 for name in OUTDOOR}
    return pd.DataFrame(columns)


BATHS = ("full_bath", "half_bath", "bsmt_full_bath", "bsmt_half_bath")
OUTDOOR = ("wood_deck_sf", "open_porch_sf", "enclosed_porch", "x3ssn_porch", "screen_porch")


def sales() -> pd.DataFrame:
    """Return clean sales of four years, 5 a month, oldest first."""
    months = [f"{year}-{month:02d}" for year in range(2006, 2010) for month in range(1, 13)]
    sold_on = np.repeat(months, 5)
    table = {"pid": np.arange(len(sold_on)), "sold_on": sold_on, "price": 1e5}
    return pd.DataFrame(table).assign(area=1000.0 + np.arange(len(sold_on)))


def too_good(own: Own) -> None:
    """Models must not see the price, nor what names a sale."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "some.parquet")
        sales().to_parquet(path)
        table, price = own("data").read(path)
    seen = set(table) & {"price", "pid", "sold_on"}
    hold(not seen, f"{len(seen)} column that no model may see is among the features.")
    hold(list(table) == ["area"], "A column that a model should see is gone.")
    hold(price.tolist() == [1e5] * 240, "The prices that come back are not those of the file.")


def early_test_sales(own: Own) -> None:
    """Every test sale is later than every training sale."""
    table = sales()
    train, test = own("data").split(table, 0.2)
    early = int((test["sold_on"] <= train["sold_on"].max()).sum())
    hold(not early, f"{early} of {len(test)} test sales are not later than the last training sale.")
    pids = sorted([*train["pid"], *test["pid"]])
    hold(pids == table["pid"].tolist(), "The two parts are not all sales, each once.")
    hold(abs(len(test) / len(table) - 0.2) < 0.02, f"Asked for 20%, the test set has {len(test)}.")


def one_house(own: Own) -> None:
    """The features of a house do not depend on the other rows of the table."""
    table, add = houses(), own("features").add_features
    together = add(table)
    for row in (0, 7, 16):
        alone = add(table.iloc[[row]]).iloc[0]
        for column in together.select_dtypes("number"):
            one, among = float(alone[column]), float(together.iloc[row][column])
            same = np.isclose(one, among, equal_nan=True)
            hold(same, f"{column} of one house is {one:.4g} alone and {among:.4g} among others.")
    area = table["area"] + table["total_bsmt_sf"]
    hold(np.allclose(together["total_sf"], area), "total_sf is not the living area in square feet.")


def no_gaps(own: Own) -> None:
    """Numbers that are not recorded stay empty until a fitted step fills them."""
    table = houses()
    gaps = int(table["lot_frontage"].isna().sum())
    left = int(own("features").add_features(table)["lot_frontage"].isna().sum())
    hold(left == gaps, f"Of {gaps} unknown frontages {left} are still empty behind add_features.")
    absent = own("features").add_features(table)["alley"]
    hold(absent.notna().all(), "A missing alley should still read as having none.")


def close_enough(own: Own) -> None:
    """Within ten percent means of the price."""
    share = own("metrics").within_ten_score
    for price, estimate, close in ((1e5, 110_500, 0), (1e5, 109_500, 1), (1e5, 90_500, 1)):
        found = float(share([price], [estimate]))
        hold(found == close, f"${price:,.0f} estimated at ${estimate:,} counts as {found:g}.")
    rows = share(np.full((2, 2), 1e5), np.array([[1e5, 2e5], [1e5, 1e5]]))
    hold(np.allclose(rows, [0.5, 1.0]), "Several resamples at once do not give one share each.")


def sold_twice(own: Own) -> None:
    """A parcel stays once, with its last sale."""
    raw = pd.DataFrame(
        {
            "Pid": [3, 1, 2, 1],
            "Price": [100.0, 110.0, 120.0, 130.0],
            "Yr.Sold": [2006, 2006, 2007, 2008],
            "Mo.Sold": [5, 6, 7, 8],
            "Year.Built": 1990,
            "Garage.Yr.Blt": 1991.0,
        }
    )
    clean, _ = own("cleaning").clean(raw)
    hold(clean["pid"].is_unique, f"3 parcels were sold, and {len(clean)} rows are kept.")
    hold(clean["price"].tolist() == [100.0, 120.0, 130.0], "Of two sales the last should stay.")


def narrow_range(own: Own) -> None:
    """The range holds the share of ratios that it promises."""
    ratios = np.exp(np.random.default_rng(2).normal(0, 0.1, 2000))
    for level in (0.5, 0.8, 0.9):
        low, high = own("models").usual_ratios(ratios, level)
        inside = float(np.mean((ratios >= low) & (ratios <= high)))
        hold(
            abs(inside - level) < 0.01, f"A range for {level:.0%} of the ratios holds {inside:.0%}."
        )


def baths_per_bedroom(own: Own) -> None:
    """The new column divides baths by bedrooms, and stays empty without a bedroom."""
    table = houses()
    found = own("features").add_features(table)
    hold("baths_per_bedroom" in found, "There is no column baths_per_bedroom.")
    rooms = table["bedroom_abvgr"]
    right = found["total_bath"] / rooms.where(rooms > 0)
    hold(np.isfinite(found["baths_per_bedroom"].dropna()).all(), "A house without bedrooms is inf.")
    same = np.allclose(found["baths_per_bedroom"], right, equal_nan=True)
    hold(same, "baths_per_bedroom is not total_bath over bedroom_abvgr.")
    hold(len(found) == len(table), "Rows were lost.")


def too_high(own: Own) -> None:
    """The new metric counts estimates more than a tenth above the price, along an axis."""
    known = own("metrics").METRICS
    hold("too_high" in known, "METRICS has no too_high.")
    found = float(known["too_high"]([100.0, 100.0, 100.0, 100.0], [111.0, 109.0, 80.0, 150.0]))
    hold(found == 0.5, f"Of 4 houses 2 are more than 10% too high, and too_high is {found:g}.")
    rows = known["too_high"](np.full((2, 2), 100.0), np.array([[120.0, 90.0], [100.0, 100.0]]))
    hold(np.shape(rows) == (2,), "With one resample a row it must give one number a row.")
    hold(np.allclose(rows, [0.5, 0.0]), "With one resample a row the shares are wrong.")


def last_year(own: Own) -> None:
    """The test set is the newest calendar year, whatever share was asked for."""
    table = sales()
    for share in (0.1, 0.4):
        train, test = own("data").split(table, share)
        years = sorted(set(test["sold_on"].str[:4]))
        hold(years == ["2009"], f"The test sales are of {', '.join(years)}, not of 2009.")
        hold(train["sold_on"].max() < "2009", "Training has sales of the last year.")
        hold(len(train) + len(test) == len(table), "The two parts are not all sales.")
        hold(list(test.index) == list(range(len(test))), "Rows of a part must count from 0.")
    from workbench.errors import DataError

    try:
        own("data").split(table[table["sold_on"] >= "2009"], 0.2)
    except DataError:
        return
    hold(False, "Sales of one year only must raise DataError.")
