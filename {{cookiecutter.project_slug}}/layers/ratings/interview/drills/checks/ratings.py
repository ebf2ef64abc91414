"""Checks of the exercises on projects that recommend."""

from typing import Any

import numpy as np
import pandas as pd

from ..own_code import Own, hold

DAY = 86_400


def ratings() -> pd.DataFrame:
    """Return the ratings of 6 users, oldest first: each taken other items of 30, 5 of them."""
    user = np.tile(np.arange(1, 7), 5)
    item = 100 + (user * 3 + np.repeat(np.arange(5), 6) * 2) % 30
    times = 900_000_000 + np.arange(30) * DAY
    stars = 1.0 + np.arange(30) % 9 / 2
    table = {"user": user, "item": item, "rating": stars, "timestamp": times}
    return pd.DataFrame(table).drop_duplicates(["user", "item"], ignore_index=True)


def items_known_already(own: Own) -> None:
    """No list holds an item that its user has taken."""
    table = ratings()
    model = own("models").MostPopular().fit(table)
    asked = pd.DataFrame({"user": [1, 2, 3]})
    for user, items in zip(asked["user"], model.recommend(asked, 5), strict=True):
        known = set(items) & set(table.loc[table["user"] == user, "item"])
        hold(not known, f"Of 5 items offered to a user {len(known)} were taken before.")


def taught_to_the_test(own: Own) -> None:
    """A protocol's model learns from what the protocol knows."""
    protocols, table = own("protocols"), ratings()
    known, held = table[:20], table[20:]
    learned: list[int] = []

    class Spy:
        """A model that tells how many rows it was fitted on."""

        def fit(self, X: pd.DataFrame) -> "Spy":
            """Keep the number of rows."""
            learned.append(len(X))
            return self

        def recommend(self, X: pd.DataFrame, **_: Any) -> np.ndarray:
            """Offer nothing that exists."""
            return np.tile(np.arange(20), (len(X), 1))

    kept = {name: getattr(protocols, name) for name in ("cut", "whole_table", "build")}
    protocols.cut = lambda *_: (known, held)
    protocols.whole_table = lambda: table
    protocols.build = lambda *_: Spy()
    try:
        protocols.measure("by_date", "spy", {}, 0.2, 0)
    finally:
        vars(protocols).update(kept)
    said = f"20 ratings are known and the model was fitted on {learned[0]}."
    hold(learned == [20], said)


def knows_tomorrow(own: Own) -> None:
    """Views after a request do not count for it."""
    features, table = own("features"), ratings()
    past = features.history(table)
    moments = table["timestamp"].to_numpy(float)[[4, 20, 10]]
    found = features.recent_views(past, moments, 1e9).sum(axis=1).round(3)
    right = [5.0, 21.0, 11.0]
    said = f"At the 5th, 21st and 11th of 30 views these many count: {found.tolist()}."
    hold(np.allclose(found, right, atol=0.01), said)


def held_back_the_past(own: Own) -> None:
    """What is held back of a user is newer than what is known."""
    train, test = own("data").split(ratings(), 0.3)
    last = train.groupby("user")["timestamp"].max()
    early = int((test["timestamp"] < test["user"].map(last)).sum())
    hold(not early, f"{early} of {len(test)} held-back rows are older than a known one.")
    hold(len(train) + len(test) == len(ratings()), "The two parts are not all ratings.")


def first_place_counts_less(own: Own) -> None:
    """The gain at place i is 1 over log2(i + 1)."""
    metrics = own("metrics")
    hits = np.zeros((3, 10), bool)
    hits[0, 0], hits[1, 2], hits[2, :2] = True, True, True
    found = metrics.ndcg(hits, np.array([2, 2, 2]))
    ideal = 1 + 1 / np.log2(3)
    right = [1 / ideal, 0.5 / ideal, 1.0]
    said = f"One hit of two, at place 1: {found[0]:.4f}, by hand {right[0]:.4f}."
    hold(np.isclose(found[0], right[0]), said)
    hold(np.allclose(found, right), f"One hit of two, at place 3: {found[1]:.4f}.")


