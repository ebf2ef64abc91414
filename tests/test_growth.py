"""A table a hundred times as long takes a hundred times the work, and no more memory at once."""

from __future__ import annotations

import io
import re
import tracemalloc
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml
from omegaconf import OmegaConf
from rich.console import Console
from scipy import sparse
from sklearn.dummy import DummyRegressor
from sklearn.feature_extraction.text import TfidfTransformer

from workbench import grouping, parallel, statistics
from workbench.classification import resampling
from workbench.models import sample
from workbench.own.thinning import OnAtMost
from workbench.recommendation import ridge, together


def peak(work, *arguments, **settings) -> int:
    """Return how many bytes a call needs at once."""
    tracemalloc.start()
    work(*arguments, **settings)
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found


@pytest.fixture
def few_resamples(monkeypatch):
    monkeypatch.setattr(statistics, "RESAMPLES", 60)
    monkeypatch.setattr(resampling, "RESAMPLES", 60)


def mean(values, axis=-1):
    return np.mean(values, axis=axis)


def test_resamples_in_blocks_are_those_drawn_at_once(few_resamples, monkeypatch):
    values = np.random.default_rng(0).integers(0, 9, (700, 2))  # sums of whole numbers are exact
    whole = statistics.resample_sums(values, 5)
    gathered = statistics.resample(mean, values[:, 0], seed=5)
    monkeypatch.setattr(statistics, "KEPT", 10)
    monkeypatch.setattr(statistics, "CELLS", 7 * 700)
    assert np.array_equal(statistics.resample_sums(values, 5), whole)
    assert np.array_equal(statistics.resample(mean, values[:, 0], seed=5), gathered)


@pytest.mark.parametrize("gathered", [True, False])
def test_resamples_need_no_more_memory_for_each_row(few_resamples, gathered):
    def work(rows):
        values = np.ones(rows)
        if gathered:
            statistics.resample(mean, values, seed=0)
        else:
            statistics.resample_sums(values, 0)

    work(10)  # imports
    assert peak(work, 160_000) < 2 * peak(work, 40_000)


def test_ranking_metrics_of_many_rows_are_those_of_rows_drawn_at_once(few_resamples, monkeypatch):
    rng = np.random.default_rng(0)
    rows = rng.integers(0, 2, 600), rng.random(600).round(2)
    found = resampling.draws_of(resampling.roc_auc_from, *rows, 7)
    monkeypatch.setattr(resampling, "KEPT", 10)
    monkeypatch.setattr(resampling, "CELLS", 7 * 600)
    assert np.array_equal(resampling.draws_of(resampling.roc_auc_from, *rows, 7), found)


def texts(number: int, copies: int = 0) -> sparse.csr_array:
    """Return word counts of made-up texts; the last ones are the first ones with two words less."""
    rng = np.random.default_rng(number)
    words = (rng.pareto(1.0, (number, 40)) * 8).astype(int) % (20 * number)
    words[number - copies :, 2:] = words[:copies, 2:]
    rows = np.repeat(np.arange(number), 40)
    return sparse.csr_array((np.ones(words.size), (rows, words.ravel())), (number, 20 * number))


def all_pairs(counts: sparse.csr_array, alike: float) -> set[tuple[int, int]]:
    """Return what comparing every text with every other finds."""
    found = np.bincount(counts.indices, minlength=counts.shape[1])
    most = max(2, min(grouping.MOST_ROWS, grouping.COMMON * counts.shape[0]))
    rarer = counts[:, np.flatnonzero((found > 1) & (found <= most))]
    weights = TfidfTransformer(sublinear_tf=True).fit_transform(rarer).toarray()
    near = np.triu(weights @ weights.T >= alike, 1)
    return set(zip(*map(np.ndarray.tolist, near.nonzero()), strict=True))


@pytest.mark.parametrize("alike", [0.3, 0.6, 0.9])
def test_no_near_copy_is_missed_among_texts_with_a_rare_word_in_common(alike):
    counts = texts(400, copies=60)
    wanted = all_pairs(counts, alike)
    assert len(wanted) >= 30
    assert set(map(tuple, grouping.near_copies(counts, alike).tolist())) == wanted


def test_near_copies_compares_few_texts_of_many():
    counts = sparse.csr_array(texts(3000))
    first = grouping.first_words(TfidfTransformer().fit_transform(counts).tocsr(), 0.9)
    compared = sum(len(each) for each in grouping.candidates(first))
    assert 0 < compared < 0.01 * 3000 * 3000 / 2


