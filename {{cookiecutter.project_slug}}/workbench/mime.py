"""From the parts of an email to text, whatever a mail program made of them."""

import re
from datetime import UTC
from email.errors import MessageError
from email.header import Header, decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from html import unescape

__all__ = ["content", "header", "utc"]

HIDDEN = re.compile(r"<(script|style)\b[^>]*>.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"<[^<>]{1,2000}>")


def decoded(content: bytes, charset: str | None) -> tuple[str, bool]:
    r"""Return the text of some bytes, and whether they were what their charset claims.

    Unknown or wrong charsets are common in spam: Latin-1 reads any byte, so nothing is lost.

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


def utc(stamp: str) -> str:
    """Return the time of a header in ISO form, in UTC.

    Raises:
        ValueError, TypeError, IndexError, OverflowError: There is no such time.

    >>> utc("Thu, 22 Aug 2002 12:36:23 +0100")
    '2002-08-22T11:36:23'
    """
    when = parsedate_to_datetime(stamp.strip())
    return (when if when.tzinfo is None else when.astimezone(UTC)).isoformat()[:19]
