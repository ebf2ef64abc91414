"""Print one email of the data, the decision on it and why: ``python -m app.show ID``."""

import sys

import pandas as pd

from project_package.data import KEY
from workbench.server.answers import Answer
from workbench.server.showing import main

from .emails import Email


def said(row: pd.Series) -> tuple[str, Answer]:
    """Return the text of an email, and the answer of the demo to it."""
    from .demo import answer

    email = Email.model_construct(subject=row["subject"], body=row["body"])
    return f"Subject: {email.subject}\n{email.body}", answer(email)


if __name__ == "__main__":
    sys.exit(main(KEY, "email", said, sys.argv[1:]))
