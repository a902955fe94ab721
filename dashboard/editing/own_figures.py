"""Participants' figures by form: the statements of ``uppgifter.toml``, where all else stays as it was written."""

import threading
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import tomlkit

from dashboard.editing.blocks import Blocks, Keyed, put
from dashboard.editing.own_fields import FIELDS, fields_of, name_in, value_of
from dashboard.views import participants
from dashboard.words import swedish
from loaders.ground.errors import UsageError
from loaders.ground.files import digest, write_atomically
from loaders.ground.names import fold
from loaders.ground.people.files import Absent, read_regular, shown_name
from loaders.ground.raw import Raw
from loaders.own import Own, OwnFigure, files, read_figures
from loaders.own.entries import TABLE, StatementFault

FILE = "uppgifter.toml"
LARGEST_BYTES = 1_000_000
REMEMBERED = 50
"""So many changes can be taken back."""
_BEGIN = "# Uppgifter från deltagare. Ett tal behöver en bas; utan bas är det ett citat.\n"
_NEEDED = {
    "indicator": "vad",
    "place": "plats",
    "period": "period",
    "value": "tal",
    "unit": "enhet",
}
"""The fields that no statement is without, as forms call them."""
NAMES_SV: Mapping[str, str] = {
    "indicator": "Vad",
    "place": "Kommun, län eller riket",
    "area": "Områdets namn",
    "period": "Period",
    "value": "Tal",
    "unit": "Enhet",
    "base": "Bas",
    "key": "Länets nyckel",
    "key_of": "Vad nyckeln bygger på",
    "who": "Vem",
    "organisation": "Organisation eller roll",
    "when": "Dag då det sades",
    "grade": "Grad",
    "note": "Anmärkning",
}
"""How the forms' labels of all fields begin."""
NAMES_IN: Mapping[str, Mapping[str, str]] = {
    "area": {"place": "Ligger i"},
    "key": {
        "indicator": "Vad som söks",
        "place": "Län",
        "value": "Sökt belopp",
        "base": "Hela beloppet",
        "area": "Annat område i länet",
    },
}
"""The same of a form that calls some otherwise."""
_OF_FORM = {"area": ("area", "områdets namn"), "key": ("key", "nyckeln i procent")}
"""What a form is for, by its name: the field without which it would write another kind of statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A statement of the file. n: its number from 0; mark: of its text; form: which form shows all of it; told_sv: in a
    line; fields: as written, empty where the file says nothing."""

    n: int
    mark: str
    form: str
    told_sv: str
    fields: dict[str, str]


def series(found: Own) -> list[dict[str, object]]:
    """What has been told before, newest first: of each thing, place and unit all its numbers across meetings."""
    groups: dict[tuple[str, str, str, str], list[OwnFigure]] = {}
    for one in found.figures:
        groups.setdefault((one.indicator, one.area, one.place.code, one.unit), []).append(one)
    return [
        {
            "indicator": what,
            "area": area,
            "where": own[0].where_full,
            "place": own[0].place.code if own[0].place.is_summed else own[0].place.full_name,
            "unit": unit,
            "organisation": own[0].told_by,
            "base": own[0].base_said,
            "key": own[0].key_said,
            "key_of": own[0].key_of,
            "told": [
                {
                    "period": str(one.period),
                    "said": participants.said(one.said),
                    "file": "" if one.file == FILE else one.file,
                }
                for one in sorted(own, key=lambda f: f.period)
            ],
        }
        for (what, area, _, unit), own in groups.items()
    ]


