"""Which films will a user want to watch next, and what will a recommender have to cope with?"""

from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

FILMS = Path(__file__).parents[1] / "data/split/films.parquet"
DAY = 24 * 3600  # seconds


def few_films(ratings: pd.DataFrame) -> None:
    """A few films get most of the ratings.

    The films in order of their viewers, and which share of all ratings they have together. The head
    is short and the tail is long: most films have so few viewers that next to nothing can be
    learned about them. A list of the same popular films for everybody will look good, so that is
    the baseline to beat.
    """
    views = ratings.item.value_counts()
    share = views.cumsum() / views.sum()
    _, axis = plt.subplots()
    axis.plot(np.arange(1, len(views) + 1) / len(views) * 100, share * 100)
    axis.plot([0, 100], [0, 100], color="C1", linestyle="--", linewidth=1)
    axis.set(xlabel="Films, most watched first (%)", ylabel="Share of all ratings (%)")
    tenth = share.iloc[len(views) // 10]
    print(f"the most watched tenth has {tenth:.0%} of the ratings")
    print(f"{(views <= 3).mean():.0%} of the films have three viewers or fewer")
    assert tenth > 0.5
    assert (views <= 3).mean() > 0.5


def unequal_users(ratings: pd.DataFrame) -> None:
    """Users differ as much as films do.

    The heaviest tenth of the users wrote a large part of the table. A mean over ratings would be a
    mean over them; the headline metric is a mean over users, so that each counts the same.
    """
    sizes = ratings.user.value_counts()
    _, axis = plt.subplots()
    axis.hist(sizes, bins=np.geomspace(sizes.min(), sizes.max(), 40))
    axis.set(xscale="log", xlabel="Ratings of a user (log scale)", ylabel="Users")
    heavy = sizes.head(len(sizes) // 10).sum() / sizes.sum()
    print(
        f"median {sizes.median():.0f}, most {sizes.max():,}; the heaviest tenth wrote {heavy:.0%}"
    )
    assert heavy > 0.3
    assert sizes.max() > 10 * sizes.median()


def sittings(ratings: pd.DataFrame) -> None:
    """A rating is not an evening in front of a film.

    Most users wrote all their ratings within a day. They sat down and remembered what they had seen
    over the years. "The newest ratings of a user" are then the last pages of one sitting, and a
    score by time says how well that sitting is continued.
    """
    times = ratings.groupby("user").timestamp
    span, gap = times.max() - times.min(), times.diff().dropna()
    _, axis = plt.subplots()
    axis.hist(np.maximum(span / 3600, 0.01), bins=np.geomspace(0.01, 2e5, 50))
    axis.axvline(24, color="C1", linestyle="--", linewidth=1, label="one day")
    axis.set(xscale="log", xlabel="Hours from first to last rating (log scale)", ylabel="Users")
    axis.legend(frameon=False)
    print(f"{(span < DAY).mean():.0%} of the users rated within one day")
    print(f"half of the ratings follow the one before within {gap.median():.0f} seconds")
    assert (span < DAY).mean() > 0.5
    assert gap.median() < 60


def likeness(genres: pd.DataFrame, first: pd.Series, second: pd.Series) -> Any:
    """Return which share of their genres two films have in common, pair by pair."""
    a, b = (genres.loc[each].to_numpy() for each in (first, second))
    return (a & b).sum(axis=1) / np.maximum((a | b).sum(axis=1), 1)


def what_follows(ratings: pd.DataFrame) -> None:
    """What comes next looks like what came last.

    Genres of a film and of the one rated right before it, against two films that the same user
    rated at different times. If order meant nothing, both would share as much. They do not, so a
    recommender may go by what came last. But the site showed the films in some order, and users
    went through its pages: part of this likeness may be the site's and not the user's.
    """
    genres = pd.read_parquet(FILMS).set_index("item").genres.str.get_dummies("|")
    ordered = ratings.sort_values(["user", "timestamp"], kind="stable")
    mixed = ordered.sample(frac=1, random_state=0).sort_values("user", kind="stable")
    same_user = ordered.user.eq(ordered.user.shift()).to_numpy()[1:]
    following, anywhere = (
        likeness(genres, each.item[1:], each.item[:-1])[same_user].mean()
        for each in (ordered, mixed)
    )
    print(f"genres shared with the film before {following:.2f}, with any film {anywhere:.2f}")
    assert following > 1.1 * anywhere


def popularity_ages(ratings: pd.DataFrame) -> None:
    """Popularity ages.

    The hundred most watched films of each year, and how many of them were among those of the years
    before. A list that counts all views of all time offers what was popular in another decade; one
    that lets old views fade keeps up. Both are baselines, and neither needs a model.
    """
    year = pd.to_datetime(ratings.timestamp, unit="s").dt.year
    top = {y: set(part.item.value_counts().index[:100]) for y, part in ratings.groupby(year)}
    kept = {}
    for gap in (1, 5, 10):
        pairs = [(top[y], top[y - gap]) for y in top if y - gap in top and len(top[y]) == 100]
        kept[gap] = np.mean([len(now & before) / 100 for now, before in pairs])
        print(f"{kept[gap]:.0%} of a year's top hundred were there {gap} year(s) before")
    assert kept[1] > kept[10]


def stars_and_views(ratings: pd.DataFrame) -> None:
    """Stars and views are two questions.

    The films with the highest mean are films that few people saw, and those few chose them. Ranking
    by expected stars offers rarities; ranking by who watches what offers films that people watch.
    That is why the stars are predicted too, and why they are not the headline.
    """
    stars = ratings.groupby("item").rating.agg(["mean", "size"])
    _, axis = plt.subplots()
    axis.scatter(stars["size"], stars["mean"], s=8, alpha=0.3, edgecolors="none")
    axis.set(xscale="log", xlabel="Viewers of a film (log scale)", ylabel="Mean stars")
    best = stars.sort_values("mean", ascending=False).head(100)
    known = stars[stars["size"] >= 50]["mean"].mean()
    print(f"the hundred best rated films have {best['size'].median():.0f} viewer(s) in the median")
    print(f"films with 50 viewers or more: mean {known:.2f} stars, all {stars['mean'].mean():.2f}")
    assert best["size"].median() <= 2
    assert known > stars["mean"].mean()


def viewers_in_common(ratings: pd.DataFrame) -> None:
    """Who watched one film watched certain others.

    The simplest model: two films are alike when the same people watched both. For a well-known film
    the closest ones by cosine share far more viewers with it than chance would give. This needs no
    genre and no title, and it is what neighbors, factors and the linear model all build on.
    """
    titles = pd.read_parquet(FILMS).set_index("item").title
    views, users = ratings.item.value_counts(), pd.factorize(ratings.user)[0]
    common = views.index[views >= 20]
    watched = np.zeros((users.max() + 1, len(views)))
    watched[users, views.index.get_indexer(ratings.item)] = 1
    watched = watched[:, : len(common)]  # they stand in front, most watched first
    together = watched.T @ watched
    viewers = np.diag(together)
    cosine = together / np.sqrt(np.outer(viewers, viewers)) - np.eye(len(common))
    for film in (0, 10, 50):
        closest = common[cosine[film].argsort()[::-1][:4]]
        print(f"{titles[common[film]]}: {', '.join(titles[closest])}")
    films, nearest = np.arange(len(common)), cosine.argmax(axis=1)
    by_chance = viewers * viewers[nearest] / len(watched)
    lift = np.median(together[films, nearest] / by_chance)
    print(f"with its nearest film a film shares {lift:.1f} times the viewers that chance gives")
    assert lift > 1.5


def what_a_split_knows(ratings: pd.DataFrame) -> None:
    """Each user's newest ratings are held back, and that leaves something open.

    The user asks what to watch next, so what comes next must be closed. A random split would leave
    the film after the held-back one in the training data. Cutting each user at another moment
    leaves another hole: users live in different years, and the training data of all holds what
    others watched later. How much of the table is younger than the moment at which the typical user
    left? For that reason the report puts a split at one date beside the headline.
    """
    left = ratings.groupby("user").timestamp.max()
    later = (ratings.timestamp > left.median()).mean()
    years = pd.to_datetime([left.min(), left.max()], unit="s").year
    print(f"{later:.0%} of the ratings are younger than the moment at which the median user left")
    print(f"the first user left in {years[0]}, the last in {years[1]}")
    assert later > 0.25


FINDINGS = [
    few_films,
    unequal_users,
    sittings,
    what_follows,
    popularity_ages,
    stars_and_views,
    viewers_in_common,
    what_a_split_knows,
]
CONCLUSIONS = [
    "A metric over users, with all films ranked, that looks at the top of the list.",
    "Two baselines: popular of all time, and popular at the moment of the request.",
    "Models of who watched what; stars beside them, not instead.",
    "Something that may weigh the last films more, and a look at whom that helps.",
    "A list for newcomers, and numbers on how much of the tail is ever shown.",
]
