"""An email is read whatever a program made of it, and what could not be read is counted."""

from base64 import b64encode
from quopri import encodestring

import pandas as pd
import pytest

from project_package.cleaning import decoded, parse, utc, visible


def part(kind: str, body: bytes, *headers: str) -> bytes:
    lines = [f"Content-Type: {kind}", *headers, "", ""]
    return "\n".join(lines).encode() + body


def multipart(subtype: str, *parts: bytes) -> bytes:
    """Return an email of several parts."""
    top = f'MIME-Version: 1.0\nContent-Type: multipart/{subtype}; boundary="line"\n\n'
    return top.encode() + b"".join(b"--line\n" + each + b"\n" for each in parts) + b"--line--\n"


def test_both_versions_of_an_alternative_are_read():
    found = parse(
        multipart(
            "alternative",
            part("text/plain", b"in plain"),
            part("text/html", b"<p>in <b>HTML</b></p>"),
        )
    )
    assert found.body.split() == ["in", "plain", "in", "HTML"]
    assert found.html


def test_of_html_only_the_words_that_a_reader_sees_are_kept():
    html = b"""<html><head><style>p {color: red}</style><script>var x = 1;</script></head>
    <body><!-- hidden --><p>Buy&nbsp;now &amp; save</p><a href="http://example.org">here</a>"""
    found = parse(part("text/html", html))
    assert found.body.split() == ["Buy", "now", "&", "save", "here"]
    assert (found.html, "\xa0" in found.body) == (True, False)


def test_html_that_is_never_closed_is_read():
    assert visible("<p>one <b>two <a href='x'>three").split() == ["one", "two", "three"]


@pytest.mark.parametrize(
    ("way", "encode"),
    [("base64", b64encode), ("quoted-printable", encodestring), ("8bit", bytes), ("x-odd", bytes)],
)
def test_every_transfer_encoding_gives_the_same_text(way, encode):
    text = "Grüße aus Köln"
    raw = part(
        "text/plain; charset=utf-8",
        encode(text.encode()),
        f"Content-Transfer-Encoding: {way}",
    )
    assert parse(raw).body == text


@pytest.mark.parametrize(
    ("charset", "content", "text", "unreadable"),
    [
        ("utf-8", "é".encode(), "é", 0),
        ("iso-8859-1", b"\xe9", "é", 0),
        ("no-such-charset", b"\xe9", "é", 1),
        ("utf-8", b"\xe9", "é", 1),
        ("us-ascii", b"\xe9", "é", 1),
        ("utf-16", b"abc", "abc", 1),
        ("base64", b"abc", "abc", 1),
        ("idna", b"\xe9", "é", 1),
        ("koi8-r", "да".encode("koi8-r"), "да", 0),
    ],
)
def test_a_wrong_charset_loses_nothing_and_is_counted(charset, content, text, unreadable):
    found = parse(part(f"text/plain; charset={charset}", content))
    assert (found.body, found.unreadable) == (text, unreadable)


def test_no_charset_at_all_is_read_as_latin_1_and_not_counted():
    assert decoded(b"caf\xe9", None) == ("café", True)
    assert parse(b"Subject: x\n\ncaf\xe9\n").unreadable == 0


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        (b"Subject: =?utf-8?b?R3LDvMOfZQ==?=\n\n", "Grüße"),
        (b"Subject: =?iso-8859-1?q?Gr=FC=DFe?=\n\n", "Grüße"),
        (b"Subject: =?no-such?q?abc?=\n\n", "abc"),
        (b"Subject: =?utf-8?b?not base64?=\n\n", "=?utf-8?b?not base64?="),
        (b"Subject: =?utf-8?b?a?= broken\n\n", "=?utf-8?b?a?= broken"),
        (b"Subject: caf\xe9 =?utf-8?q?=C3=BC?=\n\n", "café ü"),
        (b"Subject: two\n lines\n\n", "two lines"),
        (b"Subject:\n\n", ""),
        (b"From: ann@example.org\n\n", ""),
        (b"SUBJECT: loud\n\n", "loud"),
    ],
)
def test_a_subject_is_what_people_read(raw, subject):
    assert parse(raw).subject == subject


@pytest.mark.parametrize(("charset", "half"), [("utf-7", "+2AA-"), ("unicode_escape", r"\ud800")])
def test_half_a_character_is_counted_and_can_be_written_to_a_file(charset, half, tmp_path):
    subject = f"Subject: =?{charset}?q?{half}?="
    found = parse(part(f"text/plain; charset={charset}", half.encode(), subject))
    assert (found.subject, found.body, found.unreadable) == (half, half, 1)
    pd.DataFrame([found]).to_parquet(tmp_path / "email.parquet")


def test_every_part_that_is_not_what_it_claims_is_counted():
    wrong = part("text/plain; charset=no-such-charset", b"words")
    found = parse(multipart("mixed", wrong, part("text/plain", b"more"), wrong))
    assert found.unreadable == 2


@pytest.mark.parametrize("boundary", ["", "; boundary=line", "; boundary="])
def test_an_email_that_says_it_has_parts_and_has_none_is_read_and_counted(boundary):
    found = parse(part(f"multipart/mixed{boundary}", b"words all the same"))
    assert (found.body, found.unreadable, found.attachments) == ("words all the same", 1, 0)


def test_an_attachment_is_counted_and_not_read():
    named = part(
        "text/plain; name=a.txt", b"in the file", "Content-Disposition: attachment; filename=a.txt"
    )
    picture = part("image/png", b64encode(b"\x89PNG"), "Content-Transfer-Encoding: base64")
    found = parse(multipart("mixed", part("text/plain", b"see attached"), named, picture))
    assert (found.body, found.attachments) == ("see attached", 2)


def test_an_email_of_attachments_only_has_an_empty_body():
    picture = part("image/png", b64encode(b"\x89PNG"), "Content-Transfer-Encoding: base64")
    found = parse(multipart("mixed", picture, picture))
    assert (found.body, found.attachments, found.unreadable) == ("", 2, 0)


def test_an_email_inside_an_email_is_read():
    inner = b"Subject: inside\n\nthe forwarded words\n"
    found = parse(
        multipart("mixed", part("message/rfc822", inner), part("text/plain", b"my words"))
    )
    assert "the forwarded words" in found.body
    assert "my words" in found.body
    assert found.subject == ""


def test_the_line_of_an_mbox_is_no_header():
    found = parse(b"From nobody Mon Aug 26 2002\nSubject: mbox\n\nhello\n")
    assert (found.headers, found.subject, found.body) == ("", "mbox", "hello")


def test_a_time_without_a_zone_is_taken_as_it_is():
    assert utc("Thu, 22 Aug 2002 12:36:23 -0000") == "2002-08-22T12:36:23"