class OwnFile:
    """The file of a folder. Its changes go through here, one at a time; ``now``: the moment, in Swedish time."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self._path = folder / FILE
        self._now = now
        self._lock = threading.Lock()
        self._undo: list[tuple[str, str]] = []

    def entries(self) -> list[dict[str, object]]:
        """Its statements, the newest written first. UsageError, with the line, where it cannot be read."""
        text = self._text()
        blocks, figures = self._blocks(text), self._read(text)
        told = [_told(n, *pair) for n, pair in enumerate(zip(blocks.slides, figures, strict=True))]
        return [asdict(one) for one in reversed(told)]

    def elsewhere(self) -> list[dict[str, str]]:
        """The statements of the other files of the folder, which are changed there: each as a line, with the file and
        the row where it stands, and how it is changed. A file that cannot be read says why."""
        told: list[dict[str, str]] = []
        for path in self._others():
            try:
                told += [_told_there(one) for one in read_figures(path, self._now().date())]
            except UsageError as error:
                told.append({"told": error.message_sv, "where": shown_name(path), "how": _how(path.name)})
        return told

    def _others(self) -> list[Path]:
        """Workbooks and TOML files beside ours. A file of projections holds no statements."""
        return [path for path in files(self._path.parent) if path.name != FILE and path.suffix.lower() != ".csv"]

    def _refuse_twice(self, figure: OwnFigure) -> None:
        """UsageError where another file says the same thing already: two answers to one question would be shown, and
        nobody would know which of them is meant."""
        for path in self._others():
            try:
                there = read_figures(path)
            except UsageError:
                continue  # elsewhere() tells
            for one in there:
                if _asked_of(one) == _asked_of(figure):
                    raise UsageError(
                        f"{one.file}, line {one.line} says this already: {one.said} {one.unit}",
                        f"Talet står redan i {one.file}, rad {one.line}: {_amount(one)}. {_how(one.file)} "
                        "Gäller det något annat: skriv en annan period, plats eller organisation.",
                    )

    def trial(self, asked: Mapping[str, object]) -> str:
        """How the statement of a form will be said on the page *Uppgifter*, or which other file says the same already.

        UsageError for one that is not whole."""
        figure = self._alone(_written(asked, self._now().date()), asked)
        try:
            self._refuse_twice(figure)
        except UsageError as error:
            return error.message_sv
        against = participants.base(figure)
        return "Så visas det: " + ", ".join(
            filter(None, (f"{participants.about(figure)}: {participants.value(figure)}", against))
        )

    def make(self, asked: Mapping[str, object]) -> str:
        """Make a change, and say what was done: ``op`` is *add*, *change*, *remove* or *undo*.

        UsageError, in English and Swedish, with what is wrong of it; nothing is written then.
        """
        with self._lock:
            op = str(asked.get("op", "add"))
            if op == "undo":
                return self._take_back()
            make = {"add": self._add, "change": self._change, "remove": self._remove}.get(op)
            if make is None:
                raise UsageError(f"unknown change '{op[:40]}'", "Okänd ändring.")
            before = self._text()
            text, said = make(before, asked)
            self._read(text)
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self._path, text.encode())
            self._undo = [*self._undo, (before, text)][-REMEMBERED:]
            return said

    def _add(self, before: str, asked: Mapping[str, object]) -> tuple[str, str]:
        written = _written(asked, self._now().date())
        self._alone(written, asked)
        text = f"{(before or _BEGIN).rstrip()}\n\n{written}"
        newest = self._read(text)[-1]
        self._refuse_twice(newest)
        return text, f"{newest.indicator}, {newest.where_full}: sparad i {FILE}"

    def _change(self, before: str, asked: Mapping[str, object]) -> tuple[str, str]:
        blocks = self._blocks(before)
        n = _at(blocks, asked)
        wanted = _wanted(asked)
        had = fields_of(_stated(blocks.slides[n]))

        def change(table: Keyed) -> None:
            for key in FIELDS:
                if wanted[key] != had[key]:  # what is not another stays as it was written
                    put(table, name_in(table, key), value_of(key, wanted[key]) if wanted[key] else None)

        after = blocks.changed(n, change)
        self._alone(after.slides[n], asked)
        text = after.text
        changed = self._read(text)[n]
        if _asked_of(changed) != _asked_of(self._read(before)[n]):
            self._refuse_twice(changed)
        return text, f"{changed.indicator}, {changed.where_full}: ändrad i {FILE}"

    def _remove(self, before: str, asked: Mapping[str, object]) -> tuple[str, str]:
        blocks = self._blocks(before)
        n = _at(blocks, asked)
        gone = self._read(before)[n]
        return blocks.without(n).text, f"{gone.indicator}, {gone.where_full}: borttagen ur {FILE}"

    def _take_back(self) -> str:
        if not self._undo:
            return "Inget att ångra"
        before, after = self._undo[-1]
        if self._text() != after:
            self._undo.clear()
            raise UsageError(f"{FILE} was changed elsewhere", f"{FILE} har ändrats någon annanstans. Inget ångrades.")
        write_atomically(self._path, (before or _BEGIN).encode())
        self._undo.pop()
        return "Ångrat"

    def _text(self) -> str:
        try:
            return read_regular(self._path, LARGEST_BYTES).decode("utf-8-sig").replace("\r\n", "\n")
        except Absent:
            return ""
        except UnicodeDecodeError:
            raise UsageError(f"{FILE} is not UTF-8", f"{FILE} är inte UTF-8. Spara om filen.") from None

    @staticmethod
    def _blocks(text: str) -> Blocks:
        return Blocks.of(text, FILE, table=TABLE, least=0)

    def _alone(self, text: str, asked: Mapping[str, object]) -> OwnFigure:
        """The statement of a form, which no file has yet: a fault names the form's field."""
        try:
            (figure,) = self._figures(text)
        except StatementFault as fault:
            name = NAMES_IN.get(str(asked.get("form", "")), {}).get(fault.key, NAMES_SV[fault.key])
            raise UsageError(str(fault), f"{name}: {fault.told_sv}") from None
        return figure

    def _read(self, text: str) -> tuple[OwnFigure, ...]:
        """The statements of the file: a fault names file, line and what the form calls the key."""
        try:
            return self._figures(text)
        except StatementFault as fault:
            told = f"{FILE}, rad {fault.line}, {NAMES_SV[fault.key]}: {fault.told_sv}"
            raise UsageError(str(fault), told) from None

    def _figures(self, text: str) -> tuple[OwnFigure, ...]:
        now = self._now()
        return read_figures(Raw(name=FILE, body=text.encode(), fetched=now), now.date())


