"""TF-IDF: what is learned, words and idf, comes from the training texts alone."""

import re

import numpy as np


def tf_idf(train: list[str], texts: list[str]) -> tuple[list[str], np.ndarray]:
    """Return the words of ``train`` and the weight of each in each of ``texts``."""
    words = sorted({word for text in train for word in _words(text)})
    if not words:
        raise ValueError("there is no word to learn from")
    df = (_counts(train, words) > 0).sum(axis=0)
    idf = np.log((1 + len(train)) / (1 + df)) + 1
    weights = _counts(texts, words) * idf
    length = np.linalg.norm(weights, axis=1, keepdims=True)
    return words, weights / np.where(length == 0, 1, length)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _counts(texts: list[str], words: list[str]) -> np.ndarray:
    """Return how often each word stands in each text, shape (texts, words)."""
    place = {word: number for number, word in enumerate(words)}
    counts = np.zeros((len(texts), len(words)))
    for row, text in enumerate(texts):
        for word in _words(text):
            if word in place:
                counts[row, place[word]] += 1
    return counts
