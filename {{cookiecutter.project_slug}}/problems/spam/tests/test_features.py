"""What a model sees of an email: words that training emails have, counted as scikit-learn does."""

import numpy as np
import pandas as pd
import pytest
from sklearn.exceptions import NotFittedError
from sklearn.feature_extraction.text import CountVectorizer

from project_package import features as module
from project_package.data import read
from project_package.features import (
    LONGEST,
    MOST_TELLING,
    WordCounts,
    counted,
    steps,
    words,
)
from workbench.files import TEST, TRAIN

ROWS, CLASSES = read(TRAIN)
HELD_BACK, _ = read(TEST)


def text(*each: str) -> pd.DataFrame:
    return pd.DataFrame({"text": list(each)})


@pytest.mark.parametrize("min_emails", [1, 2, 5])
def test_words_are_counted_as_scikit_learn_counts_them(min_emails):
    ours = WordCounts(min_emails=min_emails)
    theirs = CountVectorizer(
        tokenizer=words, lowercase=False, token_pattern=None, min_df=min_emails
    )
    train, test = ROWS.head(300), HELD_BACK.head(200)
    found, expected = ours.fit_transform(train), theirs.fit_transform(train["text"])
    assert ours.words_.tolist() == theirs.get_feature_names_out().tolist()
    assert (found != expected).nnz == 0
    assert (ours.transform(train) != found).nnz == 0
    assert (ours.transform(test) != theirs.transform(test["text"])).nnz == 0


def test_only_words_of_the_training_emails_are_kept():
    counts = WordCounts(min_emails=1).fit(text("\nsee you", "\nsee me"))
    assert counts.words_.tolist() == ["me", "see", "you"]
    assert counts.transform(text("\nnever heard of you")).toarray().tolist() == [[0, 0, 1]]


def test_the_counts_do_not_depend_on_what_the_process_has_read_before():
    fresh = WordCounts(min_emails=1).fit(text("\nalpha beta", "\nbeta gamma"))
    before = fresh.transform(text("\nbeta beta omega")).toarray()
    counted(text("\nomega unheard words before alpha")["text"])
    again = WordCounts(min_emails=1).fit(text("\nalpha beta", "\nbeta gamma"))
    assert again.words_.tolist() == fresh.words_.tolist()
    assert again.transform(text("\nbeta beta omega")).toarray().tolist() == before.tolist()


def test_a_process_that_has_met_no_word_counts_the_same(monkeypatch):
    learned = WordCounts(min_emails=1).fit(text("\nalpha beta gamma"))
    emails = text("\nbeta omega", "")
    here = learned.transform(emails).toarray().tolist()
    monkeypatch.setattr(module, "NUMBERS", {})
    module.numbered.cache_clear()
    try:
        there = learned.transform(emails).toarray().tolist()
    finally:
        module.numbered.cache_clear()  # its numbers were those of the other process
    assert here == there == [[0, 1, 0], [0, 0, 0]]


def test_rows_are_sorted_so_that_sums_are_the_same_in_every_process():
    found = WordCounts().fit(ROWS.head(100)).transform(HELD_BACK.head(50))
    for start, end in zip(found.indptr[:-1], found.indptr[1:], strict=True):
        assert (np.diff(found.indices[start:end]) > 0).all()


def test_a_word_of_the_subject_counts_as_a_word_and_as_one_of_the_subject():
    assert words("Buy NOW\nbuy now") == ["buy", "now", "buy", "now", "subject:buy", "subject:now"]
    assert words("\nbuy") == ["buy"]


def test_encoded_data_is_no_word():
    assert words("\n" + "a" * (LONGEST + 1)) == []
    assert words("\n" + "a" * LONGEST) == ["a" * LONGEST]


@pytest.mark.parametrize("empty", ["", "\n", " \n \n"])
def test_an_empty_email_has_no_word(empty):
    assert words(empty) == []
    assert (
        WordCounts(min_emails=1).fit(text("\na word", "\nword")).transform(text(empty)).sum() == 0
    )


def test_counts_are_refused_before_words_are_learned():
    with pytest.raises(NotFittedError):
        WordCounts().transform(text("\nhello"))


@pytest.mark.parametrize("encoding", ["raw", "counts", "tfidf", "telling"])
def test_every_encoding_is_what_its_name_says(encoding):
    table = ROWS.head(600)
    found = table
    for _, step in steps(encoding):
        found = step.fit_transform(found, CLASSES.head(600))
    if encoding == "raw":
        assert found is table
    elif encoding == "counts":
        assert (found.data % 1 == 0).all()
    else:
        assert (found.data > 0).all()
        assert np.abs(found.data).max() <= 1
    if encoding == "telling":
        assert found.shape == (600, MOST_TELLING)
