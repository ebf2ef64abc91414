"""The data: how emails are read, what is dropped and counted, what no split may share."""

import numpy as np
import pandas as pd
import pytest

from project_package import pipeline
from project_package.cleaning import (
    FOOTER_LINES,
    clean,
    parse,
    validate,
    without_footer,
)
from project_package.data import (
    TARGET,
    fingerprint,
    folds,
    groups,
    read_table,
    split,
    split_checks,
    thread,
)
from workbench.errors import DataError
from workbench.files import TEST, TRAIN, load_config
from workbench.sources import raw_table

CONFIG = load_config()
ALIKE = CONFIG.data.alike
TRAIN_EMAILS, TEST_EMAILS = pd.read_parquet(TRAIN), pd.read_parquet(TEST)
NEWS = "The meeting of the garden club moves to the large hall because the small one is painted"
FILLER = [f"text number {chr(97 + number)}{number} of many" for number in range(60)]


def email(subject: str, body: str) -> bytes:
    return f"From: ann@example.org\nSubject: {subject}\n\n{body}\n".encode()


def table(*emails: tuple[str, bytes]) -> pd.DataFrame:
    """Return raw emails, each given by its kind and its bytes."""
    kinds = [kind for kind, _ in emails]
    ids = [f"{kind}/{number:05d}" for number, kind in enumerate(kinds)]
    return pd.DataFrame({"id": ids, "kind": kinds, "raw": [raw for _, raw in emails]})


def test_the_raw_emails_are_the_ones_that_are_expected():
    raw = raw_table(CONFIG.data.source.item)
    assert len(raw) == CONFIG.data.source.rows
    assert raw["id"].is_unique
    assert raw["raw"].map(len).min() > 0


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (table(("spam-1", email("a", "b"))).drop(columns="raw"), "no column raw"),
        (table().astype(object), "is empty"),
        (table(("spam-1", email("a", "b")), ("spam-2", email("c", "d"))), "all spam or all not"),
        (table(("easy-ham-1", email("a", "b"))), "all spam or all not"),
    ],
    ids=["column", "empty", "spam only", "real only"],
)
def test_what_cannot_be_learned_from_is_one_sentence(raw, reason):
    with pytest.raises(DataError, match=reason):
        clean(raw, ALIKE)


def test_a_plain_email_has_its_parts_in_their_places():
    found = parse(b"From: Ann <ann@example.org>\nSubject: Lunch\nX-Mailer: pine\n\nAt noon?\n")
    assert found.subject == "Lunch"
    assert found.body == "At noon?"
    assert found.headers == "From: Ann <ann@example.org>\nX-Mailer: pine"
    assert found.people == "Ann <ann@example.org>"
    assert (found.html, found.attachments, found.unreadable) == (False, 0, 0)
    assert (found.footer, found.received) == ("", "")


def test_the_subject_is_not_among_the_headers():
    found = parse(b"Subject: secret\nsubject: again\nTo: ann@example.org\n\n")
    assert found.headers == "To: ann@example.org"


def test_an_email_is_dated_by_the_server_that_received_it_last():
    raw = (
        b"Received: from a.example.org by b.example.org; Thu, 22 Aug 2002 13:36:23 +0200\n"
        b"Received: from c.example.org by a.example.org; Wed, 21 Aug 2002 09:00:00 +0000\n"
        b"Date: Fri, 1 Jan 2038 00:00:00 +0000\n\nhello\n"
    )
    assert parse(raw).received == "2002-08-22T11:36:23"


@pytest.mark.parametrize(
    "stamp", ["32 Foo 2002 99:99:99 +0000", "31 Dec 9999 23:59:59 -1200", f"1 Jan 2002 +{'9' * 20}"]
)
def test_a_time_that_no_clock_shows_is_no_time(stamp):
    assert parse(f"Received: by a.example.org; Mon, {stamp}\n\n".encode()).received == ""


@pytest.mark.parametrize("word", ["mailing list", "Unsubscribe here", "sponsor: nobody"])
def test_a_ruled_off_block_of_a_list_is_cut_off(word):
    body, footer = without_footer(f"Hello\n\n-----------------\n{word}\n")
    assert body == "Hello\n"
    assert word in footer


@pytest.mark.parametrize(
    "text",
    [
        "Hello\n-----------------\nmy own signature\n",
        "Hello\nmailing list\n",
        "Hello\n----\nmailing list\n",
        "-----------------\nmailing list\n" + "a line of the letter\n" * FOOTER_LINES,
        "",
    ],
)
def test_what_is_no_footer_of_a_list_stays(text):
    assert without_footer(text) == (text, "")


