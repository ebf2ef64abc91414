"""Print one email of the data, the decision on it and why: ``python -m app.show ID``."""

import sys

import pandas as pd

from project_package.data import KEY
from workbench.server.answers import Answer
from workbench.server.showing import main

from .mails import Mail


def said(row: pd.Series) -> tuple[str, Answer]:
    """Return the text of an email, and the answer of the demo to it."""
    from .demo import answer

    mail = Mail.model_construct(subject=row["subject"], body=row["body"])
    return f"Subject: {mail.subject}\n{mail.body}", answer(mail)


if __name__ == "__main__":
    sys.exit(main(KEY, "mail", said, sys.argv[1:]))
