"""What words do to a decision, and parts of emails, where a project's own tests do not look."""

import numpy as np
import pandas as pd
import pytest
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline

from project_package import protocols
from project_package.evaluate import to_evaluate
from project_package.features import WordCounts
from project_package.models import build, predict
from project_package.weak_spots import effects, mistakes
from workbench.files import TEST, TRAIN, load_config, plain
from workbench.occlusion import log_odds
from workbench.reports import fitted_models, out_of_fold, training

CONFIG = load_config()
TRAIN_EMAILS, TEST_EMAILS = pd.read_parquet(TRAIN), pd.read_parquet(TEST)
SMALL = pd.DataFrame({"text": ["\nbuy now", "\nbuy pills now", "\nsee you", "\nsee my patch"]})


@pytest.fixture(scope="module")
def small():
    """Return a filter of four texts, two of them spam."""
    return make_pipeline(WordCounts(min_emails=1), MultinomialNB()).fit(SMALL, [1, 1, 0, 0])


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


def test_a_kind_that_is_left_out_of_training_is_not_learned_from():
    hard = (TRAIN_EMAILS["kind"] == protocols.HARD).to_numpy()
    rows, kept = np.flatnonzero(hard), np.flatnonzero(~hard)
    model = "logistic_regression", plain(CONFIG.candidates)
    seen = protocols.probabilities(*model, np.arange(len(TRAIN_EMAILS)), rows) >= 0.5
    unseen = protocols.probabilities(*model, kept, rows) >= 0.5
    assert seen.mean() < 0.02  # on emails that it was fitted on
    assert unseen.mean() > seen.mean() + 0.1


def test_a_filter_that_is_always_right_has_no_mistakes():
    name = training().search.model
    models = fitted_models(name)
    data = to_evaluate(CONFIG, TRAIN_EMAILS, TEST_EMAILS, models, name, out_of_fold())
    found = mistakes(data._replace(probability=data.actual.astype(float)), name)
    assert found.lost == found.let_through == []


def test_the_recorded_score_of_the_headers_is_theirs(facts):
    name = "headers without the subject"
    found = protocols.f1_of(protocols.PARTS[name], CONFIG.folds, CONFIG.seed)
    for way, recorded in facts.parts(name).scores.items():
        assert (found[way].value, found[way].low) == pytest.approx(
            (recorded.value, recorded.low), rel=1e-5
        )
