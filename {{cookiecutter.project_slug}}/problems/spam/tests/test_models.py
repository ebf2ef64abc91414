"""The fitted filter behaves as a filter should, and its recorded scores are its own."""

import joblib
import numpy as np
import pandas as pd
import pytest

from project_package import folds, leakage, metrics
from project_package.choose import cross_validate
from project_package.cleaning import parse
from project_package.data import read, read_table
from project_package.folds import training_data, training_folds
from project_package.models import (
    SUSPECT,
    KeywordRule,
    NearestEmails,
    build,
    predict,
)
from project_package.pipeline import example
from workbench.errors import DataError
from workbench.files import MODELS, OUT_OF_FOLD, REPORTS, TEST, load_config, plain, read_json
from workbench.fits import Job

MODEL = joblib.load(MODELS / "model.joblib")
EMAILS, CLASSES = read(TEST)
OFFER = "\nclick here to refinance your mortgage, guaranteed lowest rates, remove me!!!"
THRESHOLD = read_json(REPORTS / "metrics.json", "evaluate")["threshold"]
SENDER = b"From: Ada <ada@example.org>\n"
PDF = b'--b\nContent-Type: application/pdf; name="a.pdf"\n\nx\n--b--\n'
ODD = {
    "nothing": b"",
    "no text": SENDER + b"\n",
    "attachments": SENDER + b"Content-Type: multipart/mixed; boundary=b\n\n" + PDF,
    "new words": b"Subject: qzvxw\n\nqzvxwa qzvxwb",
    "another script": b"Content-Type: text/plain; charset=utf-8\n\n" + "你好 мир".encode(),
}
CHAT = "\nI wrote a small perl script for the kernel list; the patch is attached, cheers"


def said(texts) -> np.ndarray:
    """Return the probability of spam of some texts."""
    return predict(MODEL, pd.DataFrame({"text": list(texts)}))


def test_words_of_an_offer_make_an_email_more_suspect():
    rise = said(EMAILS["text"] + OFFER) - said(EMAILS["text"])
    assert np.mean(rise >= -1e-9) > 0.99
    assert rise.mean() > 0.01


def test_words_of_a_mailing_list_make_an_email_less_suspect():
    rise = said(EMAILS["text"] + CHAT) - said(EMAILS["text"])
    assert np.mean(rise <= 1e-9) > 0.9
    assert rise.mean() < 0


@pytest.mark.parametrize(
    "footer", ["Best regards\nAda", "Sent from the office", "Room 12, Main St"]
)
def test_a_harmless_footer_hardly_changes_a_decision(footer):
    before, after = said(EMAILS["text"]), said(EMAILS["text"] + "\n" + footer)
    assert np.mean(np.abs(after - before) > 0.1) < 0.02
    assert np.mean((after >= THRESHOLD) != (before >= THRESHOLD)) < 0.02


def test_words_that_nobody_has_seen_change_nothing_much():
    odd = "\n" + " ".join(f"qzx{number}vw" for number in range(20))
    assert np.abs(said(EMAILS["text"] + odd) - said(EMAILS["text"])).max() < 0.01


def test_case_and_line_breaks_do_not_matter():
    subject, body = "Lunch on Friday", "shall we meet at noon near the old bridge"
    texts = [f"{subject}\n{body}", f"{subject.upper()}\n{body.replace(' ', chr(10))}"]
    assert said(texts)[0] == pytest.approx(said(texts)[1], abs=1e-12)


@pytest.mark.parametrize("text", ["", "\n", "\n\n \n", "Re:\n", "日本語\n日本語", "\x00\n\x00"])
def test_an_email_without_a_known_word_gets_a_probability(text):
    (probability,) = said([text])
    assert 0 <= probability <= 1


def odd_emails() -> pd.DataFrame:
    """Return the texts of emails that say nothing, or nothing known."""
    return read_table(pd.DataFrame([parse(raw) for raw in ODD.values()]))


@pytest.mark.parametrize("name", load_config().candidates)
def test_every_candidate_decides_on_odd_email(name):
    table, target = (each.iloc[::8] for each in training_data())
    model = build(name, plain(load_config().candidates)).fit(table, target)
    found = predict(model, odd_emails())
    assert ((found >= 0) & (found <= 1)).all()


def test_an_email_that_says_nothing_stays_in_the_inbox():
    found = dict(zip(ODD, predict(MODEL, odd_emails()), strict=True))
    assert found["nothing"] == found["no text"] == found["attachments"] < THRESHOLD


def test_probabilities_are_probabilities_and_differ():
    found = said(EMAILS["text"])
    assert ((found >= 0) & (found <= 1)).all()
    assert np.allclose(MODEL.predict_proba(EMAILS).sum(axis=1), 1)
    assert len(np.unique(found.round(6))) > 100


def test_a_probability_does_not_depend_on_the_other_emails():
    shuffled = EMAILS.sample(frac=1, random_state=0)
    alone = pd.Series(said(shuffled["text"]), index=shuffled.index).sort_index()
    assert np.allclose(alone, said(EMAILS["text"]), rtol=1e-9)


