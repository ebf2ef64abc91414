"""An edit that no experiment has measured: what the documents have to own up to."""

from pathlib import Path

from ..files import CONFIG, read_yaml
from . import changes, kept
from .records import Edited, Experiment, Setting, read_all, underway


def is_measured(
    experiment: Experiment | None, settings: list[Setting], modules: list[Edited]
) -> bool:
    """Return whether the experiment that is open measured just these differences."""
    return experiment is not None and (experiment.settings, experiment.modules) == (
        settings,
        modules,
    )


def unrecorded(source: Path) -> list[str]:
    """Return the settings and modules that differ from the version kept last, and were not tried.

    Args:
        source: The folder of the package.
    """
    before = kept.read()
    settings = changes.settings(before.config, changes.as_kept(read_yaml(CONFIG)))
    modules = changes.modules(before.modules, changes.checksums(source))
    if is_measured(underway(read_all()), settings, modules):
        return []
    src = source.as_posix()
    named = [f"{src}/{each.name}{' (gone)' * (each.how == 'gone')}" for each in modules]
    return [*(each.key for each in settings), *named]
