"""The documents say what the facts say, whatever the facts are."""

import re

import pytest
from rendering import changed, rendered

from conftest import ROOT
from project_package import plots
from project_package.pipeline import PROBLEM
from workbench.charts import drawing
from workbench.documents import stage as document
from workbench.errors import MissingInputError
from workbench.records import Estimate

PAGES = ["WALKTHROUGH.md.j2", "index.html.j2", "MODEL_CARD.md.j2", "results.md.j2"]
ZERO = Estimate(value=0.0, low=-0.01, high=0.01)
AHEAD = Estimate(value=-0.02, low=-0.03, high=-0.01)
BEHIND = Estimate(value=0.02, low=0.01, high=0.03)


def with_visits(facts, *found):
    """Return the facts with other gains by visit."""
    visits = [
        each.model_copy(update={"behind": behind})
        for each, behind in zip(facts.visits, found, strict=True)
    ]
    return facts.model_copy(update={"visits": visits})


def with_protocol(facts, key, **values):
    """Return the facts with other values in one protocol."""
    others = [
        each.model_copy(update=values) if each.key == key else each for each in facts.protocols
    ]
    return facts.model_copy(update={"protocols": others})


def test_a_plot_that_is_gone_names_the_stage_that_draws_it(project):
    (project / "reports/plots/exposure.svg").unlink()
    with pytest.raises(MissingInputError, match=r"exposure.svg not found: .* evaluate"):
        document.run(PROBLEM)


def test_a_model_without_a_gain_is_not_recommended(facts):
    text = rendered(changed(facts, "chosen", to_baseline=ZERO))
    assert "so the baseline should be kept" in text
    assert "It beats most popular by" not in text


def test_the_stronger_baseline_is_told_apart(facts):
    assert "the model beats recently popular by" in rendered(
        changed(facts, "derived", to_recent=AHEAD)
    )
    assert "No gain over recently popular is shown" in rendered(
        changed(facts, "derived", to_recent=BEHIND)
    )
    same = Estimate(value=0, low=0, high=0)
    assert "is the recently popular list itself" in rendered(
        changed(facts, "derived", to_recent=same)
    )


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (ZERO, "cannot settle"),
        (BEHIND, "the test set is easier"),
        (AHEAD, "the test set is harder"),
    ],
    ids=["same", "easier", "harder"],
)
def test_the_test_score_is_set_beside_the_validated_one(found, said, facts):
    assert said in rendered(changed(facts, "derived", test_minus_cv=found))


def test_a_gain_of_one_sitting_is_not_sold_as_taste(facts):
    warning = "The gain is clear only among users whose known ratings are from one day"
    assert warning in rendered(with_visits(facts, AHEAD, ZERO))
    assert warning not in rendered(with_visits(facts, AHEAD, AHEAD))
    assert warning not in rendered(with_visits(facts, ZERO, ZERO))
    assert rendered(with_visits(facts, ZERO, ZERO)).count("| no |") == 2
    assert warning not in rendered(facts.model_copy(update={"visits": facts.visits[:1]}))


def test_a_random_split_that_agrees_is_said_to_agree(facts):
    same = facts.protocol("at_random").of(facts.chosen.key).model_copy(update={"behind": None})
    text = rendered(with_protocol(facts, "at_random", models=[same, *facts.protocols[0].models]))
    assert "Here it would have chosen the same model" in text
    assert "picked another model" not in text


def test_candidates_after_a_date_are_told_apart_only_by_their_intervals(facts):
    def text_with(behind):
        first, *rest = facts.protocol("by_date").models
        rest = [each.model_copy(update={"behind": behind}) for each in rest]
        return rendered(with_protocol(facts, "by_date", models=[first, *rest]))

    assert "No candidate is shown to be behind it" in text_with(ZERO)
    assert "The other 0 candidates cannot be told apart from it" in text_with(BEHIND)


def test_a_lean_to_popular_films_is_told_only_where_there_is_one(facts):
    beyond = facts.chosen.beyond_accuracy
    more = facts.habit.model_copy(update={"head": beyond.head - 0.1})
    less = facts.habit.model_copy(update={"head": beyond.head + 0.1})
    assert "more than its users do" in rendered(facts.model_copy(update={"habit": more}))
    assert "no more than its users do" in rendered(facts.model_copy(update={"habit": less}))


@pytest.mark.parametrize(("high", "chance"), [(9.0, True), (0.0, False)], ids=["wide", "narrow"])
def test_the_lowest_part_is_told_from_bad_luck(high, chance, facts):
    score = Estimate(value=0.01, low=0.0, high=high)
    text = rendered(changed(facts, "worst_slice", score=score))
    assert ("it may be chance" in text) == chance


@pytest.mark.parametrize(
    ("before", "said"), [(0.08, "More users may help"), (0.0999, "would help little")]
)
def test_more_users_are_wished_for_only_when_they_helped(before, said, facts):
    first, middle, last = facts.learning_curve[-3:]
    curve = [
        first.model_copy(update={"cv": before}),
        middle.model_copy(update={"cv": 0.1}),
        last,
    ]
    assert said in rendered(facts.model_copy(update={"learning_curve": curve}))


def test_a_rating_predictor_that_ranked_well_would_be_told_so(facts):
    weak = {**facts.baseline.scores, "ndcg": ZERO}
    assert "more than the most-popular list" in rendered(changed(facts, "baseline", scores=weak))
    assert "less than the most-popular list" in rendered(facts)


@pytest.mark.parametrize("template", PAGES)
def test_a_title_with_markup_in_it_breaks_no_document(template, facts):
    reader = facts.user_examples[0].model_copy(update={"before": ["A*b_c|<d>"]})
    text = rendered(facts.model_copy(update={"user_examples": [reader]}), template)
    assert "A*b_c|<d>" not in text


def test_every_film_shown_as_watched_was_watched(facts):
    for reader in facts.user_examples:
        assert sum(each.watched for each in reader.offered) <= reader.held
        assert not {each.title for each in reader.offered} & set(reader.before)
        assert len(reader.offered) == facts.places


def test_plots_drawn_again_are_those_of_the_run(facts, tmp_path, monkeypatch):
    monkeypatch.setattr(drawing, "PLOTS", tmp_path)
    plots.draw(facts)
    drawn = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert drawn == {path.name: path.read_bytes() for path in (ROOT / "reports/plots").iterdir()}


def test_every_item_of_a_list_has_a_line_of_its_own(facts):
    assert re.findall(r"\S- \*\*.*", rendered(facts)) == []
