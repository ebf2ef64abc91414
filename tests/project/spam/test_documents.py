"""The documents say what the facts say, whatever the facts are."""

import re
from pathlib import Path

import pytest
from rendering import changed, rendered

from project_package import plots
from project_package.pipeline import PROBLEM
from workbench.charts import common, drawing
from workbench.documents import stage
from workbench.errors import MissingInputError
from workbench.records import Estimate

ZERO = Estimate(value=0.0, low=-0.01, high=0.01)
GAIN = Estimate(value=0.02, low=0.01, high=0.03)
LOSS = Estimate(value=-0.02, low=-0.03, high=-0.01)
HEADERS = "headers without the subject"


def with_scores(facts, name, **scores):
    """Return the facts in which one part of the emails has other scores."""
    known = {way.replace("_", " "): value for way, value in scores.items()}
    ablation = [
        each.model_copy(update={"scores": {**each.scores, **known}}) if each.name == name else each
        for each in facts.ablation
    ]
    return facts.model_copy(update={"ablation": ablation})


def at(value):
    """Return an estimate with a narrow interval around a value."""
    return Estimate(value=value, low=value - 0.01, high=value + 0.01)


def test_a_plot_that_is_gone_names_the_stage_that_draws_it(project):
    (project / "reports/plots/ablation.svg").unlink()
    with pytest.raises(MissingInputError, match=r"ablation.svg not found: .* evaluate"):
        stage.run(PROBLEM)


def test_a_baseline_that_is_not_beaten_should_be_kept(facts):
    text = rendered(changed(facts, "chosen", to_baseline=ZERO))
    assert "the baseline should be kept" in text


def test_another_baseline_is_called_by_its_name(facts):
    other = changed(facts, "baseline", key="multinomial_bayes", label="Multinomial naive Bayes")
    for template in ("WALKTHROUGH.md.j2", "index.html.j2", "results.md.j2"):
        text = re.sub(r"^\|.*$", "", rendered(other, template), flags=re.MULTILINE)
        prose = re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL)
        assert "keyword rule" not in prose.lower(), template
    assert "multinomial naive bayes" in rendered(other).lower()


def test_a_baseline_that_flags_nothing_is_said_to_flag_nothing(facts):
    silent = {"true_positives": 0, "false_positives": 0, "acted_on": at(0.0)}
    point = facts.baseline.at_chosen.model_copy(update=silent)
    text = rendered(changed(facts, "baseline", at_chosen=point))
    assert "its best threshold flags nothing" in text
    assert "| none flagged |" in text
    loud = point.model_copy(update={"true_positives": 9, "acted_on": at(0.1)})
    text = rendered(changed(facts, "baseline", at_chosen=loud))
    assert "flags nothing" not in text
    assert "| none flagged |" not in text


@pytest.mark.parametrize(
    ("gain", "said"),
    [(ZERO, "not shown to differ"), (GAIN, "is higher by"), (LOSS, "did not hold")],
    ids=["none", "gain", "loss"],
)
def test_the_threshold_is_held_to_its_promise_on_the_test_set(gain, said, facts):
    assert said in rendered(changed(facts, "threshold", gain=gain))


@pytest.mark.parametrize(
    ("moved", "said"),
    [(ZERO, "cannot settle"), (GAIN, "test set is easier"), (LOSS, "test set is harder")],
    ids=["none", "easier", "harder"],
)
def test_the_test_score_is_set_beside_the_cross_validated_one(moved, said, facts):
    assert said in rendered(changed(facts, "derived", test_minus_cv=moved))


def test_headers_are_blamed_only_if_they_fall_more_than_the_words(facts):
    steady = with_scores(facts, HEADERS, at_random=at(0.9), other_source=at(0.9))
    assert "headers do not fall more than the words do" in rendered(steady)
    assert "Headers reveal" not in rendered(steady)
    assert "It reads no header but the subject all the same" in rendered(steady)
    assert "Headers reveal" in rendered(
        with_scores(facts, HEADERS, at_random=at(0.9), other_source=at(0.2))
    )


def test_later_email_is_explained_only_where_headers_hold_up_better(facts):
    claim = "cannot separate the habits of a mailbox from signs of spam"
    assert claim in rendered(with_scores(facts, HEADERS, later_email=at(0.99)))
    assert claim not in rendered(with_scores(facts, HEADERS, later_email=at(0.1)))


def test_unseen_hard_email_is_a_warning_only_if_the_intervals_are_apart(facts):
    apart = rendered(changed(facts, "hard_email", seen=at(0.1), unseen=at(0.4)))
    assert "the filter has seen no examples" in apart
    close = rendered(changed(facts, "hard_email", seen=at(0.1), unseen=at(0.11)))
    assert "The two intervals overlap" in close
    assert "the filter has seen no examples" not in close
    assert "does no harm" in rendered(changed(facts, "hard_email", seen=at(0.4), unseen=at(0.1)))


def test_the_worst_part_is_held_to_its_interval(facts):
    share = facts.chosen.at_chosen.false_alarms.value
    wide = Estimate(value=0.9, low=share / 2, high=0.95)
    clear = Estimate(value=0.9, low=share + 0.1, high=0.95)
    for rate, said in ((wide, "it may be chance"), (clear, "Even the low end")):
        parts = [facts.slices[0].model_copy(update={"false_alarms": rate}), *facts.slices[1:]]
        other = facts.model_copy(update={"slices": parts})
        assert other.worst_slice.level == facts.slices[0].level
        assert said in rendered(other)


def test_lost_email_is_said_to_be_of_one_kind_only_if_all_of_it_is(facts):
    said = "real emails that it loses are of this kind"
    kind = next(each for each in facts.of("kind of email") if each.false_alarms)
    share = facts.chosen.at_chosen.false_positives / (kind.rows - kind.positives)
    for lost, expected in ((share, True), (share / 2, False)):
        part = kind.model_copy(update={"false_alarms": at(lost)})
        assert (said in rendered(facts.model_copy(update={"slices": [part]}))) is expected


