"""Stage track: the finished run to MLflow, to look at and compare. Nothing reads it back.

Reads:  reports/, models/, data/split/test.parquet, config.lock.yaml
Writes: a run in MLflow: mlflow.db and mlartifacts/, or the server in MLFLOW_TRACKING_URI

One parent run with a child for each candidate and each trial of the search. If the server is away
the pipeline still ends well: its numbers are in the files.
"""

import gc
import logging
import os
import re
import sys
import threading
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import joblib
import pandas as pd

from .experiments.records import Experiment
from .facts import BaseFacts
from .files import CONFIG, FACTS, MODELS, PLOTS, REPORTS, TEST, read_json
from .git import git
from .problem import Problem
from .store import ARTIFACTS, URI, begin, settle

ALIAS = "champion"
PASSWORD = re.compile(r"(?<=://)\S+@")  # to the last @: a password may hold any sign
PATIENCE = {"MLFLOW_HTTP_REQUEST_MAX_RETRIES": "1", "MLFLOW_HTTP_REQUEST_TIMEOUT": "5"}
LONGEST_S = 120.0  # of all that a server is asked


def commit() -> str:
    """Return the git commit of the working tree, or ``none``."""
    return git("rev-parse", "HEAD").stdout.strip() or "none"


def log_children(mlflow: Any, facts: BaseFacts, metric: str) -> None:
    """Log every candidate and every trial as a nested run."""
    for each in facts.models:
        with mlflow.start_run(run_name=each.label, nested=True, tags={"kind": "candidate"}):
            mlflow.log_params({"family": each.family, "simplicity": each.simplicity})
            mlflow.log_metrics({f"cv_{metric}": each.cv.value, "fold_sd": each.fold_sd})
            if each.train is not None:
                mlflow.log_metric(f"train_{metric}", each.train)
    for number, trial in enumerate(facts.search.trials, start=1):
        with mlflow.start_run(run_name=f"trial {number}", nested=True, tags={"kind": "trial"}):
            mlflow.log_params(trial.params)
            mlflow.log_metric(f"cv_{metric}", trial.cv)


def log_model(mlflow: Any, facts: BaseFacts, problem: Problem) -> None:
    """Log the model with its signature and an example, and point the alias at it."""
    # To see that the pins below are installed, it would read the file lists of all packages.
    mlflow.utils.requirements_utils._MODULES_TO_PACKAGES = {}
    model = joblib.load(MODELS / "model.joblib")
    sample = problem.example()
    answer = getattr(model, problem.served)(sample)
    signature = mlflow.models.infer_signature(sample, answer)
    name = facts.run.package
    info = mlflow.sklearn.log_model(
        model,
        name="model",
        signature=signature,
        input_example=sample,
        pyfunc_predict_fn=problem.served,
        serialization_format="cloudpickle",
        pip_requirements=[f"{key}=={value}" for key, value in facts.run.versions.items()],
        code_paths=[str(problem.source), str(Path(__file__).parent)],
    )
    client = mlflow.MlflowClient()
    if not client.search_registered_models(f"name = '{name}'"):
        client.create_registered_model(name)
    version = client.create_model_version(name, info.model_uri, info.run_id)
    client.set_registered_model_alias(name, ALIAS, version.version)


def first_line(error: Exception) -> str:
    """Return what an error, or the database error behind it, says, short enough for one line."""
    text = str(getattr(error.__cause__, "orig", error)) or type(error).__name__
    return masked(text.splitlines()[0].partition(" failed with exception")[0])[:120]


def masked(text: str) -> str:
    """Return a text without the names and passwords of its addresses.

    >>> masked("no answer from https://" + "ann:hunter2" + "@example.org/runs")
    'no answer from https://example.org/runs'
    """
    return PASSWORD.sub("", text)


def settle_on(mlflow: Any, package: str) -> None:
    """Let MLflow log under the name of the package."""
    if not mlflow.get_experiment_by_name(package):
        local = mlflow.get_tracking_uri() == URI
        place = ARTIFACTS.resolve().as_uri() if local else None
        mlflow.create_experiment(package, artifact_location=place)
    mlflow.set_experiment(package)


