"""What only mails are asked: what their parts give away, which words decided, who may be named."""

import joblib
import numpy as np
import pandas as pd
import pytest
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline
from test_stages import out_of_date

from project_package import views
from project_package.cuts import cuts
from project_package.elsewhere import probabilities
from project_package.files import MODELS, TEST, TRAIN, load_config, plain
from project_package.mistakes import (
    DECIDING,
    SHOWN,
    effects,
    log_odds,
    mistakes,
    speakable,
    telling,
)
from project_package.models import build
from project_package.schema import KINDS
from project_package.task import TARGET, predict, texts
from project_package.words import WordCounts

CONFIG = load_config()
TRAIN_MAILS, TEST_MAILS = pd.read_parquet(TRAIN), pd.read_parquet(TEST)
MODEL = joblib.load(MODELS / "model.joblib")
SMALL = pd.DataFrame({"text": ["\nbuy now", "\nbuy pills now", "\nsee you", "\nsee my patch"]})


@pytest.fixture(scope="module")
def small():
    """Return a filter of four texts, two of them spam."""
    return make_pipeline(WordCounts(min_mails=1), MultinomialNB()).fit(SMALL, [1, 1, 0, 0])


def mailbox(people: str, *bodies: str) -> pd.DataFrame:
    """Return mails as the prepare stage writes them, as far as ``speakable`` looks."""
    return pd.DataFrame({"subject": "hello", "body": list(bodies), "people": people})


def test_each_way_to_judge_promises_what_its_name_says():
    ways = views.protocols(TRAIN_MAILS, 5, 42)
    group, kind = TRAIN_MAILS["group"].to_numpy(), TRAIN_MAILS["kind"].to_numpy()
    received = TRAIN_MAILS["received"].to_numpy()
    for way in ("at random", "by thread"):
        judged = np.concatenate([rows for _, rows in ways[way]])
        assert sorted(judged) == list(range(len(TRAIN_MAILS)))
    assert all(not set(group[fit]) & set(group[rows]) for fit, rows in ways["by thread"])
    assert any(set(group[fit]) & set(group[rows]) for fit, rows in ways["at random"])
    ((older, newer),) = ways["later mail"]
    assert received[older].max() <= received[newer].min()
    assert "" not in {*received[older], *received[newer]}
    ((first, others),) = ways["other source"]
    assert not set(kind[first]) & set(kind[others])
    assert len(first) + len(others) == len(TRAIN_MAILS)


def test_a_part_holds_what_it_is_called_and_nothing_else():
    row = pd.DataFrame(
        [{"headers": "x-list: a", "subject": "Hello", "body": "the body", "footer": "the foot"}]
    )
    found = {name: views.joined(row, parts)["text"][0] for name, parts in views.PARTS.items()}
    assert found["headers without the subject"] == "\nx-list: a"
    assert found["whole mail"] == "Hello\nx-list: a\nthe body\nthe foot"
    assert found[views.USED] == "Hello\nthe body"


def test_the_part_that_is_used_is_what_the_models_see(facts):
    seen = texts(TRAIN_MAILS)["text"].tolist()
    assert views.joined(TRAIN_MAILS, views.PARTS[views.USED])["text"].tolist() == seen
    assert facts.used_view.name == views.USED


def test_a_kind_that_is_left_out_of_training_is_not_learned_from():
    hard = (TRAIN_MAILS["kind"] == views.HARD).to_numpy()
    rows, kept = np.flatnonzero(hard), np.flatnonzero(~hard)
    model = "logistic_regression", plain(CONFIG.candidates)
    seen = probabilities(*model, np.arange(len(TRAIN_MAILS)), rows) >= 0.5
    unseen = probabilities(*model, kept, rows) >= 0.5
    assert seen.mean() < 0.02  # on mails that it was fitted on
    assert unseen.mean() > seen.mean() + 0.1


def test_headers_promise_more_at_random_than_elsewhere(facts):
    heads = facts.view("headers without the subject").scores
    assert heads["at random"].low > heads["other source"].high
    used = facts.used_view.scores
    fall = used["at random"].value - used["other source"].value
    assert heads["at random"].value - heads["other source"].value > fall


def test_the_effect_of_a_word_is_the_change_from_leaving_it_out(small):
    found = effects(small, "\nbuy pills now")
    whole, without = predict(small, pd.DataFrame({"text": ["\nbuy pills now", "\nbuy now"]}))
    odds = np.log(whole / (1 - whole)) - np.log(without / (1 - without))
    assert found["pills"] == pytest.approx(odds)
    assert list(found) == sorted(found, key=lambda word: -abs(found[word]))
    assert all(effect > 0 for effect in found.values())


def test_the_effects_of_words_add_up_where_the_model_adds_up(small):
    body, rest = log_odds(predict(small, pd.DataFrame({"text": ["\nbuy buy patch", ""]})))
    assert sum(effects(small, "\nbuy buy patch").values()) == pytest.approx(body - rest)


