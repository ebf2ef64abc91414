"""Spoken answers: what is measured in recordings of known lengths, and how they are made."""

from __future__ import annotations

import math
import random
import struct
import sys
import types
import wave
from collections.abc import Sequence
from pathlib import Path

import pytest
from interview import aloud, anchors, asking, commands, opening, rehearsing, room, speech
from interview.errors import InterviewError
from interview.mine import Mine
from interview.question import Idea, Question

from candidate import Candidate
from kit import assemble

RATE = 8000
Stretch = tuple[float, float]  # seconds, syllables a second; 0 is a pause


def sounded(
    stretches: Sequence[Stretch], *, rate: int = RATE, loud: float = 0.3, noise: float = 0.0
) -> list[float]:
    """Return a tone that swells once for each syllable, and pauses; with an even noise."""
    draw = random.Random(1)
    wavetable = [loud * math.sin(2 * math.pi * 200 * n / rate) for n in range(rate)]
    values = []
    for seconds, syllables in stretches:
        for n in range(round(seconds * rate)):
            swell = abs(math.sin(math.pi * syllables * n / rate)) if syllables else 0.0
            values.append(wavetable[n % rate] * swell)
    return [value + noise * draw.uniform(-1, 1) for value in values] if noise else values


def saved(
    path: Path, values: list[float], *, rate: int = RATE, width: int = 2, channels: int = 1
) -> Path:
    """Write a WAV file; of several channels only the last is not silent."""
    full = 2 ** (8 * width - 1) - 1
    samples = b"".join(
        bytes([round(value * full) + 128])
        if width == 1
        else struct.pack("<i", round(value * full) << (32 - 8 * width))[4 - width :]
        for value in values
    )
    size = width * (channels - 1)
    silent = bytes([128] * size) if width == 1 else bytes(size)
    frames = b"".join(
        silent + samples[start : start + width] for start in range(0, len(samples), width)
    )
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(frames if channels > 1 else samples)
    return path


TALK: list[Stretch] = [
    (0.5, 0),
    (4, 4),
    (0.6, 0),
    (3, 4),
    (2.5, 0),
    (2, 4),
    (0.1, 0),
    (1, 4),
    (1, 0),
]


def right(found: speech.Speech) -> None:
    """See that the measures are those of TALK."""
    assert found.before == pytest.approx(0.5, abs=0.05)
    assert [pause.seconds for pause in found.pauses] == pytest.approx([0.6, 2.5], abs=0.06)
    assert [pause.start for pause in found.pauses] == pytest.approx([4.5, 8.1], abs=0.05)
    assert found.seconds == pytest.approx(13.2, abs=0.06)
    assert found.spoken == pytest.approx(10.1, abs=0.15)
    assert len(found.long) == 1
    assert found.syllables == pytest.approx(40, abs=1)
    assert found.pace == pytest.approx(4.0, abs=0.1)


@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_pauses_and_syllables_of_known_lengths_are_found(width, tmp_path):
    right(speech.measure(saved(tmp_path / "a.wav", sounded(TALK), width=width)))


def test_the_second_channel_another_rate_and_an_offset_change_nothing(tmp_path):
    values = [value + 0.1 for value in sounded(TALK, rate=22050)]
    right(speech.measure(saved(tmp_path / "a.wav", values, rate=22050, channels=2)))


@pytest.mark.parametrize(("loud", "noise"), [(0.3, 0.02), (0.03, 0.001)])
def test_noise_below_the_voice_is_a_pause(loud, noise, tmp_path):
    right(speech.measure(saved(tmp_path / "a.wav", sounded(TALK, loud=loud, noise=noise))))


@pytest.mark.parametrize(("syllables", "word"), [(2, "slow"), (5, "ordinary"), (7, "fast")])
def test_the_pace_is_judged_by_what_is_ordinary(syllables, word, tmp_path):
    found = speech.measure(saved(tmp_path / "a.wav", sounded([(0.3, 0), (6, syllables)])))
    assert found.pace == pytest.approx(syllables, abs=0.2)
    assert f"syllables a second: {word}" in aloud.rows(found)["pace"]
    assert aloud.rows(found)["pauses"] == "none"


def test_a_click_in_a_pause_does_not_end_it(tmp_path):
    talk = [(1.0, 4), (0.5, 0), (0.03, 33), (0.5, 0), (1.0, 4)]
    (pause,) = speech.measure(saved(tmp_path / "a.wav", sounded(talk))).pauses
    assert pause.seconds == pytest.approx(1.03, abs=0.06)


