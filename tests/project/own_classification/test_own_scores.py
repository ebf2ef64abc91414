"""What the documents say where a score cannot vary, and where a class has few test rows."""

from rendering import changed, rendered

from workbench.records import Estimate

PERFECT = Estimate(value=1.0, low=1.0, high=1.0)
ALL_RIGHT = Estimate(value=1.0, low=0.91, high=1.0)


def test_a_score_that_cannot_vary_is_not_called_certain(facts):
    sure = {**facts.chosen.scores, "headline": PERFECT}
    told = "always gives the same"
    assert told in rendered(changed(facts, "chosen", scores=sure))
    assert told not in rendered(changed(facts, "chosen", scores={**sure, "headline": ALL_RIGHT}))
    if "accuracy" in sure:
        right = changed(facts, "chosen", scores={**sure, "accuracy": ALL_RIGHT})
        assert "rows can show: at least 91%" in rendered(right)


def test_a_class_with_few_test_rows_is_named(facts):
    few = changed(facts, "split", rarest="rust", of_rarest=3)
    assert "Only 3 test rows are rust" in rendered(few)
    assert "test rows are rust" not in rendered(
        changed(facts, "split", rarest="rust", of_rarest=10)
    )
