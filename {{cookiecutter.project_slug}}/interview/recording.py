"""Records an answer from the microphone into a WAV file, and plays it."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .errors import InterviewError

RATE = 16_000  # samples a second: enough for speech, 2 MB a minute
MOST = 30 * 60  # seconds after which nothing is written any more
INSTEAD = (
    "Or record with any program, save it as WAV, and measure it: "
    'make rehearse DO="aloud answer.wav"'
)


def _library() -> Any:
    """Return the library that reaches the microphone.

    Raises InterviewError when it is not there, or lacks the system's part of it.
    """
    try:
        import sounddevice
    except ModuleNotFoundError as error:
        raise InterviewError(
            f"{error.name} is not installed: `make rehearse DO=aloud` installs it once. {INSTEAD}"
        ) from error
    except OSError as error:
        raise InterviewError(
            "PortAudio, which reaches the microphone, is not on this machine: install it (Debian "
            f"and Ubuntu call it libportaudio2). {INSTEAD}"
        ) from error
    return sounddevice


def _rate(library: Any) -> int:
    """Return a rate that the microphone can do.

    Raises InterviewError when there is no microphone.
    """
    try:
        device = library.query_devices(kind="input")
    except (library.PortAudioError, ValueError) as error:
        raise InterviewError(f"no microphone was found. {INSTEAD}") from error
    try:
        library.check_input_settings(channels=1, dtype="int16", samplerate=RATE)
    except (library.PortAudioError, ValueError):
        return int(device["default_samplerate"])
    return RATE


def ready() -> None:
    """See that there is a microphone.

    Raises InterviewError when there is none.
    """
    _rate(_library())


@contextmanager
def recorded(path: Path) -> Iterator[None]:
    """Record while the block runs; the file is whole at every moment, also after a crash.

    Raises InterviewError when there is no microphone, or the file cannot be written.
    """
    library = _library()
    rate = _rate(library)
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)

        def keep(heard: Any, *_: Any) -> None:
            if file.getnframes() < MOST * rate:
                file.writeframes(bytes(heard))

        with _opened(library.RawInputStream, rate, callback=keep):
            yield


@contextmanager
def _opened(kind: Any, rate: int, channels: int = 1, **more: Any) -> Iterator[Any]:
    """Open a stream of samples of 16 bits from or to the sound device.

    Raises InterviewError when it cannot be used.
    """
    library = _library()
    try:
        stream = kind(rate, channels=channels, dtype="int16", **more)
        stream.start()
    except (library.PortAudioError, ValueError) as error:
        raise InterviewError(f"the sound device cannot be used: {error}. {INSTEAD}") from error
    try:
        yield stream
    finally:
        stream.stop()
        stream.close()


def play(path: Path) -> None:
    """Play a recording of this module; Ctrl-C ends it.

    Raises InterviewError when there is nothing to play it on.
    """
    library = _library()
    with wave.open(str(path), "rb") as file:
        rate, content = file.getframerate(), file.readframes(file.getnframes())
    with _opened(library.RawOutputStream, rate) as stream:
        step = rate // 10 * 2
        for start in range(0, len(content), step):
            stream.write(content[start : start + step])
