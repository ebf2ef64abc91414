"""The commands as they are typed: what each does, an example, its options."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import NoReturn

from .categories import CATEGORIES

PROG = "python -m interview"
WALKS = ("60s", "3m", "7m", "outside")
ROLES = ("data-scientist", "ml-engineer", "analyst")
LEVELS, LEVEL = ("junior", "mid", "senior"), "mid"
TYPED, ALOUD, RECORD = "typed", "aloud", "record"  # how answers are given


def command(typed: str) -> str:
    """Return a command of the kit as it is typed into a shell."""
    return f'make rehearse DO="{typed}"'


OVERVIEW = f"""\
Rehearse the interview: your project on its own numbers, and the field.
Nothing leaves this machine; what you answer stays in interview/mine/.

Rehearse
  session     10, 20 or 45 minutes on your results and on what any interview asks
  browser     the same session in a browser, also on a phone: one file
  mock        a whole interview of 45 minutes, with feedback to print
  walk        the walk-through itself: 60 seconds, 3 or 7 minutes
  ask         one question, by its name
  aloud       say an answer: recorded here, pace and pauses measured
  calculate   sums on your own numbers, checked exactly
  design      a whole system in timed stages, with sums to estimate
  drill       code the algorithms and metrics yourself, tested as you save
  fault       find what is wrong in a copy of your own pipeline
  change      change a copy of your own pipeline in five minutes
  story       prepare what you tell about yourself, from what really happened

Look
  plan        what to rehearse on which day until the interview
  status      what is due, how well you predict yourself, what to do next
  questions   all that your run can be asked, and what it did not record
  ideas       five experiments that your run suggests, with the lines to edit

Write
  write       your own answers into story.yaml, asked one by one

Set up
  date        the day of the interview, so that the reviews fit in before it
  export      the questions as cards for Anki
  import      bring back the journal that the browser has saved
  join        one schedule over several projects
  leave       this project on its own again
  private     keep this folder out of the public repository, or let it in