def log(mlflow: Any, facts: BaseFacts, problem: Problem) -> None:
    """Log the whole run."""
    settle_on(mlflow, facts.run.package)
    test = pd.read_parquet(TEST)
    with mlflow.start_run(run_name=facts.chosen.label, tags={"git_commit": commit()}):
        mlflow.log_params({**facts.run.choices, "chosen": facts.chosen.key})
        mlflow.log_metrics(read_json(REPORTS / "metrics.json", "evaluate"))
        data = mlflow.data.from_pandas(
            test, source=str(TEST), name="test", targets=problem.answers[-1]
        )
        mlflow.log_input(data, context="test")
        mlflow.log_artifact(str(CONFIG))
        mlflow.log_artifact(str(FACTS))
        mlflow.log_artifacts(str(PLOTS), "plots")
        log_children(mlflow, facts, problem.metric)
        log_model(mlflow, facts, problem)


def log_experiment(
    mlflow: Any, package: str, experiment: Experiment, scores: Mapping[str, float]
) -> None:
    """Log an edit that was tried as one run, which later tells whether it was kept.

    Args:
        mlflow: The module.
        package: Under whose name it is logged.
        experiment: Its record.
        scores: What was measured, by name.
    """
    settle_on(mlflow, package)
    known = {"kind": "experiment", "number": str(experiment.number), "git_commit": experiment.base}
    condition = " and ".join(f"tags.{name} = '{value}'" for name, value in known.items())
    earlier = mlflow.search_runs(filter_string=condition, output_format="list", max_results=1)
    name = f"experiment {experiment.number}: {experiment.what}"
    run_id = earlier[0].info.run_id if earlier else None
    with mlflow.start_run(run_id=run_id, run_name=name):
        decided = {"verdict": experiment.verdict, "why": experiment.why}
        mlflow.set_tags({**known, **decided, "because": experiment.because or ""})
        mlflow.log_metrics(scores)
        mlflow.log_text(experiment.patch, "edit.patch")


def connected() -> Any:
    """Return MLflow, which keeps quiet and does not wait long for a server."""
    for name, value in PATIENCE.items():
        os.environ.setdefault(name, value)
    warnings.filterwarnings("ignore")
    import mlflow

    logging.getLogger("mlflow").setLevel(logging.CRITICAL)  # our own sentence says what failed
    logging.getLogger("alembic").setLevel(logging.ERROR)
    if not os.environ.get("MLFLOW_TRACKING_URI"):
        mlflow.set_tracking_uri(URI)
    return mlflow


def within(seconds: float | None, work: Callable[[], None]) -> None:
    """Do something, and wait no longer than so many seconds for it.

    Raises:
        TimeoutError: It is not done by then.
    """
    failed: list[Exception] = []

    def caught() -> None:
        try:
            work()
        except Exception as error:
            failed.append(error)

    worker = threading.Thread(target=caught, daemon=True)
    worker.start()
    worker.join(seconds)
    if worker.is_alive():
        raise TimeoutError(f"no answer within {seconds:g} s")
    if failed:
        raise failed[0]


def attempt(log: Callable[[Any], None], later: str) -> None:
    """Log something; when MLflow cannot be reached, say so.

    Whatever fails in MLflow, or in the drivers that it loads, stops nothing.

    Args:
        log: Given MLflow, logs.
        later: What to do when it was not logged.
    """
    server = os.environ.get("MLFLOW_TRACKING_URI")
    try:
        mlflow = connected()
        if mlflow.get_tracking_uri() == URI:
            begin()
        settle()
        within(LONGEST_S if server else None, lambda: log(mlflow))
    except Exception as error:
        there = masked(server or URI)
        print(f"not logged to MLflow at {there} ({first_line(error)}); {later}", file=sys.stderr)


def run(problem: Problem) -> None:
    """Log the run; when MLflow cannot be reached, say how to log it later."""
    facts = problem.facts(**read_json(FACTS, "evaluate"))
    gc.disable()  # the process ends soon, and a fifth of the work would be to look for cycles
    try:
        attempt(
            lambda mlflow: log(mlflow, facts, problem),
            f"every number is in {REPORTS}/; to log it later: python -m {problem.package} track",
        )
    finally:
        gc.enable()