def test_the_group_of_an_email_is_no_feature():
    assert np.array_equal(predict(MODEL, EMAILS.assign(group=0)), said(EMAILS["text"]))


def test_the_example_for_the_tracker_is_nobodys_email():
    ours = set(example()["text"])
    assert not ours & {*EMAILS["text"], *training_data()[0]["text"]}
    assert np.isfinite(said(ours)).all()


def test_what_is_said_out_of_fold_is_said_of_threads_not_learned_from():
    config = load_config()
    table, target = training_data()
    fit_rows, rows = training_folds(config.folds, config.seed)[0]
    model = build("complement_bayes", plain(config.candidates))
    model.fit(table.iloc[fit_rows], target.iloc[fit_rows])
    stored = pd.read_parquet(OUT_OF_FOLD)["complement_bayes"].to_numpy()[rows]
    assert np.allclose(predict(model, table.iloc[rows]), stored, rtol=1e-6)


def test_the_filters_reach_what_work_on_these_emails_reaches(facts):
    out_of_fold = pd.read_parquet(OUT_OF_FOLD)
    target = training_data()[1].to_numpy()
    flagged = out_of_fold["linear_svm"].to_numpy()[:, None] >= np.linspace(0.1, 0.9, 81)
    found = 2 * (flagged & (target == 1)[:, None]).sum(axis=0)
    assert (found / (flagged.sum(axis=0) + target.sum())).max() > 0.968
    assert facts.candidate("complement_bayes").cv.value > 0.99
    assert facts.candidate("keyword_rule").cv.value > 2 * target.mean()


@pytest.mark.parametrize("name", ["average_precision", "roc_auc", "log_loss", "brier"])
def test_the_saved_model_has_the_recorded_score(name, facts):
    recorded = read_json(REPORTS / "metrics.json", "evaluate")[name]
    assert getattr(metrics, name)(CLASSES, said(EMAILS["text"])) == pytest.approx(
        recorded, rel=1e-9
    )
    assert facts.chosen.scores[name].value == pytest.approx(recorded, rel=1e-5)


def test_words_that_give_the_class_away_set_off_the_alarm(facts, config, monkeypatch):
    table, target = training_data()
    marks = [" ".join(f"{word}{number}" for number in range(30)) for word in ("real", "bad")]
    marked = table.assign(text=table["text"] + "\n" + target.map(dict(enumerate(marks))))
    learner = folds.LEARNER._replace(read=lambda: (marked, target))
    monkeypatch.setattr(folds, "LEARNER", learner)
    (leaky,) = cross_validate([Job("complement_bayes", plain(config.candidates))], config, "")
    assert leaky.cv > leakage.TOO_GOOD > facts.chosen.cv.value


def test_training_emails_of_one_class_are_refused_by_the_folds(config, monkeypatch):
    table, target = training_data()
    monkeypatch.setattr(folds, "training_data", lambda: (table, target * 0))
    training_folds.cache_clear()
    with pytest.raises(DataError, match=r"a class has 0 thread\(s\): too few for \d parts"):
        cross_validate([Job("majority", plain(config.candidates))], config, "")
    training_folds.cache_clear()


def emails_of(*texts: str) -> pd.DataFrame:
    return pd.DataFrame({"text": list(texts)})


def test_the_keyword_rule_counts_different_suspect_words():
    rule = KeywordRule(most=3)
    emails = emails_of("\nhello", "\nfree free free", "\nfree cash $$$ loan viagra", "Winner\n")
    assert rule.hits(emails).tolist() == [0, 1, 3, 1]


def test_the_keyword_rule_learns_the_share_of_spam_and_is_never_quite_sure():
    rule = KeywordRule(most=2).fit(emails_of("\nhello", "\nhello", "\nfree"), pd.Series([0, 0, 1]))
    assert rule.rates_.tolist() == pytest.approx([1 / 4, 2 / 3, 2 / 3])


def test_more_suspect_words_never_make_an_email_less_suspect():
    rule = KeywordRule().fit(*training_data())
    assert (np.diff(rule.rates_) >= 0).all()
    emails = emails_of("\n", *["\n" + " ".join(sorted(SUSPECT)[:number]) for number in range(1, 9)])
    said = rule.predict_proba(emails)
    assert (np.diff(said[:, 1]) >= 0).all()
    assert np.allclose(said.sum(axis=1), 1)


def test_equally_near_emails_count_in_the_order_in_which_they_were_fitted():
    rows = np.array([[1.0, 0], [1, 0], [0, 1], [0, 1]])
    near = NearestEmails(n_neighbors=2).fit(rows, [0, 1, 0, 1])
    distances, found = near.kneighbors(np.array([[0.0, 2], [0, 0]]))
    assert found.tolist() == [[2, 3], [0, 1]]
    assert distances.tolist() == [[0, 0], [1, 1]]
