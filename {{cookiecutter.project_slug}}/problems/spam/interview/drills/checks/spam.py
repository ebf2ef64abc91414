"""Checks of the exercises on the spam project."""

from typing import Any

import numpy as np
import pandas as pd

from ..own_code import Own, hold

FOOTER = "____________________\nlinux-users mailing list\nunsubscribe at listinfo\n"


def emails(number: int = 40) -> pd.DataFrame:
    """Return made-up emails, four a thread, a third of the threads spam."""
    thread = np.arange(number) // 4
    return pd.DataFrame(
        {
            "id": [f"easy-ham-1/{each:05d}" for each in range(number)],
            "subject": [f"Re: topic {chr(97 + each)}" for each in thread],
            "body": [f"letter {chr(97 + each)} about {chr(97 + each)}{each}" for each in thread],
            "headers": "from: mailserver.example",
            "received": [f"2002-{1 + each // 4:02d}-01T00:00:00" for each in range(number)],
            "spam": (thread % 3 == 0).astype(int),
            "group": thread,
        }
    )


def raw(subject: str, body: str) -> bytes:
    """Return an email as a server stores it."""
    return f"From: ada@example.org\nSubject: {subject}\n\n{body}".encode()


def seen_this_before(own: Own) -> None:
    """No thread is on both sides of a fold."""
    table = emails()
    for fit, held in own("data").folds(table, table["spam"], 3, 0):
        both = set(table["group"].iloc[fit]) & set(table["group"].iloc[held])
        hold(not both, f"{len(both)} of 10 threads are in training and in validation.")


def more_emails_than_before(own: Own) -> None:
    """Copies that differ in numbers, case and spaces are dropped."""
    bodies = [
        "Win 1000 dollars now, dear friend",
        "WIN 2500 dollars now, dear  friend",
        "A letter from a friend about lunch",
        "Shall we meet on Monday about the kernel?",
    ]
    kinds = ["spam-1", "spam-1", "easy-ham-1", "easy-ham-1"]
    table = pd.DataFrame(
        {
            "id": [f"{kind}/{number:05d}" for number, kind in enumerate(kinds)],
            "kind": kinds,
            "raw": [raw(f"subject {n}", body) for n, body in zip("abcd", bodies, strict=True)],
        }
    )
    kept, _ = own("cleaning").clean(table, 0.9)
    hold(len(kept) == 3, f"Of 4 emails, 2 the same but for numbers and case, {len(kept)} are kept.")


def knows_the_mailbox(own: Own) -> None:
    """Models see the subject and the body only."""
    text = own("data").read_table(emails(4))["text"]
    hold(not text.str.contains("mailserver").any(), "A model sees the name of the mail server.")
    right = "Re: topic a\nletter a about a0"
    hold(text[0] == right, "The text is not the subject, a line end and the body.")


def words_from_the_future(own: Own) -> None:
    """The words are those of enough training emails, whatever else was read."""
    features = own("features")
    features.counted(["futureword in an email that fit must not know"])
    train = pd.DataFrame({"text": ["\nlunch today", "\nlunch tomorrow", "\nlunch alone today"]})
    words = features.WordCounts(min_emails=2).fit(train).words_.tolist()
    hold("futureword" not in words, "A word is counted that no training email has.")
    hold(words == ["lunch", "today"], f"Of three emails two share lunch and today; kept: {words}.")


def one_huge_thread(own: Own) -> None:
    """Emails without a subject are not one conversation."""
    table = emails(8)
    table["subject"] = ["", "", "", "Lunch", "Re: Lunch", "Kernel", "", "Other"]
    table["body"] = [f"body number {chr(97 + n) * 3} says {chr(107 + n) * 4}" for n in range(8)]
    found = own("data").groups(table, 0.95)
    empty = len(set(found[[0, 1, 2, 6]]))
    hold(empty == 4, f"4 emails without a subject make {empty} group(s).")
    hold(found[3] == found[4], "A letter and its answer should be one group.")


def filter_hates_everyone(own: Own) -> None:
    """The probability that is handed on is that of spam."""

    class Sure:
        """A model that is sure of spam."""

        def predict_proba(self, table: pd.DataFrame) -> np.ndarray:
            """Return 90% for spam."""
            return np.tile([0.1, 0.9], (len(table), 1))

    found = own("models").predict(Sure(), pd.DataFrame({"text": ["a", "b"]}))
    hold(np.allclose(found, 0.9), f"Sure spam is handed on with {float(found[0]):.0%}.")


def lists_give_it_away(own: Own) -> None:
    """A list's footer is not in the body."""
    email: Any = own("cleaning").parse(raw("Lunch", f"See you at noon.\n{FOOTER}"))
    hold("unsubscribe" not in email.body, "The footer of a mailing list is still in the body.")
    hold("unsubscribe" in email.footer, "The footer should be kept as the footer.")
    hold(email.body == "See you at noon.", "More than the footer was cut off.")


def has_link(own: Own) -> None:
    """An email with a link has one more word."""
    words = own("features").words
    for text in ("\nsee http://example.org now", "hi\nHTTPS://example.org"):
        count = words(text).count("has:link")
        hold(count == 1, f"{text!r} has the word has:link {count} times, not once.")
    two = words("\nhttp://a.example and https://b.example").count("has:link")
    hold(two == 1, f"With two links has:link is there {two} times, not once.")
    hold("has:link" not in words("\nno link"), "Without a link has:link is there.")
    plain = words("FAST money")
    hold(plain == ["fast", "money", "subject:fast", "subject:money"], "Other words have changed.")


def false_alarm_rate(own: Own) -> None:
    """The new metric is the share of real emails at or above the threshold."""
    metrics = own("metrics")
    hold(hasattr(metrics, "false_alarm_rate"), "metrics.py has no function false_alarm_rate.")
    actual, said = np.array([0, 0, 0, 0, 1, 1]), np.array([0.1, 0.5, 0.6, 0.2, 0.9, 0.1])
    found = float(metrics.false_alarm_rate(actual, said, 0.5))
    hold(found == 0.5, f"2 of 4 real emails are at or above 0.5, and it gives {found:g}.")
    strict = float(metrics.false_alarm_rate(actual, said, 0.55))
    hold(strict == 0.25, "Another threshold should give another rate.")


def newest_emails(own: Own) -> None:
    """The test set is the newest emails, without threads that training knows."""
    table = emails(80)
    table.loc[78, "group"] = 0  # an answer in an old thread
    table.loc[3, "received"] = ""
    train, test = own("data").split(table, 0.2, 0)
    newest = test["received"].min()
    hold((train["received"] < newest).all(), "Training has emails as new as the test set.")
    both = set(train["group"]) & set(test["group"])
    hold(not both, f"{len(both)} thread(s) are in both parts.")
    hold(len(test) == 15, f"Of 80 emails the newest 16 less one in an old thread, not {len(test)}.")
    hold((train["received"] == "").sum() == 1, "An email without a date belongs in training.")
    hold(list(test.index) == list(range(len(test))), "Rows of a part must count from 0.")
