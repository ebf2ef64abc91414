"""What competes: popularity, neighbors, linear models, factors, a blend, and a model of stars."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from sklearn.base import BaseEstimator, clone

from workbench.recommendation.fading import Fading
from workbench.recommendation.ranking import NOTHING, Grouped, in_turn, top
from workbench.recommendation.ridge import solve

from .data import ITEM, TIME, USER, Array, Rows
from .features import History, history, recent_views

LENGTH = 20  # items in a list: the metrics look at the first ten or at all
BLOCK = 1000  # requests scored at a time: memory stays small however many there are

Seen = tuple[Rows, Rows]  # the rows and columns of the items that were taken

settings = dataclass(repr=False, eq=False)  # the fields are what scikit-learn clones and prints


class Recommender(BaseEstimator):
    """Base of all recommenders; one of them says how it learns and how it scores items."""

    newcomer_half_life_ = 365.0  # days, of the views that rank items for users without a history
    fading_: Fading | None = None  # made when it is first needed

    def fit(self, X: pd.DataFrame) -> Self:
        """Learn from interactions.

        Args:
            X: One row an interaction: ``user``, ``item``, ``timestamp`` in seconds, and the stars
                in ``rating``, at which only models of ratings look.

        Raises:
            DataError: There are no rows.
        """
        self.history_, self.fading_ = history(X), None
        self.learn(self.history_)
        return self

    def learn(self, past: History) -> None:
        """Keep what ``scores`` needs."""

    def scores(self, past: History, rows: Rows, moments: Array) -> Array:
        """Return how much each user would like each item: higher is better, any scale.

        Args:
            past: Whose history to go by; its items are those of the fit.
            rows: Positions of the users in ``past``, shape (n_requests,).
            moments: When each of them asks, seconds since 1970.

        Returns:
            Shape (n_requests, n_items).
        """
        raise NotImplementedError

    @property
    def newcomer_rule(self) -> str:
        """What a user without a history is offered, in words."""
        days = f"{self.newcomer_half_life_:g} days"
        return f"what was popular at that moment (a rating counts half after {days})"

    @property
    def solves(self) -> float | None:
        """What an expensive step depends on, that other models may have in common."""
        return None

    def newcomer_scores(self, moments: Array) -> Array:
        """Return the scores for users without a history: what was popular at each moment."""
        self.fading_ = self.fading_ or Fading(self.history_, self.newcomer_half_life_)
        return recent_views(self.history_, moments, self.newcomer_half_life_, self.fading_)

    def blocks(
        self, asked: pd.DataFrame, interactions: pd.DataFrame | None = None
    ) -> Iterator[tuple[Array, Seen]]:
        """Give the scores of all items for ``BLOCK`` requests at a time, and where the seen are.

        Args:
            asked: As for ``recommend``.
            interactions: As for ``recommend``.
        """
        past = self.history_ if interactions is None else history(interactions, self.history_.items)
        now, of_user = np.full(len(asked), self.history_.times[-1]), Grouped(past.rows)
        moments = asked[TIME].to_numpy(float) if TIME in asked else now
        rows = past.users.get_indexer(pd.Index(asked[USER]))
        for start in range(0, len(asked), BLOCK):
            some, when = rows[start : start + BLOCK], moments[start : start + BLOCK]
            found, known = np.empty((len(some), len(past.items))), some >= 0
            users, place = np.unique(some[known], return_inverse=True)
            part = past.of(users, of_user.members(users))
            seen = part.matrix[place].nonzero()
            if known.any():
                found[known] = self.scores(part, place, when[known])
            found[~known] = self.newcomer_scores(when[~known])
            yield found, (np.flatnonzero(known)[seen[0]], seen[1])

    def recommend(
        self,
        asked: pd.DataFrame,
        length: int = LENGTH,
        interactions: pd.DataFrame | None = None,
        without: pd.Index | None = None,
    ) -> Rows:
        """Return the items to offer, without those that the user has taken.

        A user without a history gets what was popular at that moment. Items that the fit has not
        seen are ignored in a history: nothing is known of them.

        Args:
            asked: One row a request: ``user``, and ``timestamp`` unless it is now, the moment of
                the last interaction that the fit has seen.
            length: Items in a list.
            interactions: What those users took, for users who came after the fit; by default
                the interactions of the fit.
            without: Items that are not offered.

        Returns:
            Ids, shape (n_requests, length), best first; ``NOTHING`` where all items were seen.
        """
        found = [np.empty((0, length), int)]
        barred = self.history_.items.isin([] if without is None else without)
        turns, back = in_turn(asked, BLOCK)
        for scores, seen in self.blocks(asked.iloc[turns], interactions):
            scores[seen] = -np.inf
            scores[:, barred] = -np.inf
            found.append(top(scores, length))
        return self.ids(np.concatenate(found))[back]

    def predict(self, X: pd.DataFrame) -> Rows:
        """Return a list of item ids for each request, shape (n_requests, LENGTH), best first."""
        return self.recommend(X)

    def ids(self, columns: Rows) -> Rows:
        """Return the ids of items by their positions; ``NOTHING`` stays."""
        return np.where(columns == NOTHING, NOTHING, self.history_.items.to_numpy()[columns])


class ProfileRecommender(Recommender):
    """Base of recommenders that see of a user only which items were taken."""

    def profiles(self, past: History) -> sparse.csr_matrix:
        """Return how much each taken item counts, shape (n_users, n_items)."""
        return past.matrix

    def score_profiles(self, profiles: sparse.csr_matrix) -> Array:
        """Return the scores of all items for each profile, shape of ``profiles``."""
        raise NotImplementedError

    def scores(self, past: History, rows: Rows, moments: Array) -> Array:
        """Return the scores of the users' profiles; the moment does not matter."""
        return self.score_profiles(self.profiles(past)[rows])


