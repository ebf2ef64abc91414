"""Where the lists are weak: parts of the users, rare films, what the crowd gets, single users."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from workbench.documents.wording import share, whole
from workbench.recommendation import records
from workbench.recommendation.ranking import NOTHING
from workbench.slices import parts

from .data import DAY, ITEM, NO_GENRES, TIME, USER, Array, Rows, date
from .features import HEAD, by_views, head_films
from .metrics import SHORT, mean
from .models import Recommender

VISITS = ["one day", "longer"]
FEW_VIEWS = 5  # a film with fewer is in the tail
STEPS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0]  # of the films, most watched first
LAST = 5  # films shown of a history and of what came after


def thirds(values: pd.Series, labels: list[str], form: Callable[[float], str]) -> pd.Series:
    """Return the third of the users that each falls into, as text with the range of the third."""
    order = pd.qcut(values.rank(method="first"), 3, labels=False)
    texts = []
    for number, label in enumerate(labels):
        part = values[order == number]
        low, high = form(part.min()), form(part.max())
        texts.append(f"{label}: {low} to {high}" if low != high else f"{label}: {low}")
    return order.map(dict(enumerate(texts))).astype(pd.CategoricalDtype(texts))


def visit(train: pd.DataFrame) -> pd.Series:
    """Return whether all that is known of each user was rated within one day."""
    times = train.groupby(USER)[TIME]
    short = times.max() - times.min() < DAY
    return pd.Series(pd.Categorical(np.where(short, *VISITS), VISITS), short.index)


def user_groups(train: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the ways to cut the users: for each a level, as ordered categories, by user id."""
    by_user = train.groupby(USER)
    year = pd.to_datetime(by_user[TIME].max(), unit="s").dt.year
    head = train[ITEM].isin(head_films(train)).groupby(train[USER]).mean()
    return {
        "ratings known": thirds(by_user.size(), ["light", "medium", "heavy"], whole),
        "last active": thirds(year, ["early", "middle", "late"], "{:.0f}".format),
        "time on the site": visit(train),
        "share of popular films": thirds(head, ["few", "some", "most"], share),
    }


def slices(
    train: pd.DataFrame, users: pd.Series, ours: Array, theirs: Array, least: int, seed: int
) -> list[records.Slice]:
    """Return the score of each part with at least ``least`` users, worst first.

    Args:
        train: What the model learned from.
        users: Ids of the test users, shape (n_users,).
        ours: Their scores by the chosen model.
        theirs: Their scores by the strongest baseline.
        least: Users in a part.
        seed: Of the intervals.

    Raises:
        ConfigError: A feature has no part with so many users.
    """
    groups = {name: levels.reindex(users) for name, levels in user_groups(train).items()}
    found = []
    for part in parts(groups, least):
        score, base = mean(ours[part.rows], seed), float(theirs[part.rows].mean())
        found.append(records.Slice(**part.named, score=score, baseline=base))
    return sorted(found, key=lambda each: each.score.value)


def genre_table(films: pd.DataFrame) -> pd.DataFrame:
    """Return which genres each film has, shape (n_films, n_genres), by film id."""
    listed = films["genres"].where(films["genres"] != NO_GENRES, "")
    return listed.str.get_dummies("|").set_axis(films[ITEM])


def diversity(lists: Rows, genres: pd.DataFrame) -> float:
    """Return the mean over lists of how little two of their films have in common, 0 to 1.

    One minus the shared genres over all genres of the pair (Jaccard); two films without genres
    are alike.
    """
    has = genres.to_numpy(float)[genres.index.get_indexer(pd.Index(lists.ravel()))]
    has = has.reshape(*lists.shape, -1)
    shared = has @ has.transpose(0, 2, 1)
    number = has.sum(axis=2)
    either = number[:, :, None] + number[:, None, :] - shared
    alike = np.divide(shared, either, out=np.ones_like(shared), where=either > 0)
    pairs = ~np.eye(lists.shape[1], dtype=bool)
    return float(1 - alike[:, pairs].mean())


def beyond_accuracy(
    lists: Rows, asked: pd.DataFrame, train: pd.DataFrame, films: pd.DataFrame
) -> records.BeyondAccuracy:
    """Return what the first ten films of each list are like, apart from being right.

    Args:
        lists: Film ids, shape (n_users, LENGTH).
        asked: Who asked, and when, in the same order.
        train: What the model learned from.
        films: Title, year and genres by film.
    """
    shown = lists[:, :SHORT]
    offered = pd.Series(shown[shown != NOTHING])
    views = train[ITEM].value_counts()
    year = pd.to_datetime(asked[TIME], unit="s").dt.year.to_numpy()
    released = films.set_index(ITEM)["year"].reindex(shown.ravel()).to_numpy().reshape(shown.shape)
    return records.BeyondAccuracy(
        coverage=offered.nunique() / len(views),
        novelty=float(-np.log2(offered.map(views) / train[USER].nunique()).mean()),
        diversity=diversity(shown, genre_table(films)),
        head=float(offered.isin(head_films(train)).mean()),
        later=float((released > year[:, None]).mean()),
    )


