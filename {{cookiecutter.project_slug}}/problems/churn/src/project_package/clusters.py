"""k-means as this project uses it."""

from sklearn.cluster import KMeans
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

STARTS = 3  # of k-means, the best of which is kept


def grouping(number: int, seed: int) -> Pipeline:
    """Return untrained k-means for ``number`` groups, on filled columns of one scale."""
    steps = SimpleImputer(strategy="median", keep_empty_features=True), StandardScaler()
    return make_pipeline(*steps, KMeans(number, n_init=STARTS, random_state=seed))
