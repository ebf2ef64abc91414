"""The candidates in conf/model/: what can be set, and what is refused by name."""

import pytest

from workbench.errors import ConfigError
from workbench.files import load_config, plain
from workbench.models import changed, estimator, kept_settings
from workbench.records import Search, Trial


@pytest.fixture(scope="module")
def candidates():
    return plain(load_config().candidates)


def test_every_space_holds_the_setting_that_is_in_use(candidates):
    for name, each in candidates.items():
        for key, values in each.get("space", {}).items():
            owner = candidates if key.split(".")[0] in candidates else each
            for part in key.split("."):
                assert part in owner, f"{name}: {key} is no setting"
                owner = owner[part]
            assert owner in values, f"{name}: {key} cannot stay at {owner}"


def test_a_changed_setting_changes_one_candidate_only(candidates):
    name, each = next((n, each) for n, each in candidates.items() if "members" not in each)
    after = changed(name, candidates, {"estimator.new": 77})
    assert after[name]["estimator"]["new"] == 77
    assert "new" not in each["estimator"]
    assert {k: v for k, v in after.items() if k != name} == {
        k: v for k, v in candidates.items() if k != name
    }


@pytest.mark.parametrize("kept", ["tuned", "default"])
def test_the_settings_of_the_search_are_used_only_if_they_were_kept(kept, candidates):
    name = next(name for name, each in candidates.items() if "members" not in each)
    search = Search(
        model=name,
        method="grid",
        size=1,
        default=0.0,
        best=Trial(params={"estimator.new": 77}, cv=0.0),
        kept=kept,
        edges=[],
        trials=[],
    )
    used = kept_settings(candidates, search)
    assert ("new" in used[name]["estimator"]) == (kept == "tuned")
    assert used[name]["label"] == candidates[name]["label"]


@pytest.mark.parametrize("name", load_config().candidates)
def test_a_setting_that_the_estimator_does_not_have_names_those_that_it_has(name, candidates):
    known = next((key for key in candidates[name]["estimator"] if not key.startswith("_")), "")
    wrong = changed(name, candidates, {f"estimator.{known}x": 1})
    with pytest.raises(
        ConfigError, match=rf"no setting .*{name}.* called '{known}x'; .*choose from"
    ):
        estimator(name, wrong)
