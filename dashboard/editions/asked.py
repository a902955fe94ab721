"""*Fråga forumet*: a question with a few answers, open while the speaker wants it, counted in words and then gone.

The question is a small file and each answer a byte of another, so that every process counts the same. Nothing tells who
has answered, and both files are removed at the end: answers are no statistics and never stand among them.
"""

import os
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from loaders.ground.errors import UsageError
from loaders.ground.files import reason_sv, take_away, write_atomically

FEWEST, MOST = 2, 6
"""Answers to choose among."""
HIDDEN_BELOW = 8
"""With fewer answers nothing is told of them: one could tell who has said what."""
MOST_GIVEN = 2_000
LONGEST = 140
_LARGEST_BYTES = 5_000
_ADDING = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that is open, and what may be told of its answers, a line for each; one line while they are few."""

    id: str
    text: str
    options: tuple[str, ...]
    told: tuple[str, ...]


def read_line(line: str) -> tuple[str, tuple[str, ...]]:
    """A question and its answers from a line: *Ska koden räknas? Ja / Nej / Vet inte*. UsageError."""
    text, mark, rest = line.partition("?")
    options = tuple(filter(None, (" ".join(one.split()) for one in rest.split("/"))))
    if not mark:
        options = ()
    return checked(" ".join(text.split()) + mark, options)


def checked(text: str, options: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """A question with as many answers, of such lengths, as may be. UsageError."""
    is_fit = 1 < len(text) <= LONGEST and all(0 < len(one) <= LONGEST for one in options)
    if not is_fit or not FEWEST <= len(options) <= MOST or len(set(options)) < len(options):
        raise UsageError(
            f"a question has a question mark and {FEWEST} to {MOST} answers with / between them",
            f"Skriv frågan med frågetecken och sedan {FEWEST}–{MOST} svar med / mellan: Ska koden räknas? Ja / Nej",
        )
    return text, tuple(options)


def counted(options: Sequence[str], given: bytes) -> tuple[str, ...]:
    """What is told of answers: *Ja: 12 av 31 svar*."""
    count = len(given)
    if count < HIDDEN_BELOW:
        return ("Svaren visas när minst åtta har svarat.",)
    return tuple(f"{one}: {given.count(n)} av {count} svar" for n, one in enumerate(options))


class Asked:
    """The questions that are open, as files of a folder. May be shared by threads and processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def ask(self, word: str, text: str, options: Sequence[str]) -> None:
        """Open a question under a word, in place of one that is. UsageError for one that is none, or not to be kept."""
        text, options = checked(text, options)
        asked = {"id": secrets.token_hex(4), "text": text, "options": options}
        try:
            self.end(word)
            write_atomically(self._path(word), orjson.dumps(asked))
        except OSError as error:
            raise UsageError(
                f"{self._path(word)} cannot be written: {error}",
                f"Forumet kan inte frågas: servern kan inte skriva i sin mapp ({reason_sv(error)}).",
            ) from error

    def end(self, word: str) -> None:
        """Close the question; nothing of it is kept."""
        take_away(self._path(word))
        for path in self._folder.glob(f"{word}.svar-*"):
            take_away(path)

    def asked(self, word: str) -> Question | None:
        """The question that is open under a word."""
        try:
            raw = orjson.loads(self._path(word).read_bytes()[:_LARGEST_BYTES])
            options = tuple(raw["options"])
            answers = self._answers(word, raw["id"])
            given = answers.read_bytes()[:MOST_GIVEN] if answers.exists() else b""
            return Question(id=raw["id"], text=raw["text"], options=options, told=counted(options, given))
        except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
            return None

    def answer(self, word: str, id_: str, option: int) -> bool:
        """Count an answer, from 0; whether the question is open and has it."""
        question = self.asked(word)
        if question is None or question.id != id_ or not 0 <= option < len(question.options):
            return False
        handle = os.open(self._answers(word, id_), _ADDING, 0o600)
        try:
            if os.fstat(handle).st_size < MOST_GIVEN:
                os.write(handle, bytes([option]))
        finally:
            os.close(handle)
        return True

    def _path(self, word: str) -> Path:
        return self._folder / f"{word}.fraga"

    def _answers(self, word: str, id_: str) -> Path:
        if not re.fullmatch(r"[0-9a-f]{8}", id_):
            raise KeyError(id_)
        return self._folder / f"{word}.svar-{id_}"
