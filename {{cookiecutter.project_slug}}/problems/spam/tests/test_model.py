"""The fitted filter behaves as a filter should, and its recorded scores are its own."""

from pathlib import Path

import joblib
import numpy as np
import pandas as pd
import pytest
from conftest import sentence, stage

from project_package import crossval, leakage, metrics
from project_package.crossval import Job, cross_validate, training_folds
from project_package.files import (
    MODELS,
    OUT_OF_FOLD,
    REPORTS,
    TEST,
    TRAIN,
    load_config,
    plain,
    read_json,
)
from project_package.fitted import out_of_fold
from project_package.mail import parse
from project_package.models import build
from project_package.payoff import best_threshold, payoff_of
from project_package.task import TARGET, example, predict, read, texts

MODEL = joblib.load(MODELS / "model.joblib")
MAILS, CLASSES = read(TEST)
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


@pytest.fixture(scope="module")
def config():
    config = load_config()
    config.compute.n_jobs = 1
    return config


def test_words_of_an_offer_make_a_mail_more_suspect():
    rise = said(MAILS["text"] + OFFER) - said(MAILS["text"])
    assert np.mean(rise >= -1e-9) > 0.99
    assert rise.mean() > 0.01


def test_words_of_a_mailing_list_make_a_mail_less_suspect():
    rise = said(MAILS["text"] + CHAT) - said(MAILS["text"])
    assert np.mean(rise <= 1e-9) > 0.9
    assert rise.mean() < 0


@pytest.mark.parametrize(
    "footer", ["Best regards\nAda", "Sent from the office", "Room 12, Main St"]
)
def test_a_harmless_footer_hardly_changes_a_decision(footer):
    before, after = said(MAILS["text"]), said(MAILS["text"] + "\n" + footer)
    assert np.mean(np.abs(after - before) > 0.1) < 0.02
    assert np.mean((after >= THRESHOLD) != (before >= THRESHOLD)) < 0.02


def test_words_that_nobody_has_seen_change_nothing_much():
    odd = "\n" + " ".join(f"qzx{number}vw" for number in range(20))
    assert np.abs(said(MAILS["text"] + odd) - said(MAILS["text"])).max() < 0.01


def test_case_and_line_breaks_do_not_matter():
    subject, body = "Lunch on Friday", "shall we meet at noon near the old bridge"
    texts = [f"{subject}\n{body}", f"{subject.upper()}\n{body.replace(' ', chr(10))}"]
    assert said(texts)[0] == pytest.approx(said(texts)[1], abs=1e-12)


@pytest.mark.parametrize("text", ["", "\n", "\n\n \n", "Re:\n", "日本語\n日本語", "\x00\n\x00"])
def test_a_mail_without_a_known_word_gets_a_probability(text):
    (probability,) = said([text])
    assert 0 <= probability <= 1


def odd_mails() -> pd.DataFrame:
    """Return the texts of mails that say nothing, or nothing known."""
    return texts(pd.DataFrame([parse(raw) for raw in ODD.values()]))


@pytest.mark.parametrize("name", load_config().candidates)
def test_every_candidate_decides_on_odd_mail(name):
    table, target = (each.iloc[::8] for each in read(TRAIN))
    model = build(name, plain(load_config().candidates)).fit(table, target)
    found = predict(model, odd_mails())
    assert ((found >= 0) & (found <= 1)).all()


def test_a_mail_that_says_nothing_stays_in_the_inbox():
    found = dict(zip(ODD, predict(MODEL, odd_mails()), strict=True))
    assert found["nothing"] == found["no text"] == found["attachments"] < THRESHOLD


def test_probabilities_are_probabilities_and_differ():
    found = said(MAILS["text"])
    assert ((found >= 0) & (found <= 1)).all()
    assert np.allclose(MODEL.predict_proba(MAILS).sum(axis=1), 1)
    assert len(np.unique(found.round(6))) > 100


def test_a_probability_does_not_depend_on_the_other_mails():
    shuffled = MAILS.sample(frac=1, random_state=0)
    alone = pd.Series(said(shuffled["text"]), index=shuffled.index).sort_index()
    assert np.allclose(alone, said(MAILS["text"]), rtol=1e-9)


def test_the_group_of_a_mail_is_no_feature():
    assert np.array_equal(predict(MODEL, MAILS.assign(group=0)), said(MAILS["text"]))


def test_the_example_for_the_tracker_is_nobodys_mail():
    ours = set(example(TEST)["text"])
    assert not ours & {*MAILS["text"], *read(TRAIN)[0]["text"]}
    assert np.isfinite(said(ours)).all()


@pytest.mark.parametrize("name", ["average_precision", "roc_auc", "log_loss", "brier"])
def test_the_saved_model_has_the_recorded_score(name, facts):
    recorded = read_json(REPORTS / "metrics.json", "evaluate")[name]
    assert getattr(metrics, name)(CLASSES, said(MAILS["text"])) == pytest.approx(recorded, rel=1e-9)
    assert getattr(facts.chosen.scores, name).value == pytest.approx(recorded, rel=1e-5)


