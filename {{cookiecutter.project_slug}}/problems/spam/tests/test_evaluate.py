"""The one look at the test set, other ways to judge, and that no report tells of a letter.

A failure of a privacy test names files and the ids of emails, never what was found in them.
"""

import re
import subprocess
from html import unescape

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline

from project_package import leakage, protocols
from project_package.data import KINDS, TARGET, read_table
from project_package.evaluate import to_evaluate
from project_package.features import WordCounts
from project_package.folds import training_data
from project_package.metrics import (
    average_precision,
    best_threshold,
    payoff_of,
)
from project_package.models import predict
from project_package.protocols import (
    HARD,
    NEWEST,
    PARTS,
    USED,
    training_emails,
)
from project_package.weak_spots import (
    DECIDING,
    SHOWN,
    cuts,
    effects,
    mistakes,
    speakable,
    strongest_words,
)
from workbench.files import OUT_OF_FOLD, TEST, TRAIN, load_config, plain
from workbench.models import kept_settings
from workbench.reports import fitted_models, out_of_fold, training
from workbench.sources import raw_table

CONFIG = load_config()
CONFIG.compute.n_jobs = 1
TRAIN_EMAILS, TEST_EMAILS = pd.read_parquet(TRAIN), pd.read_parquet(TEST)
CLASSES = training_data()[1].to_numpy()
TRAINED = training()
CHOSEN = TRAINED.search.model
HEADERS = "headers without the subject"
LONG = 6  # words in a row that two people hardly write by chance; one template holds such a row
TITLE = 4  # words of a subject that is more than a greeting
QUOTED_BY_MANY = {"LICENSE"}  # a text of many projects, which programmers send each other
WORD = re.compile(r"[^\W\d]{2,}")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
MADE_AGAIN = ("data/", "models/", "mlartifacts/", "mlruns/", "mlflow.db")
SMALL = pd.DataFrame({"text": ["\nbuy now", "\nbuy pills now", "\nsee you", "\nsee my patch"]})


@pytest.fixture(scope="module")
def data():
    """Return what evaluate measures."""
    return to_evaluate(
        CONFIG, TRAIN_EMAILS, TEST_EMAILS, fitted_models(CHOSEN), CHOSEN, out_of_fold()
    )


def test_the_recorded_threshold_gives_the_recorded_decisions(data, facts):
    point, acted = facts.chosen.at_chosen, data.rule.acts(data.probability)
    assert int((acted & (data.actual == 1)).sum()) == point.true_positives
    assert int((acted & (data.actual == 0)).sum()) == point.false_positives
    worth = 1000 * payoff_of(CONFIG).of(data.actual, acted).mean()
    assert worth == pytest.approx(point.payoff.value, rel=1e-5)


def test_thresholds_come_from_the_folds_of_the_training_emails(data, facts):
    seen = pd.read_parquet(OUT_OF_FOLD)
    assert data.rule.threshold == pytest.approx(facts.chosen.at_chosen.threshold, rel=1e-5)
    for each in [facts.baseline, *facts.other_baselines]:
        own = best_threshold(CLASSES, seen[each.key].to_numpy(), data.rule.payoff)
        assert own == pytest.approx(each.at_chosen.threshold, rel=1e-5)


def test_every_check_for_leakage_was_made_and_passed(facts):
    names = ["same thread", "same email", "near copies", "shuffled target", "too good"]
    assert [each.name for each in facts.leakage] == [*names, "other source"]
    assert facts.failed == []


def test_each_way_to_judge_promises_what_its_name_says():
    ways = protocols.protocols(CONFIG.folds, CONFIG.seed)
    group, kind = TRAIN_EMAILS["group"].to_numpy(), TRAIN_EMAILS["kind"].to_numpy()
    received = TRAIN_EMAILS["received"].to_numpy()
    for way in ("at random", "by thread"):
        judged = np.concatenate([rows for _, rows in ways[way]])
        assert sorted(judged) == list(range(len(TRAIN_EMAILS)))
    assert all(not set(group[fit]) & set(group[rows]) for fit, rows in ways["by thread"])
    assert any(set(group[fit]) & set(group[rows]) for fit, rows in ways["at random"])
    ((older, newer),) = ways["later email"]
    assert received[older].max() <= received[newer].min()
    assert "" not in {*received[older], *received[newer]}
    ((first, others),) = ways["other source"]
    assert not set(kind[first]) & set(kind[others])
    assert len(first) + len(others) == len(TRAIN_EMAILS)


