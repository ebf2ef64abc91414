"""What the commands print: one screen each."""

import shlex
from collections.abc import Sequence

from ..documents.wording import brackets, lower_first, number, share, signed
from ..records import LEVEL
from .edit import name_in, sections_of
from .records import Experiment, place

DIGITS = 4
FILES = 6  # that are named


def paths(experiment: Experiment) -> list[str]:
    """Return the files that an experiment touches."""
    return sorted(map(name_in, sections_of(experiment.patch)))


def some(names: Sequence[str]) -> str:
    """Return names as one list, cut where it gets long.

    >>> some(["a", "b"]), some(list("abcdefgh"))
    ('a, b', 'a, b, c, d, e, f and 2 more')
    """
    more = len(names) - FILES
    return ", ".join(names[:FILES]) + (f" and {more} more" if more > 0 else "")


def difference(experiment: Experiment) -> str:
    """Return the paired gain with its interval, or that there is none."""
    if experiment.gain is None:
        return experiment.in_words
    return f"{signed(experiment.gain.value, DIGITS)} {brackets(experiment.gain, 'number', DIGITS)}"


def changes(experiment: Experiment) -> list[str]:
    """Return the lines that say what differs from the reference."""
    settings = [
        f"  {each.key}: {each.before or 'nothing'} -> {each.after or 'nothing'}"
        for each in experiment.settings
    ]
    return [f"  {some(paths(experiment))}", *settings]


def result(experiment: Experiment) -> list[str]:
    """Return the lines that say what the edit did."""
    before, now = (number(each.value, DIGITS) for each in (experiment.reference, experiment.score))
    scores = (
        f"{experiment.metric}, out of fold on {experiment.rows:,} training rows: "
        f"{before} before, {now} now ({lower_first(experiment.model)})"
    )
    if experiment.gain is None:
        return [scores, f"Not comparable: {', and '.join(experiment.apart)}."]
    gain = f"{difference(experiment)}, {share(LEVEL)} interval; above zero is better"
    return [scores, f"Gain: {gain}.", f"In words: {experiment.in_words}."]


def tried(experiment: Experiment) -> None:
    """Print what a try found, and what can be done next."""
    lines = [
        f"\nExperiment {experiment.number}: {experiment.what}",
        *changes(experiment),
        *result(experiment),
        f"The test set was not scored. The record: {place(experiment).as_posix()}",
        "Next, one of:",
        "  make keep",
        '  make drop BECAUSE="..."',
    ]
    print("\n".join(lines))


def kept(experiment: Experiment) -> None:
    """Print what is left to do with an experiment that was kept."""
    print(
        f"\nExperiment {experiment.number} is kept, and the next ones are compared with it. "
        "Commit it:\n  git add --all\n"
        f"  git commit -m {shlex.quote(experiment.what)}"
    )


def dropped(experiment: Experiment) -> None:
    """Print where an experiment that was dropped can still be read."""
    print(
        f"\nExperiment {experiment.number} is dropped: the files are as in the last commit. "
        f"What it found, and the edit itself, are in {place(experiment).as_posix()}"
    )


def listed(experiments: Sequence[Experiment]) -> None:
    """Print every experiment, one a line."""
    if not experiments:
        print('No experiments yet: edit something, and then make try WHAT="..." WHY="..."')
        return
    rows = [
        (
            str(each.number),
            each.verdict if each.decided else "open",
            difference(each),
            each.in_words if each.gain else "",
            each.what + (f" ({each.because})" if each.because else ""),
        )
        for each in experiments
    ]
    heads = ("", "", f"gain in {experiments[-1].metric}", "in words", "what")
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    for row in (heads, *rows):
        print("  ".join(map(str.ljust, row, widths)).rstrip())
    print(f"Above zero is better; [..] is the {share(LEVEL)} interval, paired by row, out of fold.")
