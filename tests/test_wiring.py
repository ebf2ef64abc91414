"""What a stage runs is read from the code: across modules, and without being misled by names."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.wiring import Place, keys_read, names, reached

PIPELINE = """
from workbench.files import TEST, load_config

from .facts import Facts


def prepare() -> Facts:
    from . import data
    from .cleaning import clean

    config = load_config()
    train = clean(data.read(TEST), config.folds)
    return Facts(train)


def train() -> None:
    from .models import fit

    fit(load_config().seed)
"""
MODELS = """
from .features import select


class Model:
    def fit(self):
        select()


def fit(seed):
    Model().fit()
"""
FEATURES = """
from sklearn import selector

select = selector()


def unused():
    pass
"""
MODULES = {
    "pipeline": PIPELINE,
    "facts": "class Facts:\n    pass\n",
    "data": "from .cleaning import TARGET\n\n\ndef read(path):\n    return TARGET\n",
    "cleaning": 'TARGET = "price"\n\n\ndef clean(table, config):\n    return config.data\n',
    "models": MODELS,
    "features": FEATURES,
}


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    for name, text in MODULES.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return folder


def modules(package: Path, stage: str) -> set[str]:
    places = reached(Place(package / "pipeline.py", stage))
    return {each.file.stem for each in places if each.file.parent == package}


def test_a_stage_reaches_what_its_functions_and_classes_call(package):
    assert modules(package, "train") == {"pipeline", "models", "features"}


def test_a_variable_that_is_called_like_a_stage_is_not_that_stage(package):
    assert modules(package, "prepare") == {"pipeline", "facts", "data", "cleaning"}


def test_a_plain_constant_of_a_module_does_not_make_it_part_of_a_stage(package):
    place = Place(package / "data.py", "read")
    assert {each.file.stem for each in reached(place)} == {"data"}


def test_the_settings_and_names_that_a_stage_uses_are_found(package):
    prepared, trained = (
        reached(Place(package / "pipeline.py", each)) for each in ("prepare", "train")
    )
    assert keys_read(prepared) == {"folds", "data"}
    assert keys_read(trained) == {"seed"}
    assert "TEST" in names(prepared)
    assert "TEST" not in names(trained)
