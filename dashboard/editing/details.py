"""What a meeting says beside its slides, changed by forms: its own keys, its links, attachments and questions.

``FIELDS`` are the keys of the meeting itself that a form has, ``ROWS`` those of what there may be several of. Every key
that a meeting file knows is among them or of a slide, but for those that are no person's to write
(tests/dashboard/editing/test_every_key.py).
"""

import tomllib
from collections.abc import Callable, Mapping
from datetime import time
from pathlib import Path
from typing import Any

from dashboard.editing.blocks import TOP, Blocks, Keyed, Value, put, written
from dashboard.editing.changes import Change, number_of, said_of
from dashboard.editing.drafts import Read
from dashboard.meetings.file_details import time_written
from dashboard.publishing import checking
from loaders.ground import places
from loaders.ground.clock import day_written
from loaders.ground.errors import UsageError

_OF_NEXT = ("next_start", "next_place")
"""What is said of the next meeting besides its day, and goes with it."""
NONE = "-"
"""How a form says that a list has nothing in it, where leaving it out says something else."""
_NEEDED = {
    "title": "Skriv vad mötet heter.",
    "place": "Skriv var mötet hålls: orten, eller Teams.",
    "county": "Välj ett län.",
    ("lank", "title"): "Skriv vad länken heter.",
    ("lank", "address"): "Skriv adressen, som börjar med https://.",
    ("bilaga", "title"): "Skriv vad bilagan heter.",
    ("bilaga", "file"): "Välj en fil.",
    ("fraga", "text"): "Skriv frågan.",
}
"""What is said of a field that may not be empty."""


def change_of(asked: Mapping[str, Any]) -> Change | None:
    """The change of a meeting's details that a request asks for; None where it asks for none of these. UsageError where
    its words are no such thing."""
    make = _MAKERS.get(str(asked.get("op", "")))
    return make(asked) if make is not None else None


def _day(text: str) -> Value:
    """A day; what is none stays as written, and is refused when the file is read."""
    return day_written(text) or text


def _time(text: str) -> Value:
    """A time as people write it; what is none stays as written."""
    return time_written(text) or text


def _one_line(text: str) -> Value:
    return " ".join(text.split())


def _codes(text: str) -> Value:
    """Codes of counties with spaces between; a dash says that there are none."""
    return [] if text == NONE else text.split()


def _place(text: str) -> Value:
    return places.find_place(text).code


def _slide(text: str) -> Value:
    return int(text) if text.isascii() and text.isdigit() else text


def _as_written(text: str) -> Value:
    return text


_Reader = Callable[[str], Value]
FIELDS: Mapping[str, _Reader] = {
    "title": _one_line,
    "place": _one_line,
    "county": _place,
    "as_of": _day,
    "neighbours": _codes,
    "start": _time,
    "end": _time,
    "held": _as_written,
    "deep_dive": _one_line,
    "mailbox": _one_line,
    "next": _day,
    "next_start": _time,
    "next_place": _one_line,
}
"""The keys of the meeting itself, each with how what is filled in becomes what the file says."""
ROWS: Mapping[str, Mapping[str, _Reader]] = {
    "lank": {"title": _one_line, "address": _one_line},
    "bilaga": {"title": _one_line, "file": _as_written},
    "fraga": {"text": _one_line, "slide": _slide, "place": _place, "answer": _as_written, "approved": _as_written},
}
"""The same of each table that may stand there several times."""


def _set(asked: Mapping[str, Any]) -> Change:
    """A key of the meeting itself; an empty one is taken away."""
    key = str(asked.get("key", ""))
    if key not in FIELDS:
        raise UsageError(f"'{key}' is not set here", f"”{key}” ändras inte här.")
    text = said_of(asked, "value")
    value = _value(FIELDS[key], text, _NEEDED.get(key, ""))

    def change(table: Keyed) -> None:
        _put(table, key, value, FIELDS[key])
        for one in _OF_NEXT if key == "next" and value is None else ():
            put(table, one, None)

    return Change(lambda blocks: blocks.changed(0, change), 0, key, text, table=TOP)


def _set_row(asked: Mapping[str, Any]) -> Change:
    """A key of one of several."""
    part, n, key = _part(asked), number_of(asked, "n"), str(asked.get("key", ""))
    if key not in ROWS[part]:
        raise UsageError(f"'{key}' is not set here", f"”{key}” ändras inte här.")
    if key == "approved":
        is_so = bool(asked.get("value"))
        return Change(lambda blocks: blocks.changed(n, lambda table: put(table, key, is_so)), n, key, table=part)
    text = said_of(asked, "value")
    read = ROWS[part][key]
    value = _value(read, text, _NEEDED.get((part, key), ""))

    def write(blocks: Blocks) -> Blocks:
        return blocks.changed(n, lambda table: _put(table, key, value, read))

    return Change(write, n, key, text, _TOLD.get(key, ""), part)


