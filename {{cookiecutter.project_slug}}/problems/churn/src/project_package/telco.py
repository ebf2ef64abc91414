"""The telephone company's table: its repairs, its schema, and the columns made from it."""

import numpy as np
import pandas as pd
import pandera.pandas as pa

from workbench.records import Count

POSITIVE = "Yes"  # the customer left within the last month
ADD_ONS = [
    "multiple_lines",
    "online_security",
    "online_backup",
    "device_protection",
    "tech_support",
    "streaming_tv",
    "streaming_movies",
]
FLAGS = ["female", "senior_citizen", "partner", "dependents", "phone_service", "paperless_billing"]
LEVELS = {
    "internet_service": ["DSL", "Fiber optic", "No"],
    "contract": ["Month-to-month", "One year", "Two year"],
    "payment_method": [
        "Bank transfer (automatic)",
        "Credit card (automatic)",
        "Electronic check",
        "Mailed check",
    ],
    **{column: ["Yes", "No", "No internet service"] for column in ADD_ONS[1:]},
    "multiple_lines": ["Yes", "No", "No phone service"],
}


def repair(customers: pd.DataFrame) -> tuple[pd.DataFrame, list[Count]]:
    """Return the table with the total of customers without a bill set to zero, and their count."""
    unbilled = customers["total_charges"].isna() & (customers["tenure"] == 0)
    total = customers["total_charges"].mask(unbilled, 0.0)
    what = "empty totals set to zero, because the tenure is zero and no bill was sent"
    return customers.assign(total_charges=total), [Count(what=what, rows=int(unbilled.sum()))]


def schema() -> dict[str, pa.Column]:
    """Return the rules for every column that a model may use."""
    within = pa.Check.in_range
    return {
        **{name: pa.Column(float, pa.Check.isin([0, 1]), coerce=True) for name in FLAGS},
        **{name: pa.Column(str, pa.Check.isin(known)) for name, known in LEVELS.items()},
        "tenure": pa.Column(float, within(0, 120), coerce=True),  # months
        "monthly_charges": pa.Column(float, within(0, 1000), coerce=True),
        "total_charges": pa.Column(float, within(0, 100_000), nullable=True, coerce=True),
    }


def add_features(customers: pd.DataFrame) -> pd.DataFrame:
    """Return the table with what a person would work out from a customer's record.

    Args:
        customers: Clean rows, shape (n_customers, 19); an empty total is taken to be tenure times
            the monthly charge, which is zero for those who had no bill yet.
    """
    tenure, monthly = customers["tenure"], customers["monthly_charges"]
    total = customers["total_charges"].fillna(tenure * monthly)
    average = (total / tenure.where(tenure > 0)).fillna(monthly)
    fiber = customers["internet_service"] == "Fiber optic"
    unprotected = customers["online_security"] == "No"
    return customers.assign(
        total_charges=total,
        avg_charge=average,
        charge_gap=monthly - average,  # above zero: dearer now than it used to be
        n_services=(customers[ADD_ONS] == "Yes").sum(axis=1) + customers["phone_service"],
        log_tenure=np.log1p(tenure),
        contract_internet=customers["contract"].str.cat(customers["internet_service"], sep=", "),
        fiber_unprotected=(fiber & unprotected).astype(int),
    )
