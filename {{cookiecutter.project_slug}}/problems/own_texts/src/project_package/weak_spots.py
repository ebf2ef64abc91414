"""Where the model is weak: parts of the test set, its worst texts, and the words it leans on.

Documents may be public and the texts are not: a word is named only if enough training texts have
it, copies counted once, and a text only by the number of its row.
"""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.base import BaseEstimator
from sklearn.feature_selection import chi2

from workbench.own.classes import ClassSlice
from workbench.own.slices import ways_to_cut
from workbench.records import Importance
from workbench.slices import parts

from .data import GROUP, ROW, TARGET, TEXT, read_table, told
from .facts import Word
from .features import WORD, WordCounts, without, words
from .metrics import Array, apart, headline, headline_draws
from .models import BestWord, predict

WORST = 5
TRIED = 40  # words that are taken out
SHOWN = 12
LEAST = 10  # test texts that a word is taken out of: the mean of fewer says little
BESIDE = {ROW, TARGET, GROUP, TEXT, "own_by"}


def shape(table: pd.DataFrame) -> pd.DataFrame:
    """Return what cuts texts into parts: their length, and the columns beside them."""
    lengths = [len(words(text)) for text in table[TEXT]]
    rest = table.drop(columns=[each for each in table if each in BESIDE])
    return pd.concat([pd.Series(lengths, table.index, float, "length in words"), rest], axis=1)


def slices(
    tables: tuple[pd.DataFrame, pd.DataFrame], predicted: Array, least: int, seed: int
) -> list[ClassSlice]:
    """Return how well each part of the test set is told apart that is large enough, worst first.

    Args:
        tables: Training and test texts; the bands of a number are quartiles of training.
        predicted: Of the test texts.
        least: Texts that a part needs.
        seed: Of the intervals.
    """
    (train, test), actual = map(shape, tables), tables[1][TARGET].to_numpy(int)
    cuts = [ways_to_cut(train, test, least), ways_to_cut(train[[]], test[[]], 1)]
    for ways, fewest in zip(cuts, (least, 1), strict=True):
        found = [
            ClassSlice(**part.named, score=score)
            for part in parts(ways, fewest)
            if (score := apart(actual[part.rows], predicted[part.rows], seed))
        ]
        if found:
            break
    return sorted(found, key=lambda each: each.score.value)


def tried_words(train: pd.DataFrame, least: int) -> list[str]:
    """Return the words that may be named and differ most between classes, the first strongest.

    Args:
        train: Training texts.
        least: How many of them have to have a word, copies counted once.
    """
    single = train.drop_duplicates(GROUP)
    counter = WordCounts(least).fit(single)
    plain = np.array([bool(WORD.fullmatch(word)) and word.isalpha() for word in counter.words_])
    there = (counter.transform(single) > 0).astype(float)[:, np.flatnonzero(plain)]
    if not there.shape[1]:
        return []
    order = np.argsort(-chi2(there, single[TARGET])[0].round(9), kind="stable")[:TRIED]
    return [str(word) for word in counter.words_[plain][order]]


def taken_out(texts: pd.Series, word: str) -> tuple[NDArray[np.int64], pd.DataFrame]:
    """Return the numbers of the texts that have a word, and these texts without it."""
    rows = np.flatnonzero([word in words(text) for text in texts])
    return rows, pd.DataFrame({TEXT: [without(text, word) for text in texts.iloc[rows]]})


def leaned_on(
    model: BaseEstimator, test: pd.DataFrame, predicted: Array, tried: list[str], seed: int
) -> tuple[list[Importance], list[Word]]:
    """Return what the score loses without each word, and the class that each word speaks for.

    Each word is taken out of every test text in turn and the model asked again, so any model can be
    asked. A word that few test texts have is left out.
    """
    target, names = test[TARGET].to_numpy(int), told()["classes"]
    before, drawn = headline(target, predicted), headline_draws(target, predicted, seed)
    chances = model.predict_proba(read_table(test))
    losses, found = [], []
    for word in tried:
        rows, changed = taken_out(test[TEXT], word)
        if len(rows) < LEAST:
            continue
        now = predicted.copy()
        now[rows] = predict(model, changed)
        lost = drawn - headline_draws(target, now, seed)
        moved = (chances[rows] - model.predict_proba(changed)).mean(axis=0)
        toward = int(moved.argmax())
        increase = before - headline(target, now)
        losses.append(
            Importance(topic=word, columns=[word], increase=increase, sd=float(lost.std()))
        )
        if moved[toward] > 0:
            found.append(
                Word(word=word, toward=names[toward], moved=float(moved[toward]), texts=len(rows))
            )
    ranked = sorted(losses, key=lambda each: -each.increase)[:SHOWN]
    return ranked, sorted(found, key=lambda each: -each.moved)


def worst_rows(model: BaseEstimator, test: pd.DataFrame) -> list[int]:
    """Return which rows of the file got the lowest probability of their true class.

    Their texts stay with the author, who can look them up by the number.
    """
    probabilities = model.predict_proba(read_table(test))
    given = probabilities[np.arange(len(test)), test[TARGET].to_numpy(int)]
    order = np.argsort(given, kind="stable")[:WORST]
    return [int(row) + 1 for row in test[ROW].iloc[order]]


def best_word(train: pd.DataFrame, least: int) -> str:
    """Return the word of the baseline, nothing if it may not be named."""
    found = BestWord(least).fit(read_table(train), train[TARGET]).word_
    nameable = WordCounts(least).fit(train.drop_duplicates(GROUP)).words_
    return found if found in set(nameable) and not any(map(str.isdigit, found)) else ""


def weak_spots(
    model: BaseEstimator,
    tables: tuple[pd.DataFrame, pd.DataFrame],
    predicted: Array,
    config: DictConfig,
) -> dict[str, Any]:
    """Return what the facts say of it, by field.

    Args:
        model: The chosen one.
        tables: Training and test texts.
        predicted: Of the test texts.
        config: The resolved configuration.
    """
    (train, test), least, seed = tables, config.word_min_texts, config.seed
    by_part = slices(tables, predicted, config.slice_min_rows, seed)
    importance, found = leaned_on(model, test, predicted, tried_words(train, least), seed)
    return {
        "slices": by_part,
        "worst_slice": by_part[0],
        "importance": importance,
        "words": found,
        "word_min_texts": least,
        "best_word": best_word(train, least),
        "worst_rows": worst_rows(model, test),
    }
