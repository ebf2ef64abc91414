"""The demo of the recommender: a user in, ten films and what lifted them out."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from project_package.cleaning import FILMS
from project_package.data import ITEM, TIME, USER
from project_package.facts import Facts
from project_package.weak_spots import user_groups
from workbench.documents.wording import brackets, number, share
from workbench.recommendation.ranking import NOTHING
from workbench.server.answers import Answer, Reason, facts, made_by_run, model
from workbench.server.demo import Demo

from .lifting import FAR, LATEST, Lift, lifts, own, table

MODEL, FACTS = model(), facts(Facts)
TITLES = pd.read_parquet(made_by_run(FILMS)).set_index(ITEM)["title"]
PAST = MODEL.history_
KNOWN = "ratings known"
LEVELS = user_groups(table(PAST))[KNOWN]
NEWCOMER = int(PAST.users.max()) + 1
LAST = 5  # films shown of a history
LEAD = (
    f"Users of MovieLens, {FACTS.data.first[:4]} to {FACTS.data.last[:4]}, asking on its last day. "
    f"The model: {FACTS.chosen.label}."
)


class User(BaseModel):
    """Who asks: a number of the data set, or any other for somebody new."""

    model_config = ConfigDict(extra="forbid")

    user: int = Field(
        title="User",
        description=f"numbers of the data set go up to {PAST.users.max()}; "
        "any other is somebody new",
        ge=0,
        le=1_000_000_000,
    )


EXAMPLES: dict[str, dict[str, Any]] = {
    **{f"{each.ratings} films watched": {"user": each.user} for each in FACTS.user_examples},
    "a newcomer": {"user": NEWCOMER},
}


def titles(films: NDArray[np.int64]) -> list[str]:
    """Return the titles of films."""
    return TITLES.reindex(films).astype(str).tolist()


def rows(users: list[User]) -> pd.DataFrame:
    """Return requests as the model takes them: who asks, and when, the last moment of the data."""
    return pd.DataFrame({USER: [each.user for each in users], TIME: int(PAST.times[-1])})


def offered(asked: User) -> NDArray[np.int64]:
    """Return the films that a user is offered, best first."""
    (films,) = MODEL.predict(rows([asked]))
    return films[: FACTS.places][films[: FACTS.places] != NOTHING]


def reason(place: int, film: str, lift: Lift | None, known: bool) -> Reason:
    """Return why a film is offered in a place."""
    what = f"{place}. {film}"
    if lift is None:
        detail = f"does not hang on any one of the latest {LATEST} films" if known else ""
        return Reason(what=what, effect="", detail=detail, weight=0)
    (cause,) = titles(np.array([lift.item]))
    there = f"in place {lift.place}" if lift.place <= FAR else f"beyond place {FAR}"
    return Reason(
        what=what,
        effect="",
        detail=f"because of {cause}: without it {there}",
        weight=min(lift.place, FAR) - place,
    )


def uncertainty(user: int, watched: pd.DataFrame) -> list[str]:
    """Return for how many users one of ten films was right, and how users like this one fared."""
    hits = FACTS.chosen.scores["hit_rate"]
    if watched.empty:
        return [
            "No test user was new, so the quality of this list was not measured.",
        ]
    said = [
        (
            f"For {share(hits.value)} of the test users {brackets(hits, 'share')} at least one of "
            f"the first {FACTS.places} films was among those they rated next: "
            f"{10 * hits.value:.0f} in 10."
        ),
    ]
    return [*said, *like(user)]


def like(user: int) -> list[str]:
    """Return how good the lists were for users who had watched about as many films."""
    parts = (each for each in FACTS.slices if each.feature == KNOWN)
    near = next((each for each in parts if each.level == LEVELS[user]), None)
    if near is None:
        return []
    whole = FACTS.chosen.scores["ndcg"].value
    how = "worse than" if near.score.high < whole else "better than"
    if near.score.low <= whole <= near.score.high:
        how = "not shown to differ from those"
    return [
        (
            f"For users with about as many films ({near.level}) the lists were {how} for all: "
            f"nDCG {number(near.score.value)} {brackets(near.score)} against {number(whole)}, "
            "where 1 has on top all that they went on to rate."
        ),
    ]


def meaning(user: int, watched: pd.DataFrame) -> list[str]:
    """Return what is known of the user."""
    if watched.empty:
        return [f"User {user} is new, so the list is {MODEL.newcomer_rule}."]
    latest = "; ".join(titles(watched[ITEM].to_numpy()[::-1][:LAST]))
    return [f"{len(watched):,} films watched, the latest: {latest}."]


def answer(asked: User) -> Answer:
    """Return ten films, each with the own film that lifted it most."""
    films, watched = offered(asked), own(MODEL, asked.user)
    found = lifts(MODEL, watched, films) if len(watched) > 1 else [None] * len(films)
    names = titles(films)
    rows = enumerate(zip(names, found, strict=True), start=1)
    return Answer(
        value=films.tolist(),
        headline=f"First: {names[0]}" if names else "All films are watched",
        meaning=meaning(asked.user, watched),
        reasons_title=f"The first {len(films)}, and why",
        reasons_say=f"For each film the one of the user's latest {LATEST} without which it would "
        "fall most places."
        if not watched.empty
        else "The list is the same for everybody who is new.",
        reasons=[reason(place, name, lift, len(watched) > 1) for place, (name, lift) in rows],
        uncertainty=uncertainty(asked.user, watched),
    )


DEMO = Demo(
    title="What to watch next?",
    lead=LEAD,
    question=User,
    examples=EXAMPLES,
    answer=answer,
    rows=rows,
)
