"""The configuration: every mistake in it is one sentence that names the right choices."""

import shutil
from functools import cache

import pytest
import yaml

from conftest import ROOT, sentence, stage
from workbench.configuration import check_values, groups, options, resolve
from workbench.errors import ConfigError
from workbench.files import CONF, FACTS, read_yaml

CHOICES = read_yaml(ROOT / "params.yaml")
MODEL = read_yaml(ROOT / "conf/config.yaml")["baseline"]


@cache
def composed():
    """Return the configuration of the choices as they are, which takes a second."""
    return resolve(CHOICES)


def test_naming_a_model_changes_no_candidate():
    config = resolve({**CHOICES, "model": MODEL})
    assert config["model"] == MODEL
    assert config["candidates"] == composed()["candidates"]


def test_every_choice_is_an_option_of_a_group_and_is_made_in_one_file():
    assert "defaults" not in read_yaml(CONF / "config.yaml")
    chosen = {group: choice for group, choice in CHOICES.items() if group != "seed"}
    assert all(choice in options(group, ROOT / "conf") for group, choice in chosen.items())


def test_a_list_of_defaults_as_hydra_has_it_composes_the_same(tmp_path):
    conf = shutil.copytree(CONF, tmp_path / "conf")
    listed = [{group: CHOICES[group]} for group in groups()]
    values = {"defaults": [*listed, "_self_"], **read_yaml(conf / "config.yaml")}
    (conf / "config.yaml").write_text(yaml.safe_dump(values), encoding="utf-8")
    assert resolve(CHOICES, conf) == composed()


def test_every_group_is_chosen():
    assert set(groups()) <= set(CHOICES)


@pytest.mark.parametrize(
    ("key", "value", "hint"),
    [
        ("model", f"{MODEL}e", f"did you mean '{MODEL}'?"),
        ("search", "bayes", f"choose from: {', '.join(options('search', ROOT / 'conf'))}"),
        ("modle", MODEL, "did you mean 'model'?"),
        ("sede", 1, "did you mean 'seed'?"),
    ],
)
def test_an_unknown_choice_names_those_that_exist(key, value, hint, project):
    choices = {**CHOICES, key: value}
    (project / "params.yaml").write_text(yaml.safe_dump(choices), encoding="utf-8")
    assert hint in sentence(stage("compose"))


@pytest.mark.parametrize(
    ("key", "value", "allowed"),
    [
        ("seed", -1, "a whole number from 0 on"),
        ("seed", "lucky", "a whole number from 0 on"),
        ("folds", 1, "a whole number from 2 on"),
        ("folds", 2.5, "a whole number from 2 on"),
        ("slice_min_rows", 1, "a whole number from 2 on"),
        ("learning_curve", [0.5], "two or more shares"),
        ("learning_curve", [0.5, 0.1], "growing"),
        ("learning_curve", [0.5, 1.0], "below 1"),
        ("learning_curve", None, "two or more shares"),
        ("baseline", "nobody", "choose from: "),
    ],
)
def test_a_value_that_no_stage_could_work_with_is_refused(key, value, allowed):
    with pytest.raises(ConfigError) as refused:
        check_values({**composed(), key: value})
    assert allowed in str(refused.value)
    assert key in str(refused.value)


@pytest.mark.parametrize("share", [0, 0.7, -0.1, "many", None])
def test_a_test_set_of_nothing_or_of_most_rows_is_refused(share):
    config = composed()
    with pytest.raises(ConfigError, match=r"data.test_share is .*above 0 and not above 0\.5"):
        check_values({**config, "data": {**config["data"], "test_share": share}})


def test_a_missing_choice_is_named():
    without = {key: value for key, value in CHOICES.items() if key != "model"}
    with pytest.raises(ConfigError, match=r"params\.yaml chooses no model"):
        resolve(without)


def test_an_interpolation_that_leads_nowhere_is_one_sentence(project):
    (project / "conf/search/none.yaml").write_text("method: ${no.such.key}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"does not compose: .*no"):
        resolve({**CHOICES, "search": "none"}, project / "conf")


def test_parts_larger_than_the_test_set_are_refused_in_one_sentence(project):
    path = project / CONF / "config.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("slice_min_rows: ", "slice_min_rows: 99999"), encoding="utf-8")
    before = (project / FACTS).read_bytes()
    assert stage("compose").returncode == 0
    assert "lower it in conf/config.yaml" in sentence(stage("evaluate"))
    assert (project / FACTS).read_bytes() == before
