"""If the pick is a list that needs no model, no document compares it with itself."""

import pytest
from rendering import rendered

from workbench.records import Estimate

ZERO = Estimate(value=0.0, low=0.0, high=0.0)
DOCUMENTS = ["WALKTHROUGH.md.j2", "index.html.j2", "MODEL_CARD.md.j2", "results.md.j2"]


@pytest.mark.parametrize("alone", [False, True])
@pytest.mark.parametrize("template", DOCUMENTS)
def test_a_pick_without_a_model_is_not_set_beside_itself(facts, template, alone):
    popular = facts.baseline
    same = {"key": popular.key, "label": popular.label, "scores": popular.scores}
    pick = facts.chosen.model_copy(update={**same, "family": "baseline", "to_baseline": ZERO})
    changes = {"chosen": pick, **({"other_baselines": []} if alone else {})}
    plain = facts.model_copy(update=changes)
    assert plain.plain
    assert popular.key not in {each.key for each in plain.lists}
    text = rendered(plain, template)
    assert f"{popular.label} | {popular.label}" not in text
    assert "should be kept" not in text
    assert f'the other "{popular.label.lower()}"' not in text
    assert f'"{popular.label.lower()}", the strongest list' not in text
