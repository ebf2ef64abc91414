"""Rows that belong together: near copies by their words, and groups by label and by pair."""

import pandas as pd

from project_package.features import counted
from workbench.grouping import linked, near_copies

NEWS = "The meeting of the garden club moves to the large hall because the small one is painted"
FILLER = [f"text number {chr(97 + number)}{number} of many" for number in range(60)]


def pairs(texts, alike):
    return near_copies(counted(texts), alike)


def test_near_copies_are_found_by_their_rarer_words():
    rows = [NEWS, NEWS.replace("hall", "room"), "quite another text", "and one more about nothing"]
    found = pairs([*rows, *FILLER], 0.8)
    assert [0, 1] in found.tolist()
    assert not {2, 3} & set(found.ravel())


def test_near_copies_are_found_in_a_small_table_and_none_where_no_word_is_shared():
    few = [NEWS, "quite another text", NEWS.replace("hall", "room")]
    assert pairs(few, 0.8).tolist() == [[0, 2]]
    assert pairs(["one text", "another thing", ""], 0.8).tolist() == []


def test_rows_are_linked_by_label_and_by_pair_directly_or_not():
    labels = pd.Series(["a", "b", "a", "c", "d"])
    one, two, three, four, five = linked(labels, pairs([], 0.8))
    assert one == three
    assert len({one, two, four, five}) == 4
    one, two, three, four, five = linked(labels, pairs([NEWS, "x", "y", NEWS, "z"], 0.8))
    assert one == three == four
    assert len({one, two, five}) == 3