def test_the_advice_for_short_spam_is_not_the_headers_that_are_left_out(facts):
    short = next(each for each in facts.of("length") if each.level.startswith("below"))
    text = rendered(facts.model_copy(update={"slices": [short]}))
    assert "Spam below" in text
    assert "The sender would help too, but here it gives away the mailbox" in text


def test_a_model_without_mistakes_or_words_has_none_in_the_documents(facts):
    none = changed(facts, "mistakes", lost=[], let_through=[], for_spam=[], for_real=[])
    text = rendered(none)
    assert "Across all emails" not in text
    assert "No test email is misclassified at the threshold" in text
    assert "most confident mistakes" not in text
    assert "plots/words.svg" not in text
    assert "real email lost | 1.000" not in text


def test_a_filter_that_loses_no_email_is_not_said_to_lose_most_somewhere(facts):
    none = {"false_positives": 0, "true_negatives": 900, "false_alarms": at(0.0)}
    point = facts.chosen.at_chosen.model_copy(update=none)
    parts = [
        each.model_copy(update={"false_alarms": each.false_alarms and at(0.0)})
        for each in facts.slices
    ]
    other = changed(facts, "chosen", at_chosen=point).model_copy(update={"slices": parts})
    for template in ("WALKTHROUGH.md.j2", "index.html.j2"):
        assert "no real email" in rendered(other, template).lower(), template
        assert "lost most often" not in rendered(other, template), template
    assert "loses 0 of 900 real emails" in rendered(other)
    assert "It does worst on" not in rendered(other)
    assert "of the real email lost [" not in rendered(other, "MODEL_CARD.md.j2")
    assert "lost most often" in rendered(facts)


def test_a_part_that_is_too_small_is_left_out_of_every_table(facts):
    kept = [each for each in facts.slices if each.feature != "script"]
    text = rendered(facts.model_copy(update={"slices": kept}))
    assert "| script:" not in text
    assert f"{len(kept)} slices of the test set" in text


@pytest.mark.parametrize(("behind", "weak"), [(GAIN, True), (ZERO, False)], ids=["shown", "not"])
def test_the_forest_is_explained_only_if_it_is_shown_to_be_behind(behind, weak, facts):
    models = [
        each.model_copy(update={"to_best": behind}) if each.family == "forest" else each
        for each in facts.models
    ]
    text = rendered(facts.model_copy(update={"models": models}))
    assert ("many weak hints rather than a few strong ones" in text) == weak


def titles(monkeypatch):
    """Return a list that fills with the titles of the plots that are drawn."""
    found = []
    for module in (plots, common):
        monkeypatch.setattr(module, "title", lambda *said: found.append(said[1]))
    return found


def test_the_title_of_a_plot_says_what_the_facts_say(facts, tmp_path, monkeypatch):
    monkeypatch.setattr(drawing, "PLOTS", tmp_path)
    found = titles(monkeypatch)
    plots.parts_of_an_email(with_scores(facts, HEADERS, at_random=at(0.9), other_source=at(0.4)))
    plots.parts_of_an_email(with_scores(facts, HEADERS, at_random=at(0.9), other_source=at(0.95)))
    part = next(each for each in facts.of("length") if each.false_alarms)
    for share in (0.3, 0.0):
        level = part.model_copy(update={"level": "of ten", "false_alarms": at(share)})
        plots.lost_email(facts.model_copy(update={"slices": [level]}), "length", "x")
    assert found == [
        "From another source, headers lose 0.50 of F1",
        "From another source, headers lose no F1",
        "Real email most often lost: of ten, 30.0%",
        "No real email lost in any slice by length",
    ]


def test_a_mistake_without_a_word_to_name_says_none(facts):
    bare = facts.mistakes.lost[0].model_copy(update={"words": []})
    assert re.search(rf"{bare.id} .*\| none \|", rendered(changed(facts, "mistakes", lost=[bare])))


@pytest.mark.parametrize(("before", "said"), [(0.9, "may help"), (0.9899, "would help little")])
def test_more_emails_are_wished_for_only_when_they_helped(before, said, facts):
    first, last = facts.learning_curve[-2:]
    curve = [first.model_copy(update={"cv": before}), last.model_copy(update={"cv": 0.99})]
    assert said in rendered(facts.model_copy(update={"learning_curve": curve}))


def test_costs_of_nothing_do_not_break_a_document(facts):
    free = changed(facts, "worth", false_negative=0.0)
    assert "costs as much as reading any number of spams" in rendered(free)
    assert "costs as much as reading any number of spams" in rendered(free, "index.html.j2")


def test_a_threshold_that_does_not_travel_is_said_not_to(facts):
    thread, _, other = facts.transfer
    rate = thread.false_alarms
    for shift, said in ((0.5, "needs its own threshold"), (-0.5, "less real email is lost")):
        moved = rate.model_copy(
            update={name: getattr(rate, name) + shift for name in ("value", "low", "high")}
        )
        parts = [thread, other.model_copy(update={"false_alarms": moved})]
        text = rendered(facts.model_copy(update={"transfer": [*parts, facts.away("later email")]}))
        assert said in text


def test_every_baseline_is_beaten_or_the_documents_say_otherwise(facts):
    ours = facts.chosen.scores["average_precision"].value
    others = [each.scores["average_precision"].value for each in facts.other_baselines]
    beaten = facts.chosen.better and all(ours > each for each in others)
    text = Path("WALKTHROUGH.md").read_text(encoding="utf-8")
    assert beaten != ("not shown to be better" in text)
