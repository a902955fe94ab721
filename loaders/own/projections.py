"""The region's own population projections (*egen prognos*): CSV with vintage, place, year, residents, and author."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from loaders.formats import grid
from loaders.ground import places
from loaders.ground.errors import LanspulsError, UsageError
from loaders.ground.places import Place
from loaders.ground.raw import Raw
from loaders.own.entries import Entry, number, opened, place_of

WITHDRAWN = "utgår"
"""Instead of a number of residents: the vintage of the place is taken back."""
_COLUMNS = {
    "vintage": r"vintage|årgång|prognosår|gjord",
    "place": r"place|plats|kommun|kommunkod|region|regionkod|län|länskod",
    "year": r"year|år|tid",
    "value": r"value|värde|invånare|folkmängd|antal",
    "who": r"who|vem|källa|utgivare",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnProjection:
    """One vintage of the region's own population projection (*egen prognos*) for one place: residents by year.

    residents: none if the file says that the vintage is withdrawn (*utgår*). seen, by: when the version of the file
    that holds it was read in, and by whom. standing: whether it still is in that file.
    """

    vintage: str
    place: Place
    who: str
    residents: Mapping[str, float]
    file: str = ""
    seen: datetime | None = None
    by: str = ""
    standing: bool = True


def read_projections(source: Path | Raw) -> tuple[OwnProjection, ...]:
    """The region's own population projections: CSV with vintage, place, year, residents and (optional) who made it.

    Each vintage and place is one projection, newest vintage first; *utgår* instead of residents withdraws it.
    UsageError with the line on the first fault.
    """
    raw = source if isinstance(source, Raw) else opened(source)
    try:
        table = grid.read(raw, _COLUMNS.values())
        at = {role: grid.column(table, _COLUMNS, role) for role in _COLUMNS}
    except LanspulsError as error:
        raise UsageError(f"{raw.name}: {error}", f"{raw.name} går inte att tolka: {error}") from error
    lacking = [role for role, position in at.items() if position is None and role != "who"]
    if lacking:
        raise UsageError(
            f"{raw.name}: no column for {', '.join(lacking)}",
            f"{raw.name}: kolumn saknas för {', '.join(lacking)}. Den ska ha årgång, plats, år och invånare.",
        )
    found: dict[tuple[str, str, str], dict[str, float]] = {}
    for row in table.rows:
        cell = {
            role: grid.whole_number(row.cells[n]) if n is not None and n < len(row.cells) else ""
            for role, n in at.items()
        }
        entry = Entry(raw.name, row.number, cell)
        withdrawn = cell["value"].lower() == WITHDRAWN
        for role in ("vintage",) if withdrawn else ("vintage", "year"):
            if not re.fullmatch(r"(19|20|21)\d\d", cell[role]):
                raise entry.fault(
                    role, f"'{cell[role]}' is no year", f"”{cell[role]}” är inget år. Skriv fyra siffror."
                )
        if withdrawn:
            found[cell["vintage"], place_of(entry).code, cell["who"]] = {}
            continue
        residents = number(cell["value"])
        if residents is None:
            raise entry.fault("value", f"'{cell['value']}' is no number", f"”{cell['value']}” är inget antal invånare.")
        place = place_of(entry)
        known = found.setdefault((cell["vintage"], place.code, cell["who"]), {})
        if cell["year"] in known:
            raise entry.fault(
                "year", f"{place.code} {cell['year']} stands twice", f"{place.name} {cell['year']} står två gånger."
            )
        known[cell["year"]] = residents
    return tuple(
        OwnProjection(
            vintage=vintage, place=places.place(code), who=who, residents=dict(sorted(rows.items())), file=raw.name
        )
        for (vintage, code, who), rows in sorted(found.items(), key=lambda pair: (-int(pair[0][0]), pair[0][1:]))
    )
