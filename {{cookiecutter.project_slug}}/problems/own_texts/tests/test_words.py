"""What a model sees of a text, in any language, and the models that are not scikit-learn's."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import Pipeline

from project_package.data import GROUP, TEXT, read
from project_package.features import (
    NUMBERS,
    WordCounts,
    counted,
    forget,
    grams,
    numbered,
    steps,
    without,
    words,
)
from project_package.models import BestWord, NearestTexts
from project_package.weak_spots import tried_words
from workbench.files import TRAIN

TEXTS, LABELS = read(TRAIN)
TEXTS, LABELS = TEXTS.head(300), LABELS.head(300)


def table(*texts: str) -> pd.DataFrame:
    return pd.DataFrame({TEXT: list(texts)})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ich hätte es NICHT gekauft.", ["ich", "hätte", "es", "nicht", "gekauft"]),
        (
            "\u0416\u0434\u0443 \u0434\u043e\u043c\u0430!!",
            ["\u0436\u0434\u0443", "\u0434\u043e\u043c\u0430", "!!"],
        ),
        ("很好吃 ok", ["很", "好", "吃", "ok"]),
        ("لا يعمل", ["لا", "يعمل"]),
        ("", []),
    ],
)
def test_words_are_found_in_any_script(text, found):
    assert words(text) == found


@pytest.mark.parametrize("pairs", [False, True])
def test_words_are_counted_as_scikit_learn_counts_them(pairs):
    theirs = CountVectorizer(
        tokenizer=grams if pairs else lambda text: [w for w in grams(text) if " " not in w],
        lowercase=False,
        token_pattern=None,
        min_df=2,
    )
    ours = WordCounts(min_texts=2, pairs=pairs)
    found, expected = ours.fit_transform(TEXTS), theirs.fit_transform(TEXTS[TEXT])
    assert ours.words_.tolist() == theirs.get_feature_names_out().tolist()
    assert (found != expected).nnz == 0


def test_a_word_that_training_never_had_counts_nothing():
    counts = WordCounts(min_texts=1).fit(table("see you", "see me"))
    assert counts.transform(table("never heard of you")).toarray().tolist() == [[0, 0, 1]]


def test_what_was_taken_apart_can_be_forgotten():
    counted(["a qqstays"])
    known = len(NUMBERS)
    numbered("a qqgoes")
    forget(known)
    assert "qqgoes" not in NUMBERS
    assert "qqstays" in NUMBERS


@pytest.mark.parametrize("encoding", ["counts", "tfidf", "pieces"])
def test_an_encoding_takes_a_text_without_a_word(encoding):
    fitted = Pipeline([*steps(encoding), ("end", "passthrough")]).fit(TEXTS, LABELS)
    assert np.isfinite(fitted.transform(table("...", "\u2603")).sum())


def test_pieces_know_a_word_by_its_beginning_and_end():
    found = Pipeline(steps("pieces")[:1]).fit_transform(table("delivery", "deliveries", "sun"))
    shared = (found @ found.T).toarray()
    assert shared[0, 1] > 5 > shared[0, 2]


def test_a_word_is_taken_out_wherever_it_stands_and_nothing_else():
    assert without("Not good, not GOOD at all: goods", "good").split() == [
        *("Not", ",", "not", "at", "all:", "goods")
    ]


def test_the_best_word_is_the_one_that_tells_most_and_gives_its_rates():
    texts = ["bad and late"] * 30 + ["fine and late"] * 30 + ["fine and early"] * 40
    model = BestWord(min_texts=20).fit(table(*texts), [1.0] * 30 + [0.0] * 70)
    assert model.word_ in ("bad", "fine")
    said = model.predict_proba(table("bad", "fine", "nothing known"))
    assert said[0, 1] > said[1, 1]
    assert np.allclose(said.sum(axis=1), 1)


def test_without_a_word_that_is_often_enough_every_text_gets_the_shares():
    model = BestWord(min_texts=20).fit(table(*map(str, range(40))), [0.0, 1.0] * 20)
    assert model.predict_proba(table("anything")).tolist() == [[0.5, 0.5]]


def test_the_nearest_texts_are_those_of_scikit_learn():
    X = Pipeline(steps("tfidf")).fit_transform(TEXTS)
    ours = NearestTexts(n_neighbors=5).fit(X, LABELS)
    theirs = KNeighborsClassifier(5, metric="cosine", weights=lambda far: 1 - far + 1e-6)
    expected = theirs.fit(X, LABELS).predict_proba(X[:50])
    assert np.mean(np.abs(ours.predict_proba(X[:50]) - expected) < 1e-6) > 0.9  # ties apart


def test_many_texts_are_compared_in_blocks_with_the_same_result(monkeypatch):
    X = sparse.csr_array(np.random.default_rng(0).random((60, 8)))
    model = NearestTexts(n_neighbors=3).fit(X, [0.0, 1.0] * 30)
    whole = model.predict_proba(X)
    monkeypatch.setattr("project_package.models.AT_ONCE", 120)
    assert np.array_equal(model.predict_proba(X), whole)


def test_a_word_is_named_only_if_enough_different_texts_have_it():
    often = [f"common thing {i}" for i in range(30)]
    secret = [f"Hildegard thing {i}" for i in range(30)]
    rows = pd.DataFrame({TEXT: often + secret, GROUP: [*range(30), *[99] * 30]})
    rows["own_target"] = [0] * 30 + [1] * 30
    named = tried_words(rows, 20)
    assert "common" in named
    assert "hildegard" not in named  # 30 rows, but copies of one text
    assert not [word for word in named if not word.isalpha()]


def test_words_in_the_facts_are_of_enough_training_texts(facts):
    train = pd.read_parquet(TRAIN).drop_duplicates(GROUP)
    found = [set(words(text)) for text in train[TEXT]]
    named = {each.word for each in facts.words} | {each.topic for each in facts.importance}
    for word in [*named, *([facts.best_word] if facts.best_word else [])]:
        if word.startswith("has:"):
            continue
        assert sum(word in each for each in found) >= facts.word_min_texts, word
