"""Every try where others look for it: in MLflow's runs, and in what `dvc exp show` lists.

Both are lenses and never a source: whatever fails here is told in one line and stops no try.

DVC keeps an experiment as a commit that no branch has, under ``refs/exps/``. ``dvc exp save`` makes
one, but first writes into dvc.lock that every stage is up to date, those that score the test set
among them, which a try has not run. So the commit is made here: the last commit, the edit, and what
the stages up to train have written. In place of the test scores, which belong to another version,
metrics.json has those of the comparison.
"""

import sys
import tempfile
from pathlib import Path

from ..errors import ProjectError
from ..files import REPORTS, save_json
from . import pipeline
from .records import Experiment, place
from .repository import PLACES, said

METRICS = REPORTS / "metrics.json"


def scores(experiment: Experiment) -> dict[str, float]:
    """Return the numbers of a comparison, the score under the name that every run gives it."""
    found = {f"cv_{experiment.metric}": experiment.score.value}
    if gain := experiment.gain:
        found |= {"gain": gain.value, "gain_low": gain.low, "gain_high": gain.high}
    if one := experiment.effect:
        found["gain_same_model"] = one.gain.value
    return found


def reference(experiment: Experiment) -> str:
    """Return the name under which DVC finds an experiment: with the commit that it was made on."""
    base = experiment.base
    return f"refs/exps/{base[:2]}/{base[2:]}/{place(experiment).stem}"


def as_commit(experiment: Experiment) -> str:
    """Write an experiment as a commit that no branch has, and return its name."""
    with tempfile.TemporaryDirectory(prefix="try-") as folder:
        settings = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
        written = [name for name in pipeline.written(pipeline.TRIED) if Path(name).exists()]
        said("read-tree", "HEAD", settings=settings)
        said("add", "--all", "--", *PLACES, settings=settings)
        said("add", "--", *written, settings=settings)
        numbers = Path(folder, "metrics.json")
        save_json(numbers, scores(experiment))
        blob = said("hash-object", "-w", "--no-filters", "--", str(numbers)).decode().strip()
        top = said("rev-parse", "--show-prefix").decode().strip()
        entry = f"100644,{blob},{top}{METRICS.as_posix()}"
        said("update-index", "--add", "--cacheinfo", entry, settings=settings)
        tree = said("write-tree", settings=settings).decode().strip()
    message = f"experiment {experiment.number}: {experiment.what}"
    return said("commit-tree", tree, "-p", experiment.base, "-m", message).decode().strip()


def for_dvc(experiment: Experiment) -> None:
    """Let `dvc exp show` list an experiment as it was just tried."""
    try:
        said("update-ref", reference(experiment), as_commit(experiment))
    except (ProjectError, OSError) as error:
        print(f"not listed by `dvc exp show`: {error}", file=sys.stderr)


def for_mlflow(experiment: Experiment) -> None:
    """Let MLflow show an experiment, and what became of it."""
    from ..tracking import attempt, log_experiment  # slow, and only needed here

    package, numbers = pipeline.package(), scores(experiment)
    later = f"every number is in {place(experiment).as_posix()}"
    attempt(lambda mlflow: log_experiment(mlflow, package, experiment, numbers), later)
