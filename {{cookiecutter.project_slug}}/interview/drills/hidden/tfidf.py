"""TF-IDF against scikit-learn."""

from collections.abc import Iterator

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from ..checking import Case
from ..rows import Rows

WORDS = [
    "Rent",
    "flat,",
    "house!",
    "garden",
    "3",
    "rooms",
    "the",
    "park",
    "a",
    "b-c",
    "Café",
    "x_1",
]


def ask(train: list[str], texts: list[str]) -> Case:
    """Ask for the weights of some texts."""
    model = TfidfVectorizer(token_pattern=r"\w+").fit(train)
    right = (model.get_feature_names_out(), model.transform(texts).toarray())
    return Case("tf_idf", {"train": train, "texts": texts}, right)


def random() -> Iterator[Case]:
    """Yield texts of a few words, some empty, some unknown."""
    for seed in range(12):
        rng = np.random.default_rng(seed)
        texts = [" ".join(rng.choice(WORDS, rng.integers(0, 5))) for _ in range(2 + 2 * seed)]
        half = len(texts) // 2 + 1
        yield ask(["a house", *texts[:half]], texts[half:] or ["?"])
        yield ask(["Park, park. PARK", *texts[:half]], texts)
    yield Case("tf_idf", {"train": ["", "?!"], "texts": ["house"]}, raises=ValueError)
    yield Case("tf_idf", {"train": [], "texts": []}, raises=ValueError)


def own(rows: Rows) -> Iterator[Case]:
    """Yield the project's texts, learned from one half and used on the other."""
    texts = [text[:500] for text in rows.texts[:60]]
    yield ask(texts[:30], texts[30:])
