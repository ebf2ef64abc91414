"""What differs from the version kept last: settings and modules."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from ..files import rounded, sha256
from ..owned import own_files
from .records import Edited, Setting

LONGEST = 60  # characters of a value in a table
NEUTRAL = "compute"  # the part of the configuration that changes no result
PLAIN = re.compile(r"\w+")  # keys that need no quotes
OWN_DATA = "own"
TOLD = {"suggested", "open", "confirmed"}  # of the record of an own table


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
        name = key if PLAIN.fullmatch(key) else json.dumps(key, ensure_ascii=False)
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from differences(old, new, f"{path}{name}.")
        elif old != new:
            yield Setting(key=f"{path}{name}", before=shown(old), after=shown(new))


def comparable(config: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Return a configuration without what the record of an own table only tells.

    Of another table than the one of ``other`` there is its name and checksum alone: its columns are
    no settings that somebody changed.
    """
    if config["choices"].get("data") != OWN_DATA:
        return dict(config)
    data = {key: value for key, value in config["data"].items() if key not in TOLD}
    theirs = other.get("data", {}).get("source", {})
    if data["source"]["checksum"] != theirs.get("checksum"):
        data = {"source": {key: data["source"][key] for key in ("name", "checksum")}}
    return {**config, "data": data}


def settings(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Setting]:
    """Return the settings that differ; of a group with another choice only the choice.

    A value that is taken from such a group, as by ``${data.rule.column}``, belongs to the choice.

    Args:
        before: A resolved configuration, as in config.lock.yaml.
        after: Another.
    """
    before, after = comparable(before, after), comparable(after, before)
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


def modules(before: Mapping[str, str], after: Mapping[str, str]) -> list[Edited]:
    """Return the modules that differ, given the checksum of each.

    >>> [(each.name, each.how) for each in modules({"a": "1", "b": "1"}, {"a": "2", "c": "1"})]
    [('a', 'changed'), ('b', 'gone'), ('c', 'new')]
    """
    return [
        Edited(name=name, how=how(name, before, after), sha256=after.get(name))
        for name in sorted({**before, **after})
        if before.get(name) != after.get(name)
    ]


def how(name: str, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Return what became of a module."""
    if name not in after:
        return "gone"
    return "changed" if name in before else "new"


def checksums(package: Path) -> dict[str, str]:
    """Return the checksum of every module of a package, by its path in there."""
    paths = {path.relative_to(package).as_posix(): path for path in own_files(package, "**/*.py")}
    return {name: sha256(paths[name]) for name in sorted(paths)}