def habit(train: pd.DataFrame, films: pd.DataFrame) -> records.Habit:
    """Return what the users' own last ten films are like, and how much of all views the head is."""
    last = train[train.groupby(USER).cumcount(ascending=False) < SHORT]
    enough = last.groupby(USER)[ITEM].transform("size") == SHORT
    whole = last[enough].sort_values(USER, kind="stable")
    return records.Habit(
        head=float(train[ITEM].isin(head_films(train)).mean()),
        diversity=diversity(whole[ITEM].to_numpy().reshape(-1, SHORT), genre_table(films)),
    )


def pairs(lists: Rows, users: pd.Series) -> pd.DataFrame:
    """Return one row a place of the first ten: ``user`` and ``item``."""
    shown = lists[:, :SHORT]
    return pd.DataFrame({USER: np.repeat(users.to_numpy(), shown.shape[1]), ITEM: shown.ravel()})


def film_parts(
    test: pd.DataFrame, train: pd.DataFrame, ours: pd.DataFrame, theirs: pd.DataFrame
) -> list[records.FilmPart]:
    """Return which share of the held-back films was offered, from often watched to never.

    Args:
        test: Ratings held back.
        train: What the model learned from.
        ours: ``user`` and ``item`` of each place in the first ten of the chosen model.
        theirs: The same of the baseline.
    """
    views = train[ITEM].value_counts()
    head = views.index.isin(head_films(train))
    parts = {
        ("head", f"the most-rated {share(HEAD)}"): views.index[head],
        ("middle", f"rated by {FEW_VIEWS} users or more"): views.index[
            ~head & (views >= FEW_VIEWS)
        ],
        ("tail", f"rated by fewer than {FEW_VIEWS}"): views.index[~head & (views < FEW_VIEWS)],
        ("new", "not rated in training"): pd.Index(test[ITEM].unique()).difference(views.index),
    }

    def found(held: pd.DataFrame, offered: pd.DataFrame) -> float:
        return len(held.merge(offered, on=[USER, ITEM])) / max(1, len(held))

    scored = []
    for (level, rule), films in parts.items():
        held = test[test[ITEM].isin(films)]
        part = {"films": len(films), "held": len(held)}
        mine, other = found(held, ours), found(held, theirs)
        scored.append(records.FilmPart(level=level, rule=rule, found=mine, baseline=other, **part))
    return scored


def exposure(
    train: pd.DataFrame, ours: pd.DataFrame, theirs: pd.DataFrame
) -> list[records.Exposure]:
    """Return which share of views and of places goes to the most watched films.

    Args:
        train: What the model learned from.
        ours: ``user`` and ``item`` of each place in the first ten of the chosen model.
        theirs: The same of the baseline.
    """
    ranked, found = by_views(train).index, []
    for part in STEPS:
        top = ranked[: max(1, round(part * len(ranked)))]
        views, mine, other = (float(each[ITEM].isin(top).mean()) for each in (train, ours, theirs))
        found.append(records.Exposure(films=part, views=views, ours=mine, baseline=other))
    return found


def typical(train: pd.DataFrame, users: pd.Series, number: int) -> Rows:
    """Return users from light to heavy: the one in the middle of each of ``number`` equal parts.

    They are found by how much they rated, not by how well they were served.
    """
    rated = train[USER].value_counts().reindex(users).sort_index().sort_values(kind="stable")
    places = (np.arange(number) + 0.5) / number * len(rated)
    return rated.index.to_numpy()[places.astype(int)]


def offers(films: Rows, watched: pd.Series, titles: pd.Series) -> list[records.Offer]:
    """Return the first ten films of a list."""
    return [
        records.Offer(title=titles[film], watched=bool((watched == film).any()))
        for film in films[:SHORT]
        if film != NOTHING
    ]


def user_examples(
    train: pd.DataFrame, test: pd.DataFrame, titles: pd.Series, lists: pd.DataFrame, number: int
) -> list[records.UserExample]:
    """Return what was watched, offered and watched next.

    Args:
        train: What the model learned from, oldest first.
        test: What the users went on to watch, oldest first.
        titles: By film id.
        lists: By user id, the columns ``ours``, ``popular`` and ``ndcg``.
        number: Users to show.
    """
    found = []
    for user in typical(train, lists.index.to_series(), number):
        before, after = (table.loc[table[USER] == user, ITEM] for table in (train, test))
        row = lists.loc[user]
        found.append(
            records.UserExample(
                user=int(user),
                ratings=len(before),
                ndcg=float(row["ndcg"]),
                before=titles[before.tail(LAST)].tolist(),
                offered=offers(row["ours"], after, titles),
                popular=offers(row["popular"], after, titles),
                after=titles[after.head(LAST)].tolist(),
                held=len(after),
            )
        )
    return found


def newcomer(model: Recommender, titles: pd.Series) -> records.Newcomer:
    """Return the list of somebody of whom nothing is known, on the last day of the data."""
    nobody = int(model.history_.users.max()) + 1
    (films,) = model.recommend(pd.DataFrame({USER: [nobody]}), SHORT)
    last = date(model.history_.times[-1])
    return records.Newcomer(rule=model.newcomer_rule, date=last, titles=titles[films].tolist())