class MostPopular(Recommender):
    """The items with most users of all time: the same list for everybody, less what was seen."""

    newcomer_rule = "what is most popular of all time"

    def learn(self, past: History) -> None:
        """Count the users of each item."""
        self.views_ = past.views

    def scores(self, past: History, rows: Rows, moments: Array) -> Array:
        """Return the number of users, the same for every request."""
        return self.newcomer_scores(moments)

    def newcomer_scores(self, moments: Array) -> Array:
        """Return the same for users without a history."""
        return np.tile(self.views_, (len(moments), 1))


@settings
class RecentlyPopular(Recommender):
    """The items with most users lately, as seen at the moment of the request.

    Args:
        half_life_days: After so many days a view counts half.
    """

    half_life_days: float = 365.0

    def learn(self, past: History) -> None:
        """Take the half-life for users with and without a history."""
        if self.half_life_days <= 0:
            raise ValueError(f"half_life_days must be above zero, got {self.half_life_days}")
        self.newcomer_half_life_ = self.half_life_days

    def scores(self, past: History, rows: Rows, moments: Array) -> Array:
        """Return the decayed number of users at each moment."""
        return self.newcomer_scores(moments)


@settings
class ItemNeighbors(ProfileRecommender):
    """Score an item by its similarity to the taken ones, over its nearest neighbors only.

    Args:
        neighbors: Of each item; similarities below the last of them count as zero.
        shrinkage: Added to the denominator, so that two items with one common user are not twins.
        least_views: Items with fewer have no neighbors: there is too little to compare, and the
            memory grows with the square of the items compared.

    Source:
        Deshpande and Karypis, Item-Based Top-N Recommendation Algorithms, ACM Transactions on
        Information Systems 22 (2004).
    """

    neighbors: int = 200
    shrinkage: float = 10.0
    least_views: int = 3

    def learn(self, past: History) -> None:
        """Compare the items that have enough users, shape (n_common, n_common)."""
        if self.neighbors < 1:
            raise ValueError(f"neighbors must be one or more, got {self.neighbors}")
        common = int((past.views >= self.least_views).sum())  # items come most popular first
        taken = past.matrix[:, :common].astype(np.float32)  # half the memory, digits to spare
        similar = (taken.T @ taken).toarray()
        length = np.sqrt(similar.diagonal())
        similar /= length[:, None] * length + np.float32(self.shrinkage)
        np.fill_diagonal(similar, 0)
        kept = min(self.neighbors, common)
        if kept:
            similar[similar < np.partition(similar, -kept, axis=1)[:, -kept, None]] = 0
        self.similar_ = sparse.csr_matrix(similar)

    def score_profiles(self, profiles: sparse.csr_matrix) -> Array:
        """Return the sum of similarities to the taken items, zero for items not compared."""
        found, common = np.zeros(profiles.shape), self.similar_.shape[0]
        found[:, :common] = (profiles[:, :common] @ self.similar_.T).toarray()
        return found


