"""The region's own population projections (*egen prognos*): CSV with vintage, place, year, residents, and author."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from loaders import grid, places
from loaders.errors import LanspulsError, UsageError
from loaders.own.entries import Entry, number, place_of
from loaders.places import Place
from loaders.sources.base import Raw

_COLUMNS = {
    "vintage": r"vintage|årgång|prognosår|gjord",
    "place": r"place|plats|kommun|kommunkod|region|regionkod|län|länskod",
    "year": r"year|år|tid",
    "value": r"value|värde|invånare|folkmängd|antal",
    "who": r"who|vem|källa|utgivare",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnProjection:
    """One vintage of the region's own population projection (*egen prognos*) for one place: residents by year."""

    vintage: str
    place: Place
    who: str
    residents: Mapping[str, float]
    file: str = ""


def read_projections(path: Path) -> tuple[OwnProjection, ...]:
    """The region's own population projections: CSV with vintage, place, year, residents and (optional) who made it.

    Each vintage and place is one projection, newest vintage first. UsageError with the line on the first fault.
    """
    try:
        table = grid.read(Raw.from_file(path), _COLUMNS.values())
        at = {role: grid.column(table, _COLUMNS, role) for role in _COLUMNS}
    except LanspulsError as error:
        raise UsageError(f"{path.name}: {error}", f"{path.name} går inte att tolka: {error}") from error
    except OSError as error:
        raise UsageError(f"{path.name} cannot be read ({error.strerror})", f"{path.name} går inte att läsa.") from None
    lacking = [role for role, position in at.items() if position is None and role != "who"]
    if lacking:
        raise UsageError(
            f"{path.name}: no column for {', '.join(lacking)}",
            f"{path.name}: kolumn saknas för {', '.join(lacking)}. Den ska ha årgång, plats, år och invånare.",
        )
    found: dict[tuple[str, str, str], dict[str, float]] = {}
    for row in table.rows:
        cell = {
            role: grid.whole_number(row.cells[n]) if n is not None and n < len(row.cells) else ""
            for role, n in at.items()
        }
        entry = Entry(path.name, row.number, cell)
        for role in ("vintage", "year"):
            if not re.fullmatch(r"(19|20|21)\d\d", cell[role]):
                raise entry.fault(
                    role, f"'{cell[role]}' is no year", f"”{cell[role]}” är inget år. Skriv fyra siffror."
                )
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
            vintage=vintage, place=places.place(code), who=who, residents=dict(sorted(rows.items())), file=path.name
        )
        for (vintage, code, who), rows in sorted(found.items(), key=lambda pair: (-int(pair[0][0]), pair[0][1:]))
    )
