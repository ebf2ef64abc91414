"""The configuration: everything in conf/ composes, and every mistake names the right choices."""

import pytest
import yaml
from conftest import ROOT, sentence, stage

from project_package.compose import groups, options, resolve
from project_package.errors import ConfigError
from project_package.files import CONF, CONFIG, PARAMS, read_yaml

CHOICES = read_yaml(ROOT / "params.yaml")
EVERY_OPTION = [
    (group.name, path.stem)
    for group in sorted((ROOT / "conf").iterdir())
    if group.is_dir()
    for path in sorted(group.glob("*.yaml"))
    if group.name != "model"
]


@pytest.mark.parametrize(("group", "option"), EVERY_OPTION)
def test_every_option_composes(group, option):
    config = resolve({**CHOICES, group: option})
    assert config["choices"][group] == option
    assert "${" not in yaml.safe_dump(config)


@pytest.mark.parametrize("model", ["auto", "ridge"])
def test_naming_a_model_changes_no_candidate(model):
    config = resolve({**CHOICES, "model": model})
    assert config["model"] == model
    assert config["candidates"] == read_yaml(CONFIG)["candidates"]


def test_the_choices_are_the_defaults_of_the_configuration():
    config = read_yaml(CONF / "config.yaml")
    defaults = {k: v for each in config["defaults"] if each != "_self_" for k, v in each.items()}
    assert {**defaults, "seed": config["seed"]} == CHOICES


def test_every_group_is_chosen():
    assert set(groups()) <= set(CHOICES)


def test_the_committed_configuration_is_the_composed_one():
    assert read_yaml(CONFIG) == resolve(read_yaml(PARAMS))


def test_every_model_but_auto_is_a_candidate():
    assert set(resolve(CHOICES)["candidates"]) == set(options("model")) - {"auto"}


@pytest.mark.parametrize(
    ("key", "value", "hint"),
    [
        ("model", "rigde", "did you mean 'ridge'?"),
        ("search", "bayes", "choose from: grid, halving, none, random"),
        ("modle", "ridge", "did you mean 'model'?"),
    ],
)
def test_an_unknown_choice_names_those_that_exist(key, value, hint, project):
    choices = {**CHOICES, key: value}
    (project / "params.yaml").write_text(yaml.safe_dump(choices), encoding="utf-8")
    assert hint in sentence(stage("compose"))


def test_a_missing_choice_is_named():
    without = {key: value for key, value in CHOICES.items() if key != "model"}
    with pytest.raises(ConfigError, match=r"params\.yaml chooses no model"):
        resolve(without)


def test_an_interpolation_that_leads_nowhere_is_one_sentence(project):
    (project / "conf/search/none.yaml").write_text("method: ${no.such.key}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"does not compose: .*no"):
        resolve({**CHOICES, "search": "none"}, project / "conf")


def test_a_refused_configuration_leaves_the_old_one(project):
    before = (project / CONFIG).read_bytes()
    (project / "params.yaml").write_text("model: nothing\n", encoding="utf-8")
    sentence(stage("compose"))
    assert (project / CONFIG).read_bytes() == before
