"""What differs from the starting point: settings, modules, packages, and what the story says."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, cast

from ..errors import DocumentError
from ..files import STORY, rounded, sha256
from ..records import Run
from .records import Setting, read_start

LONGEST = 60  # characters of a value in a table
NEUTRAL = "compute"  # the part of the configuration that changes no result
SAID = {"what": str, "why": str, "kept": bool}


class Module(NamedTuple):
    """A module that is not as it was: changed, new or gone."""

    name: str
    how: str


def shown(value: Any) -> str | None:
    """Return a value as a table shows it: a candidate by its label, a long one cut.

    >>> shown(0.2), shown({"label": "Ridge", "estimator": {}})
    ('0.2', 'Ridge')
    """
    if value is None:
        return None
    if isinstance(value, Mapping) and "label" in value:
        return str(value["label"])
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], path: str = ""
) -> Iterator[Setting]:
    """Give each value that differs, by its dotted key; what is new or gone is given as a whole."""
    for key in {**before, **after}:
        old, new = before.get(key), after.get(key)
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from differences(old, new, f"{path}{key}.")
        elif old != new:
            yield Setting(key=f"{path}{key}", before=shown(old), after=shown(new))


def settings(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Setting]:
    """Return the settings that differ; of a group with another choice only the choice.

    A value that is taken from such a group, as by ``${data.rule.column}``, belongs to the choice.

    Args:
        before: A resolved configuration, as in config.lock.yaml.
        after: Another.
    """
    chosen = list(differences(before["choices"], after["choices"]))
    groups = [each.key for each in chosen]
    values = differences(without(before, "choices"), without(after, "choices"))
    found = [(each, each.key.split(".")) for each in values]
    taken = {effect(each) for each, path in found if path[0] in groups}
    separate = [each for each, path in found if path[0] not in groups and effect(each) not in taken]
    return [*chosen, *separate]


def without(config: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return a configuration without one of its groups."""
    return {name: value for name, value in config.items() if name != key}


def as_kept(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return a configuration as it is kept and compared: keys as in JSON, every float rounded."""
    return cast(dict[str, Any], rounded(json.loads(json.dumps(without(config, NEUTRAL)))))


def effect(setting: Setting) -> tuple[str, str | None, str | None]:
    """Return how a value changed, wherever it stands: its own name, before and after."""
    return setting.key.rpartition(".")[2], setting.before, setting.after


def modules(before: Mapping[str, str], after: Mapping[str, str]) -> list[Module]:
    """Return the modules that differ, given the checksum of each.

    >>> modules({"a.py": "1", "b.py": "1"}, {"a.py": "2", "c.py": "1"})
    [Module(name='a.py', how='changed'), Module(name='b.py', how='gone'), \
Module(name='c.py', how='new')]
    """
    found = []
    for name in sorted({**before, **after}):
        if name not in after:
            found.append(Module(name, "gone"))
        elif name not in before:
            found.append(Module(name, "new"))
        elif before[name] != after[name]:
            found.append(Module(name, "changed"))
    return found


def checksums(package: Path) -> dict[str, str]:
    """Return the checksum of every module of a package, by its path in there."""
    paths = {path.relative_to(package).as_posix(): path for path in package.rglob("*.py")}
    return {name: sha256(paths[name]) for name in sorted(paths)}


def changed_modules(source: Path) -> list[Module]:
    """Return the modules of a package that are not as they were at the starting point."""
    found = modules(read_start().modules, checksums(source))
    return [each._replace(name=f"{source.as_posix()}/{each.name}") for each in found]


def changed_packages(run: Run) -> list[tuple[str, str, str]]:
    """Return what a run was made with in another version than the starting point."""
    start = read_start()
    then, now = {"Python": start.python, **start.versions}, {"Python": run.python, **run.versions}
    return [(name, then[name], now[name]) for name in then if then[name] != now.get(name)]


def check_entries(entries: Any) -> None:
    """Refuse `changes` in story.yaml that the walk-through could not show.

    Raises:
        DocumentError: Says which entry is wrong, and what one looks like.
    """

    def complete(entry: Any) -> bool:
        if not isinstance(entry, Mapping) or set(entry) != set(SAID):
            return False
        return all(isinstance(entry[key], kind) and entry[key] != "" for key, kind in SAID.items())

    for number, entry in enumerate(entries if isinstance(entries, list) else [entries], start=1):
        if not complete(entry):
            raise DocumentError(
                f"{STORY}: entry {number} of `changes` has to be "
                "{what: TEXT, why: TEXT, kept: true or false}, and nothing else"
            )