@pytest.mark.parametrize(
    ("loud", "said"), [(0.005, "come closer"), (1.0, "turn the microphone down")]
)
def test_a_level_that_hides_the_voice_is_said(loud, said, tmp_path):
    found = speech.measure(saved(tmp_path / "a.wav", sounded(TALK, loud=loud)))
    assert said in aloud.rows(found)["level"]


def test_many_long_pauses_are_counted_and_three_are_placed(tmp_path):
    found = speech.measure(saved(tmp_path / "a.wav", sounded([(1, 4), (2.2, 0)] * 5 + [(1, 4)])))
    assert "of 2 s or more 5: 2.2 s at 0:01, " in aloud.rows(found)["pauses"]
    assert aloud.rows(found)["pauses"].endswith("and 2 more")


def broken(tmp_path: Path) -> dict[str, Path]:
    """Return files of which nothing can be told."""
    noise = random.Random(0)
    even = [0.2 * noise.uniform(-1, 1) for _ in range(4 * RATE)]
    files = {
        "lasts 1.0 s": saved(tmp_path / "short.wav", sounded([(1, 4)])),
        "is silent": saved(tmp_path / "silent.wav", [0.0] * 4 * RATE),
        "equally loud": saved(tmp_path / "noise.wav", even),
        "save it as WAV with 16 bits": tmp_path / "text.wav",
        "lasts 0.0 s": saved(tmp_path / "nothing.wav", []),
        "there is no file": tmp_path / "gone.wav",
        "it ends too early": tmp_path / "empty.wav",
    }
    files["save it as WAV with 16 bits"].write_text("not sound")
    files["it ends too early"].write_bytes(b"")
    return files


def test_a_file_that_tells_nothing_is_refused_in_one_sentence(tmp_path):
    for sentence, path in broken(tmp_path).items():
        with pytest.raises(InterviewError, match=sentence) as refused:
            speech.measure(path)
        assert str(path) in str(refused.value)
        assert "\n" not in str(refused.value)


def test_a_file_that_was_cut_off_is_measured_as_far_as_it_goes(tmp_path):
    whole = saved(tmp_path / "a.wav", sounded(TALK)).read_bytes()
    (tmp_path / "cut.wav").write_bytes(whole[: 44 + 2 * 8 * RATE + 1])
    found = speech.measure(tmp_path / "cut.wav")
    assert [pause.seconds for pause in found.pauses] == pytest.approx([0.6], abs=0.06)