def test_the_recorded_threshold_gives_the_recorded_decisions(facts):
    point = facts.chosen.at_chosen
    acted = said(MAILS["text"]) >= THRESHOLD
    assert int((acted & (CLASSES == 1)).sum()) == point.true_positives
    assert int((acted & (CLASSES == 0)).sum()) == point.false_positives
    worth = 1000 * payoff_of(load_config()).of(CLASSES.to_numpy(), acted).mean()
    assert worth == pytest.approx(point.payoff.value, rel=1e-5)


def test_thresholds_come_from_the_folds_of_the_training_mails(facts, config):
    payoff, known = payoff_of(config), crossval.training_table()[1].to_numpy()
    assert best_threshold(known, out_of_fold(), payoff) == THRESHOLD
    seen = pd.read_parquet(OUT_OF_FOLD)
    for each in [facts.baseline, *facts.other_baselines]:
        own = best_threshold(known, seen[each.key].to_numpy(), payoff)
        assert own == pytest.approx(each.at_chosen.threshold, rel=1e-5)


def test_what_is_said_out_of_fold_is_said_of_threads_not_learned_from(config):
    table, target = crossval.training_table()
    fit_rows, rows = training_folds(config.folds, config.seed)[0]
    model = build("logistic_regression", plain(config.candidates))
    model.fit(table.iloc[fit_rows], target.iloc[fit_rows])
    stored = pd.read_parquet(OUT_OF_FOLD)["logistic_regression"].to_numpy()[rows]
    assert np.allclose(predict(model, table.iloc[rows]), stored, rtol=1e-6)


def test_no_thread_is_on_both_sides_of_a_fold(config):
    groups, target = MAILS["group"], crossval.training_table()[1]
    train_groups = crossval.training_table()[0]["group"].to_numpy()
    assert not set(train_groups) & set(groups)
    for fit_rows, rows in training_folds(config.folds, config.seed):
        assert not set(train_groups[fit_rows]) & set(train_groups[rows])
        assert target.iloc[rows].mean() == pytest.approx(target.mean(), abs=0.03)


def test_every_baseline_is_beaten_or_the_documents_say_otherwise(facts):
    ours = facts.chosen.scores.average_precision.value
    others = [each.scores.average_precision.value for each in facts.other_baselines]
    beaten = facts.chosen.better and all(ours > each for each in others)
    text = Path("WALKTHROUGH.md").read_text(encoding="utf-8")
    assert beaten != ("not shown to be better" in text)


def test_the_filters_reach_what_work_on_these_mails_reaches(facts):
    out_of_fold = pd.read_parquet(OUT_OF_FOLD)
    target = crossval.training_table()[1].to_numpy()
    flagged = out_of_fold["linear_svm"].to_numpy()[:, None] >= np.linspace(0.1, 0.9, 81)
    found = 2 * (flagged & (target == 1)[:, None]).sum(axis=0)
    assert (found / (flagged.sum(axis=0) + target.sum())).max() > 0.968
    assert facts.candidate("complement_bayes").cv.value > 0.99
    assert facts.candidate("keyword_rule").cv.value > 2 * target.mean()


def test_labels_dealt_out_at_random_teach_nothing(facts):
    check = next(each for each in facts.leakage if each.name == "shuffled target")
    assert check.passed
    assert abs(check.value) < 0.1


def test_words_that_give_the_class_away_set_off_the_alarm(config, monkeypatch):
    table, target = crossval.training_table()
    marks = [" ".join(f"{word}{number}" for number in range(30)) for word in ("real", "bad")]
    told = table.assign(text=table["text"] + "\n" + target.map(dict(enumerate(marks))))
    for module in (crossval, leakage):
        monkeypatch.setattr(module, "training_table", lambda: (told, target))
    candidates = plain(config.candidates)
    job = Job("logistic_regression", candidates, training_error=False)
    (scores,) = cross_validate([job], config, "")
    checks = leakage.checks("logistic_regression", candidates, config, scores.cv)
    assert {each.name for each in checks if not each.passed} == {"too good"}


def test_training_mails_of_one_class_are_refused_by_the_folds(config, monkeypatch):
    table, target = crossval.training_table()
    monkeypatch.setattr(crossval, "training_table", lambda: (table, target * 0))
    crossval.training_folds.cache_clear()
    with pytest.raises(Exception, match=r"a class has 0 thread\(s\): too few for 5 folds"):
        cross_validate([Job("majority", plain(config.candidates))], config, "")
    crossval.training_folds.cache_clear()


def test_training_mails_of_one_class_stop_the_comparison_with_one_sentence(project):
    pd.read_parquet(TRAIN).assign(**{TARGET: 0}).to_parquet(TRAIN)
    assert "a class has 0 thread(s)" in sentence(stage("compare"))
