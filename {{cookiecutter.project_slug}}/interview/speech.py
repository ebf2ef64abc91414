"""What the loudness of a recording tells about an answer: time, pauses, and an estimate of pace.

Without a transcript nothing is known of words: not whether they are right, and not how many of them
are fillers.

Sources of what counts as what:
- a pause is silence of 0.25 seconds or more: about what De Jong and Bosker arrive at in Choosing a
  threshold for silent pauses to measure second language fluency, 2013
- a syllable is a peak of the loudness with a dip of 2 dB before the next: De Jong and Wempe, Praat
  script to detect syllable nuclei and measure speech rate automatically, 2009; there the count
  correlates with that of people by 0.71 to 0.88
- ordinary English has 3.3 to 5.9 syllables a second: Arnfield and others, Emotional stress and
  speech tempo variation, 1995
- the other thresholds are our choice
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from pathlib import Path
from statistics import median
from typing import Any

from . import sound
from .errors import InterviewError
from .sound import STEP, Sound

PAUSE = 0.25  # seconds
LONG = 2.0  # seconds of a pause that a listener notices
CLICK = 0.08  # seconds of sound that is not speech when it stands alone
SHORTEST = 2.0  # seconds of a recording that tells anything
DEAF = -60.0  # dB below full scale: louder than this, or nothing was recorded
FAINT = -40.0  # dB: softer than this is hard to hear
BELOW = 25.0  # dB below the loud frames where silence begins, if there is no noise
LOUD, QUIET = 0.99, 0.05  # shares of the frames that are softer
APART = 10.0  # dB between loud and quiet frames, or nothing tells speech from noise
DIP = 2.0  # dB
WINDOW = 2  # frames on either side that one syllable spans
CLIPPED = 0.999  # of what the file can hold
SLOW, FAST = 3.3, 5.9  # syllables a second


@dataclass(frozen=True)
class Pause:
    """Silence between two stretches of speech."""

    start: float  # seconds from the beginning
    seconds: float


@dataclass(frozen=True)
class Speech:
    """What was measured; all times in seconds."""

    seconds: float  # from the first sound to the last
    before: float  # the first sound
    spoken: float  # without the pauses
    pauses: tuple[Pause, ...]
    syllables: int  # an estimate
    loud: float  # dB below full scale
    clipped: bool

    @property
    def pace(self) -> float:
        """Syllables in a second of speech, pauses left out."""
        return self.syllables / self.spoken

    @property
    def long(self) -> tuple[Pause, ...]:
        """The pauses that a listener notices."""
        return tuple(pause for pause in self.pauses if pause.seconds >= LONG)

    @property
    def typical(self) -> float:
        """How long a pause is as a rule."""
        return median(pause.seconds for pause in self.pauses) if self.pauses else 0.0

    def numbers(self) -> dict[str, Any]:
        """Return what is kept in the log."""
        return {
            "seconds": round(self.seconds, 1),
            "spoken": round(self.spoken, 1),
            "pauses": len(self.pauses),
            "long": len(self.long),
            "pace": round(self.pace, 1),
        }


def measure(path: Path) -> Speech:
    """Measure a WAV file.

    Raises InterviewError when it cannot be read, or is too short, silent or nothing but noise.
    """
    recorded = sound.read(path)
    if recorded.seconds < SHORTEST:
        raise InterviewError(f"{path} lasts {recorded.seconds:.1f} s: speak for a few sentences")
    levels = sound.smoothed(recorded.levels(), 1)
    loud, quiet = _ranked(levels, LOUD), _ranked(levels, QUIET)
    if loud < DEAF:
        raise InterviewError(f"{path} is silent: turn the microphone on, or choose another")
    line = max(loud - BELOW, (loud + quiet) / 2)
    runs = _runs([level > line for level in levels])
    if loud - quiet < APART or not runs:
        raise InterviewError(
            f"{path} is equally loud all along, so speech cannot be told from noise: record it "
            "in a quieter place, or with a moment of silence at its beginning"
        )
    return _told(recorded, runs, loud)


def _told(recorded: Sound, runs: Sequence[tuple[int, int]], loud: float) -> Speech:
    """Return the measures of a recording, given where there is speech in it."""
    gaps = [(end, start) for (_, end), (start, _) in pairwise(runs)]
    pauses = tuple(Pause(end * STEP, (start - end) * STEP) for end, start in gaps)
    first, last = runs[0][0] * STEP, runs[-1][1] * STEP
    return Speech(
        seconds=last - first,
        before=first,
        spoken=last - first - sum(pause.seconds for pause in pauses),
        pauses=pauses,
        syllables=sum(_syllables(recorded.low_levels(), runs)),
        loud=loud,
        clipped=recorded.peak >= CLIPPED,
    )


def _ranked(levels: Sequence[float], share: float) -> float:
    """Return the level that this share of the frames is below."""
    return sorted(levels)[int(share * (len(levels) - 1))]


def _runs(sounding: Sequence[bool]) -> list[tuple[int, int]]:
    """Return the first frame and the end of each stretch of speech, clicks left out."""
    changes = zip([False, *sounding], [*sounding, False], strict=True)
    edges = [place for place, (before, after) in enumerate(changes) if before != after]
    runs = zip(edges[::2], edges[1::2], strict=True)
    joined: list[tuple[int, int]] = []
    for start, end in (run for run in runs if (run[1] - run[0]) * STEP >= CLICK):
        if joined and (start - joined[-1][1]) * STEP < PAUSE:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _syllables(levels: Sequence[float], runs: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Yield how many peaks the loudness has in each stretch of speech."""
    smooth = sound.smoothed(levels, WINDOW)
    line = _ranked(smooth, LOUD) - BELOW
    for start, end in runs:
        yield _peaks(smooth[start:end], line)


def _peaks(levels: Sequence[float], line: float) -> int:
    """Count the peaks above a line that rise by DIP from the last valley and fall by it after."""
    count, top, valley, rising = 0, -inf, inf, True
    for level in [*levels, -inf]:
        if rising:
            top = max(top, level)
            if level <= top - DIP:
                count += top > line
                rising, valley = False, level
        else:
            valley = min(valley, level)
            if level >= valley + DIP:
                rising, top = True, level
    return count