class Microphone(types.ModuleType):
    """Stands in for sounddevice: whoever records hears ``values``."""

    class PortAudioError(Exception):
        """As the library has it."""

    def __init__(self, values: list[float], rate: int = 16_000):
        super().__init__("sounddevice")
        self.content = struct.pack(f"<{len(values)}h", *(round(v * 32767) for v in values))
        self.rate, self.played = rate, b""

    def query_devices(self, kind: str) -> dict[str, float]:
        """Say what microphone there is."""
        if not self.content:
            raise self.PortAudioError("Error querying device -1")
        return {"default_samplerate": float(self.rate)}

    def check_input_settings(self, samplerate: int, **_: object) -> None:
        """Refuse another rate than the microphone's own."""
        if samplerate != self.rate:
            raise self.PortAudioError("Invalid sample rate")

    def RawInputStream(self, rate: int, callback, **_: object) -> types.SimpleNamespace:  # noqa: N802
        """Return a stream that hears everything when it starts."""
        assert rate == self.rate
        pieces = [self.content[at : at + 3200] for at in range(0, len(self.content), 3200)]

        def start() -> None:
            for piece in pieces:
                callback(piece, len(piece) // 2, None, None)

        return types.SimpleNamespace(start=start, stop=lambda: None, close=lambda: None)

    def RawOutputStream(self, rate: int, **_: object) -> types.SimpleNamespace:  # noqa: N802
        """Return a stream that notes what is played."""

        def write(content: bytes) -> None:
            self.played += content

        return types.SimpleNamespace(
            write=write, start=lambda: None, stop=lambda: None, close=lambda: None
        )


QUESTION = Question(
    id="split.why",
    category="practical",
    covers=(),
    about="split",
    phrasings=("Why that split?",),
    ideas=(Idea("it is by time", must=True), Idea("the test is later", must=False)),
    what=None,
    what_if=None,
    attack=None,
    see=None,
    numbers=(),
    facts_hash="",
)


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return assemble("spam", tmp_path)


def said(microphone: Microphone, monkeypatch, keys: list[str]) -> tuple[Candidate, room.Room]:
    """Return a candidate who speaks into a microphone, and types ``keys`` when listening back."""
    monkeypatch.setitem(sys.modules, "sounddevice", microphone)

    class Speaker(Candidate):
        def line(self, prompt: str) -> str:
            if "Listen to it?" in prompt or "fillers" in prompt:
                self.say(prompt)
                return keys.pop(0)
            return super().line(prompt)

    speaker, bands = Speaker(), anchors.read(opening.KIT / "anchors.yaml")
    return speaker, room.Room(speaker, Mine(opening.MINE), bands, Path(), aloud=True, record=True)


@pytest.mark.parametrize("rate", [16_000, 44_100])
def test_a_spoken_answer_is_recorded_measured_and_logged(rate, project, monkeypatch):
    microphone = Microphone(sounded(TALK, rate=rate), rate)
    speaker, there = said(microphone, monkeypatch, ["p", "g", "3"])
    review = asking.ask(QUESTION, room.Way(), there)
    assert review
    assert review.mode == "aloud"
    spoken = review.machine["speech"]
    assert spoken["pace"] == pytest.approx(4.0, abs=0.1)
    assert (spoken["pauses"], spoken["long"], spoken["fillers"]) == (2, 1, 3)
    (file,) = aloud.kept(there.mine.recordings)
    assert microphone.played == microphone.content
    assert file.name.endswith("split-why.wav")
    right(speech.measure(file))
    assert "listen to it once" in speaker.shown


def test_a_silent_microphone_does_not_end_the_question(project, monkeypatch):
    speaker, there = said(Microphone([0.0] * 64_000), monkeypatch, [])
    review = asking.ask(QUESTION, room.Way(), there)
    assert review
    assert review.ticks
    assert "speech" not in review.machine
    assert "is silent: turn the microphone on" in speaker.shown


@pytest.mark.parametrize("key", ["s", "?"])
def test_what_was_not_an_answer_is_not_kept(key, project, monkeypatch):
    _, there = said(Microphone(sounded(TALK, rate=16_000)), monkeypatch, [])
    monkeypatch.setattr(Candidate, "answer", lambda *_, **__: asking.Answer(key, 1.0), raising=True)
    asking.ask(QUESTION, room.Way(), there)
    assert aloud.kept(there.mine.recordings) == []


def missing(project: Path, monkeypatch, library: object) -> str:
    """Return what is said where the microphone cannot be reached."""
    monkeypatch.setitem(sys.modules, "sounddevice", library)
    with pytest.raises(InterviewError) as refused:
        rehearsing.do_aloud(what=None, listed=False, delete=None)
    assert not (project / "interview/mine/aloud").exists()
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_without_library_or_microphone_one_sentence_says_what_to_do(project, monkeypatch):
    assert "sounddevice is not installed" in missing(project, monkeypatch, None)
    assert "no microphone was found" in missing(project, monkeypatch, Microphone([]))
    monkeypatch.delitem(sys.modules, "sounddevice")
    (project / "sounddevice.py").write_text("raise OSError('PortAudio library not found')")
    monkeypatch.syspath_prepend(project)
    with pytest.raises(InterviewError, match="PortAudio, which reaches the microphone"):
        rehearsing.do_session(minutes=10, category=None, answers="record", seed=None)


def test_recordings_are_listed_and_deleted(project, capsys):
    folder = Mine(opening.MINE).recordings
    folder.mkdir(parents=True)
    for name in ("one", "two", "three"):
        saved(folder / f"{name}.wav", sounded(TALK))
    rehearsing.do_aloud(what=None, listed=True, delete=None)
    assert "0:13, 2 pauses (1 long), about 4.0 syllables a second" in capsys.readouterr().out
    rehearsing.do_aloud(what=None, listed=False, delete="one")
    assert [path.stem for path in aloud.kept(folder)] == ["three", "two"]
    with pytest.raises(InterviewError, match="no recording four"):
        rehearsing.do_aloud(what=None, listed=False, delete="four")
    rehearsing.do_aloud(what=None, listed=False, delete="all")
    assert aloud.kept(folder) == []


def test_a_wav_file_is_measured_where_there_is_no_microphone(project, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    saved(project / "talk.wav", sounded(TALK))
    assert rehearsing.do_aloud(what="talk.wav", listed=False, delete=None) == 0
    out = capsys.readouterr().out
    assert "10 of 13 s, beginning after 0.5 s" in out
    assert "2.5 s at 0:08" in out


def test_recordings_stay_out_of_the_repository(project):
    assert Mine(opening.MINE).recordings.is_relative_to(commands.MINE)
