"""Segments: found without the target, named by what sets them apart, and stable."""

import numpy as np
import pandas as pd
import pytest

from project_package.clusters import grouping
from project_package.cuts import EMPTY, cuts, levels, ranges
from project_package.data_facts import SEGMENT, SEGMENTS, Choice
from project_package.files import TEST, TRAIN, load_config
from project_package.segments import (
    best,
    names,
    segmented,
    stability,
    words,
)
from project_package.task import KEY, TARGET

CONFIG = load_config()
TRAIN_ROWS, TEST_ROWS = pd.read_parquet(TRAIN), pd.read_parquet(TEST)
WORDS = {"tenure": ["new", "old"], "bills": ["small", "large"], "paid": ["little", "much"]}
RNG = np.random.default_rng(0)


def heaps(*centres, rows=100):
    """Return a table of round heaps of points."""
    parts = [RNG.normal(centre, 0.3, (rows, 2)) for centre in centres]
    return pd.DataFrame(np.concatenate(parts), columns=["a", "b"])


def choice(number, silhouette, agreement):
    return Choice(number=number, silhouette=silhouette, stability=agreement)


def test_heaps_that_lie_apart_come_back_in_every_draw():
    table = heaps((0, 0), (5, 0), (0, 5))
    assert stability(table, 3, draws=5, seed=0) == pytest.approx(1, abs=0.02)
    one = pd.DataFrame(RNG.normal(size=(300, 2)), columns=["a", "b"])
    assert stability(one, 5, draws=5, seed=0) < 0.8


def test_the_best_separated_of_the_stable_numbers_is_taken():
    tried = [choice(3, 0.5, 0.7), choice(4, 0.4, 0.95), choice(5, 0.45, 0.9)]
    assert best(tried, least=0.8).number == 5
    assert best(tried, least=0.99).number == 4


def test_a_segment_is_named_by_what_is_far_from_the_mean():
    assert words(np.array([-1.0, 0.2, 2.0]), WORDS, 3) == ["new", "much"]
    assert words(np.array([0.1, -0.2, 0.3]), WORDS, 3) == ["in the middle"]


def test_two_segments_never_share_a_name():
    centres = np.array([[1, 1, 1], [1, 1, -1], [-1, 0.0, 0]])
    assert names(centres, WORDS) == ["old, large, much", "old, large, little", "new"]
    same = names(np.zeros((2, 3)), WORDS)
    assert len(set(same)) == 2


def test_a_gap_does_not_stop_a_row_from_having_a_segment():
    table = heaps((0, 0), (5, 5))
    model = grouping(2, seed=0).fit(table)
    assert len(model.predict(table.head(2).assign(a=np.nan))) == 2


@pytest.fixture(scope="module")
def found():
    return segmented(TRAIN_ROWS, TEST_ROWS, CONFIG)


def test_the_segments_can_be_found_again(found, facts):
    groups, record = found
    assert [each.name for each in record.segments] == [
        each.name for each in facts.segments.segments
    ]
    stored = pd.read_parquet(SEGMENTS)
    pd.testing.assert_frame_equal(groups, stored)


def test_every_row_has_one_segment_and_the_sizes_add_up(found):
    groups, record = found
    assert sorted(groups[KEY]) == sorted([*TRAIN_ROWS[KEY], *TEST_ROWS[KEY]])
    assert sum(each.rows for each in record.segments) == len(TRAIN_ROWS)
    assert set(groups[SEGMENT]) == {each.name for each in record.segments}


def test_the_segments_do_not_know_the_target(found):
    blind = TRAIN_ROWS.assign(**{TARGET: 0}), TEST_ROWS.assign(**{TARGET: 0})
    pd.testing.assert_frame_equal(segmented(*blind, CONFIG)[0], found[0])


def test_test_rows_do_not_move_the_segments(found):
    groups, record = segmented(TRAIN_ROWS, TEST_ROWS.head(1), CONFIG)
    assert record == found[1]
    assert groups[SEGMENT].iloc[-1] == found[0][SEGMENT].iloc[len(TRAIN_ROWS)]


def test_a_number_is_cut_into_readable_ranges():
    made = ranges(pd.Series([3, 12, 13, 9000, None]), [12, 24, 1000], "months")
    assert made.tolist() == [
        "up to 12 months",
        "up to 12 months",
        "12 to 24 months",
        "above 1,000 months",
        EMPTY,
    ]


def test_codes_get_their_names_and_other_levels_keep_theirs():
    coded = levels(pd.Series([0.0, 1.0, 0.0]), {"names": {0: "male", 1: "female"}})
    assert coded.tolist() == ["male", "female", "male"]
    text = levels(pd.Series(["DSL", "No", None]), {"names": {"No": "none"}})
    assert text.tolist() == ["DSL", "none", EMPTY]
    assert text.notna().all()


def test_every_test_row_has_a_level_in_every_cut():
    made = cuts(CONFIG, TRAIN_ROWS, TEST_ROWS)
    assert SEGMENT in made
    for feature, level in made.items():
        assert len(level) == len(TEST_ROWS)
        assert level.notna().all(), feature


def test_the_segments_of_the_documents_are_those_of_the_test_rows(facts):
    groups = pd.read_parquet(SEGMENTS).set_index(KEY)[SEGMENT]
    counted = TEST_ROWS[KEY].map(groups).value_counts()
    assert {each.level: each.rows for each in facts.by_segment} == {
        name: rows for name, rows in counted.items() if rows >= facts.slice_min_rows
    }
