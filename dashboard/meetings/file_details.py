"""What a meeting file may say beside its slides: when and how it is held, links, attachments, questions from it.

start = 13:00:00, end = "14:00", held = "digitalt", deep_dive = "…", mailbox = "statistik@…", next = 2026-12-14 and of
that meeting next_start and next_place; and each as often as wanted ``[[lank]]`` with title and address, ``[[bilaga]]``
with title and file (beside the meeting file), ``[[fraga]]`` with text, and slide, place, answer and approved (true: it
may be published) where they are known.
"""

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any, TypedDict

from dashboard.meetings.meeting import Held, Link, Question
from dashboard.meetings.toml_file import day_at, known_keys, line_at, place_at, text_at, truth_at, typed, value_at
from dashboard.words.swedish import date_text
from loaders.ground.people.files import address_parts
from loaders.ground.people.toml_text import Fault

TABLES: Mapping[str, tuple[str, ...]] = {
    "lank": ("title", "address"),
    "bilaga": ("title", "file"),
    "fraga": ("text", "slide", "place", "answer", "approved"),
}
"""Tables that may stand in a meeting file as often as wanted, with their keys."""
DETAILS = ("start", "end", "held", "deep_dive", "mailbox", "next", "next_start", "next_place", *TABLES)
"""Keys of a meeting file that this module reads."""
ATTACHED = (".pdf", ".docx", ".pptx", ".xlsx", ".odt", ".odp", ".ods", ".txt", ".csv", ".png", ".jpg", ".jpeg")
"""Endings of files that may be attached."""
LONGEST_TEXT = 2_000
LATEST_NEXT = timedelta(days=730)
"""The next meeting is no later than this after a meeting: a day that is has a year written wrong."""
_At = tuple[str | int, ...]


class Details(TypedDict):
    """What ``details`` gives: fields of a Meeting."""

    start: time | None
    end: time | None
    held: Held | None
    deep_dive: str
    mailbox: str
    next_day: date | None
    next_start: time | None
    next_place: str
    links: tuple[Link, ...]
    attachments: tuple[Link, ...]
    questions: tuple[Question, ...]


def details(fault: Fault, raw: dict[str, Any], slides: int) -> Details:
    """Those keys, checked; ``slides`` is how many slides there are. UsageError for the first that is wrong."""
    start, end = _time(fault, raw, "start"), _time(fault, raw, "end")
    if start is not None and end is not None and end <= start:
        raise fault.at(
            ("end",),
            f"the meeting ends at {end:%H:%M}, before it starts",
            f"mötet slutar innan det börjar. Slutet ska vara efter {start:%H.%M}.",
        )
    return Details(
        start=start,
        end=end,
        held=_held(fault, raw),
        deep_dive=_text(fault, raw, ("deep_dive",)),
        mailbox=_mailbox(fault, raw),
        next_day=_next(fault, raw),
        next_start=_time(fault, raw, "next_start"),
        next_place=_text(fault, raw, ("next_place",)),
        links=tuple(_link(fault, raw, at) for at in _each(fault, raw, "lank")),
        attachments=tuple(_attachment(fault, raw, at) for at in _each(fault, raw, "bilaga")),
        questions=tuple(_question(fault, raw, at, slides) for at in _each(fault, raw, "fraga")),
    )


def _time(fault: Fault, raw: dict[str, Any], key: str) -> time | None:
    if key not in raw:
        return None
    value = typed(fault, raw, (key,), time | str, "a time such as 13:00", "ett klockslag, till exempel 13:00")
    found = value if isinstance(value, time) else time_written(value)
    if found is None:
        raise fault.at((key,), f"'{value}' is no time; write 13:00", f"”{value}” är inget klockslag. Skriv 13:00.")
    return found


def time_written(text: str) -> time | None:
    """A time as people write it: 13.00, 13:00, kl. 9.30, 13; None for what is none."""
    found = _TIME.fullmatch(text.strip().lower())
    try:
        return time(int(found["hour"]), int(found["minute"] or 0)) if found else None
    except ValueError:
        return None


_TIME = re.compile(r"(?:kl\.? ?)?(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2})(?::00)?)?")


def _held(fault: Fault, raw: dict[str, Any]) -> Held | None:
    if "held" not in raw:
        return None
    word, known = line_at(fault, raw, ("held",)).lower(), ", ".join(Held)
    if word not in tuple(Held):
        raise fault.at(("held",), f"'{word}' must be one of {known}", f"”{word}” ska vara något av {known}.")
    return Held(word)


