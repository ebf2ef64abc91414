"""Spoken answers: what their recordings tell, listening to them, and getting rid of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from . import recording, speech
from .errors import InterviewError
from .screen import Screen, duration
from .speech import FAINT, FAST, LONG, SLOW, Pause, Speech

NAMED = 3  # long pauses whose place is said
SYLLABLES = 1.5  # of an English word: our choice, to speak of words a minute at all
MOST_FILLERS = 500
CANNOT = (
    "Whether it was right, how many fillers were in it and how it sounded is not in the loudness: "
    "listen to it once."
)


def told(path: Path, screen: Screen) -> Speech | None:
    """Measure a recording; say why in one sentence when nothing can be measured."""
    try:
        return speech.measure(path)
    except InterviewError as error:
        screen.say(f"Not measured: {error}.", indent=2)
        return None


def rows(found: Speech) -> dict[str, str]:
    """Return what was measured, in words."""
    level = "good"
    if found.loud < FAINT:
        level = f"{found.loud:.0f} dB, hard to hear: come closer to the microphone"
    elif found.clipped:
        level = "too loud, the recording is cut off at its peaks: turn the microphone down"
    return {
        "spoken": f"{found.spoken:.0f} of {found.seconds:.0f} s, beginning after "
        f"{found.before:.1f} s",
        "pauses": _pauses(found),
        "pace": _pace(found),
        "level": level,
    }


def _pauses(found: Speech) -> str:
    """Return how many pauses there were, and where the long ones were."""
    if not found.pauses:
        return "none"
    number = f"{len(found.pauses)}, typically {found.typical:.1f} s"
    if not found.long:
        return f"{number}; none of {LONG:g} s or more"
    first = ", ".join(_placed(pause) for pause in found.long[:NAMED])
    more = len(found.long) - NAMED
    rest = f" and {more} more" if more > 0 else ""
    return f"{number}; of {LONG:g} s or more {len(found.long)}: {first}{rest}"


def _placed(pause: Pause) -> str:
    """Return a pause and its place."""
    return f"{pause.seconds:.1f} s at {duration(pause.start)}"


def _pace(found: Speech) -> str:
    """Return the estimated pace and what is ordinary."""
    words = found.syllables / SYLLABLES / found.seconds * 60
    judged = "slow" if found.pace < SLOW else "fast" if found.pace > FAST else ""
    judged = f"{judged}, {SLOW} to {FAST} is ordinary" if judged else "ordinary"
    return (
        f"about {found.pace:.1f} syllables a second: {judged}. With the pauses some "
        f"{round(words, -1):.0f} words a minute. Both are estimates, often a fifth too low"
    )


def show(found: Speech, screen: Screen) -> None:
    """Show what was measured, and what was not."""
    screen.rows(rows(found))
    screen.say(CANNOT, style="dim", indent=2)


def listen_back(path: Path, screen: Screen) -> int | None:
    """Offer to play a recording; return the fillers that the candidate counted in it."""
    played = False
    while screen.choose("  Listen to it?", {"p": "play", "g": "go on"}, default="g") == "p":
        try:
            recording.play(path)
        except InterviewError as error:
            screen.say(f"{error}", indent=2)
            return None
        except KeyboardInterrupt:
            screen.say()
        played = True
    if not played:
        return None
    return screen.whole("  How many fillers (um, uh, like, you know)?", MOST_FILLERS)


def kept(folder: Path) -> list[Path]:
    """Return the recordings, oldest first."""
    return sorted(folder.glob("*.wav"))


def show_kept(folder: Path, screen: Screen) -> None:
    """List the recordings."""
    if not kept(folder):
        screen.say("No recordings. Make one: make rehearse DO=aloud")
        return
    screen.rows({path.stem: _short(path) for path in kept(folder)})


def _short(path: Path) -> str:
    """Return a recording in one line."""
    try:
        found = speech.measure(path)
    except InterviewError:
        return "cannot be measured"
    return (
        f"{duration(found.seconds)}, {len(found.pauses)} pauses ({len(found.long)} long), "
        f"about {found.pace:.1f} syllables a second"
    )


def delete(folder: Path, name: str) -> Sequence[Path]:
    """Delete one recording, or `all`; return which.

    Raises InterviewError when there is none of that name.
    """
    found = [path for path in kept(folder) if name in ("all", path.stem, path.name)]
    if not found and name != "all":
        raise InterviewError(f"there is no recording {name}: `aloud --list` names them")
    for path in found:
        path.unlink()
    return found
