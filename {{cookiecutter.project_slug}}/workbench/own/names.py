"""What the name of a column says: that it names a row, somebody, a code, a year."""

import re

PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
ROW = set(
    """
    id ids uuid guid key nr no row rownames index serial isbn pid ssn email phone unnamed
    """.split()
)
SOMEBODY = set(
    """
    subject patient participant person individual user customer client member employee student
    pupil school firm provider prov provnum hospital business household account device machine
    store animal author
    """.split()
)
SOMETHING = set(
    """
    child parent movie item product order session trip match game team player doctor house family
    company group
    """.split()
)
CALENDAR = {"year", "month", "day", "week", "hour", "date", "quarter", "weekday"}
CODE = set(
    """
    zip zipcode postal postcode code codes msa fips type sector origin race region state county
    district occupation occ industry class denomination treatment trt arm
    """.split()
)
CODE_ENDS = ("type", "code", "class", "sector", "region")
YEAR = {"year", "yr", "years"}
REPEATING_ID = {"id", "ids", "uuid", "guid", "nr"}
BESIDE = {"name", "code", "number", "num", "no"}  # what may stand beside it in a name
WHO = set(
    """
    sex gender male female race ethnicity ethnic religion nationality disability disabled hisp
    hispan hispanic
    """.split()
)
WHO_BESIDE = {"black", "white", "asian", "age", "married"}  # beside one of these
BIRTH = {"birth", "birthday", "birthdate", "dob", "born", "founded", "opened"}
PLURAL = re.compile(r"s\b")
HAPPENED = set(
    """
    date sold created issue issued order event time arrival visit timestamp month day
    """.split()
)


def counted(count: int, what: str) -> str:
    """Return a count with its words, of which the first that ends in s is the plural.

    >>> counted(2300, "rows"), counted(1, "rows dropped without a target")
    ('2,300 rows', '1 row dropped without a target')
    """
    return f"{count:,} {PLURAL.sub('', what, count=1) if count == 1 else what}"


def words_of(name: str) -> set[str]:
    """Return the words of a column's name, in small letters.

    >>> sorted(words_of("MSSubClass")), sorted(words_of("userid"))
    (['class', 'ms', 'sub'], ['id', 'user', 'userid'])
    """
    words = {part.lower() for part in PARTS.findall(name)}
    joined = {word[:-2] for word in words if word.endswith("id")} & (SOMEBODY | SOMETHING)
    return words | joined | ({"id"} if joined else set())


def names_a_code(name: str) -> bool:
    """Return whether a name says that whole numbers are codes: zip, sector, MOSTYPE."""
    words = words_of(name)
    return bool(words & (CODE | REPEATING_ID)) or any(word.endswith(CODE_ENDS) for word in words)