def test_near_copies_needs_memory_in_proportion_to_the_texts(monkeypatch):
    monkeypatch.setattr(grouping, "AT_ONCE", 2000)
    small, large = (sparse.csr_array(texts(number)) for number in (1000, 4000))
    grouping.near_copies(small, 0.9)  # imports
    assert peak(grouping.near_copies, large, 0.9) < 4.8 * peak(grouping.near_copies, small, 0.9)


def test_a_long_loop_says_on_a_terminal_what_it_does_and_how_long_it_takes(monkeypatch):
    screen = io.StringIO()
    terminal = Console(file=screen, force_terminal=True, width=100)
    monkeypatch.setattr(parallel, "Console", lambda **_: terminal)
    assert list(parallel.shown(range(3), "emails", 3)) == [0, 1, 2]
    assert "emails" in screen.getvalue()
    assert re.search(r"\d:\d\d", screen.getvalue())


def test_what_rows_have_in_common_is_counted_in_blocks(monkeypatch):
    taken = sparse.csr_matrix((np.random.default_rng(0).random((50, 20)) < 0.3) / 1.0)
    monkeypatch.setattr(ridge, "BLOCK", 7)
    assert np.array_equal(ridge.common(taken), (taken @ taken.T).toarray())


def test_fits_on_very_many_rows_run_one_at_a_time(monkeypatch, tmp_path):
    local, cluster = (OmegaConf.create({"backend": b, "n_jobs": 4}) for b in ("loky", "dask"))
    monkeypatch.setattr(together, "TRAIN", tmp_path / "train.parquet")
    assert together.with_room(local) == local
    pd.DataFrame({"user": range(9)}).to_parquet(together.TRAIN)
    assert together.with_room(local) == local
    monkeypatch.setattr(together, "MOST_ROWS", 8)
    assert together.with_room(local).n_jobs == 1
    assert together.with_room(cluster) == cluster


@pytest.mark.parametrize("rows", [30, 3000])
def test_resamples_of_many_rows_are_counted_on_a_terminal(few_resamples, monkeypatch, rows):
    screen, values = io.StringIO(), np.arange(float(rows))
    terminal = Console(file=screen, force_terminal=True, width=100)
    monkeypatch.setattr(parallel, "Console", lambda **_: terminal)
    quiet = statistics.resample(mean, values, seed=0)
    monkeypatch.setattr(statistics, "SHOWN", 100)
    monkeypatch.setattr(statistics, "KEPT", 10)
    monkeypatch.setattr(resampling, "KEPT", 10)
    assert np.array_equal(statistics.resample(mean, values, seed=0), quiet)
    statistics.resample_sums(values, 0)
    resampling.means(values[:, None], 0)
    assert screen.getvalue().count(f"resamples of {rows:,} rows") >= (3 if rows > 100 else 0)
    assert ("100%" in screen.getvalue()) == (rows > 100)


PROBLEMS = Path(__file__).parent.parent / "{{cookiecutter.project_slug}}/problems"
COSTLY = ("SVR", "KNeighbors", "NearestEmails", "NearestTexts")  # grow faster than the rows
CONFS = [
    pytest.param(path, id=f"{path.parts[-4]}-{path.stem}")
    for path in sorted(PROBLEMS.glob("*/conf/model/*.yaml"))
    if any(name in path.read_text(encoding="utf-8") for name in COSTLY)
]


@pytest.mark.parametrize("path", CONFS)
def test_a_costly_candidate_says_from_how_many_rows_it_learns(path):
    candidates = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))}
    learns_from = sample(path.stem, candidates, 10**6)
    assert learns_from is not None
    assert 1000 < learns_from <= 20_000
    assert sample(path.stem, candidates, 1000) is None


@pytest.mark.parametrize("form", [np.asarray, sparse.csr_array])
def test_a_model_on_a_sample_learns_from_that_many_rows(form):
    X, y = np.ones((100, 1)), np.arange(100.0)
    few = OnAtMost(DummyRegressor(), rows=10, random_state=0).fit(form(X), y)
    all_of_them = OnAtMost(DummyRegressor(), rows=100, random_state=0).fit(form(X), y)
    drawn = np.random.default_rng(0).permutation(100)[:10]
    assert few.predict(form(X[:1])) == pytest.approx(drawn.mean())
    assert all_of_them.predict(form(X[:1])) == pytest.approx(y.mean())
