"""The region's own and participants' figures: files people write in ``data/own/``, checked with their line numbers.

Statements are ``[[uppgift]]`` in a TOML file, or rows of a workbook, with the same keys in English or Swedish. A change
without a number it starts from ("+30 %") is a quotation: it is printed in quotation marks and never drawn.
Population projections of the region's own are CSV files whose names hold *prognos*.
"""

import difflib
import os
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from loaders import periods
from loaders.errors import UsageError
from loaders.own.entries import KEYS, Entry, number, of_toml, of_workbook, place_of
from loaders.own.projections import OwnProjection, read_projections
from loaders.places import Place

__all__ = ["Grade", "Own", "OwnFigure", "OwnProjection", "read_figures", "read_folder", "read_projections", "stamp"]

REQUIRED = ("indicator", "place", "period", "value", "unit", "who", "when", "grade")
_CHANGE = re.compile(r"([+±−–-])\s*(\d+(?:[.,]\d+)?)\s*(?:%|procent)")


class Grade(StrEnum):
    """How far a statement has been checked."""

    STATED = "uppgift"
    RECONCILED = "avstämd"
    OFFICIAL = "officiell"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFigure:
    """One statement. said: the value as written. level: it as a number in ``unit``, None for a quotation.

    base: the number a change starts from, or the whole a count is part of; base_said: the same as written.
    """

    indicator: str
    place: Place
    period: str
    said: str
    unit: str
    who: str
    when: date
    grade: Grade
    level: float | None = None
    base: float | None = None
    base_said: str = ""
    note: str = ""
    file: str = ""
    line: int = 0

    @property
    def is_quotation(self) -> bool:
        """Whether it is printed in quotation marks and never drawn."""
        return self.level is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """Everything in the folder. problems: one per file that was not understood; the other files are there."""

    figures: tuple[OwnFigure, ...] = ()
    projections: tuple[OwnProjection, ...] = ()
    problems: tuple[UsageError, ...] = ()
    synthetic: bool = False


def read_folder(folder: Path) -> Own:
    """All statements and projections in a folder, newest statement first; empty if there is no such folder."""
    figures: list[OwnFigure] = []
    projections: list[OwnProjection] = []
    problems: list[UsageError] = []
    synthetic = False
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        try:
            if path.suffix.lower() in (".toml", ".xlsx"):
                figures += read_figures(path)
            elif path.suffix.lower() == ".csv" and "prognos" in path.name.lower():
                projections += read_projections(path)
            else:
                continue
            synthetic = synthetic or b"DEMODATA" in path.read_bytes()
        except UsageError as error:
            problems.append(error)
    figures.sort(key=lambda one: (one.when, one.indicator), reverse=True)
    return Own(figures=tuple(figures), projections=tuple(projections), problems=tuple(problems), synthetic=synthetic)


def stamp(folder: Path) -> str:
    """A text that changes when a file of the folder does; empty without files. Costs one look at the folder."""
    try:
        with os.scandir(folder) as entries:
            files = sorted((entry.name, entry.stat().st_mtime_ns, entry.stat().st_size) for entry in entries)
    except OSError:
        return ""
    return f"{hash(tuple(files)):x}" if files else ""


def read_figures(path: Path) -> tuple[OwnFigure, ...]:
    """The statements of one TOML file or workbook. UsageError, in English and Swedish, on the first fault."""
    entries = of_workbook(path) if path.suffix.lower() == ".xlsx" else of_toml(path)
    return tuple(_figure(entry) for entry in entries)


def _figure(entry: Entry) -> OwnFigure:
    for key in REQUIRED:
        if str(entry.stated.get(key, "")).strip() == "":
            raise entry.fault(
                key, f"'{key}' is missing or empty", f"”{key}” ({KEYS[key]}) saknas eller är tom; den måste anges."
            )
    said, unit = entry.said("value"), _text(entry, "unit")
    base_said = entry.said("base") if entry.stated.get("base") not in (None, "") else ""
    base = number(base_said)
    return OwnFigure(
        indicator=_text(entry, "indicator"),
        place=place_of(entry),
        period=_period(entry),
        said=said,
        unit=unit,
        who=_text(entry, "who"),
        when=_day(entry),
        grade=_grade(entry),
        level=_level(entry, said, base, base_said),
        base=base,
        base_said=base_said,
        note=str(entry.stated.get("note") or "").strip(),
        file=entry.file,
        line=entry.line,
    )


def _level(entry: Entry, said: str, base: float | None, base_said: str) -> float | None:
    """The number itself; for a change, what it comes to from its base; None (a quotation) where nothing tells."""
    change = _CHANGE.fullmatch(said)
    if change:
        if base is None:
            return None
        sign = 1 if change[1] == "+" else -1
        return None if change[1] == "±" else base * (1 + sign * float(change[2].replace(",", ".")) / 100)
    level = number(said)
    if level is None and any(sign.isdigit() for sign in said):
        return None  # such as "över 43 000": words that only a quotation keeps
    if level is None:
        raise entry.fault(
            "value",
            f"'{said}' holds no number; write 500, or \"+30 %\" within quotes",
            f"”{said}” innehåller inget tal. Skriv till exempel 500, eller ”+30 %” inom citattecken.",
        )
    return level if base_said else None


def _text(entry: Entry, key: str) -> str:
    value = entry.stated[key]
    if not isinstance(value, str):
        raise entry.fault(
            key, f"'{key}' must be text within quotes", f"”{key}” ska vara text inom citattecken, inte {value!r}."
        )
    return " ".join(value.split())


def _period(entry: Entry) -> str:
    written = entry.said("period")
    try:
        periods.grain_of(written)
    except UsageError as error:
        raise entry.fault("period", str(error), error.message_sv) from None
    return written


def _day(entry: Entry) -> date:
    value = entry.stated["when"]
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise entry.fault(
            "when", f"'{value}' is not a date; write 2026-05-12", f"”{value}” är inget datum. Skriv 2026-05-12."
        ) from None


def _grade(entry: Entry) -> Grade:
    written = str(entry.stated["grade"]).strip().lower()
    if written in list(Grade):
        return Grade(written)
    near = difflib.get_close_matches(written, list(Grade), 1, 0.0)[0]
    known = ", ".join(Grade)
    raise entry.fault(
        "grade",
        f"'{written}' is no grade ({known}); did you mean '{near}'?",
        f"”{written}” är ingen grad. Menade du ”{near}”? Det finns {known}.",
    )
