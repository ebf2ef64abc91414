"""The applicant for a loan that one can change on the page; amounts are in the table's currency."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

MONEY = 10_000_000


class Applicant(BaseModel):
    """What is entered of an applicant; what is left empty was not told."""

    model_config = ConfigDict(extra="forbid")

    amount: int = Field(title="Loan", ge=1, le=MONEY)
    price: int = Field(title="Price of the purchase", ge=1, le=MONEY)
    time: int = Field(title="Length of the loan", description="months", ge=1, le=120)
    records: Literal["yes", "no"] = Field(title="Past trouble on record")
    job: Literal["fixed", "freelance", "partime", "others"] | None = Field(None, title="Job")
    seniority: int = Field(title="Years in the job", ge=0, le=80)
    income: int | None = Field(None, title="Income", description="a month", ge=0, le=MONEY)
    expenses: int = Field(title="Expenses", description="a month", ge=0, le=MONEY)
    assets: int | None = Field(None, title="Assets", ge=0, le=MONEY)
    debt: int | None = Field(None, title="Debt", ge=0, le=MONEY)
    home: Literal["owner", "rent", "parents", "other", "priv"] | None = Field(None, title="Home")
    age: int = Field(title="Age", ge=18, le=110)
    marital: Literal["married", "single", "separated", "divorced", "widow"] | None = Field(
        None, title="Marital status"
    )


def row(entered: Applicant) -> dict[str, Any]:
    """Return the row of the table."""
    return entered.model_dump()
