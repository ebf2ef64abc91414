"""Parts of a mail, judged on made-up mailboxes of which the truth is known."""

import numpy as np
import pandas as pd
import pytest

from project_package import views
from project_package.files import load_config
from project_package.schema import KINDS
from project_package.task import TARGET
from project_package.views import NEWEST, PARTS, USED

HEADERS = "headers without the subject"


def collected(monkeypatch, headers, body):
    """Let the views read made-up mails of every kind, twenty of each; return the settings.

    ``headers`` and ``body`` give a text for each kind.
    """
    kinds = pd.Series(list(KINDS) * 20)
    mails = pd.DataFrame(
        {
            "kind": kinds,
            "headers": kinds.map(headers),
            "subject": "",
            "body": kinds.map(body),
            "footer": "",
            "received": [f"2002-{1 + row % 12:02}-01T00:00:00" for row in range(len(kinds))],
            "group": range(len(kinds)),
            TARGET: kinds.str.startswith("spam").astype(int),
        }
    )
    monkeypatch.setattr(views, "training_mails", lambda: mails)
    config = load_config()
    config.folds, config.compute.n_jobs = 2, 1
    return config


def honest(kind):
    return "buy cheap pills" if kind.startswith("spam") else "kernel patch works"


def test_a_header_that_only_names_the_mailbox_fails_on_another_source(monkeypatch):
    config = collected(monkeypatch, lambda kind: kind.replace("-", ""), honest)
    found = {each.name: each.scores for each in views.views(config)}
    heads = found[HEADERS]
    assert heads["at random"].value == heads["by thread"].value == 1
    assert heads["other source"].value < 0.9
    assert {each.value for each in found[USED].values()} == {1}


def test_a_header_that_names_the_class_holds_everywhere(monkeypatch):
    config = collected(monkeypatch, honest, dict.fromkeys(KINDS, "hello"))
    found = {each.name: each.scores for each in views.views(config)}
    assert {each.value for each in found[HEADERS].values()} == {1}
    assert max(each.value for each in found[USED].values()) < 0.9


def test_the_recorded_score_of_the_headers_is_theirs(facts):
    config, mails = load_config(), views.training_mails()
    ((fit_rows, rows),) = views.protocols(mails, config.folds, config.seed)["other source"]
    flagged = views.flagged(PARTS[HEADERS], fit_rows, rows, config.seed)
    found = views.rates(mails[TARGET].to_numpy()[rows], flagged, config.seed)["f1"]
    recorded = facts.view(HEADERS).scores["other source"]
    assert (found.value, found.low) == pytest.approx((recorded.value, recorded.low), rel=1e-5)


def test_later_mail_is_the_newest_share_of_the_dated_mails():
    mails = views.training_mails()
    ((older, newer),) = views.protocols(mails, 5, 0)["later mail"]
    dated = np.flatnonzero(mails["received"] != "")
    assert sorted([*older, *newer]) == dated.tolist()
    assert len(newer) == round(NEWEST * len(dated))
