"""Which emails are spam, and what will a filter have to cope with?

Real people wrote the emails, so no text, subject or address is printed: only counts,
dates, lengths, and the names of header fields that many emails have.
"""

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import payoffs
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.model_selection import StratifiedKFold


def classes(emails: pd.DataFrame) -> Any:
    """Return the class of each email in words, shape (n_emails,)."""
    return np.where(emails["spam"] == 1, "spam", "real email")


def mostly_real(emails: pd.DataFrame) -> None:
    """Most emails are real, so accuracy says little.

    Calling every email real is right most of the time and stops nothing. The share of spam is the
    collectors' choice, not that of anybody's inbox.
    """
    by_kind = emails.groupby("kind").agg(emails=("id", "size"), html=("html", "mean"))
    print(by_kind.assign(html=by_kind["html"].map("{:.0%}".format)).to_string())
    print(f"calling every email real is right for {1 - emails['spam'].mean():.1%}")
    assert 0.1 < emails["spam"].mean() < 0.5


def class_and_time(emails: pd.DataFrame) -> None:
    """Class and time are mixed up.

    Spam and real email were not collected at the same time. A model that learns what year it is
    would look clever here and be useless tomorrow, so a date is no feature, and a split by time
    asks something else than one by thread.
    """
    dated = emails[emails["received"] != ""]
    month = pd.to_datetime(dated["received"]).dt.to_period("M").dt.to_timestamp()
    counts = dated.groupby([month, classes(dated)]).size().unstack(fill_value=0)
    counts = counts[counts.sum(axis=1) >= 10]
    _, axis = plt.subplots()
    labels = counts.index.strftime("%Y-%m")
    axis.bar(labels, counts["real email"], color="C2", label="real email")
    axis.bar(labels, counts["spam"], bottom=counts["real email"], color="C0", label="spam")
    axis.set(ylabel="Emails received", xlabel="Month")
    axis.tick_params(axis="x", rotation=60)
    axis.legend(frameon=False)
    ordered = dated.sort_values("received", kind="stable")["spam"].to_numpy()
    older, newer = (half.mean() for half in np.array_split(ordered, 2))
    print(f"{older:.0%} of the older half is spam, {newer:.0%} of the newer half")
    assert abs(older - newer) > 0.1


def threads(emails: pd.DataFrame) -> None:
    """A random split would put threads on both sides.

    Replies quote what they answer, and spam is sent in copies that hardly differ. The prepare stage
    puts a thread and its near copies into one group. How many emails would find a relative in
    training in a random split?
    """
    group = emails["group"]
    known = np.zeros(len(emails), bool)
    folds = StratifiedKFold(5, shuffle=True, random_state=0).split(emails, emails["spam"])
    for training, validation in folds:
        known[validation] = group.iloc[validation].isin(set(group.iloc[training]))
    bands = pd.cut(group.map(group.value_counts()), [0, 1, 2, 5, 10, np.inf])
    bands = bands.cat.rename_categories(["1", "2", "3 to 5", "6 to 10", "more"])
    _, axis = plt.subplots()
    shares = pd.crosstab(bands, classes(emails), normalize="columns")
    shares.plot.bar(ax=axis, color=["C2", "C0"], rot=0)
    axis.set(xlabel="Emails in the group", ylabel="Share of the class")
    axis.legend(frameon=False)
    print(f"{known.mean():.0%} of the emails would have a relative in training")
    assert known.mean() > 0.2


def header_fields(emails: pd.DataFrame) -> None:
    """Header fields tell where an email was collected.

    For each field that many emails have: in which share of each class is it there? Many are in
    nearly all real emails or in none, because real email came from a few lists and servers. That is
    true of this collection and of no inbox, so the models see subject and body only.
    """
    lines = emails["headers"].str.lower().str.split("\n")
    fields = lines.map(lambda each: sorted({line.partition(":")[0] for line in each}))
    there = pd.crosstab(*[fields.explode().reset_index()[name] for name in ("index", "headers")])
    common = there.loc[:, (there > 0).sum() >= 200].reindex(emails.index, fill_value=0) > 0
    shares = common.groupby(classes(emails)).mean().T
    apart = (shares["spam"] - shares["real email"]).abs().sort_values(ascending=False)
    widest = shares.loc[apart.index[:12][::-1]]
    _, axis = plt.subplots(figsize=(7, 4.5))
    axis.hlines(widest.index, widest["real email"], widest["spam"], color="C2")
    axis.plot(widest["real email"], widest.index, "o", color="C1", label="real email")
    axis.plot(widest["spam"], widest.index, "D", color="C0", label="spam")
    axis.set(xlabel="Share of the emails that have the field")
    axis.legend(frameon=False, loc="upper left", bbox_to_anchor=(1, 1))
    print(f"{(apart > 0.3).sum()} of {len(apart)} common fields differ by more than 30 points")
    assert (apart > 0.3).sum() >= 3