def test_later_mail_is_the_newest_share_of_the_dated_emails():
    emails = training_emails()
    ((older, newer),) = protocols.protocols(CONFIG.folds, CONFIG.seed)["later email"]
    dated = np.flatnonzero(emails["received"] != "")
    assert sorted([*older, *newer]) == dated.tolist()
    assert len(newer) == round(NEWEST * len(dated))


def test_a_part_holds_what_it_is_called_and_nothing_else():
    row = pd.DataFrame(
        [{"headers": "x-list: a", "subject": "Hello", "body": "the body", "footer": "the foot"}]
    )
    found = {name: protocols.joined(row, parts)["text"][0] for name, parts in PARTS.items()}
    assert found["headers without the subject"] == "\nx-list: a"
    assert found["whole email"] == "Hello\nx-list: a\nthe body\nthe foot"
    assert found[USED] == "Hello\nthe body"


def test_the_part_that_is_used_is_what_the_models_see(facts):
    seen = read_table(TRAIN_EMAILS)["text"].tolist()
    assert protocols.joined(TRAIN_EMAILS, PARTS[USED])["text"].tolist() == seen
    assert facts.used_parts.name == USED


@pytest.fixture
def forgetting():
    """Let no protocol of made-up emails stay behind."""
    protocols.protocols.cache_clear()
    yield
    protocols.protocols.cache_clear()


