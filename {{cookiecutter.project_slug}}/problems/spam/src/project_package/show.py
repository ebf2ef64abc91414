"""Print one mail with the decision on it and the words that decided; nothing is written.

python -m project_package.show easy-ham-1/00001
"""

import difflib
import sys

import joblib
import pandas as pd
from rich.console import Console
from rich.text import Text

from workbench.errors import ProjectError, unknown
from workbench.files import FACTS, MODELS, TEST, TRAIN, existing, read_json

from .facts import Facts
from .mistakes import counts_words, effects
from .task import predict, texts

MOST = 60  # lines of the body
DECIDING = 12  # words
NAMED = 3  # mails, when none is close to the one asked for


def find(name: str) -> tuple[pd.DataFrame, str]:
    """Return the mail with an id as a table of one row, and the part of the data it is in.

    Raises:
        ConfigError: No mail has the id, or it was dropped as a copy; names some that are close.
    """
    known: list[str] = []
    for path, part in ((TEST, "test"), (TRAIN, "training")):
        mails = pd.read_parquet(existing(path, "prepare"))
        found = mails[mails["id"] == name]
        if len(found):
            return found, part
        known += mails["id"].tolist()
    close = difflib.get_close_matches(name, known) or sorted(known)[:NAMED]
    raise unknown("mail", name, close)


def show(name: str) -> None:
    """Print a mail, what the model says of it, and why."""
    mail, part = find(name)
    facts = Facts(**read_json(FACTS, "evaluate"))
    model = joblib.load(existing(MODELS / "model.joblib", "train"))
    table, row = texts(mail), mail.iloc[0]
    probability = float(predict(model, table)[0])
    decision = "spam" if probability >= facts.threshold.value.value else "real mail"
    console = Console(highlight=False)
    console.print(Text(f"{name}  ({row['kind']}, {part} part)", style="bold"))
    console.print(Text(f"Subject: {row['subject']}"))
    console.print(Text("\n".join(row["body"].splitlines()[:MOST])))
    console.print(
        Text(
            f"\nProbability of spam {probability:.3f}, threshold "
            f"{facts.threshold.value.value:.3f}: taken for {decision}.",
            style="bold",
        )
    )
    if counts_words(model):
        for word, effect in list(effects(model, table["text"].iloc[0]).items())[:DECIDING]:
            console.print(Text(f"{effect:+8.2f}  {word}"))


def main(arguments: list[str]) -> int:
    """Show the mail that is named; return the exit code."""
    if len(arguments) != 1 or not arguments[0]:
        print("error: name one mail, as in: make show ID=easy-ham-1/00001", file=sys.stderr)
        return 2
    try:
        show(arguments[0])
    except ProjectError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
