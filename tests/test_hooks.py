"""The hooks, imported where they lie: what they refuse, and how they put a project together."""

from __future__ import annotations

import ast
import json
import re
import sys
from importlib.metadata import packages_distributions

import pytest

from conftest import SKELETON, TEMPLATE, load, project_files

pre = load("hooks/pre_gen_project.py")
post = load("hooks/post_gen_project.py")


@pytest.mark.parametrize(
    ("slug", "reason"),
    [
        ("", "not small letters"),
        ("2-cool", "not small letters"),
        ("House", "not small letters"),
        ("a_b", "not small letters"),
        ("a--b", "not small letters"),
        ("a-", "not small letters"),
        ("../a", "not small letters"),
        ("hauspreis\u00e9", "not small letters"),
        ("a" * 41, "has 41 characters"),
        ("class", "Python keyword"),
        ("json", "standard library"),
        ("con", "reserved by Windows"),
        ("com1", "reserved by Windows"),
        ("src", "the project itself uses"),
        ("project-package", "the project itself uses"),
        ("scikit-learn", "a package that the project installs"),
        ("numpy", "a package that the project installs"),
    ],
)
def test_a_slug_that_breaks_the_project_is_refused_with_the_reason(slug, reason):
    assert reason in pre.why_not_slug(slug)


@pytest.mark.parametrize("slug", ["a", "house-prices", "r2d2", "a" * 40, "my-numpy"])
def test_an_ordinary_slug_is_accepted(slug):
    assert pre.why_not_slug(slug) is None


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (" ", "is empty"),
        ("two\nlines", "line break"),
        ("tab\t", "line break"),
        ("next\x85line", "line break"),
        ("line\u2028separator", "line break"),
        ("\ud800", "line break"),
        ("\uffff", "line break"),
        ("a" * 201, "201 characters"),
        ("{{ 1 }}", "template language"),
        ("{% if x %}", "template language"),
        ("my project_package", "the template replaces"),
    ],
)
def test_a_name_that_no_file_can_hold_is_refused_with_the_reason(name, reason):
    assert reason in pre.why_not_name("author", name)


@pytest.mark.parametrize(
    "name", ["O'Brien", 'a "b" \\ c', "\U0001f3e0", "\u0414\u043e\u043c", "{}"]
)
def test_a_name_may_have_quotes_and_any_script(name):
    assert pre.why_not_name("author", name) is None


def test_a_folder_with_files_in_it_is_not_generated_into(tmp_path):
    (tmp_path / "thesis.docx").write_text("five years of work")
    assert "is not empty" in pre.why_not("A", "B", "a", str(tmp_path))


@pytest.mark.parametrize(
    "text", ["", "a\\", '"', "\n\t\x7f", "\u00fc \U0001f3e0", "\ud83c", "\\n \\u0041"]
)
def test_an_answer_is_read_back_as_it_was_given(text):
    assert pre.decoded(f" {json.dumps(text)} ") == text