def _asked_of(figure: OwnFigure) -> tuple[str, ...]:
    """What a statement answers: what, where, when, in which unit, by whom."""
    of = (figure.indicator, figure.area, figure.place.code, str(figure.period), figure.unit, figure.told_by)
    return tuple(fold(one) for one in of)


def _told_there(figure: OwnFigure) -> dict[str, str]:
    return {
        "told": f"{figure.indicator}, {figure.where_full}, {figure.period}: {_amount(figure)}",
        "where": f"{figure.file}, rad {figure.line}",
        "how": _how(figure.file),
    }


def _amount(figure: OwnFigure) -> str:
    return f"{participants.said(figure.said)} {figure.unit}"


def _how(file: str) -> str:
    """How a statement of another file is changed."""
    if file.lower().endswith(".xlsx"):
        return f"Öppna arbetsboken {file} i mappen data/own, ändra raden och spara; talet här byts av sig självt."
    return f"Ändra i filen {file} i mappen data/own; talet här byts av sig självt."


def _told(n: int, block: str, figure: OwnFigure) -> Told:
    form = "key" if figure.key_said else "area" if figure.area else "plain"
    told = f"{figure.indicator}, {figure.where_full}, {figure.period}: {_amount(figure)}"
    return Told(n=n, mark=_mark(block), form=form, told_sv=told, fields=fields_of(_stated(block)))


def _stated(block: str) -> dict[str, Any]:
    stated: dict[str, Any] = tomllib.loads(block)[TABLE][0]
    return stated


def _mark(block: str) -> str:
    return digest(block.strip().encode())[:16]


def _at(blocks: Blocks, asked: Mapping[str, object]) -> int:
    """Where the statement that is meant stands by now. UsageError where it is another, or gone."""
    marks = [_mark(block) for block in blocks.slides]
    n, mark = asked.get("n"), asked.get("mark")
    if isinstance(n, int) and 0 <= n < len(marks) and marks[n] == mark:
        return n
    if mark not in marks:
        raise UsageError(
            "the statement was changed elsewhere", "Uppgiften har ändrats i filen. Öppna den igen i listan."
        )
    return marks.index(mark)


def _wanted(asked: Mapping[str, object]) -> dict[str, str]:
    """The fields of a form. UsageError with all that is missing: of every statement, and what the form is for."""
    wanted = {key: " ".join(str(asked.get(key, "") or "").split()) for key in FIELDS}
    own = _OF_FORM.get(str(asked.get("form", "")))
    missing = [said for key, said in (*_NEEDED.items(), *([own] if own else [])) if not wanted[key]]
    if not (wanted["organisation"] or wanted["who"]):
        missing.append("organisation eller roll")
    if missing:
        raise UsageError(f"the statement lacks {missing}", f"Det saknas: {swedish.listing(missing)}.")
    return wanted


def _written(asked: Mapping[str, object], today: date) -> str:
    """A new statement as TOML."""
    wanted = _wanted(asked)
    wanted["when"] = wanted["when"] or today.isoformat()
    lines = [f"{key} = {tomlkit.item(value_of(key, text)).as_string()}" for key, text in wanted.items() if text]
    return "\n".join([f"[[{TABLE}]]", *lines]) + "\n"
