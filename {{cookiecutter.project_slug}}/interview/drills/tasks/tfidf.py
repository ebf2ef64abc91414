"""Drill: TF-IDF. numpy and Python only; a numpy warning counts as a failure."""

import numpy as np


def tf_idf(train: list[str], texts: list[str]) -> tuple[list[str], np.ndarray]:
    r"""Return the words of ``train`` and the weight of each in each of ``texts``.

    - A word is a match of the regular expression ``\w+`` in the text in lower case.
    - The words are those of ``train``, each once, sorted; others in ``texts`` are passed over.
    - tf: how often the word stands in the text.
    - idf: ln((1 + n) / (1 + df)) + 1, with n texts in ``train``, df of which hold the word.
      Learned from ``train`` alone.
    - weight: tf times idf; then each row is divided by its Euclidean length.
      A text without a known word keeps a row of zeros.

    Returns:
        The words, and weights of shape (number of texts, number of words).

    Raises:
        ValueError: There is no word in ``train``.
    """
    raise NotImplementedError