def _mailbox(fault: Fault, raw: dict[str, Any]) -> str:
    text = _text(fault, raw, ("mailbox",))
    if text and (text.count("@") != 1 or " " in text or "." not in text.partition("@")[2]):
        raise fault.at(
            ("mailbox",),
            f"'{text}' is no e-mail address; write that of a function, not a person's",
            f"”{text}” är ingen e-postadress. Skriv en funktionsbrevlåda, inte en persons.",
        )
    return text


def _next(fault: Fault, raw: dict[str, Any]) -> date | None:
    if "next" not in raw:
        if alone := next((key for key in ("next_start", "next_place") if key in raw), ""):
            raise fault.at(
                (alone,),
                f"'{alone}' without 'next', the day",
                "nästa möte har tid eller plats men ingen dag. Skriv dagen först (next).",
            )
        return None
    following = day_at(fault, raw, ("next",))
    if following <= day_at(fault, raw, ("date",)):
        held = day_at(fault, raw, ("date",))
        raise fault.at(
            ("next",),
            "the next meeting is not after this one",
            f"nästa möte ligger inte efter det här. Välj en dag efter den {date_text(held)}.",
        )
    if following - day_at(fault, raw, ("date",)) > LATEST_NEXT:
        raise fault.at(
            ("next",),
            f"the next meeting is on {following}, more than two years after this one",
            f"nästa möte ligger mer än två år efter det här ({date_text(following)}). Skriv rätt år.",
        )
    return following


def _each(fault: Fault, raw: dict[str, Any], key: str) -> list[_At]:
    """Where each table of that name stands."""
    if key not in raw:
        return []
    tables = typed(fault, raw, (key,), list, f"tables: [[{key}]]", f"tabeller: [[{key}]]")
    if not all(isinstance(table, dict) for table in tables):
        raise fault.at((key,), f"write it as [[{key}]]", f"skriv det som [[{key}]].")
    for n, table in enumerate(tables):
        known_keys(fault, table, TABLES[key], (key, n))
    return [(key, n) for n in range(len(tables))]


def _text(fault: Fault, raw: dict[str, Any], at: _At, *, in_one_line: bool = True) -> str:
    """A text that may be left out or empty, and is no longer than is read."""
    if at[-1] not in value_at(raw, at[:-1]):
        return ""
    value = typed(fault, raw, at, str, "text within quotes", "text inom citattecken")
    text = " ".join(value.split()) if in_one_line else value.strip()
    if len(text) > LONGEST_TEXT:
        raise fault.at(at, f"at most {LONGEST_TEXT} characters", f"högst {LONGEST_TEXT} tecken får plats.")
    return text


def _link(fault: Fault, raw: dict[str, Any], at: _At) -> Link:
    title, address = (line_at(fault, raw, (*at, key)) for key in ("title", "address"))
    parts = address_parts(address)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise fault.at(
            (*at, "address"),
            f"'{address}' is no address that begins with https://",
            f"”{address}” är ingen adress som börjar med https://.",
        )
    return Link(title, address=address)


def _attachment(fault: Fault, raw: dict[str, Any], at: _At) -> Link:
    title, name = line_at(fault, raw, (*at, "title")), text_at(fault, raw, (*at, "file")).strip()
    if Path(name).name != name or name.startswith(".") or Path(name).suffix.lower() not in ATTACHED:
        endings = ", ".join(ATTACHED)
        raise fault.at(
            (*at, "file"),
            f"'{name}' is not the name of a file beside the meeting file ({endings})",
            f"”{name}” är inget filnamn på en fil bredvid mötesfilen ({endings}).",
        )
    return Link(title, file=name)


def _question(fault: Fault, raw: dict[str, Any], at: _At, slides: int) -> Question:
    table = value_at(raw, at)
    slide, place = 0, ""
    if "slide" in table:
        written = typed(fault, raw, (*at, "slide"), int | str, "a slide's number", "en bilds nummer")
        slide = int(written) if str(written).isascii() and str(written).strip().isdigit() else 0
        if not 1 <= slide <= slides:
            raise fault.at(
                (*at, "slide"),
                f"there is no slide {written}; write 1 to {slides}",
                f"det finns ingen bild {written}. Skriv 1 till {slides}.",
            )
    if "place" in table:
        place = place_at(fault, raw, (*at, "place")).code
    approved = truth_at(fault, raw, (*at, "approved")) if "approved" in table else False
    text = line_at(fault, raw, (*at, "text"))
    if len(text) > LONGEST_TEXT:
        raise fault.at((*at, "text"), f"at most {LONGEST_TEXT} characters", f"högst {LONGEST_TEXT} tecken får plats.")
    return Question(text, slide, place, _text(fault, raw, (*at, "answer"), in_one_line=False), approved)
