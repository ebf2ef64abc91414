"""Which columns reach the estimator, and where in its range the best value of a setting lies."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.compose import TransformedTargetRegressor, make_column_transformer
from sklearn.ensemble import VotingRegressor
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder

from workbench.documents.search import positions
from workbench.importance import importance_of_topics
from workbench.reaching import unreached
from workbench.records import Search, Trial

RNG = np.random.default_rng(0)
TABLE = pd.DataFrame(
    {
        "area": RNG.normal(100, 20, 200),
        "rooms": RNG.integers(1, 6, 200),
        "town": pd.Series(RNG.choice(["Bonn", "Ulm", ""], 200, p=[0.9, 0.05, 0.05])).replace(
            "", None
        ),
        "sale": RNG.choice(["new", "old"], 200),
        "price": RNG.normal(size=200),
    }
)
INPUTS = ["area", "rooms", "town", "sale"]


def per_room(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with a derived column, without the columns that it is made of."""
    return table.assign(per_room=table["area"] / table["rooms"]).drop(columns=["area", "rooms"])


def model(*columns: str):
    """Return a fitted pipeline whose encoder passes some columns on."""
    encoder = make_column_transformer(
        (OneHotEncoder(sparse_output=True), [each for each in columns if each in TABLE]),
        ("passthrough", [each for each in columns if each not in TABLE]),
    )
    made = make_pipeline(FunctionTransformer(per_room), encoder, LinearRegression())
    return made.fit(TABLE[INPUTS], TABLE["price"])


@pytest.mark.parametrize(
    ("columns", "left"),
    [
        (("per_room", "town", "sale"), []),
        (("per_room", "town"), ["sale"]),
        (("town", "sale"), ["area", "rooms"]),
    ],
)
def test_a_column_that_a_step_drops_does_not_reach_the_model_and_one_it_is_made_of_does(
    columns, left
):
    assert unreached(model(*columns), TABLE) == left


def test_a_column_may_be_called_self():
    named = TABLE[["area"]].rename(columns={"area": "self"})
    made = make_pipeline(FunctionTransformer(), LinearRegression()).fit(named, TABLE["price"])
    assert unreached(made, named) == []
    (found,) = importance_of_topics(
        made.predict, lambda said: float(np.ptp(said)), named, {"self": ["self"]}, 2, 0
    )
    assert found.topic == "self"


def test_a_column_reaches_a_blend_if_it_reaches_a_member():
    members = [(name, model("per_room", name)) for name in ("town", "sale")]
    blend = VotingRegressor(members).fit(TABLE[INPUTS], TABLE["price"])
    assert unreached(blend, TABLE) == []
    assert (
        unreached(TransformedTargetRegressor(blend).fit(TABLE[INPUTS], TABLE["price"]), TABLE) == []
    )
    without = VotingRegressor(members[:1]).fit(TABLE[INPUTS], TABLE["price"])
    assert unreached(
        TransformedTargetRegressor(without).fit(TABLE[INPUTS], TABLE["price"]), TABLE
    ) == ["sale"]


def test_nothing_is_said_of_a_model_that_is_no_pipeline_and_all_reaches_one_without_steps():
    alone = LinearRegression().fit(TABLE[["area"]], TABLE["price"])
    assert unreached(alone, TABLE) == []
    assert (
        unreached(make_pipeline(LinearRegression()).fit(TABLE[["area"]], TABLE["price"]), TABLE)
        == []
    )


def test_a_topic_on_which_no_prediction_depends_is_told_from_one_that_hardly_counts():
    def predict(table: pd.DataFrame):
        return (table["area"] + 0.01 * table["rooms"]).to_numpy()

    def error(outcomes):
        return float(np.mean((outcomes - TABLE["price"]) ** 2))

    topics = {name: [name] for name in ("area", "rooms", "town")}
    found = importance_of_topics(predict, error, TABLE, topics, 3, 0)
    assert {each.topic: each.is_idle for each in found} == {
        "area": False,
        "rooms": False,
        "town": True,
    }


def search(best: int, *trials: Trial) -> Search:
    """Return a search of which one trial is the best."""
    return Search(
        model="m",
        method="random",
        size=9,
        default=0.5,
        best=trials[best],
        kept="default",
        edges=[],
        trials=list(trials),
    )


def trial(cv: float, **params) -> Trial:
    """Return what came out with some settings."""
    return Trial(params=params, cv=cv)


def test_the_best_value_is_set_beside_the_values_next_to_it():
    inside = search(1, *(trial(cv, C=C) for C, cv in ((0.01, 0.7), (0.1, 0.75), (1.0, 0.7312))))
    said = "0.1 is best, within 0.01 to 1; 0.01 is worse by 0.0500 and 1 by 0.0188."
    assert list(positions(inside)) == [("C", said)]
    errors = search(2, trial(0.3, C=1), trial(0.2, C=3), trial(0.1, C=9), trial(0.15, C=3))
    said = "9 is best, the highest of 1 to 9; 3 is worse by 0.0500."  # the best trial with 3
    assert list(positions(errors)) == [("C", said)]


def test_a_setting_that_is_a_word_or_has_one_value_has_no_neighbors():
    mixed = search(0, trial(0.1, kind="a", C=1, on=True), trial(0.2, kind="b", C=1, on=False))
    assert list(positions(mixed)) == []
    assert list(positions(mixed.model_copy(update={"best": None}))) == []
