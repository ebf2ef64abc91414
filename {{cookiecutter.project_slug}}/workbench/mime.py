"""From the bytes and headers of an email to text, whatever a mail program made of them."""

from datetime import UTC
from email.errors import MessageError
from email.header import Header, decode_header
from email.utils import parsedate_to_datetime

__all__ = ["decoded", "header", "utc"]


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
