"""A recording as numbers: its samples out of a WAV file, and how loud each hundredth of it is."""

from __future__ import annotations

import sys
import wave
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log10
from operator import mul
from pathlib import Path

from .errors import InterviewError

STEP = 0.01  # seconds of a frame
LOW = 2000  # blocks a second: their means keep what a voice has below about 1,000 Hz
SILENCE = -120.0  # dB of a frame without any sound
CODES = {1: "b", 2: "h", 3: "h", 4: "i"}  # array types by bytes a sample; of three, two are kept
SIGNED = bytes(value ^ 0x80 for value in range(256))  # WAV files of one byte count from 128


@dataclass(frozen=True)
class Sound:
    """A recording: the samples of its loudest channel, and what they mean."""

    samples: array[int]
    rate: int  # samples a second
    full: int  # the largest value that a sample can have

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) / self.rate

    @property
    def peak(self) -> float:
        """The loudest sample, as a share of what the file can hold."""
        return max(map(abs, self.samples)) / self.full

    def levels(self) -> list[float]:
        """Return the level of each frame in dB below full scale."""
        return _levels(self.samples, round(self.rate * STEP), self.full)

    def low_levels(self) -> list[float]:
        """Return the same for what lies below about 1,000 Hz: voiced sounds without hisses."""
        size = max(round(self.rate / LOW), 1)
        starts = range(0, len(self.samples) - size + 1, size)
        means = [sum(self.samples[start : start + size]) / size for start in starts]
        a_frame = STEP * self.rate / size
        edges = [int(place * a_frame) for place in range(int(self.seconds / STEP) + 1)]
        return [_level(means[a:b], self.full) for a, b in pairwise(edges) if means[a:b]]


def _levels(samples: array[int], size: int, full: int) -> list[float]:
    """Return the level of each whole frame of a size."""
    starts = range(0, len(samples) - size + 1, size)
    return [_level(samples[start : start + size], full) for start in starts]


def _level(frame: Sequence[float], full: int) -> float:
    """Return the level of a frame; a constant offset of the microphone is no sound."""
    mean = sum(frame) / len(frame)
    power = sum(map(mul, frame, frame)) / len(frame) - mean * mean
    return max(10 * log10(power / full / full), SILENCE) if power > 0 else SILENCE


def smoothed(levels: Sequence[float], frames: int) -> list[float]:
    """Return the level around each frame: the mean power of it and ``frames`` on either side."""
    powers = [0.0]
    for level in levels:
        powers.append(powers[-1] + 10 ** (level / 10))
    return [10 * log10(max(power, 1e-12)) for power in _means(powers, frames)]


def _means(sums: Sequence[float], frames: int) -> Iterator[float]:
    """Yield moving means, given the running sums."""
    last = len(sums) - 1
    for place in range(last):
        start, end = max(place - frames, 0), min(place + frames + 1, last)
        yield (sums[end] - sums[start]) / (end - start)


def read(path: Path) -> Sound:
    """Read a WAV file.

    Raises InterviewError when there is none, or when it is none that can be read.
    """
    if not path.is_file():
        raise InterviewError(f"there is no file {path}")
    try:
        with wave.open(str(path), "rb") as file:
            rate, channels, width = file.getframerate(), file.getnchannels(), file.getsampwidth()
            content = file.readframes(file.getnframes())
    except (wave.Error, EOFError) as error:
        why = str(error) or "it ends too early"
        raise InterviewError(
            f"{path} is not a WAV file that can be read ({why}): save it as WAV with 16 bits"
        ) from error
    if width not in CODES or not rate:
        raise InterviewError(f"{path} has {8 * width} bits a sample: save it as WAV with 16 bits")
    content = content[: len(content) // (width * channels) * width * channels]
    samples, full = _samples(content, width), 2 ** (15 if width == 3 else 8 * width - 1)
    apart = [samples[channel::channels] for channel in range(channels)]
    loudest = max(apart, key=lambda one: _level(one, full)) if samples else samples
    return Sound(loudest, rate, full)


def _samples(content: bytes, width: int) -> array[int]:
    """Return the numbers of a WAV file."""
    if width == 1:
        content = content.translate(SIGNED)
    if width == 3:  # the lowest byte says nothing that can be heard
        two = bytearray(len(content) // 3 * 2)
        two[0::2], two[1::2] = content[1::3], content[2::3]
        content = bytes(two)
    samples = array(CODES[width])
    samples.frombytes(content)
    if sys.byteorder == "big":
        samples.byteswap()
    return samples