def test_the_footer_is_cut_off_before_spaces_are():
    found = parse(b"Subject: x\n\nHello\n______________\nlinux mailing list\n\n\n")
    assert (found.body, found.footer) == ("Hello", "______________\nlinux mailing list")


def test_names_in_the_headers_are_collected_so_that_reports_can_avoid_them():
    raw = b"From: =?utf-8?q?J=C3=B6rg?= <jo@example.org>\nTo: Ann\nCc: Bob\nReply-To: Eve\n\n"
    assert parse(raw).people.split() == ["Jörg", "<jo@example.org>", "Ann", "Bob", "Eve"]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n",
        b"no header at all",
        b"\x00\xff\xfe",
        b"Content-Type: multipart/mixed; boundary=line\n\n--line\n",
        b"Content-Type: multipart/mixed\n\nno boundary\n",
        b"Content-Type: nonsense\n\nbody\n",
        b"Content-Transfer-Encoding: base64\n\n!!! not base64 !!!\n",
        b"From nobody Mon Aug 26 2002\nSubject: mbox\n\nhello\n",
        b"Received: ; no date\nDate: never\n\n",
    ],
)
def test_a_broken_email_has_parts_all_the_same(raw):
    found = parse(raw)
    assert all(isinstance(each, str) for each in (found.headers, found.subject, found.body))
    assert found.received == ""


def test_parts_too_deep_to_follow_are_one_unreadable_email():
    levels = (f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(1500))
    assert parse("".join(levels).encode()) == parse(b"")._replace(unreadable=1)


def test_an_empty_email_and_one_with_only_an_attachment_are_kept_and_decided_on():
    attached = (
        b"Subject: photos\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0K\n"
    )
    raw = table(("easy-ham-1", b""), ("easy-ham-1", attached), ("spam-1", email("Buy", "now")))
    emails, counts = clean(raw, ALIKE)
    assert emails["body"].tolist() == ["", "", "now"]
    assert emails["attachments"].tolist() == [0, 1, 0]
    assert next(each.rows for each in counts if "empty body" in each.what) == 2
    assert validate(emails)[TARGET].tolist() == [0, 0, 1]


def test_a_copy_is_dropped_and_counted_and_the_first_stays():
    raw = table(
        ("easy-ham-1", email("Club", NEWS)),
        ("easy-ham-1", email("Other subject", f"7  {NEWS.upper().replace(' ', '  ')}\n\n")),
        ("spam-1", email("Buy", "now")),
    )
    emails, counts = clean(raw, ALIKE)
    assert emails["id"].tolist() == ["easy-ham-1/00000", "spam-1/00002"]
    assert next(each.rows for each in counts if "copies" in each.what) == 1


def test_what_was_repaired_or_could_not_be_read_is_counted():
    odd = b"Content-Type: text/plain; charset=no-such-charset\n\nodd words"
    dated = b"Received: by a.example.org; Thu, 22 Aug 2002 12:36:23 +0000\n\nwords"
    listed = email("Club", "Hello\n\n----------\nmailing list of the club")
    raw = table(("easy-ham-1", odd), ("easy-ham-1", dated), ("spam-1", listed))
    counts = {each.what: each.rows for each in clean(raw, ALIKE)[1]}
    assert list(counts.values()) == [0, 1, 0, 2, 1], counts


def test_short_bodies_are_no_copies_if_the_subjects_differ():
    emails = pd.DataFrame({"subject": ["one", "two"], "body": ["yes", "yes"]})
    assert fingerprint(emails).is_unique


@pytest.mark.parametrize(
    "subject", ["Re: [club] Fwd: Hall 12", "RE[2]: hall 7", "AW: Hall 3", "  hall   99 ", "HALL 0"]
)
def test_replies_have_the_subject_of_their_thread(subject):
    assert thread(subject) == "hall 0"


def test_a_thread_and_its_near_copies_are_one_group():
    almost = NEWS.replace("large", "great")
    subjects = ["Hall", "Re: Hall", "Other", *[""] * len(FILLER)]
    emails = pd.DataFrame({"subject": subjects, "body": [NEWS, "fine", almost, *FILLER]})
    emails["id"] = [f"email {number}" for number in range(len(emails))]
    one, two, three, *others = groups(emails, 0.5)
    assert one == two == three
    assert len(set(others)) == len(FILLER)  # an email without a subject starts no thread
    assert one not in others