def collected(monkeypatch, headers, body):
    """Let the ablation read made-up emails of every kind, twenty of each; return the settings.

    ``headers`` and ``body`` give a text for each kind.
    """
    kinds = pd.Series(list(KINDS) * 20)
    emails = pd.DataFrame(
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
    monkeypatch.setattr(protocols, "training_emails", lambda: emails)
    config = load_config()
    config.folds, config.compute.n_jobs = 2, 1
    return config


def honest(kind):
    return "buy cheap pills" if kind.startswith("spam") else "kernel patch works"


def test_a_header_that_only_names_the_mailbox_fails_on_another_source(monkeypatch, forgetting):
    config = collected(monkeypatch, lambda kind: kind.replace("-", ""), honest)
    found = {each.name: each.scores for each in protocols.ablation(config)}
    heads = found[HEADERS]
    assert heads["at random"].value == heads["by thread"].value == 1
    assert heads["other source"].value < 0.9
    assert {each.value for each in found[USED].values()} == {1}


def test_a_header_that_names_the_class_holds_everywhere(monkeypatch, forgetting):
    config = collected(monkeypatch, honest, dict.fromkeys(KINDS, "hello"))
    found = {each.name: each.scores for each in protocols.ablation(config)}
    assert {each.value for each in found[HEADERS].values()} == {1}
    assert max(each.value for each in found[USED].values()) < 0.9


def test_headers_promise_more_at_random_than_elsewhere(facts):
    heads = facts.parts(HEADERS).scores
    assert heads["at random"].low > heads["other source"].high
    used = facts.used_parts.scores
    fall = used["at random"].value - used["other source"].value
    assert heads["at random"].value - heads["other source"].value > fall


def test_mail_from_elsewhere_is_judged_by_the_chosen_model_at_its_threshold(data, facts):
    fit_rows, rows = protocols.protocols(CONFIG.folds, CONFIG.seed)["other source"][0]
    model = CHOSEN, kept_settings(plain(CONFIG.candidates), TRAINED.search)
    said = protocols.probabilities(*model, fit_rows, rows)
    found, actual = facts.away("other source"), CLASSES[rows]
    acted = data.rule.acts(said)
    assert (found.emails, found.spam) == (len(rows), actual.sum())
    assert found.average_precision.value == pytest.approx(average_precision(actual, said), rel=1e-5)
    assert found.recall.value == pytest.approx(acted[actual == 1].mean(), rel=1e-5)
    assert found.false_alarms.value == pytest.approx(acted[actual == 0].mean(), rel=1e-4)


def test_by_thread_is_what_cross_validation_said(facts):
    found = facts.away("by thread")
    assert (found.emails, found.spam) == (len(CLASSES), CLASSES.sum())
    assert found.average_precision.value == pytest.approx(facts.chosen.cv.value, rel=1e-5)


def test_hard_email_is_judged_with_and_without_such_mail_in_training(data, monkeypatch):
    hard = set(np.flatnonzero(TRAIN_EMAILS["kind"] == HARD))
    asked = []

    def alarmed(name, candidates, fit_rows, rows):
        asked.append((set(fit_rows), set(rows)))
        return np.ones(len(rows))

    monkeypatch.setattr(protocols, "probabilities", alarmed)
    _, found = protocols.other_sources(data, TRAINED)
    by_thread = asked[2:]
    assert all(not fit & hard and rows <= hard for fit, rows in by_thread)
    assert set().union(*(rows for _, rows in by_thread)) == hard
    assert found.rows == len(hard)
    assert found.unseen.value == 1
    assert found.seen.value == pytest.approx(data.rule.acts(data.out_of_fold)[sorted(hard)].mean())


@pytest.mark.parametrize(("value", "passed"), [(0.9, True), (0.99, False)])
def test_too_good_a_score_on_another_source_is_an_alarm(value, passed, facts):
    better = facts.away("other source").f1.model_copy(update={"value": value})
    found = [facts.away("other source").model_copy(update={"f1": better})]
    assert leakage.every_check(facts, TRAINED, found)[-1].passed is passed


@pytest.fixture(scope="module")
def small():
    """Return a filter of four texts, two of them spam."""
    return make_pipeline(WordCounts(min_emails=1), MultinomialNB()).fit(SMALL, [1, 1, 0, 0])


def test_the_effect_of_a_word_is_the_change_from_leaving_it_out(small):
    found = effects(small, "\nbuy pills now")
    whole, without = predict(small, pd.DataFrame({"text": ["\nbuy pills now", "\nbuy now"]}))
    odds = np.log(whole / (1 - whole)) - np.log(without / (1 - without))
    assert found["pills"] == pytest.approx(odds)
    assert list(found) == sorted(found, key=lambda word: -abs(found[word]))
    assert all(effect > 0 for effect in found.values())


def test_a_model_that_counts_no_words_is_not_asked_for_them():
    assert effects(make_pipeline(MultinomialNB()), "\nbuy") == {}
    assert strongest_words(make_pipeline(MultinomialNB()), {"buy"}) == ([], [])


def test_the_words_that_tell_are_on_the_side_they_speak_for(small):
    for_spam, for_real = strongest_words(small, {"buy", "pills", "patch", "unheard"})
    assert for_spam[0].effect > 0 > for_real[0].effect
    assert for_real[0].word == "patch"
    assert {each.word for each in for_spam} == {"buy", "pills", "patch"}


def test_the_surest_mistakes_are_the_ones_put_there(data):
    spam = data.actual == 1
    said = np.where(spam, 0.99, 0.01)
    let_through, lost = np.flatnonzero(spam)[[3, 5]], np.flatnonzero(~spam)[[2, 4]]
    said[let_through], said[lost] = [0.0, 0.1], [1.0, 0.97]
    few = TRAIN_EMAILS.head(1000)  # of which the words that may be named are taken
    found = mistakes(data._replace(probability=said, train=few), CHOSEN)
    assert [each.id for each in found.lost] == TEST_EMAILS["id"].iloc[lost].tolist()
    assert [each.id for each in found.let_through] == TEST_EMAILS["id"].iloc[let_through].tolist()
    allowed = speakable(few, CONFIG.common_word)
    for each in (*found.lost, *found.let_through):
        assert {word.word for word in each.words} <= allowed
        assert len(each.words) <= DECIDING


def test_at_most_a_few_mistakes_of_a_kind_are_shown(facts):
    assert len(facts.mistakes.lost) == min(SHOWN, facts.chosen.at_chosen.false_positives)
    assert len(facts.mistakes.let_through) == min(SHOWN, facts.chosen.at_chosen.false_negatives)


def test_every_test_email_has_one_level_of_each_feature():
    found = cuts(CONFIG, TRAIN_EMAILS, TEST_EMAILS)
    assert list(found) == ["kind of email", "length", "format", "attachments", "language"]
    assert all(
        levels.notna().all() and len(levels) == len(TEST_EMAILS) for levels in found.values()
    )


def test_an_odd_email_has_its_place_in_every_cut():
    odd = {"subject": "", "body": "", "kind": HARD, "html": False}
    email = pd.DataFrame([{**odd, "attachments": 2, "foreign": CONFIG.data.foreign}])
    found = {name: levels[0] for name, levels in cuts(CONFIG, TRAIN_EMAILS, email).items()}
    assert found.pop("length").startswith("below")
    assert found == {
        "kind of email": KINDS[HARD],
        "format": "in plain text only",
        "attachments": "with attachments",
        "language": "another script",
    }


def mailbox(people: str, *bodies: str) -> pd.DataFrame:
    """Return emails as the prepare stage writes them, as far as ``speakable`` looks."""
    return pd.DataFrame({"subject": "hello", "body": list(bodies), "people": people})


def test_a_word_may_stand_in_a_report_only_if_many_emails_have_it_and_it_names_nobody():
    emails = mailbox(
        "Erika Mustermann <erika@example.org>", *["offer from erika"] * 5, "rare offer"
    )
    assert "offer" in speakable(emails, least=6)
    assert "from" not in speakable(emails, least=6)
    assert "erika" not in speakable(emails, least=2)
    assert "subject:hello" in speakable(emails, least=2)


@pytest.mark.parametrize("word", ["me@example.org", "x", "a1b2c3", "über", "w" * 15, "$$$"])
def test_what_is_no_plain_word_does_not_stand_in_a_report(word):
    assert word not in speakable(mailbox("", *[f"{word} offer"] * 9), least=2)


def test_neither_a_name_nor_a_part_of_an_address_stands_in_a_report():
    emails = mailbox("Grace Hopper <amazing@navy.example.org>", *["grace amazing navy offer"] * 9)
    assert {"grace", "amazing", "navy"}.isdisjoint(speakable(emails, least=2))
    assert "offer" in speakable(emails, least=9)
    assert "offer" not in speakable(emails, least=10)


def words(text):
    """Return the words of a file or an email in small letters, without tags and line ends."""
    plain = unescape(re.sub(r"<[^<>]*>", " ", text.replace("\\n", " ")))
    return WORD.findall(plain.lower())


def rows(found, length):
    """Return all rows of so many words."""
    return zip(*(found[start:] for start in range(length)), strict=False)


def listed(folder, *rules):
    """Return the files that git would add to an empty repository around the project."""
    git = ["git", f"--git-dir={folder}", f"--work-tree={ROOT}"]
    subprocess.run(["git", "init", "--quiet", "--bare", str(folder)], check=True)
    done = subprocess.run(
        [*git, "ls-files", "--others", "-z", *rules], cwd=ROOT, capture_output=True, check=True
    )
    return [name for name in done.stdout.decode().split("\0") if name]


@pytest.fixture(scope="module")
def committed(tmp_path_factory):
    """Return the text of every file that can be committed, by its name."""
    names = listed(tmp_path_factory.mktemp("git"), "--exclude-standard")
    return {name: (ROOT / name).read_text(encoding="utf-8", errors="replace") for name in names}


@pytest.fixture(scope="module")
def emails():
    """Return all emails with the words of subject, body and footer."""
    table = pd.concat([TRAIN_EMAILS, TEST_EMAILS], ignore_index=True)
    text = table["subject"] + "\n" + table["body"] + "\n" + table["footer"]
    return table.assign(words=text.str.lower().map(WORD.findall))


@pytest.fixture(scope="module")
def raw():
    """Return all emails as they came, one after the other, in small letters."""
    table = raw_table(CONFIG.data.source.item)
    return b"\n".join(table["raw"]).decode("latin-1").lower()


def quoting(files, emails):
    """Return (file, id) where a file has a long row of words that an email has, too."""
    where = {
        row: name
        for name, text in files.items()
        if name not in QUOTED_BY_MANY
        for row in rows(words(text), LONG)
    }
    pairs = zip(emails["id"], emails["words"], strict=True)
    return [
        (where[row], email)
        for email, found in pairs
        for row in where.keys() & set(rows(found, LONG))
    ]


def titled(files, emails):
    """Return (file, id) where a file has the whole subject of an email."""
    subjects = zip(emails["id"], emails["subject"].map(words), strict=True)
    texts = {name: f" {' '.join(words(text))} " for name, text in files.items()}
    everything = "\n".join(texts.values())
    return [
        (name, email)
        for email, found in subjects
        if len(found) >= TITLE and f" {' '.join(found)} " in everything
        for name, text in texts.items()
        if f" {' '.join(found)} " in text
    ]


def addressed(files, raw):
    """Return the files that have an address of the emails."""
    return [
        name
        for name, text in files.items()
        if any(address.lower() in raw for address in ADDRESS.findall(unescape(text)))
    ]


def test_the_results_are_among_what_can_be_committed(committed):
    expected = {"README.md", "WALKTHROUGH.md", "MODEL_CARD.md", "reports/facts.json"}
    assert expected <= set(committed)
    assert any(name.endswith(".svg") for name in committed)
    assert any(name.endswith(".ipynb") for name in committed)


def test_emails_models_and_runs_stay_out_of_git(committed, tmp_path):
    assert [name for name in committed if name.startswith(MADE_AGAIN)] == []
    without_rules = listed(tmp_path / "git")
    assert {str(TRAIN), str(TEST), "models/model.joblib"} <= set(without_rules)


def test_no_file_quotes_an_email(committed, emails):
    found = quoting(committed, emails)
    assert found == []


def test_no_file_has_the_subject_of_an_email(committed, emails):
    found = titled(committed, emails)
    assert found == []


def test_no_file_has_an_address_of_an_email(committed, raw):
    found = addressed(committed, raw)
    assert found == []
