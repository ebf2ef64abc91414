"""What are the texts like, and what will a model have to cope with?

These findings hold for any file of texts, and none prints a text: add what you find in yours.
"""

import matplotlib.pyplot as plt
import pandas as pd

OFTEN = 20  # texts that have a word before it is printed


def classes_are_uneven(table: pd.DataFrame) -> None:
    """The classes have their shares.

    How uneven they are decides which metric fits: accuracy looks good without the rare ones.
    """
    shares = table["own_target"].astype(int).value_counts(normalize=True).sort_index()
    named = shares.set_axis([table.attrs.get("classes", shares.index)[i] for i in shares.index])
    _, axis = plt.subplots()
    axis.barh(named.index.astype(str), named)
    axis.set(xlabel="Share of the training texts", xlim=(0, 1))
    assert len(shares) > 1


def short_texts_have_few_words(table: pd.DataFrame) -> None:
    """A short text has few words to go by.

    So length is the first thing that cuts the test set, where texts differ in it.
    """
    lengths = table["text"].str.split().str.len()
    _, axis = plt.subplots()
    axis.hist(lengths.clip(upper=lengths.quantile(0.99)), bins=40)
    axis.set(xlabel="Words", ylabel="Training texts")
    print(lengths.describe().round(1).to_string())
    assert lengths.max() > 0


def words_of_one_text_teach_nothing(table: pd.DataFrame) -> None:
    """A word that one text alone has teaches nothing.

    That is why a model counts words that several texts have, and why more texts help as long as
    they bring words for the second time.
    """
    found = table["text"].str.lower().str.findall(r"\w+").map(set).explode().value_counts()
    rare = {"in one text": int((found == 1).sum()), "in 2 to 19": int(found.between(2, 19).sum())}
    rare[f"in {OFTEN} or more"] = int((found >= OFTEN).sum())
    _, axis = plt.subplots()
    axis.bar(list(rare), list(rare.values()))
    axis.set(ylabel="Different words")
    assert found.sum() > len(table)


FINDINGS = [classes_are_uneven, short_texts_have_few_words, words_of_one_text_teach_nothing]
CONCLUSIONS = [
    "The best single word is the baseline that a model has to beat.",
    "Copies stay on one side of every cut: a model knows by heart what it has seen.",
]
