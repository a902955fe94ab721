"""Whether a draft still says what its newest edition was made of, told by a fingerprint that is kept among its files.

Two: of what an addition publishes (approved questions, links, attachments), and of all else. Notes, comments and what
the file says of the mailbox are in no edition, and in neither.
"""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from dashboard.editions.content import Edition, EditionDamaged, Kind
from dashboard.editions.written import Editions, Key
from dashboard.meetings.meeting import Meeting
from dashboard.words import swedish
from loaders.ground.clock import STOCKHOLM
from loaders.ground.errors import NoSuchMeeting

FINGERPRINT = "utkast.sha256"
"""The file of an edition that has it: a line of hex for each of the two."""
_ADDED = ("lank", "bilaga", "fraga")
_UNPUBLISHED = ("mailbox", *_ADDED)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """slides: of what a first edition and a correction publish; added: of what an addition does too. Hex."""

    slides: str
    added: str

    @classmethod
    def of(cls, text: str) -> "Fingerprint":
        """That of the text of a meeting file."""
        stated = tomllib.loads(text)
        views = [{key: one for key, one in view.items() if key != "notes"} for view in stated.get("view", [])]
        slides = {key: value for key, value in stated.items() if key not in _UNPUBLISHED} | {"view": views}
        added = {key: [one for one in stated.get(key, []) if _is_published(key, one)] for key in _ADDED}
        return cls(_digest(slides), _digest(added))

    def encoded(self) -> bytes:
        """As the file has it."""
        return f"{self.slides}\n{self.added}\n".encode()


def _is_published(key: str, stated: Mapping[str, Any]) -> bool:
    return key != "fraga" or bool(stated.get("approved"))


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()


def fingerprint_files(edition: Edition, meeting: Meeting, editions: Editions) -> dict[str, bytes]:
    """The file to be kept with an edition that is being written; none of a meeting that no file has said.

    It is of the text that the meeting was read from: what is written to the draft while its edition is made is in no
    edition. An addition keeps the slides of the edition before, whatever the draft says.
    """
    if not meeting.text:
        return {}
    made = Fingerprint.of(meeting.text)
    if edition.kind is Kind.ADDITION:
        try:
            made = Fingerprint(_kept(editions, Key(edition.head.day, edition.number - 1)).slides, made.added)
        except NoSuchMeeting:  # published before there were fingerprints
            return {}
    return {FINGERPRINT: made.encoded()}


def _kept(editions: Editions, key: Key) -> Fingerprint:
    """That of an edition. NoSuchMeeting where it has none."""
    slides, added = editions.read(key, FINGERPRINT).decode().split()
    return Fingerprint(slides, added)


def published_sv(text: str, day: date, editions: Editions, today: date) -> str:
    """What is published of a draft, and whether it has been changed since, in a few words."""
    numbers = editions.numbers(day)
    if not numbers:
        return "utkast, inte publicerat"
    try:
        return _beside_edition_sv(text, Key(day, numbers[-1]), editions, today)
    except EditionDamaged as error:
        return error.message_sv


@lru_cache(maxsize=16)
def _beside_edition_sv(text: str, key: Key, editions: Editions, today: date) -> str:
    """The same beside an edition, remembered: every open window asks again and again. EditionDamaged, which is not."""
    name = f"utgåva {key.number}"
    when = editions.edition(key).moment.astimezone(STOCKHOLM)
    moment = f"{when:%H.%M}" if when.date() == today else f"{swedish.date_text(when, with_year=False)} {when:%H.%M}"
    try:
        is_same = _kept(editions, key) == Fingerprint.of(text)
    except NoSuchMeeting:  # published before there were fingerprints
        return f"{name} publicerad {moment}"
    return f"{name} publicerad {moment}, inget ändrat sedan" if is_same else f"ändrat sedan {name}, publicerad {moment}"
