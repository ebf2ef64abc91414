"""The house that one can change on the page, and the row of the table that it stands for."""

from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from project_package.data import read
from workbench.files import TRAIN
from workbench.server.answers import made_by_run
from workbench.server.typical import typical

TABLE, PRICES = read(made_by_run(TRAIN))
GRADES = {"Ex": "excellent", "Gd": "good", "TA": "typical", "Fa": "fair", "Po": "poor"}
NEIGHBORHOODS = sorted(TABLE["neighborhood"].unique())
TYPICAL = typical(TABLE)
GARAGE_SF = TYPICAL["garage_area"] / TYPICAL["garage_cars"]  # square feet a car
PARTS_OF = {  # texts that say of what a house does not have
    "garage_cars": ["garage_type", "garage_finish", "garage_qual", "garage_cond"],
    "fireplaces": ["fireplace_qu"],
    "total_bsmt_sf": [
        "bsmt_qual",
        "bsmt_cond",
        "bsmt_exposure",
        "bsmtfin_type_1",
        "bsmtfin_type_2",
    ],
}


class House(BaseModel):
    """What is entered of a house; areas are in square feet."""

    model_config = ConfigDict(extra="forbid")

    neighborhood: str = Field(title="Neighborhood", json_schema_extra={"enum": NEIGHBORHOODS})
    overall_qual: int = Field(title="Quality", description="1 very poor to 10", ge=1, le=10)
    overall_cond: int = Field(title="Condition", description="1 very poor to 10", ge=1, le=10)
    year_built: int = Field(title="Year built", ge=1800, le=2010)
    year_remod_add: int = Field(title="Year last rebuilt", ge=1800, le=2010)
    x1st_flr_sf: int = Field(title="Ground floor", description="square feet", ge=300, le=6000)
    x2nd_flr_sf: int = Field(title="Upper floor", description="square feet", ge=0, le=3000)
    total_bsmt_sf: int = Field(title="Basement", description="square feet", ge=0, le=6500)
    bsmtfin_sf_1: int = Field(title="Finished basement", description="square feet", ge=0, le=6000)
    lot_area: int = Field(title="Lot", description="square feet", ge=1000, le=250_000)
    bedroom_abvgr: int = Field(title="Bedrooms", ge=0, le=10)
    full_bath: int = Field(title="Full bathrooms", ge=0, le=5)
    kitchen_qual: Literal["Ex", "Gd", "TA", "Fa", "Po"] = Field(title="Kitchen")
    garage_cars: int = Field(title="Cars in the garage", ge=0, le=5)
    fireplaces: int = Field(title="Fireplaces", ge=0, le=4)

    @model_validator(mode="after")
    def holds_together(self) -> Self:
        """Refuse what no house can be."""
        if self.neighborhood not in NEIGHBORHOODS:
            known = ", ".join(NEIGHBORHOODS)
            raise ValueError(f"Neighborhood must be one of those in the data: {known}.")
        if self.bsmtfin_sf_1 > self.total_bsmt_sf:
            raise ValueError("Finished basement must not be larger than the basement.")
        if self.year_remod_add < self.year_built:
            raise ValueError("Year last rebuilt must not be before the year built.")
        return self


def house(row: dict[str, Any]) -> House:
    """Return the house of a typical row, whose medians need not hold together."""
    found = {name: row[name] for name in House.model_fields}
    found["year_remod_add"] = max(row["year_remod_add"], row["year_built"])
    found["bsmtfin_sf_1"] = min(row["bsmtfin_sf_1"], row["total_bsmt_sf"])
    return House(**found)


def row(entered: House) -> dict[str, Any]:
    """Return the row of the table: what was entered, what follows from it, the rest as typical."""
    own = entered.model_dump()
    two_floors = entered.x2nd_flr_sf > 0
    finished = min(entered.bsmtfin_sf_1, entered.total_bsmt_sf)
    follows = {
        "area": entered.x1st_flr_sf + entered.x2nd_flr_sf,
        "house_style": "2Story" if two_floors else "1Story",
        "ms_subclass": 60 if two_floors else 20,  # the assessor's codes for the same
        "bsmtfin_sf_1": finished,
        "bsmtfin_sf_2": 0,
        "bsmt_unf_sf": entered.total_bsmt_sf - finished,
        "garage_area": GARAGE_SF * entered.garage_cars,
        "garage_yr_blt": entered.year_built if entered.garage_cars else None,
        "year_remod_add": max(entered.year_remod_add, entered.year_built),
    }
    absent = {part: None for what, parts in PARTS_OF.items() if not own[what] for part in parts}
    return {**TYPICAL, **own, **follows, **absent}
