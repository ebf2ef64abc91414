"""Columns that name a person, or say how to reach one: no model sees them."""

import re

import pandas as pd

from .names import words_of

MOST = 0.5  # of the cells: from there a column is of such values
DISTINCT = 0.3  # of the cells: below, a column called so says something else, such as yes or no
FEWEST = 20  # cells that differ
FORMS = {
    "email addresses": re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}"),
    "phone numbers": re.compile(
        r"(\+|00)\d{1,3}[ /().-]*\d[\d /().-]{5,14}\d|\(\d{3}\) ?\d{3}-\d{4}"
        r"|\d{3}-\d{3}-\d{4}"
    ),
    "bank accounts": re.compile(r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?"),
    "network addresses": re.compile(r"(?:\d{1,3}\.){3}\d{1,3}"),
    "social security numbers": re.compile(r"\d{3}-\d{2}-\d{4}"),
}
CALLED = {
    "a name": {
        "firstname",
        "lastname",
        "surname",
        "forename",
        "fullname",
        "nickname",
        "vorname",
        "nachname",
        "username",
    },
    "an email address": {"email", "mail", "emails"},
    "a phone number": {"phone", "telephone", "mobile", "fax", "cellphone", "tel"},
    "an address": {"address", "street", "addr"},
    "an identity number": {"ssn", "passport", "iban", "nin", "taxid", "license"},
}
OF_A_NAME = {
    "first",
    "last",
    "full",
    "given",
    "middle",
    "maiden",
    "sur",
    "customer",
    "patient",
    "person",
    "employee",
    "client",
    "user",
    "contact",
    "student",
    "member",
}


def called(name: str) -> str:
    """Return what a column's name says that it holds, nothing if that is not personal.

    >>> called("First Name"), called("customer_email"), called("product_name")
    ('a name', 'an email address', '')
    """
    words = words_of(name)
    if "name" in words and words & OF_A_NAME:
        return "a name"
    return next((what for what, known in CALLED.items() if words & known), "")


def personal(name: str, text: pd.Series) -> str:
    """Return why a column looks personal, nothing if it does not.

    Args:
        name: Of the column.
        text: Its cells that say something.
    """
    cells = text[text != ""]
    if cells.empty:
        return ""
    for what, form in FORMS.items():
        if cells.head(2000).str.fullmatch(form).mean() >= MOST:
            return f"looks personal: {what}"
    levels = cells.nunique()
    if (what := called(name)) and levels >= max(FEWEST, DISTINCT * len(cells)):
        return f"looks personal: called like {what}"
    return ""
