"""Copies of the question files: read instead of them as long as they are true."""

from __future__ import annotations

import os

import pytest
from interview import compiled, opening
from interview.errors import InterviewError

from kit import assemble


def counted(monkeypatch) -> list[str]:
    """Note which files are parsed."""
    parsed: list[str] = []
    read = compiled.read_yaml

    def noting(path):
        parsed.append(path.name)
        return read(path)

    monkeypatch.setattr(compiled, "read_yaml", noting)
    return parsed


def test_a_second_start_parses_no_yaml_and_asks_the_same(tmp_path, monkeypatch):
    monkeypatch.chdir(assemble("spam", tmp_path))
    parsed = counted(monkeypatch)
    first = opening.open_bank()
    assert "theory.yaml" in parsed
    parsed.clear()
    assert opening.open_bank() == first
    assert parsed == []


def test_a_file_that_changed_is_read_anew_and_no_other(tmp_path, monkeypatch):
    monkeypatch.chdir(assemble("spam", tmp_path))
    opening.open_bank()
    path = opening.KIT / "questions" / "theory.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    parsed = counted(monkeypatch)
    opening.open_bank()
    assert parsed == ["theory.yaml"]


def test_the_same_size_at_another_time_counts_as_changed(tmp_path, monkeypatch):
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\n")
    copies = compiled.Copies(tmp_path / "copies.json")
    copies.read(path)
    copies.save()
    path.write_text("a: 2\n")
    os.utime(path, ns=(0, 0))
    assert compiled.Copies(tmp_path / "copies.json").read(path) == {"a": 2}


@pytest.mark.parametrize("content", ["", "{", "[]", '{"interview/problem.yaml": 3}'])
def test_broken_copies_are_as_good_as_none(content, tmp_path, monkeypatch):
    monkeypatch.chdir(assemble("spam", tmp_path))
    opening.COPIES.parent.mkdir()
    opening.COPIES.write_text(content)
    assert opening.open_bank().raised


def test_where_nothing_can_be_written_it_does_without(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\n")
    (tmp_path / "file").write_text("")
    copies = compiled.Copies(tmp_path / "file" / "copies.json")
    assert copies.read(path) == {"a": 1}
    copies.save()


def test_what_json_cannot_say_is_not_copied(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("1: 2030-05-01\n")
    copies = compiled.Copies(tmp_path / "copies.json")
    content = copies.read(path)
    copies.save()
    assert compiled.Copies(tmp_path / "copies.json").read(path) == content


def test_a_missing_file_is_said_in_a_sentence(tmp_path):
    with pytest.raises(InterviewError, match="is missing"):
        compiled.Copies(tmp_path / "copies.json").read(tmp_path / "gone.yaml")
