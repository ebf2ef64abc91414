"""What the commands print: one screen each."""

import shlex
from collections.abc import Sequence

from ..documents.wording import lower_first, number, share
from ..records import LEVEL, Estimate
from .edit import name_in, sections_of
from .fixed import DIGITS, Fixed, interval
from .records import Experiment, place

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
    """Return the paired difference of the model that was measured, or that there is none."""
    return interval(experiment.difference) if experiment.difference else experiment.in_words


def changes(experiment: Experiment) -> list[str]:
    """Return the lines that say what differs from the reference."""
    settings = [
        f"  {each.key}: {each.before or 'nothing'} -> {each.after or 'nothing'}"
        for each in experiment.settings
    ]
    return [f"  {some(paths(experiment))}", *settings]


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows of cells as lines with even columns.

    >>> table([["a", "1"], ["bcd", "2"]])
    ['a    1', 'bcd  2']
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]


def each_alone(changed: Sequence[Fixed]) -> list[str]:
    """Return a line for each candidate: its score before the edit and with it, and the gain."""
    rows = [
        (
            f"  {each.model}",
            f"{number(each.before, DIGITS)} -> {number(each.score, DIGITS)}",
            interval(each.gain),
            each.in_words,
        )
        for each in changed
    ]
    return table(rows) if rows else []


def untouched(experiment: Experiment) -> list[str]:
    """Return the line that names the candidates that the edit did nothing to, if there are any."""
    names = [lower_first(each) for each in experiment.untouched]
    return [f"Not changed by the edit: {some(names)}."] if names else []


def picks(experiment: Experiment) -> str:
    """Return the score of the pick before the edit and with it."""
    before, now = (number(each.value, DIGITS) for each in (experiment.reference, experiment.score))
    return f"{before} before, {now} now"


def of_one(experiment: Experiment, about: str) -> list[str]:
    """Return the lines on an edit that left the pick, or of which nothing else is known."""
    lines = [f"{about}: {picks(experiment)} ({lower_first(experiment.model)})"]
    if experiment.gain is None:
        return [*lines, f"Not comparable: {', and '.join(experiment.apart)}."]
    gain = f"{interval(experiment.gain)}, {share(LEVEL)} interval; above zero is better"
    lines += [f"Gain: {gain}.", f"In words: {experiment.in_words}."]
    others = [each for each in experiment.fixed if each.model != experiment.model]
    return [*lines, *(["Other candidates:", *each_alone(others)] if others else [])]


def of_two(experiment: Experiment, gap: Estimate, about: str) -> list[str]:
    """Return the lines on an edit that changed the pick: first each model on its own."""
    said = experiment.new_pick or ""
    return [
        f"{about}, the same model without the edit and with it:",
        *each_alone(experiment.fixed),
        f"[..] is the {share(LEVEL)} interval; above zero is better.",
        f"{said[:1].upper()}{said[1:]}.",
        f"The score of the pick: {picks(experiment)}, {interval(gap)} between the two models.",
    ]


def result(experiment: Experiment) -> list[str]:
    """Return the lines that say what the edit did."""
    about, gap = f"{experiment.metric}, out of fold, n = {experiment.rows:,}", experiment.gain
    lines = (
        of_two(experiment, gap, about) if experiment.effect and gap else of_one(experiment, about)
    )
    return [*lines, *untouched(experiment)]


def tried(experiment: Experiment) -> None:
    """Print what a try found, and what can be done next."""
    lines = [
        f"\nExperiment {experiment.number}: {experiment.what}",
        *changes(experiment),
        *result(experiment),
        *([f"Your rule, set before: keep if {experiment.keep_if}."] if experiment.keep_if else []),
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
            each.measured if each.gain else "",
            each.shows if each.gain else "",
            each.what + (f" ({each.because})" if each.because else ""),
        )
        for each in experiments
    ]
    heads = ("", "", f"gain in {experiments[-1].metric}", "of", "in words", "what")
    print("\n".join(table([heads, *rows])))
    print(f"Above zero is better; [..] is the {share(LEVEL)} interval, paired by row, out of fold.")
