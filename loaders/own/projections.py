"""The region's own population projections (*egen prognos*): CSV with vintage, place, year, residents, and author."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from loaders.formats import grid
from loaders.formats.bounds import WRITTEN
from loaders.formats.written_numbers import number
from loaders.ground import places
from loaders.ground.errors import LanspulsError, UsageError
from loaders.ground.places import Place
from loaders.ground.raw import Raw
from loaders.own.entries import KEYS, Entry, opened, place_of
from loaders.own.roles import refuse_person, role_in

WITHDRAWN = "utgår"
"""Instead of a number of residents: the vintage of the place is taken back."""
_RESIDENTS = r"value|värde|invånare|folkmängd|antal"
_COLUMNS = {
    "vintage": r"vintage|årgång|prognosår|gjord",
    "place": r"place|plats|kommun|kommunkod|region|regionkod|län|länskod",
    "year": r"year|år|tid",
    "value": _RESIDENTS,
    "who": r"who|vem|källa|utgivare",
    "organisation": r"organisation|roll",
}
_YEAR_HEADING = r".*(?<!\d)(?:19|20|21)\d\d(?!\d).*"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnProjection:
    """One vintage of the region's own population projection (*egen prognos*) for one place: residents by year.

    residents: none if the file says that the vintage is withdrawn (*utgår*). seen, by: when the version of the file
    that holds it was read in, and by whom. standing: whether it still is in that file. who: as written, shown to
    nobody; organisation: what is shown instead, empty where it is not said.
    """

    vintage: str
    place: Place
    who: str
    residents: Mapping[str, float]
    file: str = ""
    seen: datetime | None = None
    by: str = ""
    standing: bool = True
    organisation: str = ""

    @property
    def told_by(self) -> str:
        """The organisation or role that made it, as it may be shown; empty where none is surely told."""
        return self.organisation or role_in(self.who)


def read_projections(source: Path | Raw) -> tuple[OwnProjection, ...]:
    """The region's own population projections: CSV with vintage, place, year, residents and (optional) who made it.

    Years may also stand as columns (``2030``, ``Invånare 2030``). Each vintage and place is one projection, newest
    vintage first; *utgår* instead of residents withdraws it.
    UsageError with the line on the first fault.
    """
    raw = source if isinstance(source, Raw) else opened(source)
    table, at = _laid_out(raw)
    found: dict[_Key, _Said] = {}
    for row in table.rows:
        cell = {
            role: grid.whole_number(row.cells[n]) if n is not None and n < len(row.cells) else ""
            for role, n in at.items()
        }
        _add(found, Entry(raw.name, row.number, cell))
    return tuple(
        OwnProjection(
            vintage=vintage,
            place=places.place(code),
            who=who,
            organisation=said.organisation,
            residents=dict(sorted(said.residents.items())),
            file=raw.name,
        )
        for (vintage, code, who), said in sorted(found.items(), key=lambda pair: (-int(pair[0][0]), pair[0][1:]))
    )


_Key = tuple[str, str, str]
"""Vintage, code of the place, who."""


@dataclass(slots=True)
class _Said:
    """What the rows so far say of a vintage of a place. residents: by year, none where it is withdrawn."""

    withdrawn: bool
    organisation: str = ""
    residents: dict[str, float] = field(default_factory=dict)


def _laid_out(raw: Raw) -> tuple[grid.Grid, dict[str, int | None]]:
    """The table with a row for each year, and which of its columns has which role. UsageError where one is lacking."""
    try:
        table = grid.read(raw, (*_COLUMNS.values(), _YEAR_HEADING), least=2, bounds=WRITTEN)
        at = {role: grid.column(table, _COLUMNS, role) for role in _COLUMNS}
        taken = {position for position in at.values() if position is not None}
        years = grid.year_columns(table, _RESIDENTS, taken) if at["year"] is None and at["value"] is None else {}
        if years:
            table = grid.one_row_per_year(table, years)
            at = {role: grid.column(table, _COLUMNS, role) for role in _COLUMNS}
            at |= {"year": len(table.header) - 2, "value": len(table.header) - 1}
    except LanspulsError as error:
        told = getattr(error, "message_sv", "") or f"{raw.name} går inte att tolka: {error}"
        raise UsageError(f"{raw.name}: {error}", told) from error
    lacking = [role for role, position in at.items() if position is None and role not in ("who", "organisation")]
    if lacking:
        named = {**KEYS, "vintage": "årgång", "year": "år", "value": "invånare"}
        raise UsageError(
            f"{raw.name}: no column for {', '.join(lacking)}; years may also stand as columns, headed such as 2030",
            f"{raw.name}: kolumn saknas för {', '.join(named[role] for role in lacking)}. Den ska ha årgång (året då "
            "framskrivningen gjordes), plats, år och invånare; åren kan också stå som kolumner med rubriker som 2030.",
        )
    return table, at


def _add(found: dict[_Key, _Said], entry: Entry) -> None:
    """Lay a row to what is said of its vintage and place. StatementFault at the cell that cannot be, or contradicts."""
    cell = entry.stated
    refuse_person(entry, cell["organisation"])
    withdrawn = cell["value"].lower() == WITHDRAWN
    for role in ("vintage",) if withdrawn else ("vintage", "year"):
        if not re.fullmatch(r"(19|20|21)\d\d", cell[role]):
            raise entry.fault(role, f"'{cell[role]}' is no year", f"”{cell[role]}” är inget år. Skriv fyra siffror.")
    residents = None
    if not withdrawn:
        entry.refuse_thousands("value", cell["value"])
        residents = number(cell["value"])
        if residents is None or residents < 0:
            raise entry.fault("value", f"'{cell['value']}' is no number", f"”{cell['value']}” är inget antal invånare.")
    place = place_of(entry)
    said = found.setdefault((cell["vintage"], place.code, cell["who"]), _Said(withdrawn))
    if said.withdrawn != withdrawn:
        raise entry.fault(
            "value",
            f"{place.code} {cell['vintage']} has both residents and '{WITHDRAWN}'",
            f"{place.name}, årgång {cell['vintage']}, har både invånare och ”{WITHDRAWN}”. Ta bort det ena.",
        )
    said.organisation = said.organisation or cell["organisation"]
    if cell["organisation"] not in ("", said.organisation):
        raise entry.fault(
            "organisation",
            f"{place.code} {cell['vintage']} has two organisations",
            f"{place.name}, årgång {cell['vintage']}, har två organisationer. Skriv samma på alla rader.",
        )
    if residents is None:
        return
    if cell["year"] in said.residents:
        raise entry.fault(
            "year", f"{place.code} {cell['year']} stands twice", f"{place.name} {cell['year']} står två gånger."
        )
    said.residents[cell["year"]] = residents
