"""Where the model is weak: parts of the test set, and the words that it leans on.

Documents may be public and the texts are not: a word is named only if enough training texts have
it, copies counted once, and if the author has read that it names nobody.
"""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from omegaconf import DictConfig
from sklearn.base import BaseEstimator
from sklearn.feature_selection import chi2

from workbench.own.slices import ways_to_cut
from workbench.own.source import own_of
from workbench.own.wording import ask_about, nameable
from workbench.records import Importance
from workbench.slices import parts

from .choose import behind
from .data import GROUP, ROW, TARGET, TEXT, read_table, told
from .facts import Word
from .features import WORD, WordCounts, without, words
from .metrics import Array, OfPart, headline, headline_draws, of_part
from .models import BestWord, predict

Tables = tuple[pd.DataFrame, pd.DataFrame]

TRIED = 40  # words that are taken out
SHOWN = 12
LEAST = 10  # test texts that a word is taken out of: the mean of fewer says little
BESIDE = {ROW, TARGET, GROUP, TEXT, "own_by"}


def shape(table: pd.DataFrame) -> pd.DataFrame:
    """Return what cuts texts into parts: their length, and the columns beside them."""
    lengths = [len(words(text)) for text in table[TEXT]]
    rest = table.drop(columns=[each for each in table if each in BESIDE])
    return pd.concat([pd.Series(lengths, table.index, float, "length in words"), rest], axis=1)


def slices(tables: Tables, predicted: Array, least: int, seed: int) -> list[OfPart]:
    """Return how well each part of the test set is told apart that is large enough, worst first.

    If no part has enough texts of each class, the whole test set is the one part.

    Args:
        tables: Training and test texts; the bands of a number are quartiles of training.
        predicted: Of the test texts.
        least: Texts that a part needs.
        seed: Of the intervals.
    """
    train, test = map(shape, tables)
    actual = tables[1][TARGET].to_numpy(int)
    found: list[OfPart] = []
    for some, enough in ((list(test), least), ([], 1)):
        cut = parts(ways_to_cut(train[some], test[some], enough), enough)
        scored = [of_part(each, actual[each.rows], predicted[each.rows], seed) for each in cut]
        if found := [each for each in scored if each]:
            break
    return sorted(found, key=lambda each: -each.weakness)


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
    """Return what the headline loses without each word, and the class that each word speaks for.

    Each word is taken out of every test text in turn and the model asked again, so any model can be
    asked. A word that few test texts have is left out.
    """
    target, names = test[TARGET].to_numpy(int), told()["classes"]
    before, drawn = headline(target, predicted), headline_draws(target, predicted, seed)
    losses, found = [], []
    for word in tried:
        rows, changed = taken_out(test[TEXT], word)
        if len(rows) < LEAST:
            continue
        now = predicted.copy()
        now[rows] = predict(model, changed)
        worse = behind(headline(target, now), before)
        sd = float(behind(headline_draws(target, now, seed), drawn).std())
        losses.append(Importance(topic=word, columns=[word], increase=float(worse), sd=sd))
        fell = (predicted[rows] - now[rows]).mean(axis=0)
        moved = np.atleast_1d(fell) if len(names) > 2 else np.array([-fell, fell])
        toward = int(moved.argmax())
        if moved[toward] > 0:
            found.append(
                Word(word=word, toward=names[toward], moved=float(moved[toward]), texts=len(rows))
            )
    ranked = sorted(losses, key=lambda each: -each.increase)[:SHOWN]
    return ranked, sorted(found, key=lambda each: -each.moved)


def best_word(train: pd.DataFrame, least: int) -> str:
    """Return the word of the baseline, nothing if it may not be named."""
    found = BestWord(least).fit(read_table(train), train[TARGET]).word_
    nameable = WordCounts(least).fit(train.drop_duplicates(GROUP)).words_
    return found if found in set(nameable) and not any(map(str.isdigit, found)) else ""


def weak_spots(
    config: DictConfig, model: BaseEstimator, tables: Tables, predicted: Array
) -> dict[str, Any]:
    """Return the facts about parts of the test set and about words.

    Args:
        config: The resolved configuration.
        model: The chosen model.
        tables: Training and test texts.
        predicted: Its predictions of the test texts.
    """
    (train, test), least, seed = tables, config.word_min_texts, config.seed
    by_part = slices(tables, predicted, config.slice_min_rows, seed)
    tried, best = tried_words(train, least), best_word(train, least)
    ask_about(list(dict.fromkeys([*([best] if best else []), *tried])))
    own = own_of(config)
    named = nameable(own, tried)
    importance, found = leaned_on(model, test, predicted, named, seed)
    return {
        "slices": by_part,
        "worst_slice": by_part[0],
        "slice_min_rows": config.slice_min_rows,
        "importance": importance,
        "words": found,
        "word_min_texts": least,
        "best_word": best if nameable(own, [best]) else "",
        "words_shown": own.shows_words,
    }
