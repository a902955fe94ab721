"""The region's own and participants' figures: files people write in ``data/own/``, checked with their line numbers.

What is shown comes from the versions of these files that were read in (loaders/own/history.py).

Statements are ``[[uppgift]]`` in a TOML file, or rows of a workbook, with the same keys in English or Swedish. A change
without a number it starts from ("+30 %") is a quotation: it is printed in quotation marks and never drawn. One of
another area than a municipality or county names it as ``area``, and where it lies as ``place``. An amount that is
sought may stand beside the place's key: ``base`` is the whole amount, ``key`` the per cent of it that the key gives.
Population projections of the region's own are CSV files whose names hold *prognos*.
"""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from loaders.formats.written_numbers import number
from loaders.ground import names
from loaders.ground.clock import day_written, require_been, require_year
from loaders.ground.errors import UsageError
from loaders.ground.people.files import faults_named, in_folder
from loaders.ground.periods import Period
from loaders.ground.places import Place
from loaders.ground.raw import Raw
from loaders.own.entries import KEYS, Entry, area_of, of_toml, of_workbook, opened, place_of
from loaders.own.projections import OwnProjection, read_projections
from loaders.own.roles import refuse_person, role_in

__all__ = [
    "Grade",
    "Own",
    "OwnFigure",
    "OwnProjection",
    "Problem",
    "files",
    "merged",
    "opened",
    "read_figures",
    "read_file",
    "read_projections",
]

REQUIRED = ("indicator", "place", "period", "value", "unit", "who", "when", "grade")
_CHANGE = re.compile(r"([+±−–-])\s*(\d+(?:[.,]\d+)?)\s*(?:%|procent)")
"""A change in per cent; a number below nought has no per cent after it."""


class Grade(StrEnum):
    """How far a statement has been checked."""

    STATED = "uppgift"
    RECONCILED = "avstämd"
    OFFICIAL = "officiell"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFigure:
    """One statement. said: the value as written. level: it as a number in ``unit``, None for a quotation.

    base: the number a change starts from, or the whole a count is part of; base_said: the same as written.
    area: the name of another area than a municipality or county, which lies in ``place``. is_change: the value is said
    as a change in per cent. key: what the place's key gives of the base, per cent; key_said: the same as written;
    key_of: what the key is reckoned from. seen, by: when the version of the file that holds it was read
    in, and by whom. who: as written, shown to nobody; organisation: what is shown instead, empty where it is not said.
    """

    indicator: str
    place: Place
    period: Period
    said: str
    unit: str
    who: str
    when: date
    grade: Grade
    level: float | None = None
    base: float | None = None
    base_said: str = ""
    is_change: bool = False
    area: str = ""
    key: float | None = None
    key_said: str = ""
    key_of: str = ""
    note: str = ""
    file: str = ""
    line: int = 0
    seen: datetime | None = None
    by: str = ""
    organisation: str = ""

    @property
    def told_by(self) -> str:
        """The organisation or role that says it, as it may be shown; empty where none is surely told."""
        return self.organisation or role_in(self.who)

    @property
    def where(self) -> str:
        """Whose figure it is, in short: the area, else the place."""
        return self.area or self.place.name

    @property
    def where_full(self) -> str:
        """The same with what it is or where it lies: ``Åre kommun``, ``Årefjällen (Åre kommun)``."""
        return f"{self.area} ({self.place.full_name})" if self.area else self.place.full_name

    @property
    def by_key(self) -> float | None:
        """What the key gives of the whole amount; None where there is no key."""
        return None if self.key is None or self.base is None else self.base * self.key / 100

    @property
    def is_quotation(self) -> bool:
        """Whether it is printed in quotation marks and never drawn."""
        return self.level is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A file that is not understood. in_use: when the version that is shown instead was read in, None without one."""

    file: str
    error: UsageError
    in_use: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What people have written. problems: one per file that was not understood; the other files are there.

    waiting: names of files with something newer in them than what is read in.
    """

    figures: tuple[OwnFigure, ...] = ()
    projections: tuple[OwnProjection, ...] = ()
    problems: tuple[Problem, ...] = ()
    waiting: tuple[str, ...] = ()
    synthetic: bool = False


