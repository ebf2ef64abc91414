"""The demo: a text in, the probability of each class and the words that moved it out."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.pipeline import Pipeline

from project_package.cleaning import TEXT
from project_package.facts import Facts
from project_package.features import without
from workbench.documents.wording import share, span
from workbench.server.answers import Answer, facts, model
from workbench.server.demo import Demo

from .text import TEXTS, Text
from .weighing import different, forgetting, reasons

MODEL, FACTS = model(), facts(Facts)
CLASSES = FACTS.classes


def rows(texts: list[Text]) -> pd.DataFrame:
    """Return texts as the model takes them."""
    return pd.DataFrame({TEXT: [each.text for each in texts]})


def probabilities(texts: list[str]) -> NDArray[np.float64]:
    """Return the probability of each class, shape (n_texts, n_classes)."""
    with forgetting():
        return np.asarray(MODEL.predict_proba(pd.DataFrame({TEXT: texts})))


def new_words(found: list[str]) -> list[str]:
    """Return a sentence if the model counts words, and never met some of these in training."""
    counted = getattr(MODEL[0], "words_", None) if isinstance(MODEL, Pipeline) else None
    if counted is None:
        return []
    known = set(counted)
    new = sum(word not in known for word in found)
    return [f"{new} of {len(found)} words say nothing to the model: training had too few of them."]


def answer(text: Text) -> Answer:
    """Return the probability of a class, the positive of two or the likeliest, and its reasons."""
    found = different(text.text)
    every = probabilities([text.text, *(without(text.text, word) for word in found)])
    number = 1 if len(CLASSES) == 2 else int(every[0].argmax())
    chances = every[:, number]
    ours = FACTS.chosen.scores["headline"]
    named = zip(CLASSES, every[0], strict=True)
    return Answer(
        value=float(chances[0]),
        headline=f"{share(float(chances[0]), 1)} probability of {CLASSES[number]}",
        meaning=[", ".join(f"{name}: {share(float(each), 1)}" for name, each in named) + "."],
        reasons_title="Which words moved it?",
        reasons_say="The probability without one word, strongest first, of the first "
        f"{len(found)} different words. The effects do not add up: no word is judged alone.",
        reasons=reasons(found, chances, CLASSES[number]),
        uncertainty=[
            f"On the test set the {FACTS.metric_name} is {span(ours)}.",
            *new_words(found),
        ],
    )


DEMO = Demo(
    title=f"Which {FACTS.data.target} does this text have?",
    lead=f"The model: {FACTS.chosen.label}. Paste a text like those it learned from; nothing of it "
    "is stored or logged.",
    question=Text,
    examples={name: each.model_dump() for name, each in TEXTS.items()},
    answer=answer,
    rows=rows,
)
