"""What participants follow: which slide of a published edition the speaker shows now, under a word of an address.

One small file for each word, written whole and removed at the end, so that every process that serves the pages knows
it. It holds a day, a number, a slide, a place and a moment, and nothing of who follows.
"""

import hmac
import os
import re
import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol

import orjson

from dashboard.editions.asked import Asked
from loaders.ground import clock
from loaders.ground.errors import UsageError
from loaders.ground.files import NO_DEVICE, put_in_place, take_away, write_atomically

FOLDER = "following"
"""The folder beside the store."""
WORD = re.compile(NO_DEVICE + r"[a-zåäö0-9][a-zåäö0-9-]{2,39}")
"""A word of an address; without another it is the day of the meeting."""
MOST_WORDS = 20
SILENT = timedelta(hours=3)
"""A speaker who has shown no other slide for so long has gone home."""
SECRET_HOLDS = timedelta(hours=24)
"""A start within so long keeps the secret: a server that is started anew during a meeting goes on taking slides."""
_SECRET = "hemlighet"
_LARGEST_BYTES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A slide that the speaker shows: of the edition of a day, from 1, turned to a place (its code, empty for none)."""

    day: date
    number: int
    slide: int
    place: str = ""


class Tells(Protocol):
    """Where the speaker's side tells what is shown."""

    def show(self, word: str, shown: Shown) -> None:
        """A slide is shown. UsageError where that cannot be told."""

    def end(self, word: str) -> None:
        """The speaker has ended. UsageError where that cannot be told."""

    def is_shown(self, word: str) -> bool:
        """Whether this side shows anything under a word."""

    def ask(self, word: str, text: str, options: Sequence[str]) -> None:
        """Those who follow are asked a question; no answers end it. UsageError."""


class Followed:
    """What is shown, as files of a folder. May be shared by threads."""

    def __init__(self, folder: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._folder, self._now = folder, now
        self._lock = threading.Lock()
        self.questions = Asked(folder)

    def shown(self, word: str) -> Shown | None:
        """What is shown under a word; None where nothing is, or the speaker has been silent for long."""
        if not WORD.fullmatch(word):
            return None
        try:
            with self._path(word).open("rb") as file:
                raw = orjson.loads(file.read(_LARGEST_BYTES))
            if self._now() - clock.from_text(raw["moment"]) > SILENT:
                self.end(word)
                return None
            return Shown(
                day=date.fromisoformat(raw["day"]), number=raw["number"], slide=raw["slide"], place=raw["place"]
            )
        except (OSError, orjson.JSONDecodeError, KeyError, TypeError, ValueError):
            return None

    def is_shown(self, word: str) -> bool:
        """Whether anything is shown under a word."""
        return self.shown(word) is not None

    def show(self, word: str, shown: Shown) -> None:
        """Show a slide. UsageError where the word is none, too many are followed, or it cannot be written."""
        if not WORD.fullmatch(word):
            raise UsageError(
                f"'{word[:40]}' is no word to follow under; write 3 to 40 small letters, digits and hyphens",
                f"”{word[:40]}” går inte att följa under. Skriv 3–40 små bokstäver, siffror och bindestreck.",
            )
        told = {
            "day": shown.day.isoformat(),
            "number": shown.number,
            "slide": shown.slide,
            "place": shown.place,
            "moment": clock.to_text(self._now()),
        }
        with self._lock:
            path = self._path(word)
            if not path.exists() and len(self.words()) >= MOST_WORDS:
                raise UsageError(
                    f"{MOST_WORDS} meetings are followed already; end one",
                    f"{MOST_WORDS} möten följs redan. Avsluta ett av dem.",
                )
            try:
                write_atomically(path, orjson.dumps(told))
            except OSError as error:
                raise UsageError(
                    f"{path} cannot be written: {error}",
                    "Deltagarna kan inte följa: servern kan inte skriva i sin mapp. Säg till den som sköter Länspuls.",
                ) from error

    def end(self, word: str) -> None:
        """Nothing is shown any more, and nothing of it is kept."""
        if WORD.fullmatch(word):
            take_away(self._path(word))
            self.questions.end(word)

    def ask(self, word: str, text: str, options: Sequence[str]) -> None:
        """Ask those who follow; without answers to choose among the question ends. UsageError where nobody can."""
        if not options:
            if WORD.fullmatch(word):
                self.questions.end(word)
            return
        if not self.is_shown(word):
            raise UsageError(f"nobody follows under '{word[:40]}'", "Låt deltagarna följa först (l): då kan de svara.")
        self.questions.ask(word, text, options)

    def words(self) -> tuple[str, ...]:
        """The words under which something is shown."""
        return tuple(sorted(path.stem for path in self._folder.glob("*.json")))

    def start(self) -> Path | None:
        """Make the secret of the speaker's side, where none was made not long ago; the file that holds it.

        Only who runs the server may read the file. None where nothing can be written: then nobody is followed.
        """
        try:
            return self._with_secret()
        except OSError:
            return None

    def _with_secret(self) -> Path:
        path = self._folder / _SECRET
        made = datetime.fromtimestamp(path.stat().st_mtime, UTC) if path.exists() else None
        if made is None or self._now() - made > SECRET_HOLDS:
            self._folder.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_name(f".{_SECRET}-{secrets.token_hex(4)}")
            handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(24))
            put_in_place(unfinished, path)
        return path

    def is_secret(self, said: str) -> bool:
        """Whether this is the secret; never where none was made."""
        try:
            held = (self._folder / _SECRET).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return False
        return bool(held) and hmac.compare_digest(held.encode(), said.encode())

    def _path(self, word: str) -> Path:
        return self._folder / f"{word}.json"
