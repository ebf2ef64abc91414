"""Columns that name a person, or say how to reach one.

No model sees them unless the author says so, and no document, slice or form shows their values even
then.
"""

import re

import pandas as pd

from .names import words_of

__all__ = ["people", "personal"]

MOST = 0.5  # of the cells: from there a column is of such values
DISTINCT = 0.3  # of the cells: below, a column called so says something else, such as yes or no
FEWEST = 20  # cells that differ
MOST_LEVELS = 2000  # looked at
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


PERSON = set(
    """
    agent author captain cashier client clerk coach contact customer doctor driver employee guest
    host judge manager member nurse owner passenger patient person physician pilot player rep
    representative salesman salesperson seller student supervisor teacher technician user winner
    """.split()
)
GIVEN = set(  # names that many people have; months and places are left out
    """
    adam ahmed alan albert alejandro alex alexander ali alice amanda amy ana andrea andreas andrew
    anders angela anita ann anna anne anthony antonio barbara ben benjamin bernd betty bill bob
    brandon brenda brian bruce carl carlos carol carolyn catherine chris christian christine
    christopher claire claudia cynthia daniel david deborah debra dennis diana diane diego donald
    donna dorothy edward elena elizabeth emily emma eric erik eva fatima felix frances francesco
    frank frederic gary george gloria greg gregory hanna hannah hans harold heather helen helena
    henry ibrahim ivan jack jacob james jan jane janet jason jean jeff jeffrey jennifer jenny jerry
    jessica jim joan joe johan john jonathan jose joseph joshua joyce juan judith judy julia julie
    jürgen justin karen katharina katherine kathleen keith kelly kenneth kevin klaus kristin larry
    lars laura lauren leo linda lisa louis lucas lucia luis luke lukas magdalena maria marie marina
    mario mark markus martha martin mary matthew megan mehmet melissa michael michelle miguel mike
    mohamed mohammed monica nancy natalie nathan nicholas nicole nina noah olga olivia oscar pablo
    pamela patricia patrick paul pedro peter philip pierre rachel ralph raymond rebecca richard
    robert roger ronald rosa roy ruth ryan samantha samuel sandra sara sarah scott sergio sharon
    shirley simon sofia sophia sophie stefan stephanie stephen steve steven susan sven tanya teresa
    theresa thomas tim timothy tina tom tyler ursula victor vincent walter wei wolfgang yusuf
    """.split()
)
ONE_NAME = re.compile(r"(?:[A-Z]\.|[^\W\d_a-z][\w'\u2019.-]*|von|van|de|da|di|la|le|bin|al)")
LIKE_NAMES = 0.8  # of the levels
OF_GIVEN = 0.5  # of the levels, with a given name in them: then the column's name does not matter
LONGEST_NAME = 5  # words


def words_in(level: str) -> list[str]:
    """Return the words of a level, without commas."""
    return level.replace(",", " ").split()


def like_a_name(level: str) -> bool:
    """Return whether a level is written as the name of a person is.

    >>> like_a_name("Anna de Souza"), like_a_name("Smith, J."), like_a_name("Part time")
    (True, True, False)
    """
    words = words_in(level)
    return 0 < len(words) <= LONGEST_NAME and all(map(ONE_NAME.fullmatch, words))


def people(name: str, cells: pd.Series) -> bool:
    """Return whether the levels of a column are names of people.

    They are if half of them hold a common given name, or if they are written like names and the
    column is called like a person, or somebody's name.

    >>> staff = pd.Series(["Anna Lee", "Tom Ford", "Mary Ann Hill"])
    >>> people("rep", staff), people("color", pd.Series(["Red", "Blue"]))
    (True, False)
    """
    levels = pd.Series(cells.unique()[:MOST_LEVELS])
    if levels.empty or levels.map(like_a_name).mean() < LIKE_NAMES:
        return False
    if called(name) == "a name":
        return True
    words = levels.map(words_in)
    given = words.map(lambda each: bool({word.lower() for word in each} & GIVEN)).mean()
    several = float((words.map(len) > 1).mean())
    named = bool(words_of(name) & PERSON)
    return bool(given >= OF_GIVEN or (named and (several >= OF_GIVEN or given > 0)))


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
    if people(name, cells):
        return "looks personal: names of people"
    return ""
