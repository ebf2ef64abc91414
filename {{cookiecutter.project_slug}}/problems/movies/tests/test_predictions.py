"""reports/predictions.csv: which films each user is offered, to be compared by anybody."""

import joblib
import pandas as pd

from project_package.evaluate import listed, tables
from project_package.files import MODELS, PREDICTIONS
from project_package.recommender import LENGTH
from project_package.task import predict

WRITTEN = pd.read_csv(PREDICTIONS)


def test_every_user_has_the_list_that_the_model_offers():
    asked = tables().asked
    found = listed(asked["user"], predict(joblib.load(MODELS / "model.joblib"), asked))
    assert WRITTEN.equals(found)
    assert WRITTEN["user"].is_unique


def test_a_list_has_its_places_filled_with_different_films():
    for films in WRITTEN["films"].str.split():
        assert len(films) == len(set(films)) == LENGTH


def test_no_rating_is_published():
    assert list(WRITTEN.columns) == ["user", "films"]