Contents = tuple[tuple[OwnFigure, ...], tuple[OwnProjection, ...]]


def files(folder: Path) -> tuple[Path, ...]:
    """The files of a folder that hold figures or projections, by name; none if there is no such folder."""
    return tuple(path for path in in_folder(folder) if _reader(path.name))


def read_file(raw: Raw, today: date | None = None) -> Contents:
    """The figures and the projections of one file. UsageError, in English and Swedish, on the first fault.

    today: nothing can have been said on a later day; what has been read in already is not asked again.
    """
    reader = _reader(raw.name)
    if "\ufffd" in raw.name:
        raise UsageError(
            f"{raw.name}: the name of the file is not UTF-8; rename it",
            f"{raw.name}: filnamnet är inte UTF-8. Döp om filen.",
        )
    if reader is None:
        raise UsageError(
            f"{raw.name} is no file of own figures: they are .toml, .xlsx, or .csv with 'prognos' in its name",
            f"{raw.name} är ingen egen fil. De slutar på .toml eller .xlsx, eller på .csv med prognos i namnet.",
        )
    with faults_named(raw.name):
        return (read_figures(raw, today), ()) if reader is read_figures else ((), reader(raw))


def _reader(name: str) -> Callable[[Raw], tuple[Any, ...]] | None:
    ending = Path(name).suffix.lower()
    if name.startswith((".", "~$")):  # what editors and Excel put beside a file that is open
        return None
    if ending in (".toml", ".xlsx"):
        return read_figures
    return read_projections if ending == ".csv" and "prognos" in name.lower() else None


def merged(figures: Iterable[OwnFigure], projections: Iterable[OwnProjection], **more: Any) -> Own:
    """Figures, newest statement first, and projections, newest vintage first, with the other fields of Own."""
    newest_first = sorted(figures, key=lambda one: (one.when, one.indicator), reverse=True)
    vintages = sorted(projections, key=lambda one: (-int(one.vintage), one.place.code, one.who))
    return Own(figures=tuple(newest_first), projections=tuple(vintages), **more)


def read_figures(source: Path | Raw, today: date | None = None) -> tuple[OwnFigure, ...]:
    """The statements of one TOML file or workbook. StatementFault or another UsageError, in English and Swedish, on the
    first fault; ``today``: nothing can have been said on a later day."""
    raw = source if isinstance(source, Raw) else opened(source)
    entries = of_workbook(raw) if raw.name.lower().endswith(".xlsx") else of_toml(raw)
    return tuple(_figure(entry, today) for entry in entries)


def _figure(entry: Entry, today: date | None) -> OwnFigure:
    organisation = _organisation(entry)
    for key in REQUIRED:
        if key == "who" and organisation:
            continue
        if str(entry.stated.get(key, "")).strip() == "":
            raise entry.fault(
                key, f"'{key}' is missing or empty", f"”{key}” ({KEYS[key]}) saknas eller är tom; den måste anges."
            )
    said, unit = entry.said("value"), _text(entry, "unit")
    base_said = entry.said("base") if entry.stated.get("base") not in (None, "") else ""
    base = entry.number("base") if base_said else None
    level = _level(entry, said, base, base_said)
    is_change = _CHANGE.fullmatch(said) is not None
    per_cent, key_said = _key(entry, None if is_change or level is None else base)
    return OwnFigure(
        indicator=_text(entry, "indicator"),
        place=place_of(entry),
        area=area_of(entry),
        period=_period(entry),
        said=said,
        unit=unit,
        who=_text(entry, "who") if entry.stated.get("who") else "",
        organisation=organisation,
        when=_day(entry, today),
        grade=_grade(entry),
        level=level,
        base=base,
        base_said=base_said,
        is_change=is_change,
        key=per_cent,
        key_said=key_said,
        key_of=_text(entry, "key_of") if key_said else "",
        note=str(entry.stated.get("note") or "").strip(),
        file=entry.file,
        line=entry.line,
    )


