"""DEMODATA. Konjunkturinstitutet's PxWeb v1: the Konjunkturbarometern's indices of riket, and firms' by riksområde.

Two variables, Indikator (codes such as KIFI) and Period (1996M01 …), none of places; metadata do not say which is time.
The table of riksområden has Region too and quarters (2007Q1 …); its indices' texts, and that they are numbered, are
invented.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import orjson
from flask import Blueprint, Response, request

from loaders.demo.noise import bell, seed_of
from loaders.demo.others import Counterpart
from loaders.demo.release_calendar import barometer_day

DATABASE = "KonjBar"
FOLDER = "indikatorer"
FILE = "Indikatorm.px"
FIRST = 1996 * 12
AREA_FOLDER = "ftgregional"
AREA_FILE = "barindikatorreg.px"
FIRST_QUARTER = 2007 * 4
AREA_INDICES = (
    "Totala näringslivet",
    "Tillverkningsindustri",
    "Bygg- och anläggningsverksamhet",
    "Handel",
    "Tjänstesektorn",
)
AREAS = (
    "Stockholm (SE11)",
    "Östra Mellansverige (SE12)",
    "Småland med öarna (SE21)",
    "Sydsverige (SE22)",
    "Västsverige (SE23)",
    "Norra Mellansverige (SE31)",
    "Mellersta Norrland (SE32)",
    "Övre Norrland (SE33)",
)
MOST_CELLS = 100_000
INDICES = (
    ("KIFI", "Barometerindikatorn"),
    ("BTOT", "Totala näringslivet"),
    ("B1033", "Tillverkningsindustri (SNI 10-33)"),
    ("BBYG", "Byggindustri (SNI 41-43)"),
    ("BDHAN", "Detaljhandel (SNI 45 + 47)"),
    ("bhus", "Konfidensindikator hushåll"),
    ("bhusmakro", "Makroindex hushåll"),
    ("bhusmikro", "Mikroindex hushåll"),
)


@dataclass(frozen=True, slots=True)
class Barometer:
    """The table: its name and folder, the texts of indices and months, and figures over both."""

    name: str
    folder: str
    updated: date
    variables: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    values: np.ndarray


class Konjunkturinstitutet(Counterpart):
    """Folders and variables by GET, figures by POST, limits by ``?config``."""

    limits = (10, 10)

    def table(self) -> Barometer:
        """The table as it is today."""
        months = [
            m for m in range(FIRST, self.publisher.today.year * 12 + 12) if barometer_day(m) <= self.publisher.today
        ]
        periods = tuple(f"{m // 12}M{m % 12 + 1:02d}" for m in months)
        codes, texts = zip(*INDICES, strict=True)
        return Barometer(
            name=FILE,
            folder=FOLDER,
            updated=barometer_day(months[-1]),
            variables=(("Indikator", codes, texts), ("Period", periods, periods)),
            values=_indices(len(months)),
        )

    def regional(self) -> Barometer:
        """The table of riksområden: a quarter comes with the barometer of the month after it."""
        today = self.publisher.today
        quarters = [q for q in range(FIRST_QUARTER, today.year * 4 + 4) if barometer_day(q * 3 + 3) <= today]
        periods = tuple(f"{q // 4}Q{q % 4 + 1}" for q in quarters)
        numbers = tuple(map(str, range(8)))
        return Barometer(
            name=AREA_FILE,
            folder=AREA_FOLDER,
            updated=barometer_day(quarters[-1] * 3 + 3),
            variables=(
                ("Indikator", numbers[: len(AREA_INDICES)], AREA_INDICES),
                ("Region", numbers, AREAS),
                ("Period", periods, periods),
            ),
            values=_area_indices(len(quarters)),
        )

    def routes(self) -> Blueprint:
        """Every path below the database."""
        blueprint = Blueprint("konjunkturinstitutet", __name__)

        @blueprint.get("/", defaults={"path": ""}, strict_slashes=False)
        @blueprint.get("/<path:path>")
        def browse(path: str) -> Response:
            if not path and "config" in request.args:
                return _json({"maxValues": 1000, "maxCells": MOST_CELLS, "maxCalls": 10, "timeWindow": 10})
            table, regional = self.table(), self.regional()
            line = {"id": table.name, "type": "t", "text": "Indikatorer, månad", "updated": f"{table.updated}T09:00:00"}
            areas = {"id": regional.name, "type": "t", "text": "Näringslivet, regionala serier. Kvartal"}
            folders: dict[str, object] = {
                "": [{"dbid": DATABASE, "text": DATABASE}],
                DATABASE: [
                    {"id": table.folder, "type": "l", "text": "Indikatorer"},
                    {"id": regional.folder, "type": "l", "text": "Företag, regionalt"},
                ],
                f"{DATABASE}/{regional.folder}": [{**areas, "updated": f"{regional.updated}T09:00:00"}],
                f"{DATABASE}/{table.folder}": [
                    line,
                    {"id": "Indikatorq.px", "type": "t", "text": "Indikatorer, kvartal", "updated": line["updated"]},
                ],
            }
            if path in folders:
                return _json(folders[path])
            asked = next((one for one in (table, regional) if path == _path(one)), None)
            return _error(404) if asked is None else _json(_described(asked))

        @blueprint.post("/<path:path>")
        def data(path: str) -> Response:
            asked = next((one for one in (self.table(), self.regional()) if path == _path(one)), None)
            return _error(404) if asked is None else _answer(asked)

        return blueprint


def _path(table: Barometer) -> str:
    return f"{DATABASE}/{table.folder}/{table.name}"


@lru_cache(maxsize=4)
def _indices(months: int) -> np.ndarray:
    """Slow waves around 100 with a little noise, one decimal; float64 by index and month."""
    at = np.arange(months)
    rows = []
    for n, (code, _) in enumerate(INDICES):
        wave = 9 * np.sin((at + 7 * n) / 15) + 4 * np.sin((at + 3 * n) / 47)
        rows.append(np.round(100 + wave + 1.4 * bell(seed_of(f"barometer {code}"), at), 1))
    return np.array(rows)


@lru_cache(maxsize=4)
def _area_indices(quarters: int) -> np.ndarray:
    """As those of riket, with more noise; float64 by index, riksområde and quarter."""
    index, area, at = np.ogrid[: len(AREA_INDICES), : len(AREAS), :quarters]
    wave = 8 * np.sin((3 * at + 7 * index) / 15) + 3 * np.sin((at + area) / 9)
    return np.round(100 + wave + 2.5 * bell(seed_of("barometer areas"), index, area, at), 1)


def _json(content: object) -> Response:
    return Response(orjson.dumps(content), content_type="application/json; charset=utf-8")


def _error(status: int, text: str = "Parameter error") -> Response:
    return Response(orjson.dumps({"error": text}), status, content_type="application/json; charset=utf-8")


def _described(table: Barometer) -> dict[str, Any]:
    variables = [
        {"code": code, "text": code.lower(), "values": list(codes), "valueTexts": list(texts)}
        for code, codes, texts in table.variables
    ]
    return {"title": "Indikatorer efter Indikator och Period (DEMODATA, påhittade siffror)", "variables": variables}


def _answer(table: Barometer) -> Response:
    try:
        asked = orjson.loads(request.get_data())
        wanted = {one["code"]: one["selection"] for one in asked["query"]}
        written = asked["response"]["format"]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return _error(400, "The request was not understood")
    if written != "json-stat2" or set(wanted) - {code for code, _, _ in table.variables}:
        return _error(400)
    picked = [_rows(wanted.get(code), codes) for code, codes, _ in table.variables]
    if not all(picked):
        return _error(400)
    if math.prod(map(len, picked)) > MOST_CELLS:
        return _error(403, "The request would give too many cells")
    dimension = {}
    for (code, codes, texts), rows in zip(table.variables, picked, strict=True):
        index = {codes[row]: n for n, row in enumerate(rows)}
        dimension[code] = {
            "label": code.lower(),
            "category": {"index": index, "label": {codes[row]: texts[row] for row in rows}},
        }
    return _json(
        {
            "class": "dataset",
            "label": "Indikatorer",
            "source": "Konjunkturinstitutet. DEMODATA, påhittade siffror",
            "updated": f"{table.updated}T08:00:00Z",
            "id": list(dimension),
            "size": [len(rows) for rows in picked],
            "dimension": dimension,
            "value": table.values[np.ix_(*picked)].reshape(-1).tolist(),
            "version": "2.0",
        }
    )


def _rows(selection: Mapping[str, Any] | None, codes: tuple[str, ...]) -> list[int]:
    """Positions asked for, in the table's order; every one where nothing is asked; none for an unknown code."""
    if selection is None or selection.get("filter") == "all":
        return list(range(len(codes)))
    chosen = selection.get("values") or []
    if not chosen or not set(chosen) <= set(codes):
        return []
    return sorted(codes.index(code) for code in chosen)
