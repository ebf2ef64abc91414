"""Where the stages' files are, and how they are read and written.

A file is written beside its place and then moved there, so a killed run leaves the old file or
the new one, never half of one. Paths are relative to the project's folder, where stages run.
"""

import glob
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import yaml

from .errors import DataError, MissingInputError, unknown
from .handwritten import not_yaml, read_text, read_yaml

if TYPE_CHECKING:  # what imports this often needs no table and no configuration
    import pandas as pd
    from omegaconf import DictConfig

__all__ = [
    "CHOSEN",
    "CONFIG",
    "FACTS",
    "MODELS",
    "OUT_OF_FOLD",
    "PREDICTIONS",
    "RAW",
    "REPORTS",
    "TEST",
    "TRAIN",
    "existing",
    "load_config",
    "plain",
    "read_json",
    "read_yaml",
    "rounded",
    "save_json",
    "save_parquet",
]

CONF = Path("conf")
PARAMS = Path("params.yaml")
CONFIG = Path("config.lock.yaml")
STORY = Path("story.yaml")
RAW = Path("data/raw")
TRAIN = Path("data/split/train.parquet")
TEST = Path("data/split/test.parquet")
OUT_OF_FOLD = Path("data/out_of_fold.parquet")
FOLDS = Path("data/fold_predictions.parquet")
CHOSEN = Path("data/chosen_out_of_fold.parquet")
MODELS = Path("models")
REPORTS = Path("reports")
PLOTS = REPORTS / "plots"
FACTS = REPORTS / "facts.json"
PREDICTIONS = REPORTS / "predictions.csv"

COMPUTE = "COMPUTE"  # in the environment; make puts it there

SIGNIFICANT_DIGITS = 6  # of every float in a report: far below any interval, and reruns compare


def existing(path: Path, stage: str) -> Path:
    """Return ``path``, which ``stage`` makes.

    Raises:
        MissingInputError: The file is not there yet.
    """
    if not path.exists():
        raise MissingInputError(f"{path} not found: run `dvc repro {stage}` first")
    return path


def save(path: Path, write: Callable[[Path], object]) -> None:
    """Let ``write`` make a temporary file, then move it to ``path``.

    Raises:
        OSError: The folder is read-only, the disk is full and the like; it names ``path``.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path)
        write(part)
        part.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error
    finally:
        if part.exists():
            part.unlink()


def sweep(path: Path) -> None:
    """Remove what writers of ``path`` have left that were killed in the middle."""
    for part in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
        if not running(part.suffixes[-2].removeprefix(".")):
            part.unlink(missing_ok=True)


def running(number: str) -> bool:
    """Return whether there is a process of this number."""
    if os.name != "posix":  # there the same call would end it
        return True
    try:
        os.kill(int(number), 0)
    except (ValueError, OverflowError, ProcessLookupError):
        return False
    except PermissionError:
        return True  # it is somebody else's
    return True


def save_parquet(path: Path, table: "pd.DataFrame") -> None:
    """Write a table for the stages that follow."""
    save(path, lambda part: table.to_parquet(part, index=False))


def save_text(path: Path, text: str) -> None:
    """Write UTF-8 with line feeds, on every system."""
    save(path, lambda part: part.write_text(text, encoding="utf-8", newline="\n"))


def rounded(value: Any) -> Any:
    """Return ``value`` with every float in it at ``SIGNIFICANT_DIGITS``."""
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(item) for item in value]
    return float(f"{value:.{SIGNIFICANT_DIGITS}g}") if isinstance(value, float) else value


def save_json(path: Path, content: Any, exact: bool = False) -> None:
    """Write a report: rounded floats unless ``exact``, one key a line, no NaN (it is not JSON)."""
    content = content if exact else rounded(content)
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
    save_text(path, text + "\n")


def save_csv(path: Path, table: "pd.DataFrame") -> None:
    """Write a table for others to compare: every digit of a float, the same bytes everywhere."""
    save(path, lambda part: table.to_csv(part, index=False, lineterminator="\n"))


def read_json(path: Path, stage: str) -> Any:
    """Read a report that ``stage`` wrote.

    Raises:
        MissingInputError: It is not there yet.
        DataError: Somebody has edited it, and it is no JSON any more.
    """
    try:
        return json.loads(read_text(existing(path, stage)))
    except json.JSONDecodeError as error:
        raise DataError(f"{path} is not JSON ({error}): run `dvc repro {stage}`") from error


def load_settings(path: Path) -> "DictConfig":
    """Return the settings that a YAML file holds.

    Raises:
        HandwrittenError: It is no YAML, not in UTF-8, or has no keys.
    """
    from omegaconf import DictConfig, OmegaConf

    try:
        found = OmegaConf.create(read_text(path) or "{}")
    except yaml.YAMLError as error:
        raise not_yaml(path, error) from error
    return found if isinstance(found, DictConfig) else OmegaConf.create(read_yaml(path))


def load_config() -> "DictConfig":
    """Return the resolved configuration that ``compose`` wrote, and how to compute.

    The choice of ``compute`` changes no result, so it is no part of what compose wrote, and
    ``make run COMPUTE=...`` may make another one.

    Raises:
        ConfigError: conf/compute/ has no such choice.
    """
    config = load_settings(existing(CONFIG, "compose"))
    choice = os.environ.get(COMPUTE) or read_yaml(PARAMS)["compute"]
    known = {path.stem: path for path in sorted((CONF / "compute").glob("*.yaml"))}
    if choice not in known:
        raise unknown("compute", choice, known)
    config["compute"] = load_settings(known[choice])
    return config


def plain(node: "DictConfig") -> dict[str, Any]:
    """Return a part of the configuration as plain dicts, lists and values."""
    from omegaconf import OmegaConf

    return cast(dict[str, Any], OmegaConf.to_container(node, resolve=True))


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