def test_every_module_that_the_project_imports_is_refused_as_its_name():
    imported: set[str] = set()
    for path in project_files():
        if path.suffix == ".py":
            tree = ast.parse((TEMPLATE / SKELETON / path).read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.Import):
                    imported.update(alias.name.split(".")[0] for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                    imported.add(node.module.split(".")[0])
    assert "sklearn" in imported
    beside = {"tests", "tasks", "notebooks"}  # in which a module is imported by its bare name
    local = {path.stem for path in project_files() if beside & set(path.parts)}
    assert [name for name in sorted(imported - local) if pre.why_not_slug(name) is None] == []


def test_every_installed_package_is_refused_as_a_name():
    pins = re.findall(r"^([\w.-]+)==", (TEMPLATE / "requirements.txt").read_text(), re.MULTILINE)
    names = {re.sub(r"[-_.]+", "_", name).lower() for name in pins}
    names |= {name for name in packages_distributions() if re.fullmatch("[a-z][a-z0-9_]*", name)}
    missing = [n for n in sorted(names) if pre.why_not_slug(n.strip("_").replace("_", "-")) is None]
    assert missing == [], "add these to INSTALLED in hooks/pre_gen_project.py"


def test_every_folder_of_the_project_is_refused_as_its_name():
    folders = {path.parts[0] for path in project_files() if len(path.parts) > 1}
    names = {folder for folder in folders if not folder.startswith(".")}
    assert [name for name in sorted(names) if pre.why_not_slug(name) is None] == []


def make(folder, **files):
    """Write a small tree: keys are paths with two underscores for a slash."""
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_layers_and_problem_are_laid_over_the_skeleton(tmp_path):
    make(
        tmp_path,
        src__project_package__a="from skeleton",
        layers__table__src__project_package__b="from layer",
        layers__unused__c="not wanted",
        problems__ames__d="from problem",
        problems__other__e="not wanted",
    )
    (tmp_path / "problems/ames/layers.txt").write_text("table\n")
    post.assemble(str(tmp_path), "ames", "ames")
    files = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert files == {"src/ames/a", "src/ames/b", "d"}


def test_the_readme_that_cookiecutter_rendered_stays(tmp_path):
    make(tmp_path, src__project_package__a="", problems__ames__docs__b="")
    for folder, text in (("", "rendered"), ("problems/ames", "{{ blocks }}")):
        (tmp_path / folder / "README.md").write_text(text)
    post.assemble(str(tmp_path), "ames", "ames")
    assert (tmp_path / "README.md").read_text() == "rendered"


def test_a_file_with_two_owners_stops_the_assembly(tmp_path):
    make(tmp_path, src__project_package__a="one", problems__ames__src__project_package__a="two")
    with pytest.raises(post.TemplateError, match="second owner"):
        post.assemble(str(tmp_path), "ames", "ames")


def test_a_default_gives_way_to_the_file_of_the_problem_and_fills_in_the_rest(tmp_path):
    make(
        tmp_path,
        src__project_package__a="from skeleton",
        layers__default_table__src__project_package__b="a default",
        layers__default_table__src__project_package__c="a default",
        problems__ames__src__project_package__b="from problem",
    )
    (tmp_path / "problems/ames/layers.txt").write_text("default_table\n")
    post.assemble(str(tmp_path), "ames", "ames")
    found = {path.name: path.read_text() for path in (tmp_path / "src/ames").iterdir()}
    assert found == {"a": "from skeleton", "b": "from problem", "c": "a default"}
    assert not (tmp_path / "layers").exists()


def test_a_layer_that_does_not_exist_stops_the_assembly(tmp_path):
    make(tmp_path, src__project_package__a="", problems__ames__b="")
    (tmp_path / "problems/ames/layers.txt").write_text("tabel\n")
    with pytest.raises(post.TemplateError, match=r"no folder .*tabel"):
        post.assemble(str(tmp_path), "ames", "ames")


def test_the_package_gets_its_name_in_text_but_not_in_binary_files(tmp_path):
    make(tmp_path, src__project_package__a="import project_package.b\r\n")
    (tmp_path / "picture.png").write_bytes(b"\0project_package")
    post.rename_package(str(tmp_path), "ames")
    assert (tmp_path / "src/ames/a").read_bytes() == b"import ames.b\r\n"
    assert (tmp_path / "picture.png").read_bytes() == b"\0project_package"


def test_caches_of_tools_are_not_shipped(tmp_path):
    make(tmp_path, src__project_package__a="x", problems__ames__b="y")
    for folder in ("src/project_package", "problems/ames", "problems/ames/deeper"):
        (tmp_path / folder / "__pycache__").mkdir(parents=True)
        (tmp_path / folder / "__pycache__" / "a.pyc").write_text("")
    post.assemble(str(tmp_path), "ames", "ames")
    assert list(tmp_path.rglob("__pycache__")) == []


def test_the_hooks_name_no_python_newer_than_the_check_for_it():
    assert sys.version_info >= pre.OLDEST_PYTHON
    source = (TEMPLATE / "hooks/pre_gen_project.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))
