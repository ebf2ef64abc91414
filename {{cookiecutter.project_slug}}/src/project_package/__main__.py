"""The command line, ``python -m project_package STAGE``."""

import argparse
import importlib
import sys

from .errors import ProjectError

STAGES = {
    "compose": "resolve conf/ and params.yaml into config.lock.yaml",
    "fetch": "load the raw data and check that it is the data we know",
    "prepare": "validate, clean, split into train and test",
    "compare": "cross-validate every candidate on the same folds and pick one",
    "train": "tune the pick inside cross-validation and fit it",
    "start": "keep the first run, and compare this one with it",
    "evaluate": "score the test set, once, and write the facts",
    "document": "write README block, walk-through, model card and report from the facts",
    "track": "log the run to MLflow",
    "summary": "print the headline and where to read on",
}


def parser() -> argparse.ArgumentParser:
    """Return the parser: one sub-command a stage."""
    top = argparse.ArgumentParser(
        prog=f"python -m {__package__}",
        description="Run one stage of the pipeline. `dvc repro` runs those that need it.",
        epilog=f"example: python -m {__package__} evaluate",
    )
    stages = top.add_subparsers(dest="stage", metavar="STAGE", required=True)
    for name, purpose in STAGES.items():
        example = f"example: python -m {__package__} {name}"
        stage = stages.add_parser(name, help=purpose, description=purpose, epilog=example)
        if name == "document":
            stage.add_argument(
                "--check", action="store_true", help="fail when a document is out of date"
            )
        if name == "start":
            stage.add_argument(
                "--again", action="store_true", help="make the last run the starting point"
            )
    return top


def main(arguments: list[str] | None = None) -> int:
    """Run the stage named on the command line; return the exit code."""
    options = vars(parser().parse_args(arguments))
    name = options.pop("stage")
    if name != "summary":
        print(f"{name:<10}{STAGES[name]}", file=sys.stderr, flush=True)
    stage = importlib.import_module(f".{name}", __package__)
    try:
        stage.run(**options)
    except ProjectError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        print(f"error: cannot read or write{where}: {error.strerror or error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