def _level(entry: Entry, said: str, base: float | None, base_said: str) -> float | None:
    """The number itself; for a change, what it comes to from its base; None (a quotation) where nothing tells."""
    if not any(sign.isdigit() for sign in said):
        raise entry.fault(
            "value",
            f"'{said}' holds no number; write 500, or \"+30 %\" within quotes",
            f"”{said}” innehåller inget tal. Skriv till exempel 500, eller ”+30 %” inom citattecken.",
        )
    change = _CHANGE.fullmatch(said)
    if change is None:
        return entry.number("value") if base_said else None
    if base is None or change[1] == "±":
        return None
    entry.refuse_thousands("value", change[2])
    by = number(change[2])
    level = math.nan if by is None else base * (1 + (by if change[1] == "+" else -by) / 100)
    return level if math.isfinite(level) else None


def _key(entry: Entry, base: float | None) -> tuple[float | None, str]:
    """The place's key in per cent, and as written; ``base``: the whole amount, None where there is no such number.

    UsageError for a key of nothing, one that is no per cent, and one that does not say what it is reckoned from.
    """
    stated = {name for name in ("key", "key_of") if str(entry.stated.get(name, "")).strip()}
    if not stated:
        return None, ""
    if stated == {"key_of"}:
        raise entry.fault("key_of", "'key_of' without 'key'", "”key_of” (nyckelgrund) saknar ”key” (nyckel).")
    if stated == {"key"}:
        raise entry.fault(
            "key",
            "say as 'key_of' what the key is reckoned from",
            "skriv som ”key_of” (nyckelgrund) vad nyckeln bygger på, till exempel andelen av rikets folkmängd.",
        )
    if base is None or base <= 0:
        raise entry.fault(
            "key",
            "a key needs an amount as 'value' and the whole amount as 'base'",
            "en nyckel behöver ett belopp som ”value” (värde) och hela beloppet som ”base” (bas).",
        )
    said = entry.said("key")
    entry.refuse_thousands("key", said)
    found = number(said)
    if found is None or not 0 < found <= 100:
        raise entry.fault(
            "key",
            f"'{said}' is no per cent of the whole amount; write 1.25",
            f"”{said}” är ingen andel av hela beloppet i procent. Skriv till exempel 1,25.",
        )
    return found, said


def _organisation(entry: Entry) -> str:
    """The organisation or role that is shown, where it has a field of its own. UsageError where it names a person."""
    if str(entry.stated.get("organisation", "")).strip() == "":
        return ""
    text = _text(entry, "organisation")
    refuse_person(entry, text)
    return text


def _text(entry: Entry, key: str) -> str:
    value = entry.stated[key]
    if not isinstance(value, str) and key in ("who", "organisation"):
        raise entry.fault(key, f"'{key}' must be text within quotes", f"”{key}” ska vara text inom citattecken.")
    if not isinstance(value, str):
        raise entry.fault(
            key, f"'{key}' must be text within quotes", f"”{key}” ska vara text inom citattecken, inte {value!r}."
        )
    return " ".join(value.split())


def _period(entry: Entry) -> Period:
    try:
        period = Period(entry.said("period"))
        require_year(period.year, period)
        return period
    except UsageError as error:
        raise entry.fault("period", str(error), error.message_sv) from None


def _day(entry: Entry, today: date | None) -> date:
    value = entry.stated["when"]
    day = day_written(value if isinstance(value, date) else _without_midnight(str(value)))
    if day is None:
        raise entry.fault(
            "when", f"'{value}' is not a date; write 2026-05-12", f"”{value}” är inget datum. Skriv 2026-05-12."
        )
    try:
        require_year(day.year, str(value))
        if today is not None:
            require_been(day, today)
    except UsageError as error:
        raise entry.fault("when", str(error), error.message_sv) from None
    return day


def _without_midnight(text: str) -> str:
    """A day to which a workbook has given a time of day."""
    return text[:10] if text[10:11] in ("T", " ") and text[:4].isdigit() else text


def _grade(entry: Entry) -> Grade:
    written = str(entry.stated["grade"]).strip().lower()
    if written in list(Grade):
        return Grade(written)
    near = names.nearest(written, list(Grade))
    known = ", ".join(Grade)
    raise entry.fault(
        "grade",
        f"'{written}' is no grade ({known})" + (f"; did you mean '{near}'?" if near else ""),
        f"”{written}” är ingen grad. " + (f"Menade du ”{near}”? " if near else "") + f"Det finns {known}.",
    )
