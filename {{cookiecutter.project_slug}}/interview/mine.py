"""What belongs to the candidate alone: `interview/mine/`, which nothing ever overwrites.

- reviews.jsonl: one line for each question that was finished
- answers.jsonl: the answers themselves, so that a repeated one can be recognized
- questions.json: copies of the question files that are fast to read; deleting it loses nothing
- session.html: the session for a browser, as `browser` has written it last
- settings.json: the date of the interview, the role and level of the last mock interview, and
  under which name the project joined the others
- aloud/: recordings of spoken answers
- drills/ and drills.json: the files in which the coding drills are solved, and how far they are
- faults/ and changes/, each with a .json: copies of own modules to mend and to change
"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from . import journal
from .clock import Begun
from .errors import InterviewError
from .scoring import digest

FOLDER = "ml-portfolio"  # among the settings and the data that this system keeps for a user


class Mine:
    """The candidate's own files in one folder."""

    def __init__(self, folder: Path):
        """Keep them in ``folder``, which is made when something is first written."""
        self.folder = folder
        self.reviews = folder / "reviews.jsonl"
        self.answers = folder / "answers.jsonl"
        self.settings = folder / "settings.json"
        self.recordings = folder / "aloud"

    def recording(self, name: str) -> Path:
        """Return where the next recording of an answer is kept."""
        safe = "".join(letter if letter.isalnum() else "-" for letter in name)
        return self.recordings / f"{datetime.now():%Y-%m-%d-%H%M%S}-{safe}.wav"

    def keep_answer(self, name: str, text: str) -> str | None:
        """Append an answer and return its hash, None when nothing was typed.

        Raises InterviewError when it cannot be written.
        """
        return self._append(name, text, finished=True)

    def break_off(self, name: str, begun: Begun) -> None:
        """Append an answer that is to be gone on with.

        Raises InterviewError when it cannot be written.
        """
        seconds = round(begun.seconds, 1)
        self._append(name, begun.text, finished=False, seconds=seconds, phrasing=begun.phrasing)

    def _append(self, name: str, text: str, **more: bool | float) -> str | None:
        if not text.strip():
            return None
        entry = {"ts": journal.stamp(), "id": name, "hash": digest(text), **more, "text": text}
        journal.append(self.answers, entry)
        return str(entry["hash"])

    def answers_to(self, name: str) -> list[str]:
        """Return the earlier answers to a question, oldest first, without what was broken off."""
        given = [entry for entry in journal.read(self.answers) if entry.get("id") == name]
        broken_off = {entry["hash"] for entry in given if not entry["finished"]}
        return [entry["text"] for entry in given if entry["hash"] not in broken_off]

    def begun(self) -> dict[str, Begun]:
        """Return the answers that were broken off and not taken up again, the oldest first."""
        begun: dict[str, Begun] = {}
        for entry in journal.read(self.answers):
            begun.pop(entry.get("id", ""), None)
            if not entry.get("finished", True):
                seconds, phrasing = entry.get("seconds", 0.0), entry.get("phrasing", 0)
                begun[entry["id"]] = Begun(entry["text"], seconds, phrasing)
        return begun

    @property
    def interview_date(self) -> date | None:
        """The day of the interview, if the candidate has said it."""
        text = self._settings().get("interview")
        return date.fromisoformat(text) if text else None

    def set_interview_date(self, day: date | None) -> None:
        """Remember the day of the interview, or forget it."""
        self._write({**self._settings(), "interview": day.isoformat() if day else None})

    @property
    def round(self) -> tuple[str | None, str | None]:
        """The role and the level of the last mock interview, if there was one."""
        settings = self._settings()
        return settings.get("role"), settings.get("level")

    def set_round(self, role: str, level: str) -> None:
        """Remember the role and the level of a mock interview."""
        self._write({**self._settings(), "role": role, "level": level})

    @property
    def journal(self) -> str | None:
        """The name of this project's journal among those of all projects, if it has joined them."""
        return self._settings().get("journal")

    def set_journal(self, name: str | None) -> None:
        """Remember the name of the journal, or forget it."""
        self._write({**self._settings(), "journal": name})

    def _settings(self) -> dict[str, Any]:
        try:
            settings = json.loads(self.settings.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except ValueError as error:
            raise InterviewError(f"{self.settings} is not valid JSON: mend or delete it") from error
        return dict(settings)

    def _write(self, settings: dict[str, Any]) -> None:
        beside = self.settings.with_suffix(".new")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
            beside.replace(self.settings)
        except OSError as error:
            raise InterviewError(f"cannot write {self.settings}: {error.strerror}") from error