_TOLD = {"file": "Filen är bytt"}


def _add_row(asked: Mapping[str, Any]) -> Change:
    """A further link, attachment or question, after the others."""
    part = _part(asked)
    said = {
        key: value
        for key, read in ROWS[part].items()
        if (value := _value(read, said_of(asked, key), _NEEDED.get((part, key), ""))) is not None
    }
    if part == "fraga":
        said["approved"] = False
    block = written(part, list(said.items()))
    name = str(said.get("title", said.get("text", "")))
    told = f"{_NAMES[part]} ”{name}” {'tillagd' if part != 'fraga' else 'tillagd, inte godkänd än'}"
    return Change(lambda blocks: blocks.added(len(blocks.slides), block), told_sv=told, table=part)


def _move_row(asked: Mapping[str, Any]) -> Change:
    part, n, to = _part(asked), number_of(asked, "n"), number_of(asked, "to")
    return Change(
        lambda blocks: blocks.moved(n, to), n, told_sv=f"{_NAMES[part]} flyttad till plats {to + 1}", table=part
    )


def _remove_row(asked: Mapping[str, Any]) -> Change:
    part, n = _part(asked), number_of(asked, "n")
    more = ". Filen ligger kvar bredvid mötesfilen" if part == "bilaga" else ""
    return Change(lambda blocks: blocks.without(n), n, told_sv=f"{_NAMES[part]} borttagen{more}", table=part)


_NAMES = {"lank": "Länken", "bilaga": "Bilagan", "fraga": "Frågan"}
_MAKERS: Mapping[str, Callable[[Mapping[str, Any]], Change]] = {
    "detail": _set,
    "row": _set_row,
    "row-add": _add_row,
    "row-move": _move_row,
    "row-remove": _remove_row,
}


def _part(asked: Mapping[str, Any]) -> str:
    part = str(asked.get("part", ""))
    if part not in ROWS:
        raise UsageError(f"there is no [[{part}]] here", f"”{part}” ändras inte här.")
    return part


def _value(read: _Reader, text: str, needed: str) -> Value | None:
    """What the file is to say; None for an empty field that may be left out."""
    if not text:
        if needed:
            raise UsageError("the field is empty", needed)
        return None
    return read(text)


def _put(table: Keyed, key: str, value: Value | None, read: _Reader) -> None:
    """Set a key unless it says the same already, however it is written."""
    if value is None or key not in table or read(_as_text(table[key])) != value:
        put(table, key, value)


def _as_text(value: object) -> str:
    """A key as a form shows it: 13.00 of a time however it is written, a list with spaces between."""
    if isinstance(value, time):
        return f"{value:%H.%M}"
    if isinstance(value, list):
        return " ".join(map(str, value)) or NONE
    return "" if value is None else str(value)


def told(read: Read, folder: Path | None, next_sv: str) -> dict[str, Any]:
    """The same as forms show it. fields: as text by key; rows by table. next_sv: what is published of the next
    meeting, which may be known by its own file. Of each attachment what is to be seen to."""
    meeting, stated = read.meeting, tomllib.loads(read.good)
    if meeting is None:
        raise UsageError("the file was never readable", "Filen går inte att läsa.")
    fields = dict.fromkeys(FIELDS, "")
    alike = {
        one: "En annan heter likadant. Ge dem namn som skiljer dem åt."
        for ones in checking.named_alike(meeting).values()
        for one in ones
    }
    meant = {key: getattr(meeting, "next_day" if key == "next" else key) for key in FIELDS if key in stated}
    fields |= {key: _as_text(list(one) if isinstance(one, tuple) else one) for key, one in meant.items()}
    return {
        "fields": fields,
        "next_sv": next_sv,
        "neighbours": list(meeting.neighbours),
        "lank": [{"title": one.title, "address": one.address, "remark": alike.get(one, "")} for one in meeting.links],
        "bilaga": [
            {
                "title": one.title,
                "file": one.file,
                "remark": " ".join(filter(None, (found.told_sv if found else "", alike.get(one)))),
            }
            for one in meeting.attachments
            for found in [checking.seen_of(one, folder)]
        ],
        "fraga": [
            {
                "text": one.text,
                "slide": str(one.slide or ""),
                "place": places.place(one.place).full_name if one.place else "",
                "answer": one.answer,
                "approved": one.approved,
            }
            for one in meeting.questions
        ],
    }