def test_no_group_is_in_both_parts_or_in_two_folds():
    assert not set(TRAIN_EMAILS["group"]) & set(TEST_EMAILS["group"])
    rows = read_table(TRAIN_EMAILS).assign(group=TRAIN_EMAILS["group"])
    for fit, held in folds(rows, TRAIN_EMAILS[TARGET], CONFIG.folds, CONFIG.seed):
        assert not set(rows["group"].iloc[fit]) & set(rows["group"].iloc[held])
        shares = [TRAIN_EMAILS[TARGET].iloc[each].mean() for each in (fit, held)]
        assert shares[0] == pytest.approx(shares[1], abs=0.03)


def test_no_thread_and_no_near_copy_is_in_both_parts():
    checks = split_checks(TRAIN_EMAILS, TEST_EMAILS, ALIKE)
    assert [each.value for each in checks] == [0, 0, 0]
    assert all(each.passed for each in checks)


def test_a_random_split_would_fail_the_checks():
    some = TRAIN_EMAILS.head(1500)
    test = some.sample(frac=0.2, random_state=0)
    checks = split_checks(some.drop(test.index), test, ALIKE)
    assert {each.name for each in checks if not each.passed} >= {"same thread", "near copies"}


def test_every_check_of_the_split_finds_what_is_planted():
    some = TRAIN_EMAILS.head(1000)
    leaky = pd.concat([TEST_EMAILS.head(200), some.head(50)], ignore_index=True)
    assert all(each.value > 0 for each in split_checks(some, leaky, ALIKE))


def test_the_split_is_the_share_that_was_asked_for_and_repeats():
    both = pd.concat([TRAIN_EMAILS, TEST_EMAILS]).sort_values("id", ignore_index=True)
    train, test = split(both, CONFIG.data.test_share, CONFIG.seed)
    assert len(test) / len(both) == pytest.approx(CONFIG.data.test_share, abs=0.01)
    assert test[TARGET].mean() == pytest.approx(train[TARGET].mean(), abs=0.02)
    assert test["id"].tolist() == TEST_EMAILS["id"].tolist()


def test_a_split_with_too_few_threads_of_a_class_is_refused():
    few = pd.concat([TRAIN_EMAILS[TRAIN_EMAILS[TARGET] == 1].head(3), TRAIN_EMAILS.head(30)])
    with pytest.raises(DataError, match=r"a class has \d thread\(s\): too few for \d parts"):
        split(few.reset_index(drop=True), 0.2, 0)


def test_folds_with_a_class_in_too_few_threads_are_refused():
    rows = read_table(TRAIN_EMAILS.head(20)).assign(group=np.repeat([0, 1], [17, 3]))
    target = pd.Series(np.repeat([0, 1], [17, 3]))
    with pytest.raises(DataError, match=r"a class has 1 thread\(s\): too few for \d parts"):
        folds(rows, target, 5, 0)


def test_the_emails_that_are_learned_from_obey_the_schema():
    for emails in (TRAIN_EMAILS, TEST_EMAILS):
        pd.testing.assert_frame_equal(validate(emails), emails)


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("kind", "postcard", "isin"),
        ("received", "yesterday", "str_matches"),
        ("foreign", 2.0, "in_range"),
        ("attachments", -77, "greater_than_or_equal_to"),
    ],
)
def test_what_breaks_the_schema_is_named_without_quoting_the_email(column, value, rule):
    wrong = TRAIN_EMAILS.head(4).copy()
    wrong.loc[2, column] = value
    said = f"{column} breaks {rule}.* in {wrong.loc[2, 'id']} "
    with pytest.raises(DataError, match=said) as refused:
        validate(wrong)
    assert str(value) not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_id_that_comes_twice_and_columns_that_nobody_knows_are_refused():
    rows = TRAIN_EMAILS.head(3)
    with pytest.raises(DataError, match="id breaks field_uniqueness"):
        validate(pd.concat([rows, rows], ignore_index=True))
    with pytest.raises(DataError, match="breaks column_in_schema"):
        validate(rows.assign(surprise=1))
    for column in ("id", "body"):
        with pytest.raises(DataError, match="breaks column_in_dataframe"):
            validate(rows.drop(columns=column))


def test_a_refused_table_leaves_the_old_files(monkeypatch):
    before = TRAIN.read_bytes()
    raw = table(("spam-1", email("a", "b")))
    monkeypatch.setattr("workbench.sources.raw_table", lambda _: raw)
    with pytest.raises(DataError):
        pipeline.prepare()
    assert TRAIN.read_bytes() == before
