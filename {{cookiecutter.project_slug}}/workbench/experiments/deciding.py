"""``make keep`` and ``make drop``: decide on the open experiment.

Each writes into the record what it is about to do before it does it, so that the same command
finishes what a killed one has left.
"""

from collections.abc import Sequence

from . import edit, listing, pipeline, repository, showing
from .errors import ExperimentError, half_dropped
from .records import Experiment, place, read_all, save, underway

AGAIN = "the files changed since experiment {number} was measured ({paths}): make try again"
GOES_ON = "your edit is as it was: make keep goes on, make drop puts it back"
OTHER = "experiment {} scored {} when it was tried and {} now: make try again"
MOVED = "the last commit is another one than when experiment {number} was measured: make try again"


def last(experiments: Sequence[Experiment], verdict: str) -> Experiment | None:
    """Return the newest experiment if it has this verdict and is not committed yet."""
    newest = experiments[-1] if experiments else None
    if newest and newest.verdict == verdict and not repository.is_committed(place(newest)):
        return newest
    return None


def none_open() -> ExperimentError:
    """Return what is wrong when there is nothing to decide."""
    return ExperimentError('no experiment is open: edit something, and then make try WHAT="..."')


def check_same(experiment: Experiment, here: edit.Edit) -> None:
    """Refuse to keep an edit that is not the one that was measured.

    Raises:
        ExperimentError: The files or the last commit changed.
    """
    if edit.patch_of(here) != experiment.patch:
        paths = ", ".join(edit.foreign(experiment.patch, here)) or "some are as in the last commit"
        raise ExperimentError(AGAIN.format(number=experiment.number, paths=paths))
    if repository.head() != experiment.base:
        raise ExperimentError(MOVED.format(number=experiment.number))


def keep(because: str = "") -> None:
    """Keep the open experiment: finish the run, and compare with it from now on.

    Args:
        because: Why, where the score alone does not say it.

    Raises:
        ExperimentError: There is none, or the files are not those that were measured.
    """
    repository.head()
    with pipeline.alone():
        repository.check_finished()
        experiments = read_all()
        found = underway(experiments)
        here = edit.present()
        if found is None:
            kept = last(experiments, "kept")
            if kept is None or edit.patch_of(here) != kept.patch:
                raise none_open()
        elif found.verdict == "dropping":
            raise half_dropped(found.number)
        else:
            check_same(found, here)
            kept = taken(found.model_copy(update={"because": because or found.because}))
        pipeline.run(left="make keep goes on")
    showing.kept(kept)
    listing.for_mlflow(kept)


def taken(found: Experiment) -> Experiment:
    """Score the test set and take an experiment as the version kept; return its record as kept.

    Raises:
        ExperimentError: A stage failed, or the score is not the one in the record.
    """
    save(found.model_copy(update={"verdict": "keeping"}))
    pipeline.run(pipeline.MEASURED, left=GOES_ON)
    now = pipeline.take(found.number, GOES_ON)
    if now.cv.value != found.score.value:
        raise ExperimentError(OTHER.format(found.number, found.score.value, now.cv.value))
    kept = found.model_copy(update={"verdict": "kept"})
    save(kept)
    return kept


def drop(because: str) -> None:
    """Drop the open experiment: its record stays, its edit goes.

    Raises:
        ExperimentError: There is none, no reason is given, or the record does not hold the files.
    """
    repository.head()
    with pipeline.alone():
        repository.check_finished()
        experiments = read_all()
        found = underway(experiments)
        if found is None:
            dropped = last(experiments, "dropped")
            if dropped is None or because not in ("", dropped.because):
                raise none_open()
        else:
            dropped = undone(found, because)
        pipeline.run(left="the files are as in the last commit, and make run goes on")
    showing.dropped(dropped)
    listing.for_mlflow(dropped)


def undone(found: Experiment, because: str) -> Experiment:
    """Put the files of an experiment back, then the results; return its record as dropped.

    Raises:
        ExperimentError: No reason is given, or the record does not hold the files as they lie here.
    """
    if found.verdict == "dropping":  # a drop that was interrupted has its reason
        because = because or found.because or ""
    if not because:
        raise ExperimentError('say why you drop it: make drop BECAUSE="gain within noise"')
    here = edit.present()
    if paths := edit.foreign(found.patch, here):
        if found.verdict == "dropping":
            raise ExperimentError(
                f"{paths[0]} changed since experiment {found.number} was measured: put it aside "
                f"with `git stash push {paths[0]}`, then make drop again"
            )
        raise ExperimentError(AGAIN.format(number=found.number, paths=", ".join(paths)))
    if repository.head() != found.base and edit.patch_of(here) != found.patch:
        raise ExperimentError(
            f"experiment {found.number} was committed before it was decided: take that back with "
            f"`git reset --soft {found.base[:10]}`, then make drop again"
        )
    going = found.model_copy(update={"verdict": "dropping", "because": because})
    save(going)
    for path, file in sorted(here.items(), key=lambda each: each[1].how != "A"):
        edit.put_back(path, file)  # new files first: one may lie where another was
    edit.unstage(found.patch)
    pipeline.restore_results()
    dropped = going.model_copy(update={"verdict": "dropped"})
    save(dropped)
    return dropped