def nobody_is_perfect(own: Own) -> None:
    """A list that finds all there is at its top scores 1."""
    ndcg = own("metrics").ndcg
    for number in (1, 3, 10, 15):
        hits = np.arange(20)[None, :] < number
        found = float(ndcg(hits, np.array([number]))[0])
        said = f"A list with all it can find at the top, {number} hits, scores {found:.3f}."
        hold(np.isclose(found, 1), said)


def same_few_items(own: Own) -> None:
    """All items compete for a place in a list of validation."""
    folds = own("folds")
    scores = np.tile(np.arange(300.0), (4, 1))
    scores = np.stack([np.roll(row, 71 * n) for n, row in enumerate(scores)])
    seen = (np.array([0, 1]), np.array([299, 70]))

    class Known:
        """A recommender whose scores are known beforehand."""

        def blocks(self, *_: Any) -> Any:
            """Give all scores at once."""
            yield scores.copy(), seen

        def ids(self, columns: np.ndarray) -> np.ndarray:
            """Return the positions."""
            return columns

    offered, whole = folds.both_lists(Known(), pd.DataFrame({"user": [1, 2, 3, 4]}), None)
    right = np.argsort(-scores, axis=1)[:, : offered.shape[1]]
    missed = int(sum(len(set(r) - set(o)) for r, o in zip(right[2:], offered[2:], strict=True)))
    hold(not missed, f"Of the 40 best items of two users {missed} are not offered.")
    hold((whole == right).all(), "The lists with what was taken have changed.")
    hold(299 not in offered[0], "An item that was taken is offered.")


def zero_for_everyone(own: Own) -> None:
    """A fold does not learn from what it holds back."""
    for known, held in own("data").rolling(ratings(), 3, 0.2):
        both = len(set(known) & set(held))
        hold(not both, f"{both} of {len(held)} held-back rows are also learned from.")


def most_liked(own: Own) -> None:
    """The new recommender ranks items by the number of high ratings."""
    models = own("models")
    hold(hasattr(models, "MostLiked"), "models.py has no class MostLiked.")
    table = pd.DataFrame(
        {
            "user": [1, 2, 3, 1, 2, 4, 5],
            "item": [7, 7, 7, 8, 8, 9, 10],
            "rating": [3.0, 3.5, 2.0, 4.0, 5.0, 4.5, 1.0],
            "timestamp": np.arange(7) + 1,
        }
    )
    model = models.MostLiked().fit(table)
    items = model.recommend(pd.DataFrame({"user": [5]}), 2)[0].tolist()
    hold(items == [8, 9], f"8 has two high ratings, 9 one, 7 none: offered are {items}.")
    again = model.recommend(pd.DataFrame({"user": [1]}), 1)[0].tolist()
    hold(again == [9], "A user who has taken 7 and 8 should be offered 9.")
    stranger = model.recommend(pd.DataFrame({"user": [99]}), 1)[0].tolist()
    hold(stranger == [8], "Somebody unknown should be offered the item with most high ratings.")


def hit_in_three(own: Own) -> None:
    """The new metric says whether one of the first three is a hit."""
    known = own("metrics").METRICS
    hold("hit_in_three" in known, "METRICS has no hit_in_three.")
    hits = np.zeros((3, 20), bool)
    hits[0, 2], hits[1, 3] = True, True
    found = np.asarray(known["hit_in_three"](hits, np.array([1, 1, 4])), float)
    hold(found.shape == (3,), "It must give one number a user.")
    said = f"Hits at place 3, at place 4 and none give {found.tolist()}."
    hold(found.tolist() == [1.0, 0.0, 0.0], said)


def last_one(own: Own) -> None:
    """The test set is the newest rating of each user with two or more."""
    table = ratings()
    table = table[~((table["user"] == 6) & table["user"].duplicated())].reset_index(drop=True)
    for share in (0.2, 0.5):
        train, test = own("data").split(table, share)
        several = table["user"].nunique() - 1
        number = test["user"].value_counts()
        hold(number.max() == 1, f"{number.max()} ratings of one user are held back.")
        hold(
            len(test) == several, f"Of {several} users with several ratings {len(test)} are tested."
        )
        newest = table.groupby("user")["timestamp"].max()
        late = (test["timestamp"] == test["user"].map(newest)).all()
        hold(late, "A held-back rating is not the user's newest.")
        hold(len(train) + len(test) == len(table), "The two parts are not all ratings.")