Start with     {PROG} session --minutes 20
Help on one    {PROG} session --help
Without venv   make rehearse DO="session --minutes 20"
"""

Options = Callable[[argparse.ArgumentParser], None]


def _how(parser: argparse.ArgumentParser) -> None:
    """Add how answers are given, and the seed that repeats a draw."""
    how = parser.add_mutually_exclusive_group()
    for answers, does in (
        (ALOUD, "say the answers instead of typing"),
        (RECORD, "say them, recorded and measured"),
    ):
        how.add_argument(
            f"--{answers}",
            dest="answers",
            action="store_const",
            const=answers,
            default=TYPED,
            help=does,
        )
    parser.add_argument("--seed", type=int, help="draw the same questions again")


def _which(parser: argparse.ArgumentParser) -> None:
    """Add which questions: of one category, or also those that the project gives no reason for."""
    only = f'only {", ".join(CATEGORIES)}, or a subject as "statistics"'
    parser.add_argument("--category", metavar="CATEGORY", help=only)
    beyond = "also on methods and metrics that this project does not have"
    parser.add_argument("--beyond", action="store_true", help=beyond)


def _session(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--minutes", type=int, choices=(10, 20, 45), default=20, help="default: 20")
    what = parser.add_mutually_exclusive_group()
    for mix, only in (("own", "only on this project"), ("core", "only what any interview asks")):
        what.add_argument(
            f"--{mix}", dest="mix", action="store_const", const=mix, default="both", help=only
        )
    _which(parser)
    _how(parser)


def _round(parser: argparse.ArgumentParser) -> None:
    """Add for whom: the role and the level."""
    last = "default: as in your last mock, else"
    parser.add_argument("--role", choices=ROLES, help=f"{last} {ROLES[0]}")
    parser.add_argument("--level", choices=LEVELS, help=f"{last} {LEVEL}")


def _mock(parser: argparse.ArgumentParser) -> None:
    _round(parser)
    _how(parser)


def _walk(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("length", nargs="?", choices=WALKS, default="60s", help="default: 60s")
    parser.add_argument("--reorder", action="store_true", help="told from another starting point")
    _how(parser)


def _ask(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help="as `questions` lists it")
    _how(parser)


def _counted(text: str) -> int:
    """Return a whole number above zero."""
    if not (text.isascii() and text.isdigit() and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above zero")
    return int(text)


def _aloud(parser: argparse.ArgumentParser) -> None:
    parser.usage = "%(prog)s [question or WAV file] [option]"
    saying = "a question (default: walk.60s), or a WAV file that you recorded elsewhere"
    parser.add_argument("what", nargs="?", metavar="what", help=saying)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--list", dest="listed", action="store_true", help="your recordings")
    deleting = "delete one of them, or all"
    what.add_argument("--delete", nargs="?", const="all", metavar="NAME", help=deleting)


def _calculate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--number", type=_counted, default=5, help="how many sums (default: 5)")
    parser.add_argument("--seed", type=int, help="draw the same sums again")


def _drill(parser: argparse.ArgumentParser) -> None:
    parser.usage = "%(prog)s [name] [option]"
    parser.add_argument(
        "name", nargs="?", help="a drill, or sql or pandas; without it, the next one"
    )
    what = parser.add_mutually_exclusive_group()
    for word, does in (
        ("list", "all, and which are solved"),
        ("run", "test once instead of at every save"),
        ("hint", "the next hint"),
        ("answers", "what the questions after a solved one want"),
        ("reset", "start it over; a copy is kept"),
        ("check-all", "test everything that was begun"),
    ):
        what.add_argument(f"--{word}", dest="what", action="store_const", const=word, help=does)


def _design(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", help="a case; without it, the list")
    parser.add_argument("--aloud", action="store_true", help="say the answers instead of typing")


def _exercise(parser: argparse.ArgumentParser) -> None:
    parser.usage = "%(prog)s [check|hint|show|reset|list] [name or number]"
    parser.add_argument("what", nargs="?", help="what to do; without it, start the next one")
    parser.add_argument("name", nargs="?", help="which; without it, the one you work at")


def _story(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", help="a story; without it, the list")
    parser.add_argument("--aloud", action="store_true", help="tell it instead of typing it")


def _write(parser: argparse.ArgumentParser) -> None:
    again = "also what is answered already, to revise it"
    parser.add_argument("again", nargs="?", choices=("again",), metavar="again", help=again)


def _questions(parser: argparse.ArgumentParser) -> None:
    _which(parser)


def _date(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", nargs="?", metavar="YYYY-MM-DD", help="or `none`; empty: show it")


def _to(parser: argparse.ArgumentParser) -> None:
    """Add where the file is written."""
    parser.add_argument("--to", metavar="FILE", help="default: in interview/mine/")


def _export(parser: argparse.ArgumentParser) -> None:
    _to(parser)
    parser.add_argument("--all", dest="every", action="store_true", help="not only what is due")


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the file that the browser has saved")


def _leave(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", help="another one whose folder is gone")


def _private(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--on", action="store_true", help="keep it out (this is how it starts)")
    what.add_argument("--off", action="store_true", help="let git see it, mine/ excepted")


def _none(parser: argparse.ArgumentParser) -> None:
    """Add nothing: the command has no options."""


# Each command: what it does, an example, its options. `do_<command>` in rehearsing.py, coding.py or
# commands.py runs it.
COMMANDS: dict[str, tuple[str, str, Options]] = {
    "session": (
        "Ask what is due, then by turns what your results raise and what any interview asks.",
        "session --minutes 10 --category evaluation",
        _session,
    ),
    "browser": (
        "Write the session as one page for a browser, also on a phone; it needs no network.",
        "browser --to ../session.html",
        _to,
    ),
    "mock": (
        "A whole interview of 45 minutes, interruptions included; feedback comes at its end.",
        "mock --role ml-engineer --level senior",
        _mock,
    ),
    "plan": (
        "Say what to rehearse on which day until the interview.",
        "plan --role analyst",
        _round,
    ),
    "walk": ("Rehearse the walk-through against the clock.", "walk 3m --reorder", _walk),
    "ask": ("Ask one question.", "ask base.gain", _ask),
    "aloud": (
        "Record an answer and measure its pace and pauses, or measure a WAV file.",
        "aloud answer.wav",
        _aloud,
    ),
    "calculate": ("Calculate with your own numbers.", "calculate --number 3", _calculate),
    "design": (
        "Design a system in timed stages, broken off and resumed at will.",
        "design streaming",
        _design,
    ),
    "drill": ("Code an algorithm or a metric, tested as you save.", "drill sql", _drill),
    "fault": ("Find a fault in a copy of your own code; `check` it.", "fault check", _exercise),
    "change": ("Change a copy of your own code; `check` it.", "change check", _exercise),
    "story": ("Write down what really happened, and tell it.", "story lost_candidate", _story),
    "write": ("Answer what only you can say, into story.yaml.", "write again", _write),
    "status": ("Show what is due, how you judge yourself, and what to do next.", "status", _none),
    "questions": ("List what your run can be asked.", "questions --category theory", _questions),
    "ideas": ("List experiments that your run suggests; none is done for you.", "ideas", _none),
    "date": ("Say when the interview is.", "date 2030-05-20", _date),
    "export": ("Write the questions as cards for Anki.", "export --all", _export),
    "import": ("Bring back what the browser has saved.", "import interview-spam.jsonl", _import),
    "join": ("Let this project take part in one schedule over several.", "join", _none),
    "leave": ("Take this project out of that schedule.", "leave", _leave),
    "private": ("Keep the kit out of the public repository, or not.", "private --off", _private),
}


class Parser(argparse.ArgumentParser):
    """A parser that answers a mistake with one sentence and the way to the help."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong; exit with code 2."""
        print(f"error: {message}. See {self.prog} --help", file=sys.stderr)
        raise SystemExit(2)


class Overview(Parser):
    """The parser above the commands, whose help is written by hand."""

    def format_help(self) -> str:
        """Return the commands by what they are for."""
        return OVERVIEW


def parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    top = Overview(prog=PROG)
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    for name, (does, example, add_options) in COMMANDS.items():
        add_options(
            commands.add_parser(name, description=does, epilog=f"Example: {PROG} {example}")
        )
    return top
