"""The data: what is dropped and counted, what no split may share."""

import numpy as np
import pandas as pd
import pytest

from project_package import prepare
from project_package.errors import DataError
from project_package.files import TEST, TRAIN, load_config
from project_package.grouping import (
    fingerprint,
    groups,
    near_copies,
    thread,
)
from project_package.prepare import clean, split
from project_package.profile import split_checks
from project_package.raw import raw_table
from project_package.schema import validate
from project_package.task import TARGET, folds, texts

CONFIG = load_config()
ALIKE = CONFIG.data.alike
TRAIN_MAILS, TEST_MAILS = pd.read_parquet(TRAIN), pd.read_parquet(TEST)
NEWS = "The meeting of the garden club moves to the large hall because the small one is painted"
FILLER = [f"text number {chr(97 + number)}{number} of many" for number in range(60)]


def mail(subject: str, body: str) -> bytes:
    return f"From: ann@example.org\nSubject: {subject}\n\n{body}\n".encode()


def table(*mails: tuple[str, bytes]) -> pd.DataFrame:
    """Return raw mails, each given by its kind and its bytes."""
    kinds = [kind for kind, _ in mails]
    ids = [f"{kind}/{number:05d}" for number, kind in enumerate(kinds)]
    return pd.DataFrame({"id": ids, "kind": kinds, "raw": [raw for _, raw in mails]})


def test_the_raw_mails_are_the_ones_that_are_expected():
    raw = raw_table(CONFIG.data.source.item)
    assert len(raw) == CONFIG.data.source.rows
    assert raw["id"].is_unique
    assert raw["raw"].map(len).min() > 0


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (table(("spam-1", mail("a", "b"))).drop(columns="raw"), "no column raw"),
        (table().astype(object), "is empty"),
        (table(("spam-1", mail("a", "b")), ("spam-2", mail("c", "d"))), "all spam or all not"),
        (table(("easy-ham-1", mail("a", "b"))), "all spam or all not"),
    ],
    ids=["column", "empty", "spam only", "real only"],
)
def test_what_cannot_be_learned_from_is_one_sentence(raw, reason):
    with pytest.raises(DataError, match=reason):
        clean(raw, ALIKE)


def test_an_empty_mail_and_one_with_only_an_attachment_are_kept_and_decided_on():
    attached = (
        b"Subject: photos\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0K\n"
    )
    raw = table(("easy-ham-1", b""), ("easy-ham-1", attached), ("spam-1", mail("Buy", "now")))
    mails, counts = clean(raw, ALIKE)
    assert mails["body"].tolist() == ["", "", "now"]
    assert mails["attachments"].tolist() == [0, 1, 0]
    assert next(each.rows for each in counts if "without a word" in each.what) == 2
    assert validate(mails)[TARGET].tolist() == [0, 0, 1]


def test_a_copy_is_dropped_and_counted_and_the_first_stays():
    raw = table(
        ("easy-ham-1", mail("Club", NEWS)),
        ("easy-ham-1", mail("Other subject", f"7  {NEWS.upper().replace(' ', '  ')}\n\n")),
        ("spam-1", mail("Buy", "now")),
    )
    mails, counts = clean(raw, ALIKE)
    assert mails["id"].tolist() == ["easy-ham-1/00000", "spam-1/00002"]
    assert next(each.rows for each in counts if "copies" in each.what) == 1


def test_what_was_repaired_or_could_not_be_read_is_counted():
    odd = b"Content-Type: text/plain; charset=no-such-charset\n\nodd words"
    dated = b"Received: by a.example.org; Thu, 22 Aug 2002 12:36:23 +0000\n\nwords"
    listed = mail("Club", "Hello\n\n----------\nmailing list of the club")
    raw = table(("easy-ham-1", odd), ("easy-ham-1", dated), ("spam-1", listed))
    counts = {each.what: each.rows for each in clean(raw, ALIKE)[1]}
    assert list(counts.values()) == [0, 1, 0, 2, 1], counts


def test_short_bodies_are_no_copies_if_the_subjects_differ():
    mails = pd.DataFrame({"subject": ["one", "two"], "body": ["yes", "yes"]})
    assert fingerprint(mails).is_unique


@pytest.mark.parametrize(
    "subject", ["Re: [club] Fwd: Hall 12", "RE[2]: hall 7", "AW: Hall 3", "  hall   99 ", "HALL 0"]
)
def test_replies_have_the_subject_of_their_thread(subject):
    assert thread(subject) == "hall 0"


def test_a_thread_and_its_near_copies_are_one_group():
    almost = NEWS.replace("large", "great")
    subjects = ["Hall", "Re: Hall", "Other", *[""] * len(FILLER)]
    mails = pd.DataFrame({"subject": subjects, "body": [NEWS, "fine", almost, *FILLER]})
    mails["id"] = [f"mail {number}" for number in range(len(mails))]
    one, two, three, *others = groups(mails, 0.5)
    assert one == two == three
    assert len(set(others)) == len(FILLER)  # a mail without a subject starts no thread
    assert one not in others