@settings
class EASE(ProfileRecommender):
    """Ridge regression of every item on all others, with a zero for each item on itself.

    The published form inverts a matrix of items by items. With fewer users than items the same
    weights come from a matrix of users by users: for taken-or-not ``X``, penalty ``c`` and
    ``K = (X X' + c I)^-1`` the published inverse is ``P = (I - X' K X) / c``. The score of an item
    is ``-(w P) / diag(P)`` for a profile ``w`` without it. The smaller of the two is solved.

    Args:
        penalty: Of the squared weights, above zero.
        half_life: Items after which a taken one counts half, newest first; none: all the same.

    Source:
        Steck, Embarrassingly Shallow Autoencoders for Sparse Data (WWW 2019); the form by users is
        the matrix inversion lemma.
    """

    penalty: float = 400.0
    half_life: float | None = None

    def profiles(self, past: History) -> sparse.csr_matrix:
        """Return 1 for the item a user took last, less for the ones before."""
        if self.half_life is None:
            return past.matrix
        newest = past.rows[::-1]
        order = np.argsort(newest, kind="stable")  # by user, newest first
        place = np.arange(len(order)) - np.searchsorted(newest[order], newest[order])
        weights = np.empty(len(order))
        weights[len(order) - 1 - order] = 0.5 ** (place / self.half_life)
        return past.spread(weights)

    @property
    def solves(self) -> float:
        """The penalty: models with the same one share the expensive step."""
        return self.penalty

    def learn(self, past: History) -> None:
        """Solve for the weights, in the form that needs the smaller matrix."""
        if self.penalty <= 0:
            raise ValueError(f"penalty must be above zero, got {self.penalty}")
        self.taken_ = past.matrix
        self.inverse_, own = solve(self.taken_, self.penalty)
        self.diagonal_ = 1 - own

    def score_profiles(self, profiles: sparse.csr_matrix) -> Array:
        """Return the scores; that of a taken item lacks its own share."""
        if self.taken_.shape[0] > self.taken_.shape[1]:
            found = profiles @ self.inverse_ / self.diagonal_
        else:
            alike = (profiles @ self.taken_.T).toarray()
            found = (alike @ self.inverse_) @ self.taken_ / self.diagonal_
        rows, columns = profiles.nonzero()
        own = np.asarray(profiles[rows, columns]).ravel()
        found[rows, columns] -= own * (1 - self.diagonal_[columns]) / self.diagonal_[columns]
        return found


@settings
class PureSVD(ProfileRecommender):
    """The truncated singular value decomposition of taken-or-not, zeros taken at face value.

    Args:
        factors: Length of the vectors.
        random_state: Of the approximate decomposition.

    Source:
        Cremonesi, Koren and Turrin, Performance of Recommender Algorithms on Top-N Recommendation
        Tasks (RecSys 2010).
    """

    factors: int = 16
    random_state: int | None = None

    def learn(self, past: History) -> None:
        """Decompose; a table with fewer users or items than factors gets as many as it can."""
        from sklearn.decomposition import TruncatedSVD

        factors = min(self.factors, *past.matrix.shape)
        svd = TruncatedSVD(factors, random_state=self.random_state)
        self.items_ = svd.fit(past.matrix).components_  # (factors, n_items)

    def score_profiles(self, profiles: sparse.csr_matrix) -> Array:
        """Return the profiles as the few vectors can tell them."""
        return (profiles @ self.items_.T) @ self.items_