def list_footers(emails: pd.DataFrame) -> None:
    """List footers do the same.

    A mailing list puts the same lines under every email. They name the list, so the prepare stage
    cuts them off.
    """
    footer = (emails["footer"] != "").groupby(classes(emails)).mean()
    print(", ".join(f"{name}: {value:.1%} have a list footer" for name, value in footer.items()))
    assert footer["real email"] > footer["spam"]


def hard_real_email(emails: pd.DataFrame) -> None:
    """Hard real email looks like spam.

    Half of the spam is HTML, and so are the newsletters that people asked for. The third kind below
    is real email, so a rule such as "HTML is spam" loses it.
    """
    length, html = emails["body"].str.split().str.len(), emails.groupby("kind")["html"].mean()
    _, axes = plt.subplots(1, 2, figsize=(9, 3.5))
    axes[0].barh(html.index, html)
    axes[0].set(xlabel="Share with HTML")
    parts = [length[(emails["kind"] == kind) & (length > 0)] for kind in html.index]
    axes[1].boxplot(parts, tick_labels=html.index, orientation="horizontal", showfliers=False)
    axes[1].set(xscale="log", xlabel="Words in the body")
    easy = html[html.index.str.startswith("easy")].max()
    print(f"HTML: {html['hard-ham-1']:.0%} of the hard real email, at most {easy:.0%} of the easy")
    assert html["hard-ham-1"] > 10 * easy
    assert emails.loc[emails["spam"] == 1, "html"].mean() > 0.4


def words(emails: pd.DataFrame) -> None:
    """Most words are rare, and many of the others say something.

    More than half of all words are in one email only: nothing can be learned from them. Of those in
    many emails the points show the share of each class that has them; far from the line a word
    speaks for one class. There are many such words and none decides alone, which is what naive
    Bayes and linear models are made for.
    """
    texts, spam = emails["subject"] + "\n" + emails["body"], emails["spam"].to_numpy() == 1
    has = CountVectorizer(binary=True, min_df=1).fit_transform(texts)
    in_emails = np.asarray(has.sum(axis=0)).ravel()
    often = has[:, in_emails >= 50]
    rates = [np.asarray(often[rows].mean(axis=0)).ravel() + 1e-4 for rows in (spam, ~spam)]
    _, axis = plt.subplots()
    axis.scatter(rates[1], rates[0], s=5)
    axis.plot([1e-4, 1], [1e-4, 1], "--", color="C1")
    axis.set(xscale="log", yscale="log", xlabel="Share of real emails that have the word")
    axis.set(ylabel="Share of spams that have it")
    strong = np.abs(np.log(rates[0] / rates[1])) > np.log(3)
    print(f"{len(in_emails):,} words, {(in_emails == 1).mean():.0%} of them in a single email")
    print(f"{often.shape[1]:,} are in 50 emails or more")
    print(f"{strong.mean():.0%} of these are three times as common in one class")
    assert (in_emails == 1).mean() > 0.5
    assert strong.mean() > 0.2


def broken_emails(emails: pd.DataFrame) -> None:
    """Some emails are broken.

    Wrong charsets, no text at all, only an attachment: a filter has to say something about each of
    them, and a parser that stops at the first would lose a person's email.
    """
    broken = {
        "a part that is not in its charset": emails["unreadable"] > 0,
        "an attachment": emails["attachments"] > 0,
        "no word in the body": emails["body"].str.split().str.len() == 0,
        "no date of receipt": emails["received"] == "",
        "a third or more of the characters outside ASCII": emails["foreign"] >= 1 / 3,
    }
    for name, rows in broken.items():
        spam = emails.loc[rows, "spam"].mean()
        print(f"{rows.sum():5,} emails with {name}; {spam:.0%} of them spam")
    assert all(rows.any() for rows in broken.values())


def what_flagging_is_worth(emails: pd.DataFrame) -> None:
    """The costs say how sure a filter has to be, before any model.

    The payoff of each outcome is an assumption (`conf/data/`). It also says what is at stake
    between flagging nothing, everything, and exactly the spam.
    """
    payoffs.show(emails["spam"].mean(), "flagging", "emails")


FINDINGS = [
    mostly_real,
    class_and_time,
    threads,
    header_fields,
    list_footers,
    hard_real_email,
    words,
    broken_emails,
    what_flagging_is_worth,
]
CONCLUSIONS = [
    "Subject and body only: headers and footers tell the mailbox, not the spam.",
    "Folds by group, so that no thread or copy is on both sides.",
    "A metric that ranks, and a threshold that follows from what a lost email costs.",
    "Many weak words added up.",
    "A look at hard real email by itself, because the average hides it.",
]