def test_near_copies_are_found_by_their_rarer_words():
    rows = [NEWS, NEWS.replace("hall", "room"), "quite another text", "and one more about nothing"]
    pairs = near_copies(pd.Series([*rows, *FILLER]), 0.8)
    assert [0, 1] in pairs.tolist()
    assert not {2, 3} & set(pairs.ravel())


def test_near_copies_are_found_in_a_small_table_and_none_where_no_word_is_shared():
    few = [NEWS, "quite another text", NEWS.replace("hall", "room")]
    assert near_copies(pd.Series(few), 0.8).tolist() == [[0, 2]]
    assert near_copies(pd.Series(["one text", "another thing", ""]), 0.8).tolist() == []


def test_no_group_is_in_both_parts_or_in_two_folds():
    assert not set(TRAIN_MAILS["group"]) & set(TEST_MAILS["group"])
    rows = texts(TRAIN_MAILS).assign(group=TRAIN_MAILS["group"])
    for fit, held in folds(rows, TRAIN_MAILS[TARGET], CONFIG.folds, CONFIG.seed):
        assert not set(rows["group"].iloc[fit]) & set(rows["group"].iloc[held])


def test_no_thread_and_no_near_copy_is_in_both_parts():
    checks = split_checks(TRAIN_MAILS, TEST_MAILS, ALIKE)
    assert [each.value for each in checks] == [0, 0, 0]
    assert all(each.passed for each in checks)


def test_a_random_split_would_fail_the_checks():
    both = pd.concat([TRAIN_MAILS, TEST_MAILS], ignore_index=True)
    test = both.sample(frac=0.2, random_state=0)
    checks = split_checks(both.drop(test.index), test, ALIKE)
    assert {each.name for each in checks if not each.passed} >= {"same thread", "near copies"}


def test_every_check_of_the_split_finds_what_is_planted():
    leaky = pd.concat([TEST_MAILS, TRAIN_MAILS.head(200)], ignore_index=True)
    assert all(each.value > 0 for each in split_checks(TRAIN_MAILS, leaky, ALIKE))


def test_the_split_is_the_share_that_was_asked_for_and_repeats():
    both = pd.concat([TRAIN_MAILS, TEST_MAILS]).sort_values("id", ignore_index=True)
    train, test = split(both, CONFIG.data.test_share, CONFIG.seed)
    assert len(test) / len(both) == pytest.approx(CONFIG.data.test_share, abs=0.01)
    assert test[TARGET].mean() == pytest.approx(train[TARGET].mean(), abs=0.02)
    assert test["id"].tolist() == TEST_MAILS["id"].tolist()


def test_a_split_with_too_few_threads_of_a_class_is_refused():
    few = pd.concat([TRAIN_MAILS[TRAIN_MAILS[TARGET] == 1].head(3), TRAIN_MAILS.head(30)])
    with pytest.raises(DataError, match="needs 5 threads of each class"):
        split(few.reset_index(drop=True), 0.2, 0)


def test_a_split_whose_threads_all_begin_with_one_class_is_refused():
    mails = TRAIN_MAILS.head(40).assign(group=np.repeat(range(20), 2), **{TARGET: [0, 1] * 20})
    with pytest.raises(DataError, match="needs 5 threads of each class"):
        split(mails, 0.2, 0)


def test_folds_with_a_class_in_too_few_threads_are_refused():
    rows = texts(TRAIN_MAILS.head(20)).assign(group=np.repeat([0, 1], [17, 3]))
    target = pd.Series(np.repeat([0, 1], [17, 3]))
    with pytest.raises(DataError, match=r"a class has 1 thread\(s\): too few for 5 folds"):
        folds(rows, target, 5, 0)


def test_the_mails_that_are_learned_from_obey_the_schema():
    for mails in (TRAIN_MAILS, TEST_MAILS):
        pd.testing.assert_frame_equal(validate(mails), mails)


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("kind", "postcard", "isin"),
        ("received", "yesterday", "str_matches"),
        ("foreign", 2.0, "in_range"),
        ("attachments", -77, "greater_than_or_equal_to"),
    ],
)
def test_what_breaks_the_schema_is_named_without_quoting_the_mail(column, value, rule):
    wrong = TRAIN_MAILS.head(4).copy()
    wrong.loc[2, column] = value
    said = f"{column} breaks {rule}.* in {wrong.loc[2, 'id']} "
    with pytest.raises(DataError, match=said) as refused:
        validate(wrong)
    assert str(value) not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_id_that_comes_twice_and_columns_that_nobody_knows_are_refused():
    rows = TRAIN_MAILS.head(3)
    with pytest.raises(DataError, match="id breaks field_uniqueness"):
        validate(pd.concat([rows, rows], ignore_index=True))
    with pytest.raises(DataError, match="breaks column_in_schema"):
        validate(rows.assign(surprise=1))
    for column in ("id", "body"):
        with pytest.raises(DataError, match="breaks column_in_dataframe"):
            validate(rows.drop(columns=column))


def test_a_refused_table_leaves_the_old_files(project, monkeypatch):
    before = (project / TRAIN).read_bytes()
    monkeypatch.setattr(prepare, "raw_table", lambda _: table(("spam-1", mail("a", "b"))))
    with pytest.raises(DataError):
        prepare.run()
    assert (project / TRAIN).read_bytes() == before