@settings
class ALS(ProfileRecommender):
    """Alternating least squares in which an unknown item is a weak no, not an unknown.

    Args:
        factors: Length of the vectors.
        regularization: Penalty of their squared length.
        alpha: How much more a taken item weighs than one not taken.
        iterations: Rounds over users and items.
        random_state: Of the first vectors.

    Source:
        Hu, Koren and Volinsky, Collaborative Filtering for Implicit Feedback Datasets (ICDM 2008).
    """

    factors: int = 32
    regularization: float = 5.0
    alpha: float = 2.0
    iterations: int = 15
    random_state: int | None = None

    def learn(self, past: History) -> None:
        """Fit with one thread and in double precision.

        More threads change the order of sums, and so the last digits. In single precision other
        processors' last digits move near ties: one item in fifty changed its place.
        """
        from implicit.cpu.als import AlternatingLeastSquares

        self.model_ = AlternatingLeastSquares(**self.get_params(), num_threads=1, dtype=np.float64)
        self.model_.fit(past.matrix.astype(np.float32), show_progress=False)

    def score_profiles(self, profiles: sparse.csr_matrix) -> Array:
        """Return the scores of vectors made for these profiles with the items held fixed."""
        asked = np.arange(profiles.shape[0])
        users = self.model_.recalculate_user(asked, profiles.astype(np.float32))
        return np.asarray(users @ self.model_.item_factors.T, float)


def scaled(scores: Array, seen: NDArray[np.bool_]) -> Array:
    """Return scores that go from 0 to 1 over the items that each user can still be offered."""
    low = np.where(seen, np.inf, scores).min(axis=1, keepdims=True)
    high = np.where(seen, -np.inf, scores).max(axis=1, keepdims=True)
    width = np.where(high > low, high - low, 1)
    return (scores - low) / width


@settings
class Blend(Recommender):
    """The scores of one recommender plus a share of those of another, each from 0 to 1.

    Args:
        first: A recommender.
        second: Another one.
        weight: Of the second.
    """

    first: Recommender
    second: Recommender
    weight: float = 0.1

    @property
    def solves(self) -> float | None:
        """What the members solve."""
        return self.first.solves or self.second.solves

    def learn(self, past: History) -> None:
        """Fit copies of both on the same interactions."""
        self.members_ = [clone(each) for each in (self.first, self.second)]
        for member in self.members_:
            member.history_ = past
            member.learn(past)

    def scores(self, past: History, rows: Rows, moments: Array) -> Array:
        """Return the weighted sum."""
        seen = past.matrix[rows].toarray() > 0
        first, second = (scaled(each.scores(past, rows, moments), seen) for each in self.members_)
        return first + self.weight * second


def damped(groups: Rows, values: Array, number: int, damping: float) -> Array:
    """Return the mean of each group, pulled to zero as if ``damping`` more values were zero."""
    sums, counts = np.bincount(groups, values, number), np.bincount(groups, minlength=number)
    return sums / np.maximum(counts + damping, 1e-9)


@settings
class DampedMeans(Recommender):
    """The mean of all ratings, plus what the item gets above it, plus what the user gives above.

    It is the other reading of "recommender": predict the stars that a user would give an item. As a
    list it offers the items with the highest expected rating.

    Args:
        item_damping: Ratings at the mean that every item has in addition.
        user_damping: The same for every user.
    """

    item_damping: float = 5.0
    user_damping: float = 10.0

    def learn(self, past: History) -> None:
        """Learn the mean, and what each item gets above it, shape (n_items,)."""
        self.mean_ = float(past.ratings.mean())
        rest = past.ratings - self.mean_
        self.items_ = damped(past.columns, rest, len(past.items), self.item_damping)

    def leanings(self, past: History) -> Array:
        """Return by how much each user rates above what the items get, shape (n_users,)."""
        rest = past.ratings - self.mean_ - self.items_[past.columns]
        return damped(past.rows, rest, len(past.users), self.user_damping)

    def scores(self, past: History, rows: Rows, moments: Array) -> Array:
        """Return the expected stars."""
        return self.mean_ + self.items_ + self.leanings(past)[rows, None]

    def predict_ratings(self, pairs: pd.DataFrame) -> Array:
        """Return the expected stars of each pair of ``user`` and ``item``, shape (n_pairs,).

        For a user or item that the fit has not seen the part that is missing is left out.
        """
        past = self.history_
        rows = past.users.get_indexer(pd.Index(pairs[USER]))
        columns = past.items.get_indexer(pd.Index(pairs[ITEM]))
        items = np.where(columns >= 0, self.items_[columns], 0)
        users = np.where(rows >= 0, self.leanings(past)[rows], 0)
        return np.clip(self.mean_ + items + users, past.ratings.min(), past.ratings.max())


def build(name: str, candidates: Mapping[str, Any]) -> Recommender:
    """Return the untrained recommender of a candidate."""
    from workbench.models import estimator  # the demo's image has no Hydra

    return cast(Recommender, estimator(name, candidates))
