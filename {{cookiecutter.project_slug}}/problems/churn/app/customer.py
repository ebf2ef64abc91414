"""The customer that one can change on the page, and the row of the table that it stands for."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from project_package.features import ADD_ONS

Protection = Literal["Yes", "No", "No internet service"]
WITHOUT_INTERNET, WITHOUT_TELEPHONE = "No internet service", "No phone service"


class Customer(BaseModel):
    """What is entered of a customer; the total paid is left to tenure and monthly charge."""

    model_config = ConfigDict(extra="forbid")

    tenure: int = Field(title="Tenure", description="months", ge=0, le=120)
    contract: Literal["Month-to-month", "One year", "Two year"] = Field(title="Contract")
    monthly_charges: float = Field(
        title="Monthly charge", description="dollars", ge=0, le=1000, allow_inf_nan=False
    )
    internet_service: Literal["DSL", "Fiber optic", "No"] = Field(title="Internet")
    payment_method: Literal[
        "Bank transfer (automatic)",
        "Credit card (automatic)",
        "Electronic check",
        "Mailed check",
    ] = Field(title="Payment")
    paperless_billing: bool = Field(title="Paperless bill")
    online_security: Protection = Field(title="Online security")
    online_backup: Protection = Field(title="Online backup")
    device_protection: Protection = Field(title="Device protection")
    tech_support: Protection = Field(title="Tech support")
    streaming_tv: Protection = Field(title="Streaming TV")
    streaming_movies: Protection = Field(title="Streaming films")
    phone_service: bool = Field(title="Telephone")
    multiple_lines: Literal["Yes", "No", "No phone service"] = Field(title="Several lines")
    partner: bool = Field(title="Partner")
    dependents: bool = Field(title="Dependents")
    senior_citizen: bool = Field(title="65 or older")
    female: bool = Field(title="Female")


def row(entered: Customer) -> dict[str, Any]:
    """Return the row of the table; a service that needs another one goes with it."""
    own = entered.model_dump()
    needs = dict.fromkeys(ADD_ONS, (entered.internet_service != "No", WITHOUT_INTERNET))
    needs["multiple_lines"] = (entered.phone_service, WITHOUT_TELEPHONE)
    for name, (there, without) in needs.items():
        if not there:
            own[name] = without
        elif own[name] == without:
            own[name] = "No"
    return {**own, "total_charges": entered.tenure * entered.monthly_charges}
