"""The keys of one ``[[view]]`` of a meeting file, read and checked: what a kind of slide asks for what it needs.

A ``[[question]]`` of the year's wheel has a slide's keys too, and is read alike (``part``).

Every error names the file, the line and what to write instead, in English and Swedish.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.meetings.toml_file import known_keys, text_at, truth_at, typed, value_at
from dashboard.views import selection
from dashboard.views.links import copied
from dashboard.views.selection import Selection
from dashboard.words.swedish import small_number
from loaders.ground.errors import UsageError
from loaders.ground.people.toml_text import Fault

LONGEST_TEXT = 10_000
"""Of words, notes and texts of a slide."""
_TIME = re.compile(r"(?:(?P<minutes>\d{1,3})[:.](?=[0-5]\d\Z))?(?P<seconds>\d{1,5})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """One ``[[view]]``: the ``number``-th from 0 of a file.

    ``raw`` is the whole file as TOML has it, ``county`` the place of links that name none, and ``as_of`` the day of
    links that have none of their own. ``part``: what the list of tables is called.
    """

    fault: Fault
    raw: dict[str, Any]
    number: int
    county: str
    as_of: date | None = None
    part: str = "view"

    @property
    def table(self) -> dict[str, Any]:
        """The keys and what they hold."""
        found: dict[str, Any] = value_at(self.raw, (self.part, self.number))
        return found

    def __contains__(self, key: str) -> bool:
        return key in self.table

    def known(self, known: tuple[str, ...]) -> None:
        """UsageError, naming the nearest known key, if there is another."""
        known_keys(self.fault, self.table, known, (self.part, self.number))

    def wrong(self, key: str, english: str, swedish: str) -> UsageError:
        """The error that a key is wrong; of the whole ``[[view]]`` where ``key`` is empty."""
        return self.fault.at(self._at(key) if key else (self.part, self.number), english, swedish)

    def text(self, key: str) -> str:
        """A text that must be there."""
        text = text_at(self.fault, self.raw, self._at(key)).strip()
        if len(text) > LONGEST_TEXT:
            raise self.wrong(key, f"at most {LONGEST_TEXT} characters", f"högst {LONGEST_TEXT} tecken får plats.")
        return text

    def text_if_any(self, key: str) -> str:
        """A text; empty where the key is not there, or says nothing."""
        return self.text(key) if self.table.get(key, "") != "" else ""

    def truth(self, key: str, *, unless_said: bool) -> bool:
        """``true`` or ``false``, "ja" or "nej"."""
        return truth_at(self.fault, self.raw, self._at(key)) if key in self else unless_said

    def seconds(self, key: str, most: int) -> int:
        """How long something takes: a whole number of seconds, or ``1:30``; 0 where the key is not there."""
        if key not in self:
            return 0
        written = typed(
            self.fault, self.raw, self._at(key), int | str, "seconds, such as 90", "sekunder, till exempel 90"
        )
        try:
            return seconds_of(written, most)
        except UsageError as error:
            raise self.wrong(key, str(error), f"{key}: {error.message_sv}") from None

    def link(self, key: str) -> Selection:
        """What a link chooses, which must be there and lead to an indicator."""
        return self._chosen(key, text_at(self.fault, self.raw, self._at(key)))

    def links(self, key: str, most: int) -> tuple[Selection, ...]:
        """What one to ``most`` links choose."""
        found = typed(self.fault, self.raw, self._at(key), list, "a list of links", "en lista med länkar")
        if not 1 <= len(found) <= most or not all(isinstance(link, str) for link in found):
            raise self.wrong(
                key,
                f"'{key}' must be 1 to {most} links",
                f"”{key}” ska vara en till {small_number(most)} länkar.",
            )
        return tuple(self._chosen(key, link) for link in found)

    def rows(self, key: str) -> tuple[tuple[str, ...], ...]:
        """Rows of texts and numbers, headings first, each as long as the longest; none where the key is not there."""
        if key not in self:
            return ()
        rows = typed(self.fault, self.raw, self._at(key), list, "rows of texts", "rader av texter")
        is_table = rows and all(isinstance(row, list) and row for row in rows)
        if not is_table or not all(type(cell) in (str, int, float) for row in rows for cell in row):
            raise self.wrong(
                key,
                f"'{key}' must be rows of texts, headings first",
                f"”{key}” ska vara rader med texter inom citattecken, rubrikerna först.",
            )
        widest = max(map(len, rows))
        return tuple((*map(_cell, row), *[""] * (widest - len(row))) for row in rows)

    def picture(self, key: str, endings: tuple[str, ...]) -> str:
        """The name of a picture beside the meeting file; empty where the key is not there."""
        if key not in self:
            return ""
        name = text_at(self.fault, self.raw, self._at(key))
        if Path(name).name != name or Path(name).suffix.lower() not in endings:
            raise self.wrong(
                key,
                f"'{name}' is not the name of a picture beside the meeting file ({', '.join(endings)})",
                f"”{name}” är inget filnamn på en bild bredvid mötesfilen ({', '.join(endings)}).",
            )
        return name

    def _at(self, key: str) -> tuple[str | int, ...]:
        return (self.part, self.number, key)

    def _chosen(self, key: str, link: str) -> Selection:
        try:
            found = chosen_by(link, self.county)
        except UsageError as error:
            raise self.wrong(key, str(error), error.message_sv) from None
        return found.but(as_of=self.as_of) if self.as_of and not found.as_of else found


def _cell(value: str | int | float) -> str:
    """A cell of a table as text, numbers with decimal comma."""
    return value.strip() if isinstance(value, str) else str(value).replace(".", ",")


def seconds_of(written: int | str, most: int) -> int:
    """How long something takes, as people write it: 90, ``"1:30"`` or ``"1.30"``, 1 to ``most`` seconds. UsageError."""
    text = str(written).strip()
    found = _TIME.fullmatch(text)
    if found is None:
        raise UsageError(
            f"'{text}' is no time; write minutes and seconds, 1:30, or seconds, 90",
            f"”{text}” är ingen tid. Skriv minuter och sekunder, 1:30, eller sekunder, 90.",
        )
    seconds = 60 * int(found["minutes"] or 0) + int(found["seconds"])
    if not 1 <= seconds <= most:
        raise UsageError(
            f"{seconds} seconds; write 1 to {most}", f"{seconds} sekunder går inte. Skriv 1 till {most} sekunder."
        )
    return seconds


def chosen_by(link: str, county: str) -> Selection:
    """What a link to an indicator chooses, as copied from the browser or written from / on; UsageError for another."""
    path, query = copied.path_and_query(link)
    if not path.startswith(selection.INDICATOR):
        raise UsageError(
            f"'{link}' is not a link to an indicator; copy it from the page of one ({selection.INDICATOR}…)",
            f"”{link}” är ingen länk till en indikator. Kopiera den på en indikators sida ({selection.INDICATOR}…).",
        )
    return selection.parse(path, query, home=county)