@pytest.mark.parametrize("name", ["complement_bayes", "logistic_regression", "linear_svm"])
def test_an_effect_is_right_where_the_other_words_gain_weight_without_it(name):
    model = build(name, plain(CONFIG.candidates))
    model.fit(pd.concat([SMALL] * 5), [1, 1, 0, 0] * 5)
    found = effects(model, "\nbuy patch now")
    copies = ["\nbuy patch now", "\npatch now", "\nbuy now", "\nbuy patch"]
    whole, *without = log_odds(predict(model, pd.DataFrame({"text": copies})))
    for word, rest in zip(["buy", "patch", "now"], without, strict=True):
        assert found[word] == pytest.approx(whole - rest)
    assert found["buy"] > 0 > found["patch"]


def test_a_word_that_is_there_twice_is_left_out_twice(small):
    assert effects(small, "\nbuy buy")["buy"] == pytest.approx(2 * effects(small, "\nbuy")["buy"])


def test_a_text_without_a_known_word_has_no_effects(small):
    assert effects(small, "\nzzz") == effects(small, "") == {}


def test_a_model_that_counts_no_words_is_not_asked_for_them():
    with pytest.raises(TypeError, match="does not count words"):
        effects(make_pipeline(MultinomialNB()), "\nbuy")


def test_the_words_that_tell_are_on_the_side_they_speak_for(small):
    for_spam, for_real = telling(small, {"buy", "pills", "patch", "unheard"})
    assert for_spam[0].effect > 0 > for_real[0].effect
    assert for_real[0].word == "patch"
    assert {each.word for each in for_spam} == {"buy", "pills", "patch"}


def test_a_word_may_stand_in_a_report_only_if_many_mails_have_it_and_it_names_nobody():
    mails = mailbox("Erika Mustermann <erika@example.org>", *["offer from erika"] * 5, "rare offer")
    assert "offer" in speakable(mails, least=6)
    assert "from" not in speakable(mails, least=6)
    assert "erika" not in speakable(mails, least=2)
    assert "subject:hello" in speakable(mails, least=2)


@pytest.mark.parametrize("word", ["me@example.org", "x", "a1b2c3", "über", "w" * 15, "$$$"])
def test_what_is_no_plain_word_does_not_stand_in_a_report(word):
    assert word not in speakable(mailbox("", *[f"{word} offer"] * 9), least=2)


def test_neither_a_name_nor_a_part_of_an_address_stands_in_a_report():
    mails = mailbox("Grace Hopper <amazing@navy.example.org>", *["grace amazing navy offer"] * 9)
    assert {"grace", "amazing", "navy"}.isdisjoint(speakable(mails, least=2))
    assert "offer" in speakable(mails, least=9)
    assert "offer" not in speakable(mails, least=10)


def test_the_surest_mistakes_are_the_ones_put_there():
    spam = TEST_MAILS[TARGET].to_numpy() == 1
    said = np.where(spam, 0.99, 0.01)
    let_through, lost = np.flatnonzero(spam)[[3, 5]], np.flatnonzero(~spam)[[2, 4]]
    said[let_through], said[lost] = [0.0, 0.1], [1.0, 0.97]
    found = mistakes(TRAIN_MAILS, TEST_MAILS, said, 0.95, MODEL, CONFIG.common_word)
    assert [each.id for each in found.lost] == TEST_MAILS["id"].iloc[lost].tolist()
    assert [each.id for each in found.let_through] == TEST_MAILS["id"].iloc[let_through].tolist()
    allowed = speakable(TRAIN_MAILS, CONFIG.common_word)
    for each in (*found.lost, *found.let_through):
        assert {word.word for word in each.words} <= allowed
        assert len(each.words) <= DECIDING


def test_at_most_a_few_mistakes_of_a_kind_are_shown(facts):
    assert len(facts.mistakes.lost) == min(SHOWN, facts.chosen.at_chosen.false_positives)
    assert len(facts.mistakes.let_through) == min(SHOWN, facts.chosen.at_chosen.false_negatives)


def test_a_filter_that_is_always_right_has_no_mistakes():
    spam = TEST_MAILS[TARGET].to_numpy()
    found = mistakes(TRAIN_MAILS, TEST_MAILS, spam.astype(float), 0.5, MODEL, CONFIG.common_word)
    assert found.lost == found.let_through == []


def test_every_test_mail_has_one_level_of_each_feature():
    found = cuts(CONFIG, TRAIN_MAILS, TEST_MAILS)
    assert list(found) == ["kind of mail", "length", "format", "attachments", "language"]
    assert all(levels.notna().all() and len(levels) == len(TEST_MAILS) for levels in found.values())


def test_an_odd_mail_has_its_place_in_every_cut():
    odd = {"subject": "", "body": "", "kind": views.HARD, "html": False}
    mail = pd.DataFrame([{**odd, "attachments": 2, "foreign": CONFIG.data.foreign}])
    found = {name: levels[0] for name, levels in cuts(CONFIG, TRAIN_MAILS, mail).items()}
    assert found.pop("length").startswith("below")
    assert found == {
        "kind of mail": KINDS[views.HARD],
        "format": "plain text only",
        "attachments": "with attachments",
        "language": "another script",
    }


def test_another_payoff_reruns_the_evaluation_and_no_fit(project):
    path = project / f"conf/data/{CONFIG.choices.data}.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("false_positive: ", "false_positive: -1 # "), encoding="utf-8")
    assert out_of_date() == {"compose", "start", "evaluate", "document", "track"}
