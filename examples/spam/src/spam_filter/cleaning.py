"""From the bytes of an email to a clean, validated row: what is read, dropped and counted."""

import re
from datetime import UTC
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import Header, decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from html import unescape
from typing import NamedTuple

import pandas as pd
import pandera.pandas as pa

from workbench.errors import DataError
from workbench.records import Count
from workbench.schemas import validated

from .data import KINDS, TARGET, fingerprint, groups

HIDDEN = re.compile(r"<(script|style)\b[^>]*>.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"<[^<>]{1,2000}>")
FOOTER_START = re.compile(r"^\s*[-_=*]{10,}\s*$")
FOOTER_LINES = 12  # a footer is a ruled-off block of at most so many lines at the end
FOOTER_WORDS = ("mailing list", "unsubscribe", "listinfo", "yahoo! groups", "sponsor")
ADDRESSES = ("from", "to", "cc", "reply-to", "sender")
RECEIVED = re.compile(r";\s*([^;]+)$", re.DOTALL)


class Email(NamedTuple):
    """The readable parts of an email.

    ``received`` is in ISO form, UTC, or empty; ``people`` are the words of names and addresses in
    the headers; ``unreadable`` counts parts whose bytes were not what they claimed.
    """

    headers: str
    subject: str
    body: str
    footer: str
    received: str
    people: str
    html: bool
    attachments: int
    unreadable: int


def decoded(content: bytes, charset: str | None) -> tuple[str, bool]:
    r"""Return the text of some bytes, and whether they were what their charset claims.

    Unknown or wrong charsets are common in spam: Latin-1 reads any byte, so no email is dropped.

    >>> decoded("é".encode(), "utf-8"), decoded(b"\xe9", "no-such-charset")
    (('é', True), ('é', False))
    """
    try:
        text = content.decode(charset or "ascii")
        text.encode()  # UTF-7 can spell half a character, which no file can hold
        return text, True
    except (LookupError, UnicodeError, ValueError):
        return content.decode("latin-1"), charset is None


def visible(html: str) -> str:
    """Return the words of HTML that a reader would see.

    >>> visible("<p>Buy&nbsp;<b>now</b></p><style>p {}</style>").split()
    ['Buy', 'now']
    """
    return unescape(TAG.sub(" ", HIDDEN.sub(" ", html))).replace("\xa0", " ")


def content(message: Message) -> tuple[str, tuple[bool, int, int]]:
    """Return the texts of all parts, whether one is HTML, attachments and unreadable parts.

    Of an alternative both versions are read, as a filter sees them.
    """
    texts, html, attachments, unreadable = [], False, 0, 0
    for part in message.walk():
        if part.is_multipart():
            continue
        kind = part.get_content_maintype()
        if kind not in ("text", "multipart") or part.get_filename():
            attachments += 1
            continue
        payload = part.get_payload(decode=True)
        raw = payload if isinstance(payload, bytes) else b""
        text, honest = decoded(raw, part.get_content_charset())
        unreadable += not honest or kind == "multipart"  # which says it has parts, and has none
        if part.get_content_subtype() == "html":
            html, text = True, visible(text)
        texts.append(text)
    return "\n".join(texts), (html, attachments, unreadable)


def header(value: object) -> str:
    """Return a header as people read it, with encoded words decoded.

    Bytes that no header may hold come as a ``Header``; they are read as those of a body are.
    """
    raw = decode_header(value) if isinstance(value, Header) else [(str(value), None)]
    text = "".join(w if isinstance(w, str) else decoded(w, None)[0] for w, _ in raw)
    try:
        parts = decode_header(text)
    except (ValueError, MessageError):
        return " ".join(text.split())
    words = [w if isinstance(w, str) else decoded(w, charset)[0] for w, charset in parts]
    return " ".join(" ".join(words).split())


def without_footer(body: str) -> tuple[str, str]:
    r"""Return the body and the ruled-off block that a mailing list or host put at its end.

    >>> without_footer("Hi\n____________\nlinux-users mailing list\n")
    ('Hi', '____________\nlinux-users mailing list')
    """
    lines = body.rstrip().splitlines()
    for start in range(max(0, len(lines) - FOOTER_LINES), len(lines)):
        if FOOTER_START.match(lines[start]):
            footer = "\n".join(lines[start:])
            if any(word in footer.lower() for word in FOOTER_WORDS):
                return "\n".join(lines[:start]), footer
    return body, ""


def utc(stamp: str) -> str:
    """Return the time of a header in ISO form, in UTC.

    >>> utc("Thu, 22 Aug 2002 12:36:23 +0100")
    '2002-08-22T11:36:23'
    """
    when = parsedate_to_datetime(stamp.strip())
    return (when if when.tzinfo is None else when.astimezone(UTC)).isoformat()[:19]


def received(message: Message) -> str:
    """Return when the email arrived: the newest server's stamp, which a sender cannot forge."""
    stamp = RECEIVED.search(str(message.get("received", "")))
    try:
        return utc(stamp[1]) if stamp else ""
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def parse(raw: bytes) -> Email:
    """Return the parts of an email; one that cannot be read at all has empty parts.

    Args:
        raw: The email as a server stores it, with or without the `From ` line of an mbox.
    """
    try:
        message = message_from_bytes(raw, policy=policy.compat32)
        text, found = content(message)
    except RecursionError:  # parts within parts, hundreds deep: no mail program writes that
        return Email("", "", "", "", "", "", html=False, attachments=0, unreadable=1)
    body, footer = without_footer(text)
    lines = [f"{name}: {header(value)}" for name, value in message.items()]
    people = [header(value) for name in ADDRESSES for value in message.get_all(name, [])]
    headers = "\n".join(line for line in lines if not line.lower().startswith("subject:"))
    subject, names = header(message.get("subject", "")), " ".join(people)
    return Email(headers, subject, body.strip(), footer, received(message), names, *found)


def foreign(text: str) -> float:
    """Return the share of the characters of a text that are not ASCII.

    >>> foreign("Grüße"), foreign("")
    (0.4, 0.0)
    """
    return 1 - len(text.encode("ascii", "ignore")) / len(text) if text else 0.0


def clean(raw: pd.DataFrame, alike: float) -> tuple[pd.DataFrame, list[Count]]:
    """Return one row a different email, by id, with its class and group, and what was dropped.

    A copy has the same body but for case, numbers and spaces; the first by id stays.

    Args:
        raw: One row an email, with ``id``, ``kind`` and ``raw``.
        alike: The least cosine of two near copies, which share a group.

    Raises:
        DataError: The table is empty, lacks a column, or has only one class.
    """
    from workbench.parallel import shown  # the demo's image has no joblib

    if missing := {"id", "kind", "raw"} - set(raw):
        raise DataError(f"the raw table has no column {', '.join(sorted(missing))}")
    if raw.empty:
        raise DataError("the raw table is empty")
    parts = pd.DataFrame(
        [parse(each) for each in shown(raw["raw"], "emails", len(raw))], columns=list(Email._fields)
    )
    emails = pd.concat([raw[["id", "kind"]].reset_index(drop=True), parts], axis=1)
    emails[TARGET] = emails["kind"].str.startswith("spam").astype(int)
    if emails[TARGET].nunique() < 2:
        raise DataError("the emails are all spam or all not: both are needed")
    single = emails[~fingerprint(emails).duplicated()].reset_index(drop=True)
    single["foreign"] = (single["subject"] + single["body"]).map(foreign)
    single["group"] = groups(single, alike)
    found = {
        "copies dropped": len(emails) - len(single),
        "kept with a mislabeled charset": (single["unreadable"] > 0).sum(),
        "kept with an empty body": (single["body"] == "").sum(),
        "kept without a received date": (single["received"] == "").sum(),
        "list footers removed": (single["footer"] != "").sum(),
    }
    return single, [Count(what=what, rows=int(rows)) for what, rows in found.items()]


def schema() -> pa.DataFrameSchema:
    """Return the schema of the cleaned table: types, ranges and levels of every column."""
    text, count = pa.Column(str), pa.Column(int, pa.Check.ge(0))
    return pa.DataFrameSchema(
        {
            "id": pa.Column(str, pa.Check.str_matches(r"^[a-z]+(-[a-z]+)?-\d/\d{5}$"), unique=True),
            "kind": pa.Column(str, pa.Check.isin(list(KINDS))),
            **dict.fromkeys(("headers", "subject", "body", "footer", "people"), text),
            "received": pa.Column(str, pa.Check.str_matches(r"^(\d{4}-\d\d-\d\dT[\d:]{8})?$")),
            "html": pa.Column(bool),
            **dict.fromkeys(("attachments", "unreadable", "group"), count),
            "foreign": pa.Column(float, pa.Check.in_range(0, 1)),
            TARGET: pa.Column(int, pa.Check.isin([0, 1])),
        },
        strict=True,
        coerce=True,
    )


def validate(emails: pd.DataFrame) -> pd.DataFrame:
    """Return the table with the schema's types.

    Raises:
        DataError: Names the email that breaks a rule, not the value, which is somebody's letter.
    """
    return validated(emails, schema(), "the module cleaning", private_by="id")
